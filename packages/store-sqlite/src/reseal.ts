import { assertReseal, type FixtureReseal, isSameJson, type TenantId } from '@localert/core';
import { keepAudit } from './audit-keep.ts';
import { auditRows } from './audit-queries.ts';
import type { Connection } from './connection.ts';
import { readFixture } from './fixture-queries.ts';
import { eventOf, toJson } from './rows.ts';

const READ_EVENT = 'SELECT body FROM event WHERE tenant = ? AND fixture = ? AND revision = ?';
const WRITE_EVENT = 'UPDATE event SET body = ? WHERE tenant = ? AND fixture = ? AND revision = ?';
const WRITE_ROW = 'UPDATE fixture SET body = ? WHERE tenant = ? AND id = ?';

/**
 * Replaces stored forms, in one transaction. Answers false, and changes nothing, when one is not what it was read as.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export function resealFixture(connection: Connection, tenant: TenantId, change: FixtureReseal): boolean {
  assertReseal(change);
  const { fixture, row, events } = change;
  const audit = auditRows(tenant, change.audit);

  const isAsRead = (): boolean => {
    const stored = readFixture(connection, tenant, fixture);
    if (stored === undefined || (row !== undefined && !isSameJson(stored, row.from))) return false;
    return events.every(({ from }) => {
      const found = connection.get(READ_EVENT, tenant, fixture, from.revision);
      return found !== undefined && isSameJson(eventOf(found), from);
    });
  };

  return connection.transaction(() => {
    if (!isAsRead()) return false;
    for (const { to } of events) {
      connection.run(WRITE_EVENT, toJson(to, 'reseal'), tenant, fixture, to.revision);
    }
    if (row !== undefined) connection.run(WRITE_ROW, toJson(row.to, 'reseal'), tenant, fixture);
    keepAudit(connection, tenant, audit);
    return true;
  });
}
