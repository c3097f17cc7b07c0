import type { TenantId } from '@localert/core';
import { purgeAlerts } from './alert-ends.ts';
import { noteTenant } from './change-queries.ts';
import type { Connection } from './connection.ts';
import { wipeLog } from './wipe.ts';

const TABLES = [
  ['fixture', 'tenant'],
  ['event', 'tenant'],
  ['tenant', 'id'],
  ['record', 'tenant'],
  ['usage', 'tenant'],
  // After the fixtures, whose going it counts.
  ['stored', 'tenant'],
] as const;

/** Removes everything of a tenant but its audit trail, and empties the write-ahead log, where the last writes still stand. */
export function purgeRows(connection: Connection, tenant: TenantId): void {
  connection.transaction(() => {
    purgeAlerts(connection, tenant);
    for (const [table, column] of TABLES) connection.run(`DELETE FROM ${table} WHERE ${column} = ?`, tenant);
    noteTenant(connection, tenant);
  });
  wipeLog(connection, 'purgeTenant');
}
