import {
  assertGiveBack,
  assertMayWriteTenant,
  assertTake,
  assertUsageKey,
  forgettable,
  mayReadTenant,
  type TenantId,
  USAGE_SPEC,
  type UsageCounter,
  type UsageKey,
} from '@localert/core';
import type { Database } from './database.ts';
import type { Query } from './session.ts';
import { FORGET_USAGE, GIVE_BACK_USAGE, READ_USAGE, TAKE_USAGE } from './usage-queries.ts';

interface UsedRow {
  readonly used: number;
}

interface Taken extends UsedRow {
  readonly granted: number;
}

/** Nobody took from a window that has no row. */
const usedOf = (row: UsedRow | undefined): number => row?.used ?? 0;

async function takeUsage(
  query: Query,
  tenant: TenantId,
  key: UsageKey,
  want: number,
  limit: number,
): Promise<Taken> {
  const { quota, window, until } = key;
  // A limit above what a counter can hold is none.
  const most = Math.min(Math.floor(limit), Number.MAX_SAFE_INTEGER);
  const values = [tenant, quota, window, until, want, most];
  const [taken] = most < 1 ? [] : await query<Taken>(TAKE_USAGE, values);
  if (taken === undefined) {
    const [row] = await query<UsedRow>(READ_USAGE, [tenant, quota, window]);
    return { granted: 0, used: usedOf(row) };
  }
  const { granted, used } = taken;
  // The first of its window, or the first after all was given back.
  if (granted === used) await query(FORGET_USAGE, [tenant, quota, window, forgettable(key)]);
  return { granted, used };
}

/** The counters kept in the same database. */
export function postgresUsage(database: Database): UsageCounter {
  return {
    spec: USAGE_SPEC,

    async take(scope, tenant, key, want, limit) {
      assertMayWriteTenant(scope, tenant);
      assertTake(key, want, limit);
      return database.asTenant('usage.take', tenant, (query) => takeUsage(query, tenant, key, want, limit));
    },

    async giveBack(scope, tenant, key, count) {
      assertMayWriteTenant(scope, tenant);
      assertGiveBack(key, count);
      const values = [tenant, key.quota, key.window, count];
      await database.tenantSteps('usage.giveBack', tenant, [[GIVE_BACK_USAGE, values]]);
    },

    async read(scope, tenant, key) {
      const allowed = mayReadTenant(scope, tenant);
      assertUsageKey(key);
      if (!allowed) return 0;
      const values = [tenant, key.quota, key.window];
      const [row] = await database.readTenant<UsedRow>('usage.read', tenant, READ_USAGE, values);
      return usedOf(row);
    },
  };
}
