import { MAX_HOLD_MS } from '@localert/core';

/** What happens when a destination refuses whatever is posted there: a token revoked, a channel archived. */
export interface RefusalPolicy {
  /** Milliseconds until it is tried again; doubled each time that it refuses again. Default 60,000. */
  readonly pauseMs?: number | undefined;
  /** Longest such pause. Default 900,000. */
  readonly maxPauseMs?: number | undefined;
}

/** How long a destination is left alone, in milliseconds. */
export interface Pause {
  /** By all of its group. */
  readonly holdMs: number;
  /** By the alert that was refused: longer, so that it is another that tries next. */
  readonly againMs: number;
}

/** Destinations that refused, by group. In memory only: another process, or this one anew, learns it by a post. */
export interface Refusals {
  /** Milliseconds for which nothing is to be posted there; `undefined` when it may be tried. */
  of(group: string): number | undefined;
  /**
   * It refused an alert; answers how long it is left alone. `undefined` when the alert is to blame: others went through
   * since it was refused before.
   */
  refuse(group: string, alert: string): (Pause & { readonly isNew: boolean }) | undefined;
  /** It took a message; answers whether it had refused before. */
  accept(group: string): boolean;
}

/** Groups and alerts that are remembered; past that the oldest is forgotten, and learnt again by a post. */
const MAX_REMEMBERED = 10_000;
/** Alerts of a group that are remembered as refused: more do not ask before it is mended or they are dead. */
const MAX_ASKERS = 100;

/**
 * How long the first refusal holds a group, in milliseconds: a second alert says whether it is the destination or the
 * first alert.
 */
const SECOND_OPINION_MS = 1_000;

function forgetOldest(known: Map<string, unknown> | Set<string>): void {
  if (known.size < MAX_REMEMBERED) return;
  for (const key of known.keys()) {
    known.delete(key);
    return;
  }
}

/** So many pauses an alert that was refused lets pass: in each of them another, that may be innocent, can ask. */
const ASKED_BEFORE = 4;

interface Known {
  readonly until: number;
  /** Of the next refusal. */
  readonly pauseMs: number;
  readonly askers: Set<string>;
}

/** No refusals. @param monotonic - milliseconds that only go up */
export function createRefusals(policy: RefusalPolicy, monotonic: () => number): Refusals {
  const { pauseMs = 60_000, maxPauseMs = 900_000 } = policy;
  const longest = Math.min(maxPauseMs, MAX_HOLD_MS);
  const known = new Map<string, Known>();
  /** Refused, while others of their group went through since. */
  const suspects = new Set<string>();

  return {
    of(group) {
      const wait = (known.get(group)?.until ?? 0) - monotonic();
      return wait > 0 ? wait : undefined;
    },
    refuse(group, alert) {
      const before = known.get(group);
      if (before === undefined && suspects.delete(alert)) return undefined;
      const isNew = before === undefined;
      const pause = Math.min(before?.pauseMs ?? pauseMs, longest);
      const holdMs = isNew ? Math.min(SECOND_OPINION_MS, pause) : pause;
      const next = Math.min(isNew ? pause : pause * 2, longest);
      const askers = before?.askers ?? new Set();
      if (askers.size < MAX_ASKERS) askers.add(alert);
      known.delete(group);
      forgetOldest(known);
      known.set(group, { until: monotonic() + holdMs, pauseMs: next, askers });
      return { holdMs, againMs: Math.min(next * ASKED_BEFORE, longest), isNew };
    },
    accept(group) {
      const refusal = known.get(group);
      if (refusal === undefined) return false;
      known.delete(group);
      for (const alert of refusal.askers) {
        forgetOldest(suspects);
        suspects.add(alert);
      }
      return true;
    },
  };
}
