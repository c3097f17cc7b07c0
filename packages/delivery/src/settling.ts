import { type ClaimedAlert, isLocalertError, type Settlement, systemScope } from '@localert/core';
import { eventOf } from './events.ts';
import type { Register } from './register.ts';
import type { Settings } from './settings.ts';
import type { Sleeper } from './sleeper.ts';
import type { Sent } from './trip.ts';

/** Records how claims end. */
export interface Settling {
  /** Records an end and tells it; answers the claim that it ended. */
  settle(claim: ClaimedAlert, settlement: Settlement, sent?: Sent): Promise<ClaimedAlert>;
  /** The end of an alert that was posted, and could not be recorded when it was: nobody else knows of it. */
  unrecorded(claim: ClaimedAlert): Settlement | undefined;
}

/** Tries for the end of a post: one that is not recorded is a doubled alert. With the pauses, a second and a half. */
const TRIES = 5;
/**
 * For a claim that is given back, which the end of its lease does as well, and while the outbox does not answer at all:
 * each lane that waited for its own tries would keep a process from closing.
 */
const FEW_TRIES = 2;

/** Ends that are remembered until the outbox answers; past that the oldest are forgotten. */
const MAX_UNRECORDED = 10_000;

const keyOf = ({ tenant, alert }: ClaimedAlert): string => JSON.stringify([tenant, alert.id]);

/** The code of a fault, of whatever kind. */
export const codeOf = (error: unknown): string => (isLocalertError(error) ? error.code : 'unknown');

/** Makes what records ends. */
export function createSettling(
  { outbox, observer }: Pick<Settings, 'outbox' | 'observer'>,
  register: Register,
  sleeper: Sleeper,
): Settling {
  const system = systemScope('dispatcher');
  const unrecorded = new Map<string, Settlement>();
  let failing = false;

  function tell(
    claim: ClaimedAlert,
    settlement: Settlement,
    sent: Sent | undefined,
    isRecorded: boolean,
  ): void {
    // The lease was lost: another may post it too, and will tell how that ended.
    const lost: Settlement = { kind: 'retry', at: settlement.at, code: 'lease-lost' };
    const event = eventOf(claim, isRecorded || settlement.kind === 'release' ? settlement : lost, sent);
    if (event !== undefined) observer(event);
  }

  /** The end could not be recorded. Claimed again it will not be posted again, at least by this process. */
  function keep(claim: ClaimedAlert, settlement: Settlement): void {
    if (settlement.kind !== 'delivered') return;
    const [oldest] = unrecorded.size >= MAX_UNRECORDED ? unrecorded.keys() : [];
    if (oldest !== undefined) unrecorded.delete(oldest);
    unrecorded.set(keyOf(claim), settlement);
  }

  return {
    async settle(claim, settlement, sent) {
      for (let tries = 1; ; tries++) {
        const held = register.newestOf(claim);
        try {
          const isRecorded = await outbox.settle(system, held, settlement);
          failing = false;
          // A lease that was lost may be this process's own again, by a claim that was under way meanwhile.
          if (isRecorded) unrecorded.delete(keyOf(claim));
          else keep(claim, settlement);
          tell(claim, settlement, sent, isRecorded);
          return held;
        } catch (error) {
          if (tries >= (failing || settlement.kind === 'release' ? FEW_TRIES : TRIES)) {
            failing = true;
            keep(claim, settlement);
            observer({ type: 'dispatcher.failed', code: codeOf(error) });
            return held;
          }
        }
        await sleeper.pause(50 * 2 ** tries);
      }
    },
    unrecorded: (claim) => unrecorded.get(keyOf(claim)),
  };
}
