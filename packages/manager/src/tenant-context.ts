import {
  assertTenantScope,
  ComplianceUnmetError,
  KeyDestroyedError,
  NotFoundError,
  StoreUnavailableError,
  type TenantContext,
  type TenantScope,
  TenantSuspendedError,
} from '@localert/core';
import { assertCompliance } from './compliance.ts';
import type { House } from './house.ts';
import { isOutage } from './outage.ts';
import { withPatience } from './patience.ts';

/** A tenant's settings, and when they were read. */
export interface KnownTenant {
  readonly context: TenantContext;
  /** Epoch milliseconds. */
  readonly readAt: number;
}

/** A tenant's settings for one operation. */
export interface FoundTenant {
  readonly context: TenantContext;
  /** Milliseconds since they were read, where the directory does not answer now. */
  readonly staleMs: number | undefined;
}

/** Reads a tenant. One that may not be served here, or is gone for good, does not live on as its last good state. */
async function read(house: House, scope: TenantScope): Promise<KnownTenant | null> {
  const { tenant: id } = scope;
  try {
    const tenant = await house.watch.read(id, 'directory.get', () => house.directory.get(scope, id));
    if (tenant === undefined) return null;
    assertCompliance(house, tenant);
    return Object.freeze({ context: Object.freeze(tenant), readAt: house.clock.now() });
  } catch (error) {
    if (ComplianceUnmetError.is(error) || KeyDestroyedError.is(error)) house.tenants.delete(scope, 'context');
    throw error;
  }
}

/** As it was declared in code, where it could not be brought in yet. */
const declared = (house: House, scope: TenantScope): KnownTenant | undefined =>
  house.behind.declared(scope.tenant);

/** Milliseconds since something was read, when the directory does not answer for what is past its time. */
function ageOf(
  house: House,
  scope: TenantScope,
  { readAt }: KnownTenant,
  stale: boolean,
): number | undefined {
  if (!stale && house.watch.trouble(scope.tenant) === undefined) return undefined;
  const age = Math.max(0, house.clock.now() - readAt);
  return stale || age > house.limits.tenantTtlMs ? age : undefined;
}

async function found(house: House, scope: TenantScope, patienceMs?: number): Promise<FoundTenant> {
  assertTenantScope(scope);
  let hit: { readonly value: KnownTenant | null; readonly stale: boolean };
  try {
    const loaded = house.tenants.load(scope, 'context', () => read(house, scope));
    const late = () => house.watch.slow(scope.tenant);
    hit = await (patienceMs === undefined ? loaded : withPatience('directory.get', patienceMs, loaded, late));
  } catch (error) {
    const known = isOutage(error) ? declared(house, scope) : undefined;
    if (known === undefined) throw error;
    return { context: known.context, staleMs: Math.max(0, house.clock.now() - known.readAt) };
  }
  if (hit.value === null) {
    // The directory answers, and the tenant is about to be brought in.
    const known = declared(house, scope);
    if (known === undefined) throw new NotFoundError({ kind: 'tenant', id: scope.tenant });
    return { context: known.context, staleMs: undefined };
  }
  return { context: hit.value.context, staleMs: ageOf(house, scope, hit.value, hit.stale) };
}

/**
 * The tenant of a scope, from memory where it is known. When the directory is down the last known settings serve, for as
 * long as the manager's `maxStaleMs`.
 *
 * @throws LOCALERT_INVALID_SCOPE, LOCALERT_NOT_FOUND, LOCALERT_COMPLIANCE_UNMET, LOCALERT_STORE_UNAVAILABLE
 */
export async function tenantOf(house: House, scope: TenantScope): Promise<TenantContext> {
  return (await foundTenant(house, scope)).context;
}

/** The same, with how old it is. */
export async function foundTenant(house: House, scope: TenantScope): Promise<FoundTenant> {
  house.assertOpen();
  const tenant = await found(house, scope);
  if ((tenant.staleMs ?? 0) > house.limits.maxStaleMs) {
    throw new StoreUnavailableError({ operation: 'directory.get', hint: 'what was last known is too old' });
  }
  return tenant;
}

/** The same for what ends after the manager has begun to close: the entry of an operation that was under way. */
export async function knownTenant(house: House, scope: TenantScope): Promise<TenantContext> {
  return (await found(house, scope)).context;
}

function assertActive(tenant: TenantContext): void {
  if (tenant.status === 'suspended') throw new TenantSuspendedError({ tenant: tenant.id });
}

/**
 * The same, for operations that a suspended tenant may not do.
 *
 * @throws LOCALERT_TENANT_SUSPENDED, and what {@link tenantOf} throws
 */
export async function activeTenantOf(house: House, scope: TenantScope): Promise<TenantContext> {
  const tenant = await tenantOf(house, scope);
  assertActive(tenant);
  return tenant;
}

/**
 * The tenant of an alert: waited for no longer than the manager's `patienceMs`, and however old it is, for an alert is
 * worth more than the latest settings.
 *
 * @throws LOCALERT_TENANT_SUSPENDED, and what {@link tenantOf} throws
 */
export async function sendingTenant(house: House, scope: TenantScope): Promise<FoundTenant> {
  house.assertOpen();
  const tenant = await found(house, scope, house.limits.patienceMs);
  assertActive(tenant.context);
  return tenant;
}
