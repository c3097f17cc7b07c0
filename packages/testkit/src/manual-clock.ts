import type { Clock } from '@localert/core';

/** A clock that moves when it is told to. */
export interface ManualClock extends Clock {
  /** Moves on by milliseconds; answers the new time. */
  advance(ms: number): number;
  /** Jumps to a time in epoch milliseconds, forwards or back. */
  set(now: number): void;
}

/**
 * Makes a clock for tests.
 *
 * @param start - epoch milliseconds; default 2026-01-01T00:00:00Z
 *
 * @example
 * ```ts
 * import { manualClock } from '@localert/testkit';
 *
 * const clock = manualClock();
 * clock.advance(60_000);
 * ```
 */
export function manualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
      return now;
    },
    set(time) {
      now = time;
    },
  };
}
