import type { Destination, TenantScope } from '@localert/core';

/** Each part with its length before it, so that no two lists of parts read alike; `-` for one that is absent. */
const part = (text: string | undefined): string => (text === undefined ? '-' : `${text.length}:${text}`);

/** Alerts of one tenant to one channel of one workspace. */
export const groupKey = (
  transport: string,
  { tenant }: TenantScope,
  { workspace, channel }: Destination,
): string => [transport, part(tenant), part(workspace), part(channel)].join('/');

/** Alerts of one tenant to one workspace. */
export const workspaceKey = (
  transport: string,
  { tenant }: TenantScope,
  { workspace }: Destination,
): string => [transport, part(tenant), part(workspace)].join('/');
