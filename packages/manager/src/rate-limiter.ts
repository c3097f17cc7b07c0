import { QuotaExceededError, type TenantId } from '@localert/core';

/** Holds tenants to their rate. */
export interface RateLimiter {
  /**
   * Takes one send of the tenant's allowance.
   *
   * @param perSecond - sends a second; a burst of the same size is allowed, at least one
   * @param now - epoch milliseconds
   * @throws LOCALERT_QUOTA_EXCEEDED with `retryAfterMs`
   */
  take(tenant: TenantId, perSecond: number, now: number): void;
}

/** Past this many tenants, those whose allowance is whole again are forgotten. */
const MANY = 10_000;

/**
 * The generic cell rate algorithm (ITU-T I.371): one number a tenant, the time at which its allowance is whole again.
 * It counts in this process.
 */
export function createRateLimiter(): RateLimiter {
  const wholeAt = new Map<TenantId, number>();
  return {
    take(tenant, perSecond, now) {
      const interval = 1_000 / perSecond;
      const burst = Math.max(1_000, interval);
      const next = Math.max(wholeAt.get(tenant) ?? now, now) + interval;
      // Half an interval of slack in the sum would be a whole extra send; a thousandth is what floating point may lose.
      const early = next - burst - now;
      if (early > interval / 1_000) {
        throw new QuotaExceededError({
          quota: 'sendsPerSecond',
          limit: perSecond,
          retryAfterMs: Math.ceil(early),
        });
      }
      wholeAt.set(tenant, next);
      if (wholeAt.size > MANY) for (const [id, time] of wholeAt) if (time <= now) wholeAt.delete(id);
    },
  };
}
