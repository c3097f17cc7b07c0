import type { FixtureId } from './ids.ts';
import type { Locale } from './locale.ts';
import type { TenantScope } from './scope.ts';
import type { AlertSeverity } from './severity.ts';

/** Everything that can be permitted. Deny is the default. */
export const PERMISSIONS = [
  'fixture:read',
  'fixture:write',
  'fixture:translate',
  'fixture:review',
  'fixture:archive',
  'override:write',
  'alert:send',
  'alert:read',
  'alert:redrive',
  'alert:acknowledge',
  'alert:resolve',
  'mention:broadcast',
  'audit:read',
  'usage:read',
  'api-key:manage',
  'credential:manage',
] as const;

/** One thing that can be permitted. */
export type Permission = (typeof PERMISSIONS)[number];

/** What the permission is asked for. */
export interface Resource {
  readonly fixture?: FixtureId | undefined;
  readonly locale?: Locale | undefined;
  readonly severity?: AlertSeverity | undefined;
}

/**
 * Decides. Synchronous: it stands in the path of every alert. An operation asks as soon as it can, and again when it knows
 * more: the severity of a fixture that is named by its id is known once the fixture is read.
 *
 * What a scope is restricted to ({@link withinRestriction}) is checked beside it, and cannot be widened by it.
 */
export type Authorizer = (scope: TenantScope, permission: Permission, resource: Resource) => boolean;

/** The built-in roles. */
export type Role =
  | 'viewer'
  | 'editor'
  | 'translator'
  | 'reviewer'
  | 'sender'
  | 'operator'
  | 'auditor'
  | 'admin';

const list = (...permissions: Permission[]): readonly Permission[] => Object.freeze(permissions);

/**
 * The built-in roles, frozen. Each has the least that its work takes; an actor may have several, and may do what any of
 * them may.
 */
export const ROLES: Readonly<Record<Role, readonly Permission[]>> = Object.freeze({
  viewer: list('fixture:read'),
  editor: list(
    'fixture:read',
    'fixture:write',
    'fixture:translate',
    'fixture:review',
    'fixture:archive',
    'override:write',
  ),
  translator: list('fixture:read', 'fixture:translate'),
  reviewer: list('fixture:read', 'fixture:review'),
  sender: list('fixture:read', 'alert:send', 'alert:read', 'alert:resolve'),
  operator: list(
    'fixture:read',
    'alert:read',
    'alert:redrive',
    'alert:acknowledge',
    'alert:resolve',
    'usage:read',
  ),
  auditor: list('fixture:read', 'alert:read', 'audit:read', 'usage:read'),
  admin: list(...PERMISSIONS),
});

/** The same as sets, so that a check is one look-up a role. In a `Map`, so that inherited names are no roles. */
const GRANTS: ReadonlyMap<string, ReadonlySet<Permission>> = new Map(
  Object.entries(ROLES).map(([role, permissions]) => [role, new Set(permissions)]),
);

/**
 * The default decision: any role of the scope that has the permission. Unknown roles give nothing.
 *
 * @example
 * ```ts
 * import { roleAuthorizer, tenantScope } from '@localert/core';
 *
 * const scope = tenantScope({ tenant: 'acme', actor: 'user:42', roles: ['translator'] });
 * roleAuthorizer(scope, 'fixture:translate', { fixture: 'disk_full', locale: 'es' }); // true
 * roleAuthorizer(scope, 'alert:send', { fixture: 'disk_full' }); // false
 * ```
 */
export const roleAuthorizer: Authorizer = (scope, permission) => {
  for (const role of scope.roles) if (GRANTS.get(role)?.has(permission) === true) return true;
  return false;
};
