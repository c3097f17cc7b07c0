import type { TenantId } from '@localert/core';
import type { Connection } from './connection.ts';

const TABLES = [
  ['fixture', 'tenant'],
  ['event', 'tenant'],
  ['alert', 'tenant'],
  ['tenant', 'id'],
] as const;

/** Removes everything of a tenant, and empties the write-ahead log, where the last writes still stand. */
export function purgeRows(connection: Connection, tenant: TenantId): void {
  connection.transaction(() => {
    for (const [table, column] of TABLES) connection.run(`DELETE FROM ${table} WHERE ${column} = ?`, tenant);
  });
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
