import type { TenantId } from '@localert/core';
import type { Connection } from './connection.ts';

/** An audit record on its way into a transaction. */
export interface AuditRow {
  readonly id: string;
  /** The record as JSON text, as it was when it was handed over. */
  readonly body: string;
}

/** A record that is linked already is passed over, as one that waits is. */
const KEEP = `
  INSERT INTO audit_pending (tenant, id, body)
  SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM audit WHERE tenant = ?1 AND id = ?2)
  ON CONFLICT (tenant, id) DO NOTHING`;

/** Keeps records inside of the transaction of their change. */
export function keepAudit(connection: Connection, tenant: TenantId, rows: readonly AuditRow[]): void {
  for (const { id, body } of rows) connection.run(KEEP, tenant, id, body);
}
