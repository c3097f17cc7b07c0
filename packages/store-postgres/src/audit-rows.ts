import {
  type AuditEntry,
  type AuditRecord,
  assertAuditRecords,
  StoreCorruptError,
  type TenantId,
} from '@localert/core';
import { KEEP_AUDIT } from './audit-queries.ts';
import { documentOf, toJson } from './rows.ts';
import type { Step } from './transaction.ts';

/** An audit record on its way into a transaction. */
export interface AuditRow {
  readonly tenant: TenantId;
  readonly id: string;
  /** The record as JSON text, as it was when it was handed over. */
  readonly body: string;
}

/**
 * Checks the records of a change and puts them into JSON, before its transaction begins.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export function auditRows(tenant: TenantId, records: readonly AuditRecord[] = []): readonly AuditRow[] {
  assertAuditRecords(tenant, records);
  return records.map((record) => ({ tenant, id: record.id, body: toJson(record, 'audit') }));
}

/**
 * The step that keeps records, which may be of several tenants, in the transaction of their change; none where there is
 * nothing to keep.
 */
export const keepAudit = (rows: readonly AuditRow[]): readonly Step[] =>
  rows.length === 0
    ? []
    : [
        [
          KEEP_AUDIT,
          [rows.map(({ tenant }) => tenant), rows.map(({ id }) => id), rows.map(({ body }) => body)],
        ],
      ];

/** A row with one document. */
export interface BodyRow {
  readonly body: string;
}

/** Not proved against the model: who verifies a chain computes its hashes. One look tells whether it is ours. */
export function recordOf({ body }: BodyRow): AuditRecord {
  const record = documentOf<Partial<AuditRecord>>(body, 'the audit trail');
  if (typeof record.id === 'string') return record as AuditRecord;
  throw new StoreCorruptError({ what: 'a row of the audit trail holds another document' });
}

export function entryOf(row: BodyRow): AuditEntry {
  const record: AuditRecord & Partial<AuditEntry> = recordOf(row);
  if (typeof record.sequence === 'number' && typeof record.hash === 'string') return record as AuditEntry;
  throw new StoreCorruptError({ what: 'an entry of the audit trail is not linked' });
}
