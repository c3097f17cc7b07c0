import {
  assertSystemScope,
  DecryptFailedError,
  DIRECTORY_SPEC,
  type Scope,
  type TenantContext,
  type TenantDirectory,
} from '@localert/core';
import { actorOf } from './actor-of.ts';
import type { Encryption } from './encryption.ts';
import { openTenant, sealTenant } from './sealed-tenant.ts';

/** A directory whose tenants' own texts are sealed. */
export function encryptDirectory(inner: TenantDirectory, encryption: Encryption): TenantDirectory {
  const { keys, policies, acceptPlain, watch } = encryption;

  async function sealed(tenant: TenantContext): Promise<TenantContext> {
    if (policies.ofContext(tenant).level === 'off') return tenant;
    return sealTenant(await keys.current(tenant.id), tenant);
  }

  const opened = (scope: Scope, stored: TenantContext): Promise<TenantContext> =>
    watch(
      { tenant: stored.id, actor: actorOf(scope), action: 'tenant:read', kind: 'tenant', id: stored.id },
      async () => {
        const isPlain = stored.sealed === undefined;
        if (isPlain && !acceptPlain && policies.ofContext(stored).level !== 'off') {
          throw new DecryptFailedError({ what: `tenant "${stored.id}"` });
        }
        return openTenant(keys, stored);
      },
    );

  return {
    spec: DIRECTORY_SPEC,
    takesAudit: inner.takesAudit,

    async get(scope, id) {
      const stored = await inner.get(scope, id);
      return stored && opened(scope, stored);
    },

    async list(scope, page) {
      const { items, ...rest } = await inner.list(scope, page);
      const tenants: TenantContext[] = [];
      for (const stored of items) tenants.push(await opened(scope, stored));
      return { items: tenants, ...rest };
    },

    async create(scope, tenant, write) {
      assertSystemScope(scope);
      await inner.create(scope, await sealed(tenant), write);
      policies.forget(tenant.id);
    },

    async replace(scope, tenant, write) {
      assertSystemScope(scope);
      await inner.replace(scope, await sealed(tenant), write);
      policies.forget(tenant.id);
    },

    async delete(scope, id, write) {
      const existed = await inner.delete(scope, id, write);
      policies.forget(id);
      return existed;
    },
  } satisfies TenantDirectory;
}
