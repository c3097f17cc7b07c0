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
} from '@localert/core';
import { keepAudit } from './audit-keep.ts';
import {
  auditRows,
  dropEntries,
  linkEntries,
  listAuditTenants,
  listWaiting,
  readEntries,
  readHead,
  readUnlinked,
} from './audit-queries.ts';
import type { Database } from './database.ts';
import { pageOf } from './page.ts';
import { turn } from './turn.ts';

/** Entries removed in one transaction: others wait no longer than for these. */
const DROP_BATCH = 500;

const cursors = cursorCodec('audit tenants', ['text']);

/** Most rows of an answer that is no page. */
const rowLimit = (limit: number): number => Math.max(0, Math.trunc(limit) || 0);

/** The audit trail kept in the same file. */
export function sqliteAudit(database: Database): AuditLog {
  return {
    spec: AUDIT_SPEC,

    async append(scope, tenant, records) {
      assertMayWriteTenant(scope, tenant);
      const rows = auditRows(tenant, records);
      database.use('audit.append', (main) => main.transaction(() => keepAudit(main, tenant, rows)));
    },

    async tenants(scope, page = {}) {
      assertSystemScope(scope);
      const after = cursors.read(page.cursor)?.[0] ?? '';
      const limit = pageLimit(page.limit);
      const tenants = database.use('audit.tenants', (main) => listAuditTenants(main, after, limit));
      return pageOf(tenants, limit, (tenant) => cursors.write([tenant]));
    },

    async waiting(scope, limit) {
      assertSystemScope(scope);
      return database.use('audit.waiting', (main) => listWaiting(main, rowLimit(limit)));
    },

    async unlinked(scope, tenant, limit) {
      assertSystemScope(scope);
      return database.use('audit.unlinked', (main) => readUnlinked(main, tenant, rowLimit(limit)));
    },

    async link(scope, tenant, head, entries) {
      assertSystemScope(scope);
      assertAuditLink(tenant, head, entries);
      return database.use('audit.link', (main) => linkEntries(main, tenant, head, entries));
    },

    async head(scope, tenant) {
      const allowed = mayReadTenant(scope, tenant);
      return database.use('audit.head', (main) => (allowed ? readHead(main, tenant) : undefined));
    },

    async read(scope, tenant, range = {}) {
      const allowed = mayReadTenant(scope, tenant);
      const { after, limit } = auditRange(range);
      return database.use('audit.read', (main) => (allowed ? readEntries(main, tenant, after, limit) : []));
    },

    async drop(scope, tenant, upTo) {
      assertSystemScope(scope);
      let dropped = 0;
      for (;;) {
        const batch = database.use('audit.drop', (main) => dropEntries(main, tenant, upTo, DROP_BATCH));
        dropped += batch;
        if (batch < DROP_BATCH) return dropped;
        await turn();
      }
    },
  };
}
