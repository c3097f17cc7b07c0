import {
  assertTenantScope,
  NotFoundError,
  type TenantContext,
  type TenantScope,
  TenantSuspendedError,
} from '@localert/core';
import { assertCompliance } from './compliance.ts';
import type { House } from './house.ts';

/**
 * The tenant of a scope, from memory where it is known. When the directory is down the last known settings serve.
 *
 * @throws LOCALERT_INVALID_SCOPE, LOCALERT_NOT_FOUND, LOCALERT_COMPLIANCE_UNMET, LOCALERT_STORE_UNAVAILABLE
 */
export async function tenantOf(house: House, scope: TenantScope): Promise<TenantContext> {
  house.assertOpen();
  return knownTenant(house, scope);
}

/** The same for what ends after the manager has begun to close: the entry of an operation that was under way. */
export async function knownTenant(house: House, scope: TenantScope): Promise<TenantContext> {
  assertTenantScope(scope);
  const { value } = await house.tenants.load(scope, 'context', async () => {
    const tenant = await house.directory.get(scope, scope.tenant);
    if (tenant === undefined) return null;
    assertCompliance(house, tenant);
    return Object.freeze(tenant);
  });
  if (value === null) throw new NotFoundError({ kind: 'tenant', id: scope.tenant });
  return value;
}

/**
 * The same, for operations that a suspended tenant may not do.
 *
 * @throws LOCALERT_TENANT_SUSPENDED, and what {@link tenantOf} throws
 */
export async function activeTenantOf(house: House, scope: TenantScope): Promise<TenantContext> {
  const tenant = await tenantOf(house, scope);
  if (tenant.status === 'suspended') throw new TenantSuspendedError({ tenant: tenant.id });
  return tenant;
}
