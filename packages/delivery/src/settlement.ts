import { type ClaimedAlert, type DeliveryOutcome, MAX_HOLD_MS, type Settlement } from '@localert/core';
import { BACKOFF_OF_CLASS, classOf, isOfMessage } from './answer-class.ts';
import { type Backoff, backoffMs } from './backoff.ts';
import type { Sent } from './trip.ts';

/** When to give up, and how to wait until then. */
export interface RetryPolicy {
  /** Attempts until an alert becomes a dead letter. Default 20: about an hour and a half with the default back-off. */
  readonly maxAttempts?: number;
  /** For every answer. Default: by the class of the answer. */
  readonly backoff?: Backoff;
}

/** What settling depends on beside the outcome. */
export interface SettlementRules {
  readonly retry: RetryPolicy;
  readonly doubtMs: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** A number in [0, 1). */
  readonly random: number;
}

/** How long a channel waits after a failure that named no time, in milliseconds, at most. */
const SHORT_HOLD_MS = 1_000;

/**
 * Longest that a group is held because its destination refuses, in milliseconds: behind the refused alert may stand one
 * that has a fallback.
 */
export const REFUSED_HOLD_MS = 60_000;

type Unposted = Extract<DeliveryOutcome, { kind: 'retry' | 'unknown' }>;

/** Milliseconds until the next attempt. */
function waitAfter(outcome: Unposted, attempt: number, rules: SettlementRules): number {
  const { retry, random, doubtMs } = rules;
  const wait = backoffMs(attempt, random, retry.backoff ?? BACKOFF_OF_CLASS[classOf(outcome)]);
  if (outcome.kind === 'unknown') return Math.max(wait, doubtMs);
  return Math.max(wait, outcome.retryAfterMs ?? 0);
}

/**
 * What an outcome means for the claim.
 *
 * `retry` and `unknown` wait for another attempt, and their group for a moment: what was refused now is so for the next
 * alert too. A destination that refuses everything is left alone for as long as `refusedMs` says. What can never be posted
 * becomes a dead letter, and so does the last attempt.
 */
export function settlementOf(sent: Sent, { attempt }: ClaimedAlert, rules: SettlementRules): Settlement {
  const { outcome, degraded, inDoubt, refusedMs } = sent;
  const { now, retry } = rules;
  if (outcome.kind === 'delivered') return { kind: 'delivered', at: now, ref: outcome.ref, degraded };
  const { code } = outcome;
  const doubt = inDoubt ? { inDoubt } : {};
  const dead: Settlement = { kind: 'dead', at: now, code, ...doubt };
  if (sent.held || outcome.kind === 'rerender' || attempt >= (retry.maxAttempts ?? 20)) return dead;
  const again = (waitMs: number, holdMs: number): Settlement => ({
    ...{ kind: 'retry', at: now + waitMs, code, ...doubt },
    holdUntil: now + Math.min(holdMs, MAX_HOLD_MS),
  });
  if (outcome.kind === 'stop') {
    if (refusedMs === undefined || isOfMessage(code)) return dead;
    return again(refusedMs, Math.min(refusedMs, REFUSED_HOLD_MS));
  }
  const wait = waitAfter(outcome, attempt, rules);
  const asked = outcome.kind === 'retry' ? outcome.retryAfterMs : undefined;
  return again(wait, asked ?? Math.min(wait, SHORT_HOLD_MS));
}
