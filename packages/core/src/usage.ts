import type { TenantId } from './ids.ts';
import type { Scope } from './scope.ts';

/** The version of the {@link UsageCounter} contract. */
export const USAGE_SPEC = 'localert.usage/1';

/** One counter of a tenant: what is counted, and in which window of time. */
export interface UsageKey {
  /** For example `sendsPerDay`; 1 to 60 characters. */
  readonly quota: string;
  /** When the window begins, epoch milliseconds; each window counts from 0. */
  readonly window: number;
  /** When the window ends, epoch milliseconds: the counter may be forgotten some time after. */
  readonly until: number;
}

/**
 * Counts what tenants use, over every process that shares the store. Atomic: of all who take at once, none gets what
 * another got. A tenant scope reaches its own tenant's counters only.
 */
export interface UsageCounter {
  readonly spec: typeof USAGE_SPEC;
  /**
   * Takes from what is left under `limit`: `want`, or as much of it as there is.
   *
   * @param want - a whole number from 1
   * @returns how many were granted, 0 to `want`, and how many are used after that
   */
  take(
    scope: Scope,
    tenant: TenantId,
    key: UsageKey,
    want: number,
    limit: number,
  ): Promise<{ readonly granted: number; readonly used: number }>;
  /** Gives back what was taken and not used. The count does not fall below 0. */
  giveBack(scope: Scope, tenant: TenantId, key: UsageKey, count: number): Promise<void>;
  /** How much is used; 0 for a window that nobody took from. */
  read(scope: Scope, tenant: TenantId, key: UsageKey): Promise<number>;
}
