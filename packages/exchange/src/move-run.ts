import type { Clock, TenantId } from '@localert/core';
import { checkpointData, checkpointText } from './checkpoint.ts';
import type { MovedAlerts } from './move-alerts.ts';
import type { MoveOptions, MoveProgress, MoveReport } from './move-options.ts';
import { type MoveSide, sidesOf } from './move-side.ts';
import type { MoveVerdict } from './verify-move.ts';

const KIND = 'localert.move';

/** A move that is under way: what it works on, where it is, and what it has done. */
export interface MoveRun {
  readonly options: MoveOptions;
  readonly from: MoveSide;
  readonly to: MoveSide;
  readonly clock: Clock;
  phase: MoveProgress['phase'];
  tenants: readonly TenantId[];
  /** Tenants that have a trail, deleted ones too. */
  trails: readonly TenantId[];
  /** Tenants up to this one, by id, are copied. */
  after: TenantId;
  /** Where the feed of changes is read on. */
  feed: string | undefined;
  /** Tenants whose settings were copied. */
  readonly met: Set<TenantId>;
  /** Tenants whose trail stays behind. */
  readonly left: Set<TenantId>;
  /** What progress and reports count. */
  readonly counts: {
    done: number;
    looked: number;
    copied: number;
    events: number;
    resealed: number;
    records: number;
    entries: number;
  };
}

/** A move that has not begun. @throws LOCALERT_MOVE_REFUSED when the stores do not fit */
export function moveRun(options: MoveOptions): MoveRun {
  return {
    options,
    ...sidesOf(options.from, options.to),
    clock: options.clock ?? { now: Date.now },
    phase: 'copy',
    tenants: [],
    trails: [],
    after: '',
    feed: undefined,
    met: new Set(),
    left: new Set(),
    counts: { done: 0, looked: 0, copied: 0, events: 0, resealed: 0, records: 0, entries: 0 },
  };
}

/** Where an earlier run stands. */
export interface MovePlace {
  readonly after: TenantId;
  readonly feed: string | undefined;
}

/** Reads a checkpoint of an earlier run. @throws LOCALERT_CHECKPOINT_MISMATCH */
export function placeOf(resume: string | undefined): MovePlace | undefined {
  if (resume === undefined) return undefined;
  const { after, feed } = checkpointData(KIND, resume);
  return {
    after: typeof after === 'string' ? after : '',
    feed: typeof feed === 'string' ? feed : undefined,
  };
}

/** Tells where the move is. @throws the signal's reason */
export function tell({ options, phase, counts, after, feed }: MoveRun): void {
  options.signal?.throwIfAborted();
  options.onProgress?.({
    phase,
    tenants: counts.done,
    fixtures: counts.looked,
    events: counts.events,
    // JSON leaves out a feed that is not there.
    checkpoint: checkpointText(KIND, { after, feed }),
  });
}

/** How a move ended under the pause. */
export interface MoveEnd {
  readonly complete: boolean;
  readonly alerts: MovedAlerts;
  readonly pausedMs: number;
  readonly verdict: MoveVerdict | undefined;
}

/** The end of a move that was not paused for. */
const UNPAUSED: MoveEnd = {
  complete: false,
  alerts: { moved: 0, deadLetters: 0 },
  pausedMs: 0,
  verdict: undefined,
};

/** What the move came to. */
export function reportOf({ tenants, counts, left }: MoveRun, end: MoveEnd = UNPAUSED): MoveReport {
  const { copied, events, resealed, records, entries } = counts;
  const { complete, alerts, pausedMs, verdict } = end;
  return {
    complete,
    tenants: tenants.length,
    copied,
    events,
    resealed,
    records,
    entries,
    alerts,
    leftTrails: [...left],
    pausedMs,
    ...(verdict === undefined ? {} : { verdict }),
  };
}
