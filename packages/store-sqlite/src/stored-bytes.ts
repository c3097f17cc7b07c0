import type { TenantId } from '@localert/core';
import type { Connection } from './connection.ts';
import { numberOf, textOf } from './rows.ts';

/** Kept right by triggers of the table of fixtures, in the transaction of each change. */
const READ = 'SELECT bytes FROM stored WHERE tenant = ?';

const NEXT_TENANT = 'SELECT tenant FROM fixture WHERE tenant > ? ORDER BY tenant LIMIT 1';

const COUNT_ANEW = `
  INSERT INTO stored (tenant, bytes) SELECT ?1, sum(octet_length(body)) FROM fixture WHERE tenant = ?1
  ON CONFLICT (tenant) DO UPDATE SET bytes = excluded.bytes`;

/** Bytes of a tenant's current rows, as JSON in UTF-8. */
export function readStoredBytes(connection: Connection, tenant: TenantId): number {
  const row = connection.get(READ, tenant);
  return row === undefined ? 0 : numberOf(row, 'bytes');
}

/** Counts the bytes of the first tenant behind `after` anew; answers which one that was. */
export function recountNext(connection: Connection, after: TenantId): TenantId | undefined {
  const row = connection.get(NEXT_TENANT, after);
  if (row === undefined) return undefined;
  const tenant = textOf(row, 'tenant');
  connection.run(COUNT_ANEW, tenant);
  return tenant;
}
