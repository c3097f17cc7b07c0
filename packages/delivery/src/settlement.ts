import type { DeliveryOutcome, Settlement } from '@localert/core';
import { type Backoff, backoffMs } from './backoff.ts';

/** The end of an attempt. */
export type Ending = Exclude<Settlement, { kind: 'release' }>;

/** When to give up, and how to wait until then. */
export interface RetryPolicy {
  /** Attempts until an alert becomes a dead letter. Default 20: about an hour and a half with the default back-off. */
  readonly maxAttempts?: number;
  readonly backoff?: Backoff;
}

/**
 * What an outcome means for the claim.
 *
 * `retry` and `unknown` wait for another attempt: an alert that may or may not have been posted is posted again, since a
 * doubled alert is better than a lost one. `stop`, and a plain text that is refused too, become dead letters.
 *
 * @param attempt - this attempt, from 1
 * @param now - epoch milliseconds
 * @param random - a number in [0, 1)
 */
export function settlementOf(
  outcome: DeliveryOutcome,
  degraded: boolean,
  attempt: number,
  now: number,
  random: number,
  { maxAttempts = 20, backoff }: RetryPolicy = {},
): Ending {
  if (outcome.kind === 'delivered') return { kind: 'delivered', at: now, ref: outcome.ref, degraded };
  const final = outcome.kind === 'stop' || outcome.kind === 'rerender' || attempt >= maxAttempts;
  if (final) return { kind: 'dead', at: now, code: outcome.code };
  const asked = outcome.kind === 'retry' ? (outcome.retryAfterMs ?? 0) : 0;
  return {
    kind: 'retry',
    at: now + Math.max(asked, backoffMs(attempt, random, backoff)),
    code: outcome.code,
  };
}
