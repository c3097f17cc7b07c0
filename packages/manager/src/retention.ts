import { complianceDefaults } from '@localert/core';
import type { House } from './house.ts';

const DAY_MS = 86_400_000;

/**
 * Removes delivered alerts that are older than their tenant's retention. Tenants go one after the other: nobody waits
 * for it.
 *
 * @returns how many alerts were removed
 */
export async function pruneAlerts(house: House): Promise<number> {
  let removed = 0;
  let cursor: string | undefined;
  do {
    const page = await house.directory.list(house.system, { cursor, limit: 200 });
    for (const { id, complianceLevel, region } of page.items) {
      const { alertRetentionDays } = complianceDefaults(complianceLevel, region);
      const before = house.clock.now() - alertRetentionDays * DAY_MS;
      removed += (await house.delivery?.outbox.prune(house.system, id, before)) ?? 0;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return removed;
}
