import type { ClaimedAlert } from '@localert/core';
import type { Held, Register } from './register.ts';

/** Claims on their way, side by side, and one after the other within a group. */
export interface Lanes {
  /** Sets a claim on its way. */
  begin(held: Held): void;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

/**
 * An outbox hands out the alerts of a group one after the other. One of a third party that does not must still not have two
 * of them posted side by side: the second waits here.
 *
 * @param deliver - takes a claim to its end, and answers the claim that ended
 * @param onEnd - after each end
 */
export function createLanes(
  register: Register,
  deliver: (held: Held) => Promise<ClaimedAlert>,
  onEnd: () => void,
): Lanes {
  /** The last delivery of each group; the next waits for it. */
  const tails = new Map<string, Promise<void>>();

  function begin(held: Held): void {
    const { claim } = held;
    if (!register.begin(held)) return;
    const group = JSON.stringify([claim.tenant, claim.alert.group]);
    const before = tails.get(group);
    const end = async () => {
      await before;
      const ended = await deliver(held);
      const again = register.end(claim, ended);
      if (tails.get(group) === tail) tails.delete(group);
      if (again !== undefined) begin(again);
      onEnd();
    };
    const tail = end();
    tails.set(group, tail);
  }

  return {
    begin,
    async settled() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
