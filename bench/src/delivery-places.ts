import type { Destination, TenantId } from '@localert/core';

/** Where an alert goes. */
export interface Place {
  readonly tenant: TenantId;
  readonly destination: Required<Pick<Destination, 'channel' | 'workspace'>>;
}

/** Slack's allowance of a channel is one a second, and five channels fill the pace of a workspace. */
const CHANNELS_OF_WORKSPACE = 5;
const MOST_TENANTS = 20;

/** So many places; five channels a workspace, the workspaces spread over tenants. */
export function placesOf(channels: number): readonly Place[] {
  return Array.from({ length: channels }, (_, index) => {
    const workspace = Math.floor(index / CHANNELS_OF_WORKSPACE);
    return {
      tenant: `t${workspace % MOST_TENANTS}`,
      destination: { workspace: `w${workspace}`, channel: `C${index}` },
    };
  });
}

/** Places whose allowance together is one and a half times the load. @param perSecond - alerts a second */
export const placesFor = (perSecond: number): readonly Place[] => placesOf(Math.ceil(1.5 * perSecond));

/** The tenants of places, each once. */
export const tenantsOf = (places: readonly Place[]): readonly TenantId[] => [
  ...new Set(places.map(({ tenant }) => tenant)),
];

/** The token of a workspace: by it the fake counts its limits. */
export const tokenOf = ({ workspace = '' }: Destination): string => `xoxb-${workspace}`;
