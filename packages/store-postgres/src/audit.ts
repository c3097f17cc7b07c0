import {
  AUDIT_SPEC,
  type AuditLog,
  assertAuditLink,
  assertMayWriteTenant,
  assertSystemScope,
  auditRange,
  cursorCodec,
  mayReadTenant,
  pageLimit,
  type TenantId,
} from '@localert/core';
import { headOf, linkEntries, linkRows } from './audit-chain.ts';
import {
  AUDIT_DROP,
  AUDIT_HEAD,
  AUDIT_READ,
  AUDIT_TENANTS,
  AUDIT_UNLINKED,
  AUDIT_WAITING,
} from './audit-queries.ts';
import { auditRows, type BodyRow, entryOf, keepAudit, recordOf } from './audit-rows.ts';
import type { Database } from './database.ts';
import { pageOf } from './page.ts';

/** Entries removed in one transaction: others wait no longer than for these. */
const DROP_BATCH = 500;

/** Most rows of an answer that is no page. */
const MOST_ROWS = 1_000_000;

const cursors = cursorCodec('audit tenants', ['text']);

const rowLimit = (limit: number): number => Math.min(MOST_ROWS, Math.max(0, Math.trunc(limit) || 0));

/** A sequence that the column can be compared with; past the largest everything is meant. */
const sequenceOf = (upTo: number): number =>
  Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.floor(upTo) || 0));

interface TenantRow {
  readonly tenant_id: TenantId;
}

const tenantsOf = (rows: readonly TenantRow[]): TenantId[] => rows.map(({ tenant_id }) => tenant_id);

/**
 * The audit trail kept in the same database. Records and entries lie in one table, so that one id is there once, linked or
 * not, whatever several processes do at the same time.
 */
export function postgresAudit(database: Database): AuditLog {
  return {
    spec: AUDIT_SPEC,

    async append(scope, tenant, records) {
      assertMayWriteTenant(scope, tenant);
      const steps = keepAudit(auditRows(tenant, records));
      await database.tenantSteps('audit.append', tenant, steps);
    },

    async tenants(scope, page = {}) {
      assertSystemScope(scope);
      const after = cursors.read(page.cursor)?.[0] ?? '';
      const limit = pageLimit(page.limit);
      const rows = await database.readSystem<TenantRow>('audit.tenants', AUDIT_TENANTS, [after, limit + 1]);
      return pageOf(tenantsOf(rows), limit, (tenant) => cursors.write([tenant]));
    },

    async waiting(scope, limit) {
      assertSystemScope(scope);
      return tenantsOf(await database.readSystem('audit.waiting', AUDIT_WAITING, [rowLimit(limit)]));
    },

    async unlinked(scope, tenant, limit) {
      assertSystemScope(scope);
      const values = [tenant, rowLimit(limit)];
      const rows = await database.readTenant<BodyRow>('audit.unlinked', tenant, AUDIT_UNLINKED, values);
      return rows.map(recordOf);
    },

    async link(scope, tenant, head, entries) {
      assertSystemScope(scope);
      assertAuditLink(tenant, head, entries);
      const rows = linkRows(entries);
      return database.asSystem('audit.link', (query) => linkEntries(query, tenant, head, rows));
    },

    async head(scope, tenant) {
      if (!mayReadTenant(scope, tenant)) return undefined;
      const [row] = await database.readTenant<BodyRow>('audit.head', tenant, AUDIT_HEAD, [tenant]);
      return headOf(row);
    },

    async read(scope, tenant, range = {}) {
      if (!mayReadTenant(scope, tenant)) return [];
      const { after, limit } = auditRange(range);
      const values = [tenant, after, limit];
      const rows = await database.readTenant<BodyRow>('audit.read', tenant, AUDIT_READ, values);
      return rows.map(entryOf);
    },

    async drop(scope, tenant, upTo) {
      assertSystemScope(scope);
      const values = [tenant, sequenceOf(upTo), DROP_BATCH];
      let dropped = 0;
      for (;;) {
        const [gone] = await database.systemSteps('audit.drop', [[AUDIT_DROP, values]]);
        const count = gone?.length ?? 0;
        dropped += count;
        if (count < DROP_BATCH) return dropped;
      }
    },
  };
}
