import {
  AUDIT_SPEC,
  type AuditLog,
  assertPort,
  type FixtureId,
  type FixtureStore,
  guardedAuditLog,
  guardedStore,
  type LongWork,
  type SlackFixture,
  systemScope,
  type TenantId,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { type AuditedRow, type AuditedRows, auditedRows } from './audited-rows.ts';
import { insideOf } from './encrypted-store.ts';
import { rowHashOf } from './row-hash.ts';
import { type TenantList, tenantsOf } from './tenant-list.ts';

/** Options of a verification. */
export interface VerifyRowsWork extends LongWork {
  /** The store itself, or what `encrypted` made of it: rows are compared as they lie. */
  readonly store: FixtureStore;
  /** The trail that the store's commits were told to. Verify its chain as well: this takes it for true. */
  readonly audit: AuditLog;
  /** Whose rows. Default: those of the tenants in the store's directory. */
  readonly tenants?: TenantList | undefined;
}

/**
 * What is wrong with a row.
 *
 * `STALE_REVISION`: it is what it was before · `ROW_CHANGED`: it is what it never was · `ROW_MISSING`: it is gone ·
 * `UNAUDITED`: the trail has no hash of it.
 */
export type RowFindingCode = 'STALE_REVISION' | 'ROW_CHANGED' | 'ROW_MISSING' | 'UNAUDITED';

/** One row that is not what the audit trail says. */
export interface RowFinding {
  readonly tenant: TenantId;
  readonly fixture: FixtureId;
  readonly code: RowFindingCode;
}

const SCOPE = systemScope('verify rows');
const ACTOR = 'system:verify-rows';
const PAGE = 1_000;

/** A row that is written all the time is looked at again as often; then it is told as it was seen last. */
const MAX_LOOKS = 10;

function codeOf(row: SlackFixture | undefined, audited: AuditedRow | undefined): RowFindingCode | undefined {
  if (audited === undefined) return row && 'UNAUDITED';
  if (row === undefined) return 'ROW_MISSING';
  const rowHash = rowHashOf(row);
  if (rowHash === audited.rowHash) return undefined;
  const isOlder = audited.revision !== undefined && row.revision < audited.revision;
  return isOlder || audited.earlier.includes(rowHash) ? 'STALE_REVISION' : 'ROW_CHANGED';
}

/** Looks again at what seems wrong: row, trail, row. Only when the row stayed the same meanwhile, the trail is of it. */
async function confirmed(
  store: FixtureStore,
  scope: TenantScope,
  trail: AuditedRows,
  fixture: FixtureId,
): Promise<RowFindingCode | undefined> {
  let row = await store.get(scope, fixture);
  for (let look = 1; ; look++) {
    await trail.refresh();
    const code = codeOf(row, trail.rows.get(fixture));
    const again = await store.get(scope, fixture);
    const isSame = (row && rowHashOf(row)) === (again && rowHashOf(again));
    if (code === undefined || isSame || look === MAX_LOOKS) return code;
    row = again;
  }
}

/**
 * Compares every row with the newest hash that the audit trail has of it. Encryption alone cannot see a whole row put back
 * as it was before; this does. Writers go on meanwhile.
 *
 * @throws LOCALERT_PORT_MISMATCH, the signal's reason
 *
 * @example
 * ```ts
 * import { verifyRows } from '@localert/crypto';
 * import { memoryStore } from '@localert/store-memory';
 *
 * const store = memoryStore();
 * const findings = await verifyRows({ store, audit: store.audit });
 * console.log(findings.length); // 0
 * ```
 */
export async function verifyRows(work: VerifyRowsWork): Promise<readonly RowFinding[]> {
  const { signal, onProgress } = work;
  assertPort('audit log', work.audit, AUDIT_SPEC);
  const inner = insideOf(work.store)?.inner ?? work.store;
  const store = guardedStore(inner);
  const audit = guardedAuditLog(work.audit);
  const { directory } = inner;
  const tenants = work.tenants ?? (directory === undefined ? [] : tenantsOf(SCOPE, directory));
  const findings: RowFinding[] = [];
  let done = 0;

  async function tenantRows(tenant: TenantId): Promise<void> {
    const scope = tenantScope({ tenant, actor: ACTOR });
    const trail = auditedRows(audit, SCOPE, tenant);
    await trail.refresh();
    const missing = new Set(trail.rows.keys());
    const suspects: FixtureId[] = [];
    let cursor: string | undefined;
    do {
      signal?.throwIfAborted();
      const page = await store.list(scope, { limit: PAGE, cursor });
      for (const row of page.items) {
        missing.delete(row.id);
        if (codeOf(row, trail.rows.get(row.id)) !== undefined) suspects.push(row.id);
      }
      done += page.items.length;
      onProgress?.({ done, total: done });
      cursor = page.cursor;
    } while (cursor !== undefined);
    for (const fixture of [...suspects, ...missing]) {
      signal?.throwIfAborted();
      const code = await confirmed(store, scope, trail, fixture);
      if (code !== undefined) findings.push({ tenant, fixture, code });
    }
  }

  for await (const tenant of tenants) await tenantRows(tenant);
  return findings;
}
