import {
  assertSystemScope,
  DecryptFailedError,
  DIRECTORY_SPEC,
  type Scope,
  type SystemScope,
  type TenantContext,
  type TenantDirectory,
} from '@localert/core';
import { actorOf } from './actor-of.ts';
import type { Encryption } from './encryption.ts';
import { PlainContentError, plainRefused } from './plain-refused.ts';
import { openTenant, sealTenant } from './sealed-tenant.ts';

/** A directory whose tenants' own texts are sealed. */
export function encryptDirectory(inner: TenantDirectory, encryption: Encryption): TenantDirectory {
  const { keys, policies, acceptPlain, observe, watch } = encryption;

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
          throw plainRefused(`tenant "${stored.id}"`);
        }
        return openTenant(keys, stored);
      },
    );

  /** Refuses to turn encryption on over content that would be refused from then on: better here than at an alert. */
  async function assertReadable(scope: SystemScope, tenant: TenantContext): Promise<void> {
    if (acceptPlain || policies.ofContext(tenant).level === 'off') return;
    const stored = await inner.get(scope, tenant.id);
    if (stored === undefined || policies.ofContext(await openTenant(keys, stored)).level !== 'off') return;
    throw new PlainContentError({ tenant: tenant.id });
  }

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
      for (const stored of items) {
        try {
          tenants.push(await opened(scope, stored));
        } catch (error) {
          // One that was changed must not keep the others from what is done for all: retention, sweeps.
          if (!DecryptFailedError.is(error)) throw error;
          observe?.({ type: 'store.failed', tenant: stored.id, code: error.code, served: 'nothing' });
        }
      }
      return { items: tenants, ...rest };
    },

    async create(scope, tenant, write) {
      assertSystemScope(scope);
      await inner.create(scope, await sealed(tenant), write);
      policies.forget(tenant.id);
    },

    async replace(scope, tenant, write) {
      assertSystemScope(scope);
      await assertReadable(scope, tenant);
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
