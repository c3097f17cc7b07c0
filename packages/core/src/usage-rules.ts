import { type InputIssue, InvalidInputError } from './errors.ts';
import { isStorable } from './storable.ts';
import type { UsageKey } from './usage.ts';

const MAX_QUOTA_LENGTH = 60;

function refuseAny(issues: readonly InputIssue[]): void {
  if (issues.length > 0) throw new InvalidInputError({ what: 'usage', issues });
}

function keyIssues({ quota, window, until }: UsageKey): InputIssue[] {
  const issues: InputIssue[] = [];
  if (
    typeof quota !== 'string' ||
    quota.length < 1 ||
    quota.length > MAX_QUOTA_LENGTH ||
    !isStorable(quota)
  ) {
    issues.push({ path: 'quota', message: 'a name of 1 to 60 characters' });
  }
  if (!Number.isSafeInteger(window)) issues.push({ path: 'window', message: 'whole epoch milliseconds' });
  if (!Number.isSafeInteger(until) || until < window) {
    issues.push({ path: 'until', message: 'whole epoch milliseconds, not before the window begins' });
  }
  return issues;
}

/** Refuses a counter that no store could tell from others; for adapters. @throws LOCALERT_INVALID_INPUT */
export function assertUsageKey(key: UsageKey): void {
  refuseAny(keyIssues(key));
}

/** Refuses what cannot be taken; for adapters. @throws LOCALERT_INVALID_INPUT */
export function assertTake(key: UsageKey, want: number, limit: number): void {
  const issues = keyIssues(key);
  if (!Number.isSafeInteger(want) || want < 1)
    issues.push({ path: 'want', message: 'a whole number from 1' });
  if (typeof limit !== 'number' || !(limit >= 0)) issues.push({ path: 'limit', message: 'a number from 0' });
  refuseAny(issues);
}

/** Refuses what cannot be given back; for adapters. @throws LOCALERT_INVALID_INPUT */
export function assertGiveBack(key: UsageKey, count: number): void {
  const issues = keyIssues(key);
  if (!Number.isSafeInteger(count) || count < 0) {
    issues.push({ path: 'count', message: 'a whole number from 0' });
  }
  refuseAny(issues);
}

/** How many of `want` are granted under `limit` when `used` are taken; for adapters, inside their transaction. */
export function grantOf(used: number, want: number, limit: number): number {
  // A limit above what a counter can hold is none.
  return Math.max(0, Math.min(want, Math.min(Math.floor(limit), Number.MAX_SAFE_INTEGER) - used));
}

/** A window whose counter is still needed this long after its end: clocks of hosts differ. */
const LEAST_GRACE_MS = 60_000;

/**
 * The end of windows that nobody counts in any more, once one that begins at `key.window` is taken from: a minute, and
 * twice the window's length, before it. It goes by the windows themselves, so that no clock is needed.
 */
export function forgettable({ window, until }: UsageKey): number {
  return window - Math.max(LEAST_GRACE_MS, 2 * (until - window));
}
