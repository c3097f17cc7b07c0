import type { TenantId } from '@localert/core';
import type { Database } from './database.ts';
import { notifyStep } from './hints.ts';
import type { Statement } from './session.ts';

/** Commits count under this lock: those that are under way come out whole, before the purge or after it. */
const HOLD_TOTAL: Statement = {
  name: 'purge:hold',
  text: 'SELECT FROM total WHERE tenant_id = $1 FOR UPDATE',
};

/** The tables, and which column holds the tenant. Not the audit trail: it stays. */
const TABLES = {
  fixture_term: 'tenant_id',
  fixture: 'tenant_id',
  event: 'tenant_id',
  total: 'tenant_id',
  bell: 'tenant_id',
  // Before the alerts, as by who claims: so that none waits for the other.
  lane: 'tenant_id',
  alert: 'tenant_id',
  tenant: 'id',
  record: 'tenant_id',
  usage: 'tenant_id',
} as const;

const deleteFrom = (table: keyof typeof TABLES): Statement => ({
  name: `purge:${table}`,
  text: `DELETE FROM ${table} WHERE ${TABLES[table]} = $1`,
});

const PURGE = (Object.keys(TABLES) as (keyof typeof TABLES)[]).map(deleteFrom);

const COUNTED_ALERTS: Statement = {
  name: 'purge:counted',
  text: `
    WITH gone AS (DELETE FROM alert WHERE tenant_id = $1 RETURNING 1)
    SELECT count(*) AS alerts FROM gone`,
};

/** Removes the alerts of a tenant, in one transaction and in the order of {@link TABLES}; answers how many. */
export async function purgeAlerts(database: Database, tenant: TenantId): Promise<number> {
  const steps = [deleteFrom('bell'), deleteFrom('lane'), COUNTED_ALERTS];
  const answers = await database.systemSteps(
    'outbox.purge',
    steps.map((statement) => [statement, [tenant]]),
  );
  const [row] = answers.at(-1) as readonly { readonly alerts: number }[];
  return row?.alerts ?? 0;
}

/** Removes everything of a tenant but its audit trail, in one transaction. */
export async function purgeRows(database: Database, tenant: TenantId): Promise<void> {
  await database.systemSteps('purgeTenant', [
    ...[HOLD_TOTAL, ...PURGE].map((statement) => [statement, [tenant]] as const),
    notifyStep(database.schema, tenant),
  ]);
}
