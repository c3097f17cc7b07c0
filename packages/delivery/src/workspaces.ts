import type { Destination, Observer, TenantScope, Transport } from '@localert/core';
import type { BreakerPolicy } from './breaker.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** What holds for each workspace by itself, in this process. */
export interface WorkspacePolicy {
  /** Most alerts being posted to one workspace at once. Default 8. */
  readonly mostPosts?: number | undefined;
  /** When a workspace that fails is spared. `false`: never. */
  readonly breaker?: BreakerPolicy | false | undefined;
}

/** The workspaces that were posted to lately. */
export interface Workspaces {
  of(scope: TenantScope, destination: Destination): Workspace;
}

/** Workspaces that are remembered before the idle ones are forgotten. */
const SWEEP_AT = 1_000;

/** What workspaces are made with. */
export interface WorkspacesParts {
  readonly transport: Transport;
  readonly policy: WorkspacePolicy;
  readonly isFault: (result: unknown) => boolean;
  readonly observer: Observer;
  readonly monotonic: () => number;
  readonly random: () => number;
}

/** No workspace yet. */
export function createWorkspaces(parts: WorkspacesParts): Workspaces {
  const { transport, policy, observer, ...rest } = parts;
  const { mostPosts = 8, breaker = {} } = policy;
  const workspaces = new Map<string, Workspace>();
  let sweepAt = SWEEP_AT;

  function keyOf(scope: TenantScope, destination: Destination): string {
    try {
      return JSON.stringify([scope.tenant, transport.workspaceOf?.(scope, destination) ?? null]);
    } catch {
      // A transport that cannot tell: all of the tenant share a fate.
      return JSON.stringify([scope.tenant, null]);
    }
  }

  function sweep(): void {
    for (const [key, workspace] of workspaces) if (workspace.isIdle()) workspaces.delete(key);
    sweepAt = Math.max(SWEEP_AT, 2 * workspaces.size);
  }

  return {
    of(scope, destination) {
      const key = keyOf(scope, destination);
      const known = workspaces.get(key);
      if (known !== undefined) return known;
      if (workspaces.size >= sweepAt) sweep();
      const { tenant } = scope;
      const made = createWorkspace({
        ...rest,
        ...{ mostPosts, breaker, pace: transport.workspacePace },
        // The key of a workspace may hold a token: only whose it is is told.
        onState: (state) => observer({ type: 'delivery.breaker', tenant, state }),
      });
      workspaces.set(key, made);
      return made;
    },
  };
}
