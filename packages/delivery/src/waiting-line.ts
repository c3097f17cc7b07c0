import { LOWEST_PRIORITY } from '@localert/core';

/**
 * Longest that an alert is sent away for because of others, in milliseconds: a more urgent one of its group stands behind
 * it for so long.
 */
const MAX_AWAY_MS = 2_000;

/** Tells those who find no room in a workspace when to come back: one after the other, the urgent first. */
export interface WaitingLine {
  /**
   * @param from - when there will be room for one
   * @param everyMs - how often there will be room for another
   * @returns when to come back; all times of one clock, in milliseconds
   */
  take(priority: number, now: number, from: number, everyMs: number): number;
}

/**
 * Without it all who wait would come back for the first place that is free, and all but one would have come in vain.
 * Each priority has an end of the line of its own; whoever is less urgent stands behind it.
 */
export function createWaitingLine(): WaitingLine {
  const ends = Array.from({ length: LOWEST_PRIORITY + 1 }, () => Number.NEGATIVE_INFINITY);
  return {
    take(priority, now, from, everyMs) {
      const ahead = Math.max(...ends.slice(0, priority + 1));
      const place = Math.max(from, Math.min(ahead + everyMs, now + MAX_AWAY_MS));
      ends[priority] = place;
      return place;
    },
  };
}
