import {
  ForbiddenError,
  guardLogLine,
  type Permission,
  type Resource,
  type TenantScope,
  withinRestriction,
} from '@localert/core';
import type { House } from './house.ts';

/** The decision itself: within what the scope is restricted to, and allowed by the authorizer. One that throws denies. */
function decide(
  house: House,
  scope: TenantScope,
  permission: Permission,
  resource: Resource,
  ahead: boolean,
): boolean {
  try {
    return (
      withinRestriction(scope, permission, resource, ahead) &&
      house.authorizer(scope, permission, resource) === true
    );
  } catch {
    return false;
  }
}

/**
 * Refuses, and tells observers. Both end in logs: an actor whom the host calls by an e-mail address is named without it
 * wherever there is a detector, whatever the tenant's policy.
 *
 * @throws LOCALERT_FORBIDDEN
 */
export function deny(house: House, scope: TenantScope, permission: Permission): never {
  const actor = guardLogLine(house.pii, 'redact', scope.actor);
  house.observe({ type: 'access.denied', tenant: scope.tenant, actor, permission });
  throw new ForbiddenError({ permission, actor });
}

/**
 * Asks for one permission, on what is known by its name. It stands as a line of its own in every operation: what is not
 * asked for is not checked. What the scope is restricted to and the resource does not name is denied.
 *
 * @throws LOCALERT_FORBIDDEN
 */
export function authorize(
  house: House,
  scope: TenantScope,
  permission: Permission,
  resource: Resource = {},
): void {
  if (!decide(house, scope, permission, resource, false)) deny(house, scope, permission);
}

/**
 * Asks before anything is read, when not all is known by name yet. {@link authorize} follows as soon as it is.
 *
 * @throws LOCALERT_FORBIDDEN
 */
export function authorizeAhead(
  house: House,
  scope: TenantScope,
  permission: Permission,
  resource: Resource = {},
): void {
  if (!decide(house, scope, permission, resource, true)) deny(house, scope, permission);
}

/** The same question without an error: what a list leaves out. */
export function isAuthorized(
  house: House,
  scope: TenantScope,
  permission: Permission,
  resource: Resource,
): boolean {
  return decide(house, scope, permission, resource, false);
}
