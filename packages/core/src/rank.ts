import type { TenantId } from './ids.ts';
import type { QueuedAlert } from './outbox.ts';

/** Milliseconds by which an alert has to be older to go before one of the next higher priority. */
export const PRIORITY_MS = 30_000;

/** An hour: what stands that far in the future has let others pass for long enough. */
const MAX_AHEAD_MS = 3_600_000;

/** What an alert of a priority has before it, by its age alone. */
const byAge = (priority: number, at: number): number => at + priority * PRIORITY_MS;

/** By what an outbox orders: the smaller goes first. Of an alert without a rank: by priority and age. */
export const alertRank = ({ rank, priority, createdAt }: QueuedAlert): number =>
  rank ?? byAge(priority, createdAt);

/** Gives alerts their places. */
export interface Turns {
  /** @param at - epoch milliseconds */
  rankOf(tenant: TenantId, priority: number, at: number): number;
}

/** How much of the queue is a tenant's own. */
export interface TurnOptions {
  /**
   * Milliseconds that one alert of a tenant takes of its share: with 100, ten alerts a second keep the place of their time;
   * what a tenant sends beyond goes behind whatever others send meanwhile. Default 100.
   */
  readonly shareMs?: number | undefined;
}

/** Tenants that are remembered with what they are ahead of their time; past that, those with the least are forgotten. */
const MAX_REMEMBERED = 10_000;

/**
 * Gives each alert its place in the line, once, when it is enqueued: by priority, by age, and fairly among tenants. Each
 * tenant has a clock of its own for each priority, which an alert takes ahead by its share (virtual clock scheduling,
 * Zhang 1990): of a flood all but the first stand in the future, and an alert of another tenant, at its own time, goes
 * before them. Waiting makes old: after half a minute for each level even the least urgent goes before what is new.
 *
 * @example
 * ```ts
 * import { createTurns } from '@localert/core';
 *
 * const turns = createTurns();
 * const [first, second] = [turns.rankOf('acme', 0, 1_000), turns.rankOf('acme', 0, 1_000)];
 * const other = turns.rankOf('quiet', 0, 1_050);
 * console.log(first < other, other < second); // true true
 * ```
 */
export function createTurns({ shareMs = 100 }: TurnOptions = {}): Turns {
  /** By tenant and priority: the time of the next alert, where it is ahead. */
  const clocks = new Map<string, number>();

  function forgetPast(at: number): void {
    for (const [key, next] of clocks) if (next <= at) clocks.delete(key);
    // All are ahead: a flood of tenants, not of one. The oldest go.
    for (const key of clocks.keys()) {
      if (clocks.size <= MAX_REMEMBERED / 2) return;
      clocks.delete(key);
    }
  }

  return {
    rankOf(tenant, priority, at) {
      const key = `${priority}/${tenant}`;
      const own = Math.max(at, clocks.get(key) ?? at);
      if (clocks.size >= MAX_REMEMBERED) forgetPast(at);
      clocks.delete(key);
      clocks.set(key, own + shareMs);
      // Not so far that the least urgent of now would stand behind it for days.
      return byAge(priority, Math.min(own, at + MAX_AHEAD_MS));
    },
  };
}
