import { type TenantContext, tenantScope } from '@localert/core';
import type { House } from './house.ts';
import { forgetAlertsOf, keptIncident, touchedAt } from './incident-record.ts';

/**
 * Forgets incidents that nothing has happened to since a time, open ones too: the alerts that they follow are gone as well.
 *
 * @param before - epoch milliseconds
 */
export async function pruneIncidents(house: House, tenant: TenantContext, before: number): Promise<number> {
  const { records } = house;
  if (records === undefined) return 0;
  const scope = tenantScope({ tenant: tenant.id, actor: 'system:manager' });
  let removed = 0;
  let cursor: string | undefined;
  do {
    const page = await records.list(scope, tenant.id, 'incident', { cursor, limit: 200 });
    for (const item of page.items) {
      const { record } = keptIncident(item);
      if (touchedAt(record) >= before) continue;
      await forgetAlertsOf(house, scope, record);
      if (await records.delete(scope, tenant.id, 'incident', item.id)) removed += 1;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return removed;
}
