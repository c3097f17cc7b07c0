import type { Destination, MessageRef } from '@localert/core';
import type { Calls } from './calls.ts';
import type { Settings } from './settings.ts';
import type { Trip } from './trip.ts';

/** What to do with an alert that may have been posted to a destination. */
export type Verdict =
  | { readonly kind: 'found'; readonly ref: MessageRef }
  | { readonly kind: 'post'; readonly absent: boolean }
  | { readonly kind: 'hold' };

/** How far the clocks of two machines may be apart, in milliseconds: the other side's times are its own. */
const SKEW_MS = 60_000;

/** When the first attempt may have been, at the earliest. */
const firstAttempt = ({ claim: { alert } }: Trip, now: number): number =>
  Math.min(Math.max(alert.createdAt, alert.notBefore ?? 0), now) - SKEW_MS;

/** Looks whether the alert was posted there. Where nobody can tell, the host's policy says what is worse. */
export async function judge(
  trip: Trip,
  destination: Destination,
  calls: Calls,
  { transport, onDoubt, timeoutMs, now }: Pick<Settings, 'transport' | 'onDoubt' | 'timeoutMs' | 'now'>,
): Promise<Verdict> {
  const { claim, scope, payload } = trip;
  // A post has to fit in after it.
  if (transport.find !== undefined && trip.timeLeft() >= 2 * timeoutMs) {
    const message = { id: claim.alert.id, payload, destination };
    const found = await calls.find(scope, message, firstAttempt(trip, now()));
    if (found.kind === 'found') return { kind: 'found', ref: found.ref };
    if (found.kind === 'absent') return { kind: 'post', absent: true };
  }
  // In doubt at its first attempt: somebody drove it anew, and has looked.
  const isRedriven = claim.attempt === 1;
  const hold = onDoubt[claim.alert.severity] === 'hold' && !isRedriven;
  return hold ? { kind: 'hold' } : { kind: 'post', absent: false };
}
