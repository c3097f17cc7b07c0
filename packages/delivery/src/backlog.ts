import { type ClaimedAlert, systemScope } from '@localert/core';
import type { Settings } from './settings.ts';

/** How busy a dispatcher is: for a host that would rather send less than wait. */
export interface DeliveryLoad {
  /** Alerts in the queue, those that wait for their time among them; of at most a second ago. Absent: the outbox did not say. */
  readonly queued?: number | undefined;
  /** Alerts claimed by this process and not yet settled. */
  readonly underWay: number;
  /** How late the latest of the alerts was that were claimed last, in milliseconds. */
  readonly waitMs: number;
  /** Whether alerts are later than the host wants. */
  readonly behind: boolean;
}

/** Watches how late alerts are. */
export interface Backlog {
  /** Each look at the outbox. @param now - epoch milliseconds */
  looked(claims: readonly ClaimedAlert[], now: number): void;
  /** Nothing waits in the queue. */
  isEmpty(): void;
  load(underWay: number): Promise<DeliveryLoad>;
}

/** How often the queue is asked and the lateness judged, at most, in milliseconds. */
const EVERY_MS = 1_000;

/** How late a claim is; of one that was tried before that would say nothing about the queue. */
function lateness({ alert, attempt }: ClaimedAlert, now: number): number {
  return attempt > 1 ? 0 : Math.max(0, now - Math.max(alert.createdAt, alert.notBefore ?? 0));
}

/** Judges by what is claimed anyway: it costs no query. */
export function createBacklog({
  outbox,
  observer,
  behindMs,
  monotonic,
}: Pick<Settings, 'outbox' | 'observer' | 'behindMs' | 'monotonic'>): Backlog {
  const system = systemScope('dispatcher');
  let behind = false;
  /** The latest claim of the second that runs, and of the one before. */
  let latest: number | undefined;
  let waitMs = 0;
  let since = monotonic();
  let asked: { readonly at: number; readonly queued: Promise<number | undefined> } | undefined;

  function judge(): void {
    if (latest === undefined) return;
    waitMs = latest;
    latest = undefined;
    // It has to be well below before it is said to be over: at the edge it would be said again and again.
    const isBehind = waitMs > (behind ? behindMs / 2 : behindMs);
    if (isBehind === behind) return;
    behind = isBehind;
    observer({ type: 'delivery.behind', behind, waitMs });
  }

  function askDepth(): Promise<number | undefined> {
    const at = monotonic();
    if (asked === undefined || at - asked.at >= EVERY_MS) {
      const queued = outbox.depth(system).then(
        (depth) => depth.queued,
        () => undefined,
      );
      asked = { at, queued };
    }
    return asked.queued;
  }

  return {
    looked(claims, now) {
      for (const claim of claims) latest = Math.max(latest ?? 0, lateness(claim, now));
      if (monotonic() - since < EVERY_MS) return;
      since = monotonic();
      judge();
    },
    isEmpty() {
      if (latest === undefined && waitMs > 0) latest = 0;
    },
    async load(underWay) {
      const queued = await askDepth();
      return {
        ...(queued !== undefined && { queued }),
        underWay,
        waitMs: Math.max(waitMs, latest ?? 0),
        behind,
      };
    },
  };
}
