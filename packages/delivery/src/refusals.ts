import { MAX_HOLD_MS } from '@localert/core';

/** What happens when a destination refuses whatever is posted there: a token revoked, a channel archived. */
export interface RefusalPolicy {
  /** Milliseconds until it is tried again; doubled each time that it refuses again. Default 60,000. */
  readonly pauseMs?: number | undefined;
  /** Longest such pause. Default 900,000. */
  readonly maxPauseMs?: number | undefined;
}

/** A destination that refuses. */
export interface Refusal {
  readonly code: string;
  /** Milliseconds until it is worth another try. */
  readonly waitMs: number;
}

/** Destinations that refused, by group. In memory only: another process, or this one anew, learns it by one post. */
export interface Refusals {
  /** Why and how long nothing is to be posted there; `undefined` when it may be tried. */
  of(group: string): Refusal | undefined;
  /** It refused; answers how long it is left alone, and whether that is news. */
  refuse(group: string, code: string): { readonly waitMs: number; readonly isNew: boolean };
  /** It took a message; answers whether it had refused before. */
  accept(group: string): boolean;
}

/** Groups that are remembered; past that the oldest is forgotten, and learnt again by one post. */
const MAX_REMEMBERED = 10_000;

/** No refusals. @param monotonic - milliseconds that only go up */
export function createRefusals(
  { pauseMs = 60_000, maxPauseMs = 900_000 }: RefusalPolicy,
  monotonic: () => number,
): Refusals {
  const known = new Map<string, { readonly code: string; readonly until: number; readonly pause: number }>();
  return {
    of(group) {
      const refusal = known.get(group);
      if (refusal === undefined) return undefined;
      const waitMs = refusal.until - monotonic();
      return waitMs > 0 ? { code: refusal.code, waitMs } : undefined;
    },
    refuse(group, code) {
      const before = known.get(group);
      known.delete(group);
      const [oldest] = known.size >= MAX_REMEMBERED ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      const pause = Math.min(before === undefined ? pauseMs : before.pause * 2, maxPauseMs, MAX_HOLD_MS);
      known.set(group, { code, until: monotonic() + pause, pause });
      return { waitMs: pause, isNew: before === undefined };
    },
    accept: (group) => known.delete(group),
  };
}
