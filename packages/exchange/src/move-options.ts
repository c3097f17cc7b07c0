import type { Clock, FixtureStore, TenantId } from '@localert/core';
import type { MovedAlerts } from './move-alerts.ts';
import type { MoveVerdict } from './verify-move.ts';

/** Where a move is. */
export interface MoveProgress {
  readonly phase: 'copy' | 'catch-up' | 'cut-over' | 'verify' | 'done';
  /** Tenants that are copied. */
  readonly tenants: number;
  /** Fixtures that were looked at. */
  readonly fixtures: number;
  /** Events that were appended in "to". */
  readonly events: number;
  /** Hand it back as `resume` to go on from here, also after a crash. Opaque. */
  readonly checkpoint: string;
}

/** How a store is moved. */
export interface MoveOptions {
  /** The store that is in use. Never the encrypted one: what lies inside of it. */
  readonly from: FixtureStore;
  /** The store that will be, which nobody uses yet. */
  readonly to: FixtureStore;
  /** Default: all. */
  readonly tenants?: readonly TenantId[] | undefined;
  /**
   * Stops everything that uses "from", in every process: sends, writes, deliveries, the linking of the trail. Called
   * once, when nearly all is copied; when it resolves, nothing is under way any more. Without it, and without `frozen`,
   * a move copies and catches up, and ends there.
   */
  readonly pause?: (() => Promise<void>) | undefined;
  /** Nothing uses "from" anyway. Default false. */
  readonly frozen?: boolean | undefined;
  /** Changes nothing, and counts what is to be copied. Default false. */
  readonly dryRun?: boolean | undefined;
  /** Compare everything at the end, under the pause. Default true; else do it with `verifyMove` when it suits. */
  readonly verify?: boolean | undefined;
  /**
   * What happens to a tenant's trail whose beginning was removed when its days were over: a store takes a chain from its
   * first entry only. `refuse` (default) · `leave`: it stays behind, and the report names it; export it.
   */
  readonly prunedTrails?: 'refuse' | 'leave' | undefined;
  readonly onProgress?: ((progress: MoveProgress) => void) | undefined;
  /** The checkpoint of an earlier run between the same stores. */
  readonly resume?: string | undefined;
  /** Fixtures that are copied at once. Default 8. */
  readonly concurrency?: number | undefined;
  /** Milliseconds that claims of a dispatcher which was killed are waited for. Default 120,000. */
  readonly claimWaitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
}

/** What a move came to. */
export interface MoveReport {
  /** Whether "to" can take over: "from" was paused, all was moved, and, where it was asked for, found to be the same. */
  readonly complete: boolean;
  readonly tenants: number;
  /** Fixtures that were copied or caught up; of a dry run: that are to be. */
  readonly copied: number;
  /** Events that were appended. */
  readonly events: number;
  /** Fixtures whose stored form was another, with the same meaning. */
  readonly resealed: number;
  /** Records that were written or removed. */
  readonly records: number;
  /** Linked audit entries. */
  readonly entries: number;
  readonly alerts: MovedAlerts;
  /** Tenants whose trail stayed behind. */
  readonly leftTrails: readonly TenantId[];
  /** How long "from" was paused, in milliseconds. */
  readonly pausedMs: number;
  readonly verdict?: MoveVerdict | undefined;
}
