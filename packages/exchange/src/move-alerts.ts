import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimedAlert, Clock, Outbox, TenantId } from '@localert/core';
import { MoveRefusedError } from './errors.ts';
import { MOVER, type MoveSide, moverIn } from './move-side.ts';

/** What became of the alerts that were not delivered. */
export interface MovedAlerts {
  /** Queued in "to" under the ids that they had. */
  readonly moved: number;
  /** Dead letters that stay where they are: redrive them before, or look at them there. */
  readonly deadLetters: number;
}

/** The code under which a moved alert ends in the queue that it leaves. */
export const MOVED_CODE = 'LOCALERT_ALERT_MOVED';

/** Milliseconds that a claim of the move lasts. After a crash an alert is claimed again by then. */
const LEASE_MS = 600_000;
/** What waits for its time is moved as well: ten years. */
const AHEAD_MS = 315_360_000_000;
const BATCH = 200;
const POLL_MS = 50;

/** Puts a claimed alert into the other queue, waits until it is on the disk there, and only then takes it out of the first. */
async function hand(from: Outbox, to: Outbox, claim: ClaimedAlert, now: number): Promise<void> {
  const { tenant, alert } = claim;
  const receipt = await to.enqueue(moverIn(tenant), alert).durable;
  if (receipt.duplicateOf !== undefined && receipt.duplicateOf !== alert.id) {
    // It was accepted, so it is not dropped: the key of another one does not count here.
    const { dedupe: _, ...single } = alert;
    await to.enqueue(moverIn(tenant), single).durable;
  }
  await from.settle(MOVER, claim, { kind: 'dead', at: now, code: MOVED_CODE });
}

/** Waits for the ends of what others have claimed. @throws LOCALERT_MOVE_REFUSED when somebody has claims after `waitMs` */
async function untilNobodySends(
  outbox: Outbox,
  clock: Clock,
  waitMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = clock.now() + waitMs;
  while ((await outbox.depth(MOVER, clock.now())).sending > 0) {
    if (clock.now() >= deadline)
      throw new MoveRefusedError({ reason: 'somebody still delivers from "from"' });
    await sleep(POLL_MS, undefined, { signal });
  }
}

/**
 * Moves the alerts that are not delivered yet. Under the pause: nobody else sends or delivers. Each is durable in the new
 * queue before it leaves the old one, and keeps its id, by which a queue knows it again: a crash in between makes no
 * double. What a killed dispatcher had claimed is waited for first: it may still be posted.
 *
 * @param tenants - whose; absent for all
 * @param waitMs - how long others' claims are waited for
 */
export async function moveAlerts(
  from: MoveSide,
  to: MoveSide,
  tenants: ReadonlySet<TenantId> | undefined,
  {
    clock,
    waitMs,
    signal,
  }: { readonly clock: Clock; readonly waitMs: number; readonly signal: AbortSignal | undefined },
): Promise<MovedAlerts> {
  const [source, target] = [from.outbox, to.outbox];
  if (source === undefined || target === undefined) return { moved: 0, deadLetters: 0 };
  const { dead: deadLetters } = await source.depth(MOVER);
  await untilNobodySends(source, clock, waitMs, signal);
  let moved = 0;
  for (;;) {
    signal?.throwIfAborted();
    const now = clock.now();
    const request = { now, leaseMs: LEASE_MS, limit: BATCH, dueBy: now + AHEAD_MS };
    const claims = await source.claim(MOVER, { ...request, ...(tenants && { tenants: [...tenants] }) });
    if (claims.length === 0) break;
    const rest = [...claims];
    try {
      for (let claim = rest[0]; claim !== undefined; claim = rest[0]) {
        await hand(source, target, claim, clock.now());
        rest.shift();
        moved += 1;
      }
    } finally {
      // Given back as they were; what cannot be given back is free when its lease ends.
      for (const claim of rest)
        await source.settle(MOVER, claim, { kind: 'release', at: clock.now() }).catch(() => false);
    }
  }
  // Somebody who began meanwhile has what the move has not.
  await untilNobodySends(source, clock, 0, signal);
  return { moved, deadLetters };
}
