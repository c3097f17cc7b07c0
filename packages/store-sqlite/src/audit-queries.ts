import {
  type AuditEntry,
  type AuditHead,
  type AuditRecord,
  assertAuditRecords,
  InvalidInputError,
  StoreCorruptError,
  type TenantId,
} from '@localert/core';
import type { AuditRow } from './audit-keep.ts';
import type { Connection, Row } from './connection.ts';
import { bodyOf, textOf, toJson } from './rows.ts';

/** Sorts numbers out of the index, and reads only the bodies that are asked for. */
const UNLINKED = `
  SELECT body FROM audit_pending
  WHERE seq IN (SELECT seq FROM audit_pending WHERE tenant = ? ORDER BY seq LIMIT ?) ORDER BY seq`;

const HEAD = 'SELECT body FROM audit WHERE tenant = ? ORDER BY sequence DESC LIMIT 1';
const READ = 'SELECT body FROM audit WHERE tenant = ? AND sequence > ? ORDER BY sequence LIMIT ?';
const IS_LINKED = 'SELECT 1 FROM audit WHERE tenant = ? AND id = ?';
const LINK = 'INSERT INTO audit (tenant, sequence, id, body) VALUES (?, ?, ?, ?)';
const UNPEND = 'DELETE FROM audit_pending WHERE tenant = ? AND id = ?';

/** From tenant to tenant by the index: rows of one that has many are not read. */
const TENANTS = `
  WITH RECURSIVE known (tenant) AS (
    SELECT ?1
    UNION ALL
    SELECT (
      SELECT min(tenant) FROM (
        SELECT min(tenant) AS tenant FROM audit WHERE tenant > known.tenant
        UNION ALL
        SELECT min(tenant) FROM audit_pending WHERE tenant > known.tenant))
    FROM known WHERE known.tenant IS NOT NULL
    LIMIT ?2 + 1)
  SELECT tenant FROM known WHERE tenant > ?1`;

const WAITING = 'SELECT tenant FROM audit_pending GROUP BY tenant ORDER BY min(seq) LIMIT ?';

/** Never the last one: the chain goes on from it. */
const DROP = `
  DELETE FROM audit WHERE tenant = ?1 AND sequence IN (
    SELECT sequence FROM audit
    WHERE tenant = ?1 AND sequence <= ?2 AND sequence < (SELECT max(sequence) FROM audit WHERE tenant = ?1)
    ORDER BY sequence LIMIT ?3)`;

/**
 * Checks the records of a change and puts them into JSON, before its transaction begins.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export function auditRows(tenant: TenantId, records: readonly AuditRecord[] = []): readonly AuditRow[] {
  assertAuditRecords(tenant, records);
  return records.map((record) => ({ id: record.id, body: toJson(record, 'audit') }));
}

/** Not proved against the model: who verifies a chain computes its hashes. One look tells whether it is ours. */
function recordOf(row: Row): AuditRecord {
  const body: { readonly id?: unknown } = bodyOf(row, 'the audit trail');
  if (typeof body.id === 'string') return body as AuditRecord;
  throw new StoreCorruptError({ what: 'a row of the audit trail holds another document' });
}

function entryOf(row: Row): AuditEntry {
  const record: AuditRecord & Partial<AuditEntry> = recordOf(row);
  if (typeof record.sequence === 'number' && typeof record.hash === 'string') return record as AuditEntry;
  throw new StoreCorruptError({ what: 'an entry of the audit trail is not linked' });
}

export const readUnlinked = (connection: Connection, tenant: TenantId, limit: number): AuditRecord[] =>
  connection.all(UNLINKED, tenant, limit).map(recordOf);

export function readHead(connection: Connection, tenant: TenantId): AuditHead | undefined {
  const row = connection.get(HEAD, tenant);
  if (row === undefined) return undefined;
  const { sequence, hash } = entryOf(row);
  return { sequence, hash };
}

export const readEntries = (
  connection: Connection,
  tenant: TenantId,
  after: number,
  limit: number,
): AuditEntry[] => connection.all(READ, tenant, after, limit).map(entryOf);

/** One tenant more than `limit` says that there is another page. */
export const listAuditTenants = (connection: Connection, after: string, limit: number): TenantId[] =>
  connection.all(TENANTS, after, limit + 1).map((row) => textOf(row, 'tenant'));

export const listWaiting = (connection: Connection, limit: number): TenantId[] =>
  connection.all(WAITING, limit).map((row) => textOf(row, 'tenant'));

/** Answers false when the head is another one by now. */
export function linkEntries(
  connection: Connection,
  tenant: TenantId,
  head: AuditHead | undefined,
  entries: readonly AuditEntry[],
): boolean {
  const rows = entries.map((entry) => ({ ...entry, body: toJson(entry, 'audit link') }));
  return connection.transaction(() => {
    const last = readHead(connection, tenant);
    if (last?.sequence !== head?.sequence || last?.hash !== head?.hash) return false;
    for (const { id, sequence, body } of rows) {
      if (connection.get(IS_LINKED, tenant, id) !== undefined) {
        const issues = [{ path: '', message: 'records that are not linked yet' }];
        throw new InvalidInputError({ what: 'audit link', issues });
      }
      connection.run(LINK, tenant, sequence, id, body);
      connection.run(UNPEND, tenant, id);
    }
    return true;
  });
}

/** Removes up to `limit` of the oldest entries; answers how many. */
export const dropEntries = (connection: Connection, tenant: TenantId, upTo: number, limit: number): number =>
  connection.run(DROP, tenant, upTo, limit);
