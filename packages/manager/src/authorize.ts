import { ForbiddenError, type Permission, type Resource, type TenantScope } from '@localert/core';
import type { House } from './house.ts';

/**
 * Asks for one permission. It stands as a line of its own in every operation: what is not asked for is not checked.
 * An authorizer that throws denies.
 *
 * @throws LOCALERT_FORBIDDEN
 */
export function authorize(
  house: House,
  scope: TenantScope,
  permission: Permission,
  resource: Resource = {},
): void {
  let allowed = false;
  try {
    allowed = house.authorizer(scope, permission, resource) === true;
  } catch {
    allowed = false;
  }
  if (allowed) return;
  house.observe({ type: 'access.denied', tenant: scope.tenant, actor: scope.actor, permission });
  throw new ForbiddenError({ permission, actor: scope.actor });
}
