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
  type UsageKey,
} from '@localert/core';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { numberOf } from './rows.ts';

const READ = 'SELECT used FROM usage WHERE tenant = ? AND quota = ? AND starts = ?';
const BEGIN = 'INSERT INTO usage (tenant, quota, starts, ends, used) VALUES (?, ?, ?, ?, ?)';
const ADD = 'UPDATE usage SET used = used + ? WHERE tenant = ? AND quota = ? AND starts = ?';
const GIVE_BACK = 'UPDATE usage SET used = max(0, used - ?) WHERE tenant = ? AND quota = ? AND starts = ?';
const FORGET = 'DELETE FROM usage WHERE tenant = ? AND quota = ? AND starts < ? AND ends <= ?';

/** `undefined` when nobody took from the window yet. */
export function readUsed(connection: Connection, tenant: TenantId, key: UsageKey): number | undefined {
  const row = connection.get(READ, tenant, key.quota, key.window);
  return row && numberOf(row, 'used');
}

export function takeUsage(
  connection: Connection,
  tenant: TenantId,
  key: UsageKey,
  want: number,
  limit: number,
): { readonly granted: number; readonly used: number } {
  // Who finds the window used up does not wait for the write lock.
  const seen = readUsed(connection, tenant, key) ?? 0;
  if (grantOf(seen, want, limit) === 0) return { granted: 0, used: seen };
  return connection.transaction(() => {
    const current = readUsed(connection, tenant, key);
    const used = current ?? 0;
    const granted = grantOf(used, want, limit);
    if (current !== undefined) connection.run(ADD, granted, tenant, key.quota, key.window);
    else {
      connection.run(FORGET, tenant, key.quota, key.window, forgettable(key));
      connection.run(BEGIN, tenant, key.quota, key.window, key.until, granted);
    }
    return { granted, used: used + granted };
  });
}

export function giveBackUsage(
  connection: Connection,
  tenant: TenantId,
  { quota, window }: UsageKey,
  count: number,
): void {
  connection.run(GIVE_BACK, count, tenant, quota, window);
}

/** The counters kept in the same file. */
export function sqliteUsage(database: Database): UsageCounter {
  return {
    spec: USAGE_SPEC,

    async take(scope, tenant, key, want, limit) {
      assertMayWriteTenant(scope, tenant);
      assertTake(key, want, limit);
      return database.use('usage.take', (main) => takeUsage(main, tenant, key, want, limit));
    },

    async giveBack(scope, tenant, key, count) {
      assertMayWriteTenant(scope, tenant);
      assertGiveBack(key, count);
      database.use('usage.giveBack', (main) => giveBackUsage(main, tenant, key, count));
    },

    async read(scope, tenant, key) {
      const allowed = mayReadTenant(scope, tenant);
      assertUsageKey(key);
      return database.use('usage.read', (main) => (allowed ? (readUsed(main, tenant, key) ?? 0) : 0));
    },
  };
}
