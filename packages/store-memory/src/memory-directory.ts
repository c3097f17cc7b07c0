import {
  AlreadyExistsError,
  assertSystemScope,
  byText,
  cursorCodec,
  DIRECTORY_SPEC,
  frozenCopy,
  type Gate,
  type Keyset,
  mayReadTenant,
  NotFoundError,
  pageOf,
  RevisionConflictError,
  type TenantContext,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';

const BY_ID: Keyset<TenantContext, readonly [string]> = {
  cursors: cursorCodec('tenants', ['text']),
  keyOf: ({ id }) => [id],
  compare: ([left], [right]) => byText(left, right),
};

/** The tenants of one store. `tenants` is the store's, which removes a purged tenant there. */
export function memoryDirectory(tenants: Map<TenantId, TenantContext>, gate: Gate): TenantDirectory {
  return {
    spec: DIRECTORY_SPEC,

    async get(scope, id) {
      const allowed = mayReadTenant(scope, id);
      gate.enter('directory.get');
      return allowed ? tenants.get(id) : undefined;
    },

    async list(scope, page = {}) {
      assertSystemScope(scope);
      gate.enter('directory.list');
      return pageOf(tenants.values(), page, BY_ID);
    },

    async create(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('directory.create');
      if (tenants.has(tenant.id)) throw new AlreadyExistsError({ kind: 'tenant', id: tenant.id });
      tenants.set(tenant.id, frozenCopy(tenant, 'tenant'));
    },

    async replace(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('directory.replace');
      const { id } = tenant;
      const stored = tenants.get(id);
      if (stored === undefined) throw new NotFoundError({ kind: 'tenant', id });
      const expected = tenant.revision - 1;
      if (stored.revision !== expected) {
        throw new RevisionConflictError({ kind: 'tenant', id, expected, actual: stored.revision });
      }
      tenants.set(id, frozenCopy(tenant, 'tenant'));
    },

    async delete(scope, id) {
      assertSystemScope(scope);
      gate.enter('directory.delete');
      return tenants.delete(id);
    },
  };
}
