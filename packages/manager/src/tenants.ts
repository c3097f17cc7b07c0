import {
  AlreadyExistsError,
  type AuditDetails,
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
  tenantScope,
} from '@localert/core';
import { ACTIONS, type Action } from './actions.ts';
import { type Act, audited } from './audited.ts';
import { assertCompliance, type ComplianceRequirement, complianceReport } from './compliance.ts';
import { type DeletionOptions, type DeletionProof, deleteProved } from './deletion.ts';
import type { House } from './house.ts';
import type { ChangeOptions } from './save.ts';
import { type QuotaUsage, usageOf } from './usage.ts';

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
  /**
   * The same, and then reads every part again and says what was found: plain data to keep, which `verifyDeletion` holds
   * against the store and the trail later. A deletion that was cut short is finished by calling it again.
   *
   * @throws LOCALERT_DELETION_INCOMPLETE when another process still wrote, and what `shred` throws
   *
   * @example
   * ```ts
   * import type { Keyring } from '@localert/crypto';
   * import type { DeletionProof, FixtureManager } from '@localert/manager';
   *
   * export async function erase(alerts: FixtureManager, keys: Keyring, tenant: string): Promise<DeletionProof> {
   *   return alerts.tenants.deleteWithProof(tenant, { shred: keys.shred });
   * }
   * ```
   */
  deleteWithProof(id: TenantId, options?: DeletionOptions): Promise<DeletionProof>;
  /** @throws LOCALERT_NOT_FOUND */
  get(id: TenantId): Promise<TenantContext>;
  list(page?: PageRequest): Promise<Page<TenantContext>>;
  /** What the tenant's level and region ask for, and whether this set-up does it. */
  compliance(id: TenantId): Promise<readonly ComplianceRequirement[]>;
  /** Every quota of the tenant, with what is used of it. @throws LOCALERT_NOT_FOUND, LOCALERT_STORE_UNAVAILABLE */
  usage(id: TenantId): Promise<readonly QuotaUsage[]>;
}

async function current(house: House, id: TenantId): Promise<TenantContext> {
  house.assertOpen();
  assertTenantId(id);
  const tenant = await house.directory.get(house.system, id);
  if (tenant === undefined) throw new NotFoundError({ kind: 'tenant', id });
  return tenant;
}

type Change = 'created' | 'updated' | 'suspended' | 'resumed' | 'deleted';

/** An operation on a tenant: its actor is the manager itself, for whoever calls it has no name here. */
function onTenant<Result>(
  house: House,
  id: TenantId,
  action: Action,
  work: (act: Act) => Promise<Result>,
): Promise<Result> {
  const scope = tenantScope({ tenant: id, actor: 'system:manager' });
  return audited(house, scope, action, { kind: 'tenant', id }, work);
}

function changed(house: House, id: TenantId, change: Change): void {
  house.tenants.purge(house.system, id);
  house.keys.forget(id);
  house.observe({ type: 'tenant.changed', tenant: id, change });
}

/** The tenant's settings without its own texts: what an entry's hash is taken of. */
const settingsOf = ({ localeConfiguration, ...settings }: TenantContext) => ({
  ...settings,
  localeConfiguration: { ...localeConfiguration, overrides: undefined },
});

async function make(house: House, tenant: TenantContext, act: Act): Promise<TenantContext> {
  assertCompliance(house, tenant);
  act.of(tenant);
  act.touches({ revision: tenant.revision });
  const write = await act.along(house.directory.takesAudit === true, settingsOf(tenant));
  await house.directory.create(house.system, tenant, write);
  changed(house, tenant.id, 'created');
  return tenant;
}

async function replace(house: House, next: TenantContext, change: Change, act: Act): Promise<TenantContext> {
  assertCompliance(house, next);
  act.of(next);
  act.touches({ revision: next.revision });
  const write = await act.along(house.directory.takesAudit === true, settingsOf(next));
  await house.directory.replace(house.system, next, write);
  changed(house, next.id, change);
  return next;
}

async function setStatus(
  house: House,
  id: TenantId,
  status: TenantContext['status'],
  act: Act,
): Promise<TenantContext> {
  const tenant = await current(house, id);
  if (tenant.status === status) return tenant;
  const next = { ...tenant, status, revision: tenant.revision + 1, updatedAt: house.clock.now() };
  return replace(house, next, status === 'suspended' ? 'suspended' : 'resumed', act);
}

/** The tenant goes first: from here on nothing of it can be used, and a purge that fails can be repeated. */
async function removeTenant(house: House, id: TenantId, act: Act): Promise<boolean> {
  house.assertOpen();
  const tenant = await house.directory.get(house.system, id);
  if (tenant !== undefined) act.of(tenant);
  const write = tenant === undefined ? undefined : await act.along(house.directory.takesAudit === true);
  const existed = await house.directory.delete(house.system, id, write);
  changed(house, id, 'deleted');
  return existed;
}

async function purge(house: House, id: TenantId): Promise<void> {
  await house.store.purgeTenant(house.system, id);
  if (house.queue?.isApart === true) await house.queue.outbox.purge(house.system, id);
  house.entries.purge(house.system, id);
  house.quotas.forget(id);
  house.floods.forget(id);
  house.sla.forget(id);
  house.watch.forget(id);
}

/** Removes a tenant with everything it has, and lets its trail name nobody any more. */
async function removeAll(
  house: House,
  id: TenantId,
  details?: AuditDetails,
  shred?: () => Promise<void>,
): Promise<boolean> {
  let gone = false;
  try {
    return await onTenant(house, id, ACTIONS['tenants.delete'], async (act) => {
      if (details !== undefined) act.touches({}, details);
      gone = await removeTenant(house, id, act);
      await shred?.();
      await purge(house, id);
      return gone;
    });
  } finally {
    // After its last entry, and whatever became of the purge: from here on the trail names nobody.
    if (gone) await house.audit?.forget(id);
  }
}

async function change(
  house: House,
  id: TenantId,
  patch: TenantPatch,
  { expectedRevision }: ChangeOptions,
  act: Act,
): Promise<TenantContext> {
  const tenant = await current(house, id);
  if (expectedRevision !== undefined && expectedRevision !== tenant.revision) {
    throw new RevisionConflictError({
      kind: 'tenant',
      id,
      expected: expectedRevision,
      actual: tenant.revision,
    });
  }
  return replace(house, patchTenant(tenant, patch, house.clock.now()), 'updated', act);
}

/** Binds the tenant operations to a house. */
export function tenantAdmin(house: House): TenantAdmin {
  return {
    async create(input) {
      house.assertOpen();
      const tenant = newTenant(input, house.clock.now());
      return onTenant(house, tenant.id, ACTIONS['tenants.create'], (act) => make(house, tenant, act));
    },
    update: async (id, patch, options = {}) =>
      onTenant(house, id, ACTIONS['tenants.update'], (act) => change(house, id, patch, options, act)),
    suspend: async (id) =>
      onTenant(house, id, ACTIONS['tenants.suspend'], (act) => setStatus(house, id, 'suspended', act)),
    resume: async (id) =>
      onTenant(house, id, ACTIONS['tenants.resume'], (act) => setStatus(house, id, 'active', act)),
    delete: (id) => removeAll(house, id),
    async deleteWithProof(id, options = {}) {
      house.assertOpen();
      assertTenantId(id);
      return deleteProved(house, id, options, {
        remove: (details, shred) => removeAll(house, id, details, shred),
      });
    },
    get: (id) => current(house, id),
    list: async (page) => {
      house.assertOpen();
      return house.directory.list(house.system, page);
    },
    compliance: async (id) => complianceReport(house, await current(house, id)),
    usage: async (id) =>
      usageOf(house, tenantScope({ tenant: id, actor: 'system:manager' }), await current(house, id)),
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
        await onTenant(house, id, ACTIONS['tenants.create'], (act) => make(house, created, act));
        return;
      }
      const localeConfiguration = { ...tenant.localeConfiguration, ...declared.localeConfiguration };
      const next = patchTenant(tenant, { ...declared, localeConfiguration }, house.clock.now());
      assertCompliance(house, next);
      if (
        JSON.stringify({ ...tenant, revision: 0, updatedAt: 0 }) ===
        JSON.stringify({ ...next, revision: 0, updatedAt: 0 })
      )
        return;
      await onTenant(house, id, ACTIONS['tenants.update'], (act) => replace(house, next, 'updated', act));
      return;
    } catch (error) {
      // Another process of the host brings in the same tenants now: look again.
      if (!RevisionConflictError.is(error) && !AlreadyExistsError.is(error)) throw error;
    }
  }
}
