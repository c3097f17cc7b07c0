import {
  AlreadyExistsError,
  assertTenantId,
  NotFoundError,
  newTenant,
  type Page,
  type PageRequest,
  parseTenantInput,
  patchTenant,
  RevisionConflictError,
  type TenantContext,
  type TenantId,
  type TenantInput,
  type TenantPatch,
} from '@localert/core';
import { assertRegion, type ComplianceRequirement, complianceReport } from './compliance.ts';
import type { House } from './house.ts';
import type { ChangeOptions } from './save.ts';

/** The life of tenants. It works across tenants: keep it out of anything that a tenant's request can reach. */
export interface TenantAdmin {
  /** @throws LOCALERT_ALREADY_EXISTS, LOCALERT_INVALID_INPUT, LOCALERT_COMPLIANCE_UNMET */
  create(tenant: TenantInput): Promise<TenantContext>;
  /** @throws LOCALERT_NOT_FOUND, LOCALERT_REVISION_CONFLICT, LOCALERT_INVALID_INPUT, LOCALERT_COMPLIANCE_UNMET */
  update(id: TenantId, patch: TenantPatch, options?: ChangeOptions): Promise<TenantContext>;
  /** A suspended tenant can be read; it can neither send nor write. Other processes notice within seconds. */
  suspend(id: TenantId): Promise<TenantContext>;
  resume(id: TenantId): Promise<TenantContext>;
  /** Removes the tenant with everything it has: fixtures, history, queued alerts. Answers whether there was one. */
  delete(id: TenantId): Promise<boolean>;
  /** @throws LOCALERT_NOT_FOUND */
  get(id: TenantId): Promise<TenantContext>;
  list(page?: PageRequest): Promise<Page<TenantContext>>;
  /** What the tenant's level and region ask for, and whether this set-up does it. */
  compliance(id: TenantId): Promise<readonly ComplianceRequirement[]>;
}

async function current(house: House, id: TenantId): Promise<TenantContext> {
  house.assertOpen();
  assertTenantId(id);
  const tenant = await house.directory.get(house.system, id);
  if (tenant === undefined) throw new NotFoundError({ kind: 'tenant', id });
  return tenant;
}

type Change = 'created' | 'updated' | 'suspended' | 'resumed' | 'deleted';

function changed(house: House, id: TenantId, change: Change): void {
  house.tenants.purge(house.system, id);
  house.observe({ type: 'tenant.changed', tenant: id, change });
}

async function replace(house: House, next: TenantContext, change: Change): Promise<TenantContext> {
  assertRegion(next, house.store, house.delivery?.transport);
  await house.directory.replace(house.system, next);
  changed(house, next.id, change);
  return next;
}

async function setStatus(
  house: House,
  id: TenantId,
  status: TenantContext['status'],
): Promise<TenantContext> {
  const tenant = await current(house, id);
  if (tenant.status === status) return tenant;
  const next = { ...tenant, status, revision: tenant.revision + 1, updatedAt: house.clock.now() };
  return replace(house, next, status === 'suspended' ? 'suspended' : 'resumed');
}

/** Binds the tenant operations to a house. */
export function tenantAdmin(house: House): TenantAdmin {
  return {
    async create(input) {
      house.assertOpen();
      const tenant = newTenant(input, house.clock.now());
      assertRegion(tenant, house.store, house.delivery?.transport);
      await house.directory.create(house.system, tenant);
      changed(house, tenant.id, 'created');
      return tenant;
    },
    async update(id, patch, { expectedRevision } = {}) {
      const tenant = await current(house, id);
      if (expectedRevision !== undefined && expectedRevision !== tenant.revision) {
        throw new RevisionConflictError({
          kind: 'tenant',
          id,
          expected: expectedRevision,
          actual: tenant.revision,
        });
      }
      return replace(house, patchTenant(tenant, patch, house.clock.now()), 'updated');
    },
    suspend: (id) => setStatus(house, id, 'suspended'),
    resume: (id) => setStatus(house, id, 'active'),
    async delete(id) {
      house.assertOpen();
      assertTenantId(id);
      // The tenant goes first: from here on nothing of it can be used, and a purge that fails can be repeated.
      const existed = await house.directory.delete(house.system, id);
      changed(house, id, 'deleted');
      await house.store.purgeTenant(house.system, id);
      house.entries.purge(house.system, id);
      return existed;
    },
    get: (id) => current(house, id),
    list: async (page) => {
      house.assertOpen();
      return house.directory.list(house.system, page);
    },
    compliance: async (id) => complianceReport(await current(house, id)),
  };
}

/**
 * Brings a tenant that is declared in code into the directory: what the code declares wins, what it leaves out (and what
 * was set at run time, such as overrides and suspension) stays. Writes only when something differs.
 */
export async function ensureTenant(house: House, declared: TenantInput): Promise<void> {
  const { id } = parseTenantInput(declared);
  for (;;) {
    const tenant = await house.directory.get(house.system, id);
    try {
      if (tenant === undefined) {
        const created = newTenant(declared, house.clock.now());
        assertRegion(created, house.store, house.delivery?.transport);
        await house.directory.create(house.system, created);
        return changed(house, id, 'created');
      }
      const localeConfiguration = { ...tenant.localeConfiguration, ...declared.localeConfiguration };
      const next = patchTenant(tenant, { ...declared, localeConfiguration }, house.clock.now());
      assertRegion(next, house.store, house.delivery?.transport);
      if (
        JSON.stringify({ ...tenant, revision: 0, updatedAt: 0 }) ===
        JSON.stringify({ ...next, revision: 0, updatedAt: 0 })
      )
        return;
      await replace(house, next, 'updated');
      return;
    } catch (error) {
      // Another process of the host brings in the same tenants now: look again.
      if (!RevisionConflictError.is(error) && !AlreadyExistsError.is(error)) throw error;
    }
  }
}
