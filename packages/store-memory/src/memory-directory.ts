import {
  AlreadyExistsError,
  assertSystemScope,
  byText,
  type ChangeHint,
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
import type { MemoryAudit } from './memory-audit.ts';

const BY_ID: Keyset<TenantContext, readonly [string]> = {
  cursors: cursorCodec('tenants', ['text']),
  keyOf: ({ id }) => [id],
  compare: ([left], [right]) => byText(left, right),
};

/** The tenants of one store. `tenants` is the store's, which removes a purged tenant there. */
export function memoryDirectory(
  tenants: Map<TenantId, TenantContext>,
  gate: Gate,
  prepareAudit: MemoryAudit['prepare'],
  tell: (hint: ChangeHint) => void,
): TenantDirectory {
  return {
    spec: DIRECTORY_SPEC,
    takesAudit: true,

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

    async create(scope, tenant, write) {
      assertSystemScope(scope);
      gate.enter('directory.create');
      if (tenants.has(tenant.id)) throw new AlreadyExistsError({ kind: 'tenant', id: tenant.id });
      const kept = frozenCopy(tenant, 'tenant');
      prepareAudit(tenant.id, write?.audit)();
      tenants.set(tenant.id, kept);
      tell({ kind: 'tenant', tenant: tenant.id });
    },

    async replace(scope, tenant, write) {
      assertSystemScope(scope);
      gate.enter('directory.replace');
      const { id } = tenant;
      const stored = tenants.get(id);
      if (stored === undefined) throw new NotFoundError({ kind: 'tenant', id });
      const expected = tenant.revision - 1;
      if (stored.revision !== expected) {
        throw new RevisionConflictError({ kind: 'tenant', id, expected, actual: stored.revision });
      }
      const kept = frozenCopy(tenant, 'tenant');
      prepareAudit(id, write?.audit)();
      tenants.set(id, kept);
      tell({ kind: 'tenant', tenant: id });
    },

    async delete(scope, id, write) {
      assertSystemScope(scope);
      gate.enter('directory.delete');
      const keepAudit = prepareAudit(id, write?.audit);
      const found = tenants.delete(id);
      if (!found) return false;
      keepAudit();
      tell({ kind: 'tenant', tenant: id });
      return true;
    },
  };
}
