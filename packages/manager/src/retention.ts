import { complianceDefaults, protectionOf } from '@localert/core';
import type { House } from './house.ts';
import { pruneIncidents } from './incident-retention.ts';

const DAY_MS = 86_400_000;

/** How long the trail of a tenant stays whose level nobody knows any more: as long as the strictest level asks. */
const LONGEST_AUDIT_DAYS = complianceDefaults('hipaa', 'global').auditRetentionDays;

/**
 * Removes delivered alerts, incidents and audit entries that are older than their tenant's retention. Tenants go one after the
 * other: nobody waits for it.
 *
 * @returns how many alerts were removed
 */
export async function pruneAlerts(house: House): Promise<number> {
  let removed = 0;
  let cursor: string | undefined;
  do {
    const page = await house.directory.list(house.system, { cursor, limit: 200 });
    for (const tenant of page.items) {
      const { alertRetentionDays, auditRetentionDays } = protectionOf(tenant);
      const before = house.clock.now() - alertRetentionDays * DAY_MS;
      removed += (await house.delivery?.outbox.prune(house.system, tenant.id, before)) ?? 0;
      await pruneIncidents(house, tenant, before);
      await house.audit?.prune?.(tenant.id, { retentionDays: auditRetentionDays });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  await pruneOrphanTrails(house);
  return removed;
}

/** The trails of tenants that were deleted: they outlive them, but not for ever. */
async function pruneOrphanTrails(house: House): Promise<void> {
  const log = house.store.audit;
  if (log === undefined || house.audit?.prune === undefined) return;
  let cursor: string | undefined;
  do {
    const page = await log.tenants(house.system, { cursor, limit: 200 });
    for (const tenant of page.items) {
      if ((await house.directory.get(house.system, tenant)) === undefined)
        await house.audit.prune(tenant, { retentionDays: LONGEST_AUDIT_DAYS });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}
