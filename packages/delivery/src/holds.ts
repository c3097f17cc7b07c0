/**
 * Groups (a channel of a workspace) that have asked for a pause. Kept in memory: another process learns it from Slack's
 * own answer.
 */
export interface Holds {
  /** Holds a group until a time. A shorter hold does not shorten a longer one. @param until - epoch milliseconds */
  hold(group: string, until: number): void;
  /** Until when the group is held, in epoch milliseconds; `undefined` when it is free. */
  heldUntil(group: string, now: number): number | undefined;
}

/** No holds. */
export function createHolds(): Holds {
  const untils = new Map<string, number>();
  return {
    hold(group, until) {
      if (until > (untils.get(group) ?? 0)) untils.set(group, until);
    },
    heldUntil(group, now) {
      const until = untils.get(group);
      if (until === undefined) return undefined;
      if (until > now) return until;
      untils.delete(group);
      return undefined;
    },
  };
}
