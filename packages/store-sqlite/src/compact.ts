import { assertCompaction, compacts, type FixtureCompaction, type TenantId } from '@localert/core';
import { keepAudit } from './audit-keep.ts';
import { auditRows } from './audit-queries.ts';
import type { Connection } from './connection.ts';
import { eventOf, toJson } from './rows.ts';

const READ = 'SELECT body FROM event WHERE tenant = ? AND fixture = ? AND revision <= ? ORDER BY revision';
const DELETE = 'DELETE FROM event WHERE tenant = ? AND fixture = ? AND revision < ?';
const REPLACE = 'UPDATE event SET body = ? WHERE tenant = ? AND fixture = ? AND revision = ?';

/**
 * Puts one event in place of the first ones, in one transaction: where the last of them stood, so that nobody who
 * follows the feed misses it. Answers false, and changes nothing, when they are not those that it names.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export function compactEvents(
  connection: Connection,
  tenant: TenantId,
  compaction: FixtureCompaction,
): boolean {
  assertCompaction(compaction);
  const { fixture, event } = compaction;
  const body = toJson(event, 'compaction');
  const audit = auditRows(tenant, compaction.audit);
  return connection.transaction(() => {
    const events = connection.all(READ, tenant, fixture, event.revision).map(eventOf);
    if (!compacts(compaction, events)) return false;
    connection.run(DELETE, tenant, fixture, event.revision);
    connection.run(REPLACE, body, tenant, fixture, event.revision);
    keepAudit(connection, tenant, audit);
    return true;
  });
}
