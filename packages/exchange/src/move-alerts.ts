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

/** Alerts with a key, oldest first: in that order none is taken for a double of a later one. */
const byAge = (left: readonly [string, ClaimedAlert], right: readonly [string, ClaimedAlert]): number =>
  left[1].alert.createdAt - right[1].alert.createdAt;

/**
 * Moves the alerts that are not delivered yet. Under the pause: nobody else sends or delivers. Each is durable in the new
 * queue before it leaves the old one, and keeps its id, by which a queue knows it again: a crash in between makes no
 * double. What a killed dispatcher had claimed is waited for until its lease ends.
 *
 * @param tenants - whose; others are given back as they were
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
  const keyed = new Map<string, ClaimedAlert>();
  const others = new Map<string, ClaimedAlert>();
  let moved = 0;

  async function take(claim: ClaimedAlert): Promise<void> {
    const name = `${claim.tenant} ${claim.alert.id}`;
    if (tenants !== undefined && !tenants.has(claim.tenant)) others.set(name, claim);
    else if (claim.alert.dedupe !== undefined) keyed.set(name, claim);
    else {
      await hand(source as Outbox, target as Outbox, claim, clock.now());
      moved += 1;
    }
  }

  const deadline = clock.now() + waitMs;
  /** Later than now only for what waits for another attempt: nobody else has a claim then. */
  let at = clock.now();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const claims = await source.claim(MOVER, { now: at, leaseMs: LEASE_MS, limit: BATCH });
      for (const claim of claims) await take(claim);
      if (claims.length > 0) continue;
      const { queued, sending } = await source.depth(MOVER);
      if (sending > keyed.size + others.size) {
        if (clock.now() > deadline)
          throw new MoveRefusedError({ reason: 'somebody still delivers from "from"' });
        await sleep(POLL_MS, undefined, { signal });
        at = Math.max(at, clock.now());
      } else if (queued > 0) {
        at = Math.max(at + 1, (await source.nextDue(MOVER)) ?? clock.now());
      } else break;
    }
    for (const [name, claim] of [...keyed].sort(byAge)) {
      await hand(source, target, claim, clock.now());
      keyed.delete(name);
      moved += 1;
    }
  } finally {
    // Given back as they were; what cannot be given back is free when its lease ends.
    for (const claim of [...keyed.values(), ...others.values()]) {
      await source.settle(MOVER, claim, { kind: 'release', at: clock.now() }).catch(() => false);
    }
  }
  return { moved, deadLetters };
}
