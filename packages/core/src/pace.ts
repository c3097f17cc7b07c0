/** How fast things may follow each other. */
export interface Pace {
  /** Milliseconds from one to the next, on average. */
  readonly everyMs: number;
  /** How many may go at once after a pause. Default 1. */
  readonly burst?: number | undefined;
}

/**
 * Longest hold of a group, in milliseconds: what is further ahead was written by a clock that was set back since, and
 * holds nothing.
 */
export const MAX_HOLD_MS = 3_600_000;

/** Where a pace stands. */
export interface PaceTurn {
  /** The theoretical arrival time of the next, in epoch milliseconds: hand it in again. */
  readonly next: number;
  /** From when on the next may go, in epoch milliseconds. */
  readonly freeAt: number;
}

/**
 * Takes a turn, by the generic cell rate algorithm (ITU-T I.371, virtual scheduling): one number a group, no timers, and
 * the same answer wherever it is worked out. Whoever asks has waited for `freeAt`.
 *
 * @param next - of the turn before; `undefined` for the first
 * @param now - epoch milliseconds
 *
 * @example
 * ```ts
 * import { takeTurn } from '@localert/core';
 *
 * const first = takeTurn({ everyMs: 1_000 }, undefined, 5_000);
 * first.freeAt; // 6000
 * ```
 */
export function takeTurn({ everyMs, burst = 1 }: Pace, next: number | undefined, now: number): PaceTurn {
  // A clock that was set back must not hold a group for as long as it was set back.
  const farthest = now + burst * everyMs;
  const after = Math.max(now, Math.min(next ?? now, farthest)) + everyMs;
  return { next: after, freeAt: after - (burst - 1) * everyMs };
}
