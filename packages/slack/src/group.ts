import type { Destination, TenantScope } from '@localert/core';

/** Each part with its length before it, so that no two lists of parts read alike; `-` for a part that is absent. */
const part = (text: string | undefined): string => (text === undefined ? '-' : `${text.length}:${text}`);

/** The key under which alerts to one channel of one workspace of one tenant share a pace. */
export const groupKey = (transport: string, scope: TenantScope, destination: Destination): string =>
  [transport, part(scope.tenant), part(destination.workspace), part(destination.channel)].join('/');

/** The key under which alerts of one workspace share a fate; the tenant's own where it names no workspace. */
export const workspaceKey = (transport: string, scope: TenantScope, destination: Destination): string =>
  [transport, part(scope.tenant), part(destination.workspace)].join('/');
