import {
  AlreadyExistsError,
  assertSystemScope,
  assertTenantScope,
  DIRECTORY_SPEC,
  NotFoundError,
  RevisionConflictError,
  type Scope,
  type TenantContext,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import { cursorCodec, isText } from './cursor.ts';
import { frozenCopy } from './frozen-copy.ts';
import type { Gate } from './gate.ts';
import { byText, type Keyset, pageOf } from './keyset.ts';

const BY_ID: Keyset<TenantContext, string> = {
  cursors: cursorCodec('tenants', isText),
  keyOf: ({ id }) => id,
  compare: byText,
};

/** A tenant's own scope sees that tenant; the system's sees all. @throws LOCALERT_INVALID_SCOPE */
function mayRead(scope: Scope, id: TenantId): boolean {
  if (scope?.kind === 'system') {
    assertSystemScope(scope);
    return true;
  }
  assertTenantScope(scope);
  return scope.tenant === id;
}

/** The tenants of one store. `tenants` is the store's, which removes a purged tenant there. */
export function memoryDirectory(tenants: Map<TenantId, TenantContext>, gate: Gate): TenantDirectory {
  return {
    spec: DIRECTORY_SPEC,

    async get(scope, id) {
      const allowed = mayRead(scope, id);
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
