import type { MessageRef, Outbox, TenantScope } from '@localert/core';
import type { Trip } from './trip.ts';

/** What an alert that follows another finds. */
export type Lead =
  /** Nothing that could be followed: it is posted by itself. */
  | { readonly kind: 'none' }
  | { readonly kind: 'posted'; readonly ref: MessageRef }
  /** The other is still on its way. */
  | { readonly kind: 'wait'; readonly waitMs: number };

const [SHORTEST_MS, LONGEST_MS] = [500, 30_000];

/** The other may wait for hours by itself: it is asked about the more rarely the longer it takes. */
const waitFor = (age: number): number => Math.min(LONGEST_MS, Math.max(SHORTEST_MS, age / 4));

/** Looks where the followed alert stands. It ends one day, as each alert does; then this one goes out in any case. */
export async function leadOf({ claim, scope }: Trip, outbox: Outbox, now: number): Promise<Lead> {
  const { follows, createdAt } = claim.alert;
  if (follows === undefined) return { kind: 'none' };
  const status = await outbox.status(scope, follows.alert);
  if (status === undefined) return { kind: 'none' };
  const { state, ref } = status;
  if (state === 'queued' || state === 'sending') return { kind: 'wait', waitMs: waitFor(now - createdAt) };
  return state === 'delivered' && ref !== undefined ? { kind: 'posted', ref } : { kind: 'none' };
}

/**
 * Whether the alert is past its time. One that was driven anew is not: somebody wants to read it all the same. It had been
 * settled before, and counts from its first attempt again.
 */
export async function isExpired(
  { alert, attempt }: Trip['claim'],
  scope: TenantScope,
  outbox: Outbox,
  now: number,
): Promise<boolean> {
  if (alert.expiresAt === undefined || alert.expiresAt > now) return false;
  if (attempt > 1) return true;
  return (await outbox.status(scope, alert.id))?.settledAt === undefined;
}
