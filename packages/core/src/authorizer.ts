import type { FixtureId } from './ids.ts';
import type { Locale } from './locale.ts';
import type { TenantScope } from './scope.ts';
import type { AlertSeverity } from './severity.ts';

/** Everything that can be permitted. Deny is the default. */
export const PERMISSIONS = [
  'fixture:read',
  'fixture:write',
  'fixture:archive',
  'override:write',
  'alert:send',
  'alert:read',
  'alert:redrive',
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

/** Decides. Synchronous: it stands in the path of every alert. */
export type Authorizer = (scope: TenantScope, permission: Permission, resource: Resource) => boolean;

/** The built-in roles. */
export const ROLES: Readonly<Record<string, readonly Permission[]>> = Object.freeze({
  viewer: ['fixture:read'],
  editor: ['fixture:read', 'fixture:write', 'fixture:archive', 'override:write'],
  sender: ['fixture:read', 'alert:send', 'alert:read'],
  admin: PERMISSIONS,
});

/** The default decision: any role of the scope that has the permission. Unknown roles give nothing. */
export const roleAuthorizer: Authorizer = (scope, permission) =>
  scope.roles.some(
    (role) => Object.hasOwn(ROLES, role) && (ROLES[role] as readonly Permission[]).includes(permission),
  );
