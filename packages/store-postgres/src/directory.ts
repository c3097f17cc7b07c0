import {
  AlreadyExistsError,
  assertSystemScope,
  cursorCodec,
  DIRECTORY_SPEC,
  mayReadTenant,
  NotFoundError,
  pageLimit,
  RevisionConflictError,
  StoreCorruptError,
  type TenantContext,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import { type AuditRow, auditRows, keepAudit } from './audit-rows.ts';
import type { Database } from './database.ts';
import {
  CREATE_TENANT,
  DELETE_TENANT,
  LIST_TENANTS,
  READ_TENANT,
  REPLACE_TENANT,
} from './directory-queries.ts';
import { notifyStep } from './hints.ts';
import { pageOf } from './page.ts';
import { documentOf, toJson } from './rows.ts';
import type { Query } from './session.ts';

interface TenantRow {
  readonly revision: number;
  readonly body: string;
}

const cursors = cursorCodec('tenants', ['text']);

function tenantOf({ body }: TenantRow): TenantContext {
  const tenant = documentOf<Partial<TenantContext>>(body, 'tenants');
  if (typeof tenant.id === 'string' && typeof tenant.revision === 'number') return tenant as TenantContext;
  throw new StoreCorruptError({ what: 'a row of tenants holds another document' });
}

/** Why a replace found nothing to replace. */
async function replaceFault(query: Query, id: TenantId, expected: number): Promise<Error> {
  const [row] = await query<TenantRow>(READ_TENANT, [id]);
  if (row === undefined) return new NotFoundError({ kind: 'tenant', id });
  return new RevisionConflictError({ kind: 'tenant', id, expected, actual: row.revision });
}

/** The tenants kept in the same database. */
export function postgresDirectory(database: Database): TenantDirectory {
  /** What goes along with a change that was made. */
  async function finish(query: Query, id: TenantId, audit: readonly AuditRow[]): Promise<void> {
    const steps = [...keepAudit(audit), notifyStep(database.schema, id)];
    await Promise.all(steps.map((step) => query(...step)));
  }

  return {
    spec: DIRECTORY_SPEC,
    takesAudit: true,

    async get(scope, id) {
      if (!mayReadTenant(scope, id)) return undefined;
      const [row] = await database.readTenant<TenantRow>('directory.get', id, READ_TENANT, [id]);
      return row && tenantOf(row);
    },

    async list(scope, page = {}) {
      assertSystemScope(scope);
      const after = cursors.read(page.cursor)?.[0] ?? '';
      const limit = pageLimit(page.limit);
      const rows = await database.readSystem<TenantRow>('directory.list', LIST_TENANTS, [after, limit + 1]);
      return pageOf(rows.map(tenantOf), limit, ({ id }) => cursors.write([id]));
    },

    async create(scope, tenant, write) {
      assertSystemScope(scope);
      const { id, revision } = tenant;
      const body = toJson(tenant, 'tenant');
      const audit = auditRows(id, write?.audit);
      await database.asSystem('directory.create', async (query) => {
        const made = await query(CREATE_TENANT, [id, revision, body]);
        if (made.length === 0) throw new AlreadyExistsError({ kind: 'tenant', id });
        await finish(query, id, audit);
      });
    },

    async replace(scope, tenant, write) {
      assertSystemScope(scope);
      const { id, revision } = tenant;
      const expected = revision - 1;
      const body = toJson(tenant, 'tenant');
      const audit = auditRows(id, write?.audit);
      await database.asSystem('directory.replace', async (query) => {
        const made = await query(REPLACE_TENANT, [id, revision, body, expected]);
        if (made.length === 0) throw await replaceFault(query, id, expected);
        await finish(query, id, audit);
      });
    },

    async delete(scope, id, write) {
      assertSystemScope(scope);
      const audit = auditRows(id, write?.audit);
      return database.asSystem('directory.delete', async (query) => {
        const found = (await query(DELETE_TENANT, [id])).length > 0;
        if (found) await finish(query, id, audit);
        return found;
      });
    },
  };
}
