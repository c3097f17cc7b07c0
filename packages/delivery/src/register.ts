import type { ClaimedAlert } from '@localert/core';

/** A claim, and until when it is surely ours. */
export interface Held {
  readonly claim: ClaimedAlert;
  /** Milliseconds for which it is surely ours. */
  timeLeft(): number;
}

/**
 * What this process has claimed and not yet ended. A lease that ends while its alert is posted (the clock was set, the
 * process stood still) is claimed again by this very process: it is not posted twice for it, and its end is recorded with
 * the newest claim.
 */
export interface Register {
  readonly size: number;
  /** Begins with a claim; answers false when its alert is under way already, and then keeps the claim as the newest. */
  begin(held: Held): boolean;
  newestOf(claim: ClaimedAlert): ClaimedAlert;
  /** Ends a claim; answers the newest if it is another than the one that ended: that is another attempt. */
  end(claim: ClaimedAlert, ended: ClaimedAlert): Held | undefined;
}

const keyOf = ({ tenant, alert }: ClaimedAlert): string => JSON.stringify([tenant, alert.id]);

/** Nothing is claimed. */
export function createRegister(): Register {
  const newest = new Map<string, Held>();
  return {
    get size() {
      return newest.size;
    },
    begin(held) {
      const key = keyOf(held.claim);
      const isNew = !newest.has(key);
      newest.set(key, held);
      return isNew;
    },
    newestOf: (claim) => newest.get(keyOf(claim))?.claim ?? claim,
    end(claim, ended) {
      const key = keyOf(claim);
      const last = newest.get(key);
      newest.delete(key);
      return last === undefined || last.claim === ended ? undefined : last;
    },
  };
}
