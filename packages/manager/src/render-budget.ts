import { type Clock, QuotaExceededError, type TenantContext, type TenantId } from '@localert/core';
import { secondWindow, untilNext } from './quota-window.ts';

/** Holds tenants to their time of rendering in a second of the clock, in this process. */
export interface RenderBudget {
  /**
   * Does a piece of rendering and counts its time. It is not cut short: one that takes long uses up the second, and the
   * next is refused.
   *
   * @throws LOCALERT_QUOTA_EXCEEDED with `retryAfterMs` when the second is used up already
   */
  run<Result>(tenant: TenantContext, work: () => Result): Result;
  /** Milliseconds used in this second. */
  spent(tenant: TenantId): number;
  forget(tenant: TenantId): void;
}

/** Past this many tenants, those whose second has passed are forgotten. */
const MANY = 10_000;

/** @param elapsed - milliseconds that only ever go on; default: the process's own */
export function createRenderBudget(clock: Clock, elapsed = () => performance.now()): RenderBudget {
  const seconds = new Map<TenantId, { readonly window: number; ms: number }>();
  let pruneAt = MANY;

  function secondOf(tenant: TenantId, window: number) {
    const known = seconds.get(tenant);
    if (known?.window === window) return known;
    if (known === undefined && seconds.size >= pruneAt) {
      for (const [id, second] of seconds) if (second.window !== window) seconds.delete(id);
      pruneAt = Math.max(MANY, seconds.size * 2);
    }
    const second = { window, ms: 0 };
    seconds.set(tenant, second);
    return second;
  }

  return {
    run({ id, quotas: { renderMsPerSecond: limit } }, work) {
      if (limit === undefined) return work();
      const now = clock.now();
      const open = secondWindow('renderMsPerSecond', 1, now);
      const second = secondOf(id, open.window);
      if (second.ms >= limit)
        throw new QuotaExceededError({ quota: open.quota, limit, retryAfterMs: untilNext(open, now) });
      const begun = elapsed();
      try {
        return work();
      } finally {
        second.ms += elapsed() - begun;
      }
    },
    spent(tenant) {
      const second = seconds.get(tenant);
      return second?.window === secondWindow('renderMsPerSecond', 1, clock.now()).window ? second.ms : 0;
    },
    forget: (tenant) => void seconds.delete(tenant),
  };
}
