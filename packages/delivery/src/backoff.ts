/** How long to wait between attempts. */
export interface Backoff {
  /** Milliseconds before the second attempt, on average. Default 1,000. */
  readonly baseMs?: number;
  /** Longest wait in milliseconds. Default 300,000. */
  readonly maxMs?: number;
}

/**
 * Exponential back-off with equal jitter: half of the wait is fixed, half is random, so that alerts that failed together
 * do not come back together.
 *
 * @param attempt - the attempt that failed, from 1
 * @param random - a number in [0, 1)
 * @returns milliseconds to wait
 */
export function backoffMs(
  attempt: number,
  random: number,
  { baseMs = 1_000, maxMs = 300_000 }: Backoff = {},
): number {
  // 2^30 is past every sensible maximum; beyond it the shift would wrap.
  const wait = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(wait / 2 + (wait / 2) * random);
}
