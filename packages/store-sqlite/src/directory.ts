import {
  AlreadyExistsError,
  assertSystemScope,
  type ChangeHint,
  cursorCodec,
  DIRECTORY_SPEC,
  mayReadTenant,
  NotFoundError,
  pageLimit,
  RevisionConflictError,
  type TenantDirectory,
} from '@localert/core';
import { keepAudit } from './audit-keep.ts';
import { auditRows } from './audit-queries.ts';
import type { Database } from './database.ts';
import { pageOf } from './page.ts';
import { numberOf, tenantOf, toJson } from './rows.ts';

const cursors = cursorCodec('tenants', ['text']);

const READ = 'SELECT revision, body FROM tenant WHERE id = ?';
const LIST = 'SELECT body FROM tenant WHERE id > ? ORDER BY id LIMIT ?';
const INSERT = 'INSERT INTO tenant (id, revision, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
const REPLACE = 'UPDATE tenant SET revision = ?, body = ? WHERE id = ?';

/** The tenants kept in the same file. */
export function sqliteDirectory(database: Database, tell: (hint: ChangeHint) => void): TenantDirectory {
  return {
    spec: DIRECTORY_SPEC,
    takesAudit: true,

    async get(scope, id) {
      const allowed = mayReadTenant(scope, id);
      const row = database.use('directory.get', (main) => (allowed ? main.get(READ, id) : undefined));
      return row && tenantOf(row);
    },

    async list(scope, page = {}) {
      assertSystemScope(scope);
      const after = cursors.read(page.cursor)?.[0] ?? '';
      const limit = pageLimit(page.limit);
      const tenants = database.use('directory.list', (main) =>
        main.all(LIST, after, limit + 1).map(tenantOf),
      );
      return pageOf(tenants, limit, ({ id }) => cursors.write([id]));
    },

    async create(scope, tenant, write) {
      assertSystemScope(scope);
      const { id, revision } = tenant;
      const body = toJson(tenant, 'tenant');
      const audit = auditRows(id, write?.audit);
      database.use('directory.create', (main) =>
        main.transaction(() => {
          const made = main.run(INSERT, id, revision, body);
          if (made === 0) throw new AlreadyExistsError({ kind: 'tenant', id });
          keepAudit(main, id, audit);
        }),
      );
      tell({ kind: 'tenant', tenant: id });
    },

    async replace(scope, tenant, write) {
      assertSystemScope(scope);
      const { id, revision } = tenant;
      const expected = revision - 1;
      const body = toJson(tenant, 'tenant');
      const audit = auditRows(id, write?.audit);
      database.use('directory.replace', (main) =>
        main.transaction(() => {
          const row = main.get(READ, id);
          if (row === undefined) throw new NotFoundError({ kind: 'tenant', id });
          const actual = numberOf(row, 'revision');
          if (actual !== expected) throw new RevisionConflictError({ kind: 'tenant', id, expected, actual });
          main.run(REPLACE, revision, body, id);
          keepAudit(main, id, audit);
        }),
      );
      tell({ kind: 'tenant', tenant: id });
    },

    async delete(scope, id, write) {
      assertSystemScope(scope);
      const audit = auditRows(id, write?.audit);
      const gone = database.use('directory.delete', (main) =>
        main.transaction(() => {
          const found = main.run('DELETE FROM tenant WHERE id = ?', id) > 0;
          if (found) keepAudit(main, id, audit);
          return found;
        }),
      );
      if (gone) tell({ kind: 'tenant', tenant: id });
      return gone;
    },
  };
}
