import { InvalidInputError, QuotaExceededError, type TenantContext } from '@localert/core';
import type { House } from './house.ts';
import { dayWindow, type QuotaWindow, untilNext } from './quota-window.ts';

/** A tenant's tokens for AI translators, by the day (UTC). */
export interface AiBudget {
  /**
   * Reserves tokens before a model is asked: all of them, or none. While the counters do not answer nothing is reserved: a
   * translation can wait.
   *
   * @param tokens - the most that the call may use; a whole number from 1
   * @throws LOCALERT_QUOTA_EXCEEDED with `retryAfterMs`, LOCALERT_STORE_UNAVAILABLE, LOCALERT_NOT_FOUND,
   *   LOCALERT_TENANT_SUSPENDED, LOCALERT_INVALID_INPUT
   *
   * @example
   * ```ts
   * import type { FixtureManager } from '@localert/manager';
   *
   * declare function askModel(maxTokens: number): Promise<{ text: string; tokens: number }>;
   *
   * export async function translate(alerts: FixtureManager): Promise<string> {
   *   const reserved = await alerts.budget('acme').take(4_000);
   *   try {
   *     const { text, tokens } = await askModel(4_000);
   *     await reserved.settle(tokens);
   *     return text;
   *   } finally {
   *     await reserved.giveBack(); // does nothing after settle
   *   }
   * }
   * ```
   */
  take(tokens: number): Promise<Reservation>;
}

/** Tokens that are set aside. The first of its methods that is called ends it; what is called later does nothing. */
export interface Reservation {
  readonly tokens: number;
  /** Gives back what was not used; what was used beyond the reservation is counted as far as the day has some left. */
  settle(used: number): Promise<void>;
  /** Gives back all. */
  giveBack(): Promise<void>;
}

function assertTokens(tokens: number, least: number): void {
  if (Number.isSafeInteger(tokens) && tokens >= least) return;
  const message = `a whole number of tokens from ${least}`;
  throw new InvalidInputError({ what: 'budget', issues: [{ path: 'tokens', message }] });
}

/** @param tenantNow - the tenant's settings as they are when tokens are taken */
export function aiBudget(house: House, tenantNow: () => Promise<TenantContext>): AiBudget {
  const { quotas, system, clock } = house;

  function reservation(tenant: string, window: QuotaWindow, tokens: number): Reservation {
    let open = true;
    async function settle(used: number): Promise<void> {
      assertTokens(used, 0);
      if (!open) return;
      open = false;
      if (used < tokens) await quotas.usage.giveBack(system, tenant, window, tokens - used);
      if (used > tokens) await quotas.usage.take(system, tenant, window, used - tokens, window.most);
    }
    return { tokens, settle, giveBack: () => settle(0) };
  }

  return {
    async take(tokens) {
      assertTokens(tokens, 1);
      const { id, quotas: limits } = await tenantNow();
      const now = clock.now();
      // Without a limit it is counted all the same: a model costs more than a count.
      const window = dayWindow('aiTokensPerDay', limits.aiTokensPerDay ?? Number.MAX_SAFE_INTEGER, now);
      const { granted } = await quotas.usage.take(system, id, window, tokens, window.most);
      if (granted === tokens) return reservation(id, window, tokens);
      if (granted > 0) await quotas.usage.giveBack(system, id, window, granted);
      throw new QuotaExceededError({
        quota: window.quota,
        limit: window.limit,
        // What is more than a whole day has is never granted.
        ...(tokens <= window.most && { retryAfterMs: untilNext(window, now) }),
      });
    },
  };
}
