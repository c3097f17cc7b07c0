/**
 * Groups (a channel of a workspace) that have asked for a pause. Kept in memory: another process learns it from Slack's
 * own answer.
 */
export interface Holds {
  /**
   * Holds a group from now until a time. A shorter hold does not shorten a longer one. Times are epoch milliseconds.
   */
  hold(group: string, now: number, until: number): void;
  /** Until when the group is held, in epoch milliseconds; `undefined` when it is free. */
  heldUntil(group: string, now: number): number | undefined;
}

/** No holds. */
export function createHolds(): Holds {
  const holds = new Map<string, { readonly from: number; readonly until: number }>();
  return {
    hold(group, from, until) {
      if (until > (holds.get(group)?.until ?? 0)) holds.set(group, { from, until });
    },
    heldUntil(group, now) {
      const held = holds.get(group);
      if (held === undefined) return undefined;
      // A clock that was set back must not hold a channel for as long as it was set back.
      if (held.from <= now && held.until > now) return held.until;
      holds.delete(group);
      return undefined;
    },
  };
}
