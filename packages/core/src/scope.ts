import { InvalidInputError, InvalidScopeError } from './errors.ts';
import { assertTenantId, type TenantId } from './ids.ts';
import { visible } from './visible.ts';

const BRAND: unique symbol = Symbol.for('localert.scope') as never;

/** Who acts in which tenant. Frozen; the first argument of every port method that touches a tenant's data. */
export interface TenantScope {
  readonly kind: 'tenant';
  readonly tenant: TenantId;
  /** Who acts, for example `user:42` or `svc:player`. */
  readonly actor: string;
  readonly roles: readonly string[];
}

/** For work across tenants: claiming the outbox, sweeps, migration, health. No request can obtain one. */
export interface SystemScope {
  readonly kind: 'system';
  /** Why it was made, for example `dispatcher`. */
  readonly purpose: string;
}

/** Either scope. */
export type Scope = TenantScope | SystemScope;

const branded = <S extends Scope>(scope: S): S =>
  Object.freeze(Object.defineProperty(scope, BRAND, { value: true }));

/**
 * Makes the scope of one actor in one tenant.
 *
 * @throws LOCALERT_INVALID_TENANT_ID, LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { tenantScope } from '@localert/core';
 *
 * const scope = tenantScope({ tenant: 'acme', actor: 'svc:player', roles: ['sender'] });
 * ```
 */
export function tenantScope(input: {
  tenant: string;
  actor: string;
  roles?: readonly string[];
}): TenantScope {
  assertTenantId(input.tenant);
  const { actor, roles = [] } = input;
  if (
    typeof actor !== 'string' ||
    actor.length === 0 ||
    actor.length > 200 ||
    visible(actor, 200) !== actor
  ) {
    throw new InvalidInputError({
      what: 'scope',
      issues: [{ path: 'actor', message: 'a printable name of 1 to 200 characters' }],
    });
  }
  if (!Array.isArray(roles) || roles.some((role) => typeof role !== 'string')) {
    throw new InvalidInputError({
      what: 'scope',
      issues: [{ path: 'roles', message: 'a list of role names' }],
    });
  }
  return branded({ kind: 'tenant', tenant: input.tenant, actor, roles: Object.freeze([...roles]) });
}

/**
 * Makes a scope for work across tenants. Keep it out of anything that a request can reach.
 *
 * @param purpose - why, for example `dispatcher`
 */
export function systemScope(purpose: string): SystemScope {
  return branded({ kind: 'system', purpose });
}

const isBranded = (scope: unknown): scope is Scope =>
  typeof scope === 'object' && scope !== null && (scope as { [BRAND]?: unknown })[BRAND] === true;

/** Refuses what is not a tenant scope made by core. @throws LOCALERT_INVALID_SCOPE */
export function assertTenantScope(scope: unknown): asserts scope is TenantScope {
  if (!isBranded(scope) || scope.kind !== 'tenant') throw new InvalidScopeError({ expected: 'tenant' });
}

/** Refuses what is not a system scope made by core. @throws LOCALERT_INVALID_SCOPE */
export function assertSystemScope(scope: unknown): asserts scope is SystemScope {
  if (!isBranded(scope) || scope.kind !== 'system') throw new InvalidScopeError({ expected: 'system' });
}

/**
 * Whether a scope may read a tenant's settings: the system's reads all, a tenant's its own.
 *
 * @throws LOCALERT_INVALID_SCOPE
 */
export function mayReadTenant(scope: Scope, tenant: TenantId): boolean {
  if (isBranded(scope) && scope.kind === 'system') return true;
  assertTenantScope(scope);
  return scope.tenant === tenant;
}

/**
 * Refuses a scope that may not change a tenant's data: the system's may change all, a tenant's its own.
 *
 * @throws LOCALERT_INVALID_SCOPE
 */
export function assertMayWriteTenant(scope: Scope, tenant: TenantId): void {
  if (!mayReadTenant(scope, tenant)) throw new InvalidScopeError({ expected: 'system' });
}
