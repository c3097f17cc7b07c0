import type { TenantScope } from '@localert/core';

/** Core's mark; registered, so that every copy of core has the same. */
const BRAND = Symbol.for('localert.scope');

/**
 * A scope of a tenant whose id core's `tenantScope` would refuse, for example `a%` or `a:b`: an adapter must keep
 * tenants apart without the help of the id rule. For tests only.
 *
 * @param tenant - taken as it is
 *
 * @example
 * ```ts
 * import { unsafeScope } from '@localert/testkit';
 *
 * const scope = unsafeScope('a:b');
 * ```
 */
export function unsafeScope(tenant: string): TenantScope {
  const scope: TenantScope = {
    kind: 'tenant',
    tenant,
    actor: 'test:unsafe',
    roles: Object.freeze(['admin']),
  };
  return Object.freeze(Object.defineProperty(scope, BRAND, { value: true }));
}
