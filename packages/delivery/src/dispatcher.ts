import { type ClaimedAlert, InvalidInputError, systemScope } from '@localert/core';
import { createBacklog, type DeliveryLoad } from './backlog.ts';
import { createCalls } from './calls.ts';
import { createClaiming } from './claiming.ts';
import { createDelivery, POSTS_PER_CLAIM } from './delivery.ts';
import { createLanes } from './lanes.ts';
import { createRegister, type Held } from './register.ts';
import { createRoute } from './route.ts';
import { type DispatcherOptions, type Settings, settingsOf } from './settings.ts';
import { codeOf, createSettling } from './settling.ts';
import { createSleeper } from './sleeper.ts';

/** Takes alerts from an outbox to a transport. */
export interface Dispatcher {
  /** Begins to deliver; a second call does nothing. */
  start(): void;
  /** Looks at the outbox now: call it after an enqueue. */
  wake(): void;
  /**
   * Resolves when nothing is due or under way any more, when the outbox does not answer, or after `timeoutMs`; answers
   * whether it was emptied of what was due. What its pace alone holds back is waited for; alerts that wait for a retry, for
   * their time or for a destination that refuses stay in it.
   */
  drain(timeoutMs: number): Promise<boolean>;
  /**
   * Claims nothing more and waits for what is under way, at most `stopMs`; then posts are ended. Those are in doubt: whoever
   * claims them next finds out, or posts them again. What was claimed and not begun is given back.
   */
  stop(): Promise<void>;
  /** How busy it is. Asks the outbox at most once a second. */
  load(): Promise<DeliveryLoad>;
}

/** Milliseconds after the end of `stopMs` in which the ends of what was under way can be recorded. */
const LAST_WORDS_MS = 5_000;

/** Two posts and what is done beside them have to fit into a lease, or each claim would be given back at once. */
const TIMEOUTS_PER_LEASE = POSTS_PER_CLAIM + 1;

function assertLease({ leaseMs, timeoutMs }: Settings): void {
  if (leaseMs >= TIMEOUTS_PER_LEASE * timeoutMs) return;
  const message = `at least ${TIMEOUTS_PER_LEASE} times timeoutMs: two posts have to fit in`;
  throw new InvalidInputError({ what: 'dispatcher', issues: [{ path: 'leaseMs', message }] });
}

/**
 * Makes a dispatcher. Delivery is at least once: an alert leaves the outbox only when its end is recorded there.
 * Channels go side by side, the alerts of one channel in order.
 *
 * @throws LOCALERT_INVALID_INPUT for a lease too short for a post and its plain text
 *
 * @example
 * ```ts
 * import type { Outbox, Transport } from '@localert/core';
 * import { createDispatcher } from '@localert/delivery';
 *
 * export async function deliverAll(outbox: Outbox, transport: Transport) {
 *   const dispatcher = createDispatcher({ outbox, transport });
 *   dispatcher.start();
 *   await dispatcher.drain(30_000);
 *   await dispatcher.stop();
 * }
 * ```
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const settings = settingsOf(options);
  assertLease(settings);
  const { outbox, transport, observer, timeoutMs, pollMs, stopMs, now } = settings;
  const sleeper = createSleeper();
  const register = createRegister();
  const calls = createCalls(transport, timeoutMs);
  const settling = createSettling(settings, register, sleeper);
  const backlog = createBacklog(settings);
  let stopping = false;
  let running: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  let endListening: (() => void) | undefined;

  const fail = (error: unknown): void => observer({ type: 'dispatcher.failed', code: codeOf(error) });

  const deliver = createDelivery({
    settings,
    settling,
    route: createRoute(calls, settings),
    isStopping: () => stopping,
    onPutOff: (waitMs) => claiming.putOff(waitMs),
  });
  const lanes = createLanes(
    register,
    (held: Held): Promise<ClaimedAlert> =>
      deliver(held).catch((error: unknown) => {
        fail(error);
        return settling.settle(held.claim, { kind: 'release', at: now() + pollMs });
      }),
    () => sleeper.wake(),
  );
  const claiming = createClaiming({ settings, register, lanes, backlog, sleeper });

  function listen(): void {
    try {
      endListening = outbox.subscribe?.(systemScope('dispatcher'), () => claiming.wake());
    } catch (error) {
      // It looks every now and then anyway.
      fail(error);
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    endListening?.();
    claiming.stop();
    const ending = setTimeout(() => calls.abort(), stopMs);
    // An outbox that hangs keeps no process from ending: what it did not hear comes back when the lease is over.
    const last = new Promise<void>((resolve) => {
      setTimeout(resolve, stopMs + LAST_WORDS_MS).unref();
    });
    await Promise.race([running, last]);
    clearTimeout(ending);
  }

  return {
    start() {
      if (running !== undefined) return;
      listen();
      running = claiming.run().then(() => lanes.settled());
    },
    wake: () => void claiming.wake(),
    async drain(drainMs) {
      const end = performance.now() + drainMs;
      const wake = claiming.wake();
      // An outbox that does not answer will not be emptied by waiting for it.
      while (
        !claiming.isIdle(wake) &&
        !(claiming.isFailing(wake) && register.size === 0) &&
        !stopping &&
        running !== undefined &&
        performance.now() < end
      )
        await sleeper.pause(5);
      return claiming.isIdle(wake);
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
    load: () => backlog.load(register.size),
  };
}
