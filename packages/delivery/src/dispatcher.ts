import {
  type ClaimedAlert,
  type Clock,
  isLocalertError,
  type LocalertEvent,
  type Observer,
  type Outbox,
  type Settlement,
  systemScope,
  type TenantId,
  type Transport,
  tenantScope,
} from '@localert/core';
import { attemptDelivery } from './attempt.ts';
import { createHolds } from './holds.ts';
import { type Ending, type RetryPolicy, settlementOf } from './settlement.ts';
import { createSleeper } from './sleeper.ts';

/** What a dispatcher works with, and how hard. */
export interface DispatcherOptions {
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly observer?: Observer | undefined;
  readonly clock?: Clock | undefined;
  readonly retry?: RetryPolicy | undefined;
  /** Most alerts claimed and not yet settled. Default 64. */
  readonly batch?: number;
  /** Milliseconds that a claim lasts; another process takes over after it. Default 60,000. */
  readonly leaseMs?: number;
  /** Bound on one post, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Longest sleep between looks at the outbox, in milliseconds: how late another process's alert is noticed. Default 1,000. */
  readonly pollMs?: number;
  /** A number in [0, 1); for tests. */
  readonly random?: () => number;
}

/** Takes alerts from an outbox to a transport. */
export interface Dispatcher {
  /** Begins to deliver; a second call does nothing. */
  start(): void;
  /** Looks at the outbox now: call it after an enqueue. */
  wake(): void;
  /**
   * Resolves when nothing is due or under way any more, when the outbox does not answer, or after `timeoutMs`; answers
   * whether it was emptied of what was due. Alerts that wait for a retry stay in it.
   */
  drain(timeoutMs: number): Promise<boolean>;
  /** Claims nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

const keyOf = ({ tenant, alert }: ClaimedAlert): string => JSON.stringify([tenant, alert.id]);

/** A claim is not begun when its two posts could outlast the lease: another process would post it too. */
const POSTS_PER_CLAIM = 2;

/** How long a channel waits after a failure that named no time, in milliseconds. */
const SHORT_HOLD_MS = 1_000;

/**
 * Makes a dispatcher. Delivery is at least once: an alert leaves the outbox only when its end is recorded there.
 * Channels go side by side, the alerts of one channel in order.
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
  const {
    outbox,
    transport,
    retry,
    batch = 64,
    leaseMs = 60_000,
    timeoutMs = 10_000,
    pollMs = 1_000,
  } = options;
  const clock = options.clock ?? { now: Date.now };
  const random = options.random ?? Math.random;
  const observer = options.observer ?? (() => undefined);
  const system = systemScope('dispatcher');
  const holds = createHolds();
  const sleeper = createSleeper();
  let running: Promise<void> | undefined;
  let stopping = false;
  /** The last delivery of each group; the next waits for it. */
  const tails = new Map<string, Promise<void>>();
  let underWay = 0;
  /**
   * The newest claim of each alert that is under way. A lease that ends while its alert is posted (the clock was set, the
   * process stood still) is claimed again by this very process: it is not posted twice for it.
   */
  const newest = new Map<string, { readonly claim: ClaimedAlert; readonly leaseEnd: number }>();
  /** Whether the last look found nothing due and nothing was under way. */
  let idle = false;
  /** Whether the outbox did not answer the last look. */
  let failing = false;

  function tell(claim: ClaimedAlert, settlement: Ending, outcome: string): void {
    const { alert, attempt, tenant } = claim;
    const base = { tenant, alert: alert.id, fixture: alert.fixture, severity: alert.severity, attempt };
    const event: LocalertEvent =
      settlement.kind === 'delivered'
        ? {
            ...base,
            type: 'alert.delivered',
            latencyMs: settlement.at - alert.createdAt,
            degraded: settlement.degraded ?? false,
          }
        : settlement.kind === 'dead'
          ? { ...base, type: 'alert.dead', code: settlement.code }
          : { ...base, type: 'alert.attempt-failed', code: settlement.code, outcome };
    observer(event);
  }

  /** Records an end; a store that stumbles is asked again, for an end that is not recorded is a doubled alert. Answers the claim that it ended. */
  async function settle(claim: ClaimedAlert, settlement: Settlement): Promise<ClaimedAlert> {
    for (let tries = 1; ; tries++) {
      const held = newest.get(keyOf(claim))?.claim ?? claim;
      try {
        await outbox.settle(system, held, settlement);
        return held;
      } catch (error) {
        if (tries === 5) {
          fail(error);
          return held;
        }
        await sleeper.pause(50 * 2 ** tries);
      }
    }
  }

  function fail(error: unknown): void {
    observer({ type: 'dispatcher.failed', code: isLocalertError(error) ? error.code : 'unknown' });
  }

  /** A scope to post with; the outbox holds what a tenant once enqueued, so the actor is the dispatcher. */
  const scopeOf = (tenant: TenantId) => tenantScope({ tenant, actor: 'localert:dispatcher' });

  async function deliver(claim: ClaimedAlert, leaseEnd: number): Promise<ClaimedAlert> {
    const { alert, attempt } = claim;
    const begun = clock.now();
    const held = holds.heldUntil(alert.group, begun);
    if (held !== undefined) return settle(claim, { kind: 'release', at: held });
    if (stopping || begun + POSTS_PER_CLAIM * timeoutMs > leaseEnd)
      return settle(claim, { kind: 'release', at: begun });
    const { outcome, degraded } = await attemptDelivery(transport, scopeOf(claim.tenant), claim, timeoutMs);
    const now = clock.now();
    const settlement = settlementOf(outcome, degraded, attempt, now, random(), retry);
    // A channel that is refused or broken now is so for the next alert too: it waits, and makes room for others.
    if (outcome.kind === 'retry' || outcome.kind === 'unknown') {
      const asked = outcome.kind === 'retry' ? outcome.retryAfterMs : undefined;
      holds.hold(alert.group, now, now + (asked ?? Math.min(SHORT_HOLD_MS, pollMs)));
    }
    const ended = await settle(claim, settlement);
    tell(claim, settlement, outcome.kind);
    return ended;
  }

  /** Puts a claim behind the others of its group. */
  function begin(claim: ClaimedAlert, leaseEnd: number): void {
    const { group } = claim.alert;
    const key = keyOf(claim);
    const known = newest.has(key);
    newest.set(key, { claim, leaseEnd });
    if (known) return;
    const delivery = (tails.get(group) ?? Promise.resolve())
      .then(() => deliver(claim, leaseEnd))
      .catch((error: unknown) => {
        fail(error);
        return claim;
      })
      .then((held) => {
        const last = newest.get(key);
        newest.delete(key);
        underWay--;
        // Claimed again after its end was recorded: that is another attempt.
        if (last !== undefined && last.claim !== held) begin(last.claim, last.leaseEnd);
        if (tails.get(group) === delivery) tails.delete(group);
        if (underWay === 0 || underWay === batch >> 1) sleeper.wake();
      });
    underWay++;
    tails.set(group, delivery);
  }

  /** One look at the outbox. Answers how long to sleep until the next, in milliseconds. */
  async function look(): Promise<number> {
    const room = batch - underWay;
    if (room <= 0) return pollMs;
    const now = clock.now();
    const claims = await outbox.claim(system, { now, leaseMs, limit: room });
    for (const claim of claims) begin(claim, now + leaseMs);
    if (claims.length > 0) return 0;
    const due = await outbox.nextDue(system);
    const wait = due === undefined ? pollMs : due - clock.now();
    idle = underWay === 0 && wait > 0;
    return Math.min(pollMs, Math.max(1, wait));
  }

  async function run(): Promise<void> {
    while (!stopping) {
      idle = false;
      try {
        const wait = await look();
        failing = false;
        await sleeper.sleep(wait);
      } catch (error) {
        failing = true;
        fail(error);
        await sleeper.sleep(pollMs);
      }
    }
    while (tails.size > 0) await Promise.all(tails.values());
  }

  return {
    start() {
      running ??= run();
    },
    wake() {
      idle = false;
      sleeper.wake();
    },
    async drain(drainMs) {
      const end = performance.now() + drainMs;
      idle = false;
      failing = false;
      sleeper.wake();
      // An outbox that does not answer will not be emptied by waiting for it.
      while (
        !idle &&
        !(failing && underWay === 0) &&
        !stopping &&
        running !== undefined &&
        performance.now() < end
      )
        await sleeper.pause(5);
      return idle;
    },
    async stop() {
      stopping = true;
      sleeper.wake();
      await running;
    },
  };
}
