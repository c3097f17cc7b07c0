import {
  assertGiveBack,
  assertMayWriteTenant,
  assertTake,
  assertUsageKey,
  forgettable,
  grantOf,
  mayReadTenant,
  type TenantId,
  USAGE_SPEC,
  type UsageCounter,
} from '@localert/core';

/** Counters in this process, for stores that have none. */
export interface ProcessUsage extends UsageCounter {
  /** Forgets everything of a tenant. */
  forget(tenant: TenantId): void;
}

/** One window of a quota. */
interface Counter {
  readonly quota: string;
  readonly until: number;
  used: number;
}

/** Makes counters that this process alone sees. */
export function processUsage(): ProcessUsage {
  const tenants = new Map<TenantId, Map<string, Counter>>();
  const nameOf = (quota: string, window: number) => `${quota}/${window}`;
  return {
    spec: USAGE_SPEC,

    async take(scope, tenant, key, want, limit) {
      assertMayWriteTenant(scope, tenant);
      assertTake(key, want, limit);
      const counters = tenants.get(tenant) ?? new Map<string, Counter>();
      tenants.set(tenant, counters);
      const name = nameOf(key.quota, key.window);
      let counter = counters.get(name);
      if (counter === undefined) {
        const end = forgettable(key);
        for (const [old, { quota, until }] of counters)
          if (quota === key.quota && until <= end) counters.delete(old);
        counter = { quota: key.quota, until: key.until, used: 0 };
        counters.set(name, counter);
      }
      const granted = grantOf(counter.used, want, limit);
      counter.used += granted;
      return { granted, used: counter.used };
    },

    async giveBack(scope, tenant, key, count) {
      assertMayWriteTenant(scope, tenant);
      assertGiveBack(key, count);
      const counter = tenants.get(tenant)?.get(nameOf(key.quota, key.window));
      if (counter !== undefined) counter.used = Math.max(0, counter.used - count);
    },

    async read(scope, tenant, key) {
      assertUsageKey(key);
      if (!mayReadTenant(scope, tenant)) return 0;
      const { quota, window } = key;
      return tenants.get(tenant)?.get(nameOf(quota, window))?.used ?? 0;
    },

    forget: (tenant) => void tenants.delete(tenant),
  };
}
