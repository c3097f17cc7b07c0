import { QuotaExceededError, type TenantId } from '@localert/core';
import { type QuotaWindow, untilNext } from './quota-window.ts';

/** Who waits for an answer of the counter. */
interface Waiter {
  resolve(lease: Lease): void;
  reject(error: unknown): void;
}

/** What this process has of one window of a quota. All times are epoch milliseconds. */
export interface Lease {
  readonly tenant: TenantId;
  window: QuotaWindow;
  /** Taken from the counter and not used yet. */
  left: number;
  /** Used here in this window. */
  used: number;
  /** Used here while the counter did not answer, and not counted yet. */
  owed: number;
  /** What the counter has left, as it was last told. */
  remaining: number;
  /** How many are fetched beyond those who wait. */
  ahead: number;
  readonly waiting: Waiter[];
  /** Whether the counter was asked and did not answer yet. */
  asking: boolean;
  /** The counter did not answer in time, or failed: nobody waits for it until it has answered. */
  alone: boolean;
  /** From here on a counter that failed is asked again. */
  probeAt: number;
  askedAt: number;
  usedAt: number;
  /** Up to here the answer is no, without a question. */
  refusedUntil: number;
  /** Another window is open; nobody takes from this one any more. */
  closed: boolean;
}

/** Most that is fetched beyond those who wait. */
export const MAX_AHEAD = 256;
/** A lease that is used up within this many milliseconds was too small. */
const FAST_MS = 100;

/** A lease of nothing. What the window before has learned of demand and of the counter goes on. */
export const emptyLease = (
  tenant: TenantId,
  window: QuotaWindow,
  before?: Pick<Lease, 'ahead' | 'alone' | 'probeAt'>,
): Lease => ({
  tenant,
  window,
  left: 0,
  used: 0,
  owed: 0,
  remaining: window.most,
  ahead: before?.ahead ?? 0,
  waiting: [],
  asking: false,
  alone: before?.alone ?? false,
  probeAt: before?.probeAt ?? Number.NEGATIVE_INFINITY,
  askedAt: Number.NEGATIVE_INFINITY,
  usedAt: Number.NEGATIVE_INFINITY,
  refusedUntil: Number.NEGATIVE_INFINITY,
  closed: false,
});

/** The error of a lease that has nothing left. @param now - epoch milliseconds */
export const usedUp = ({ window }: Lease, now: number) =>
  new QuotaExceededError({
    quota: window.quota,
    limit: window.limit,
    retryAfterMs: untilNext(window, now),
  });

/**
 * How many to ask the counter for: those who wait, what is owed, and some ahead. The part ahead doubles while leases are
 * used up at once and halves when they are not; it is a quarter of what is left at most, so that the last ones go to who
 * asks for them.
 */
export function demand(lease: Lease, now: number): number {
  const fast = now - lease.askedAt <= FAST_MS;
  lease.ahead = fast ? Math.min(MAX_AHEAD, Math.max(2, lease.ahead * 2)) : Math.floor(lease.ahead / 2);
  const guided = Math.min(lease.ahead, Math.floor(lease.remaining / 4));
  return Math.max(1, lease.waiting.length + lease.owed + guided);
}

/** Whether it is time to fetch more before the last one is gone. */
export const runsLow = ({ left, ahead, remaining, asking, probeAt }: Lease, now: number): boolean =>
  ahead >= 8 && left < ahead / 4 && remaining > 0 && !asking && now >= probeAt;
