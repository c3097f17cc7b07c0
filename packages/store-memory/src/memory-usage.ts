import {
  assertGiveBack,
  assertMayWriteTenant,
  assertTake,
  assertUsageKey,
  forgettable,
  type Gate,
  grantOf,
  mayReadTenant,
  type TenantId,
  USAGE_SPEC,
  type UsageCounter,
  type UsageKey,
} from '@localert/core';

/** The counters of a store, and what only the store may ask of them. */
export interface MemoryUsage {
  readonly usage: UsageCounter;
  forget(tenant: TenantId): void;
}

/** One window of a quota. */
interface Counter {
  used: number;
  readonly until: number;
}

/** Quota → beginning of the window → counter. */
type Counters = Map<string, Map<number, Counter>>;

/** The counters of one store. */
export function memoryUsage(gate: Gate): MemoryUsage {
  const tenants = new Map<TenantId, Counters>();

  const find = (tenant: TenantId, { quota, window }: UsageKey): Counter | undefined =>
    tenants.get(tenant)?.get(quota)?.get(window);

  /** Begins a window, and forgets those that ended long before it. */
  function begin(tenant: TenantId, key: UsageKey): Counter {
    const own: Counters = tenants.get(tenant) ?? new Map();
    const windows = own.get(key.quota) ?? new Map<number, Counter>();
    const end = forgettable(key);
    for (const [window, { until }] of windows) if (until <= end) windows.delete(window);
    const counter = { used: 0, until: key.until };
    tenants.set(tenant, own.set(key.quota, windows.set(key.window, counter)));
    return counter;
  }

  const usage: UsageCounter = {
    spec: USAGE_SPEC,

    async take(scope, tenant, key, want, limit) {
      assertMayWriteTenant(scope, tenant);
      gate.enter('usage.take');
      assertTake(key, want, limit);
      const used = find(tenant, key)?.used ?? 0;
      const granted = grantOf(used, want, limit);
      if (granted > 0) (find(tenant, key) ?? begin(tenant, key)).used += granted;
      return { granted, used: used + granted };
    },

    async giveBack(scope, tenant, key, count) {
      assertMayWriteTenant(scope, tenant);
      gate.enter('usage.giveBack');
      assertGiveBack(key, count);
      const counter = find(tenant, key);
      if (counter !== undefined) counter.used = Math.max(0, counter.used - count);
    },

    async read(scope, tenant, key) {
      const allowed = mayReadTenant(scope, tenant);
      gate.enter('usage.read');
      assertUsageKey(key);
      return allowed ? (find(tenant, key)?.used ?? 0) : 0;
    },
  };

  return { usage, forget: (tenant) => void tenants.delete(tenant) };
}
