import type { TenantId } from '@localert/core';
import type { Database } from './database.ts';
import { notifyStep } from './hints.ts';
import type { Statement } from './session.ts';

/** Commits count under this lock: those that are under way come out whole, before the purge or after it. */
const HOLD_TOTAL: Statement = {
  name: 'purge:hold',
  text: 'SELECT FROM total WHERE tenant_id = $1 FOR UPDATE',
};

/** Each takes the tenant. */
const PURGE_FIXTURES: readonly Statement[] = ['fixture_term', 'fixture', 'event', 'total'].map((table) => ({
  name: `purge:${table}`,
  text: `DELETE FROM ${table} WHERE tenant_id = $1`,
}));

/** Removes everything of a tenant but its audit trail, in one transaction. @param parts - what other parts remove */
export async function purgeRows(
  database: Database,
  tenant: TenantId,
  parts: readonly Statement[],
): Promise<void> {
  const statements = [HOLD_TOTAL, ...PURGE_FIXTURES, ...parts];
  await database.systemSteps('purgeTenant', [
    ...statements.map((statement) => [statement, [tenant]] as const),
    notifyStep(database.schema, tenant),
  ]);
}
