import { type ClaimedAlert, type Settlement, tenantScope } from '@localert/core';
import { EXPIRED } from './events.ts';
import { isExpired, leadOf } from './following.ts';
import { askHost } from './hooks.ts';
import type { Held } from './register.ts';
import type { createRoute } from './route.ts';
import type { Prepared, Settings } from './settings.ts';
import { settlementOf } from './settlement.ts';
import type { Settling } from './settling.ts';
import type { Sent, Trip } from './trip.ts';

/** A claim is not begun when its two posts could outlast the lease: another process would post it too. */
export const POSTS_PER_CLAIM = 2;

/** Attempts after which what was queued is posted when the host cannot say what to post instead. */
const PREPARE_TRIES = 3;

/** Shortest time for which the host can put an alert off, in milliseconds. */
const SHORTEST_PUT_OFF_MS = 1_000;

interface End {
  readonly settlement: Settlement;
  readonly sent?: Sent;
}

const isPrepared = (answer: Prepared | undefined): answer is Prepared =>
  answer?.kind === 'post' ||
  answer?.kind === 'drop' ||
  (answer?.kind === 'later' && Number.isFinite(answer.at));

/** What makes deliveries. */
export interface DeliveryParts {
  readonly settings: Settings;
  readonly route: ReturnType<typeof createRoute>;
  readonly settling: Settling;
  readonly isStopping: () => boolean;
  /** An alert was given back that goes out as soon as there is room for it, in some milliseconds. */
  readonly onPutOff: (waitMs: number) => void;
}

/** Makes one delivery: from a claim to its recorded end. Answers the claim that ended. */
export function createDelivery({
  settings,
  route,
  settling,
  isStopping,
  onPutOff,
}: DeliveryParts): (held: Held) => Promise<ClaimedAlert> {
  const { outbox, prepare, timeoutMs, now, random } = settings;

  const failed = (trip: Trip, code: string): End => {
    const { inDoubt = false } = trip.claim;
    const sent: Sent = { outcome: { kind: 'retry', code }, degraded: false, inDoubt };
    return {
      sent,
      settlement: settlementOf(sent, trip.claim, { ...settings, now: now(), random: random() }),
    };
  };

  const putOff = (waitMs: number, hold: boolean): End => {
    const at = now() + waitMs;
    return { settlement: { kind: 'release', at, ...(hold && { holdUntil: at }) } };
  };

  /** What the host makes of it now that its turn has come; or its end. */
  async function prepared(trip: Trip): Promise<Trip | End> {
    const { claim } = trip;
    if (claim.alert.purpose === undefined || prepare === undefined) return trip;
    const answer = await askHost(() => prepare(claim), timeoutMs);
    // A fault of the host's swallows no alert: what was queued is better than nothing.
    if (!isPrepared(answer)) return claim.attempt < PREPARE_TRIES ? failed(trip, 'prepare-failed') : trip;
    if (answer.kind === 'drop') return { settlement: { kind: 'dropped', at: now(), code: answer.code } };
    if (answer.kind === 'later') return putOff(Math.max(answer.at - now(), SHORTEST_PUT_OFF_MS), false);
    return { ...trip, payload: answer.payload ?? trip.payload, plain: answer.plain ?? trip.plain };
  }

  async function endOf(trip: Trip): Promise<End> {
    const { claim, scope } = trip;
    const known = settling.unrecorded(claim);
    if (known !== undefined) return { settlement: known };
    if (await isExpired(claim, scope, outbox, now())) {
      const doubt = claim.inDoubt ? { inDoubt: true } : {};
      return { settlement: { kind: 'dead', at: now(), code: EXPIRED, ...doubt } };
    }
    const lead = await leadOf(trip, outbox, now());
    if (lead.kind === 'wait') return putOff(lead.waitMs, false);
    const ready = await prepared(trip);
    if (!('claim' in ready)) return ready;
    if (isStopping() || trip.timeLeft() < POSTS_PER_CLAIM * timeoutMs) return putOff(0, false);
    const passage = await route(ready, lead.kind === 'posted' ? lead.ref : undefined);
    if (passage.kind === 'wait') {
      if (passage.isSoon) onPutOff(passage.waitMs);
      return putOff(passage.waitMs, true);
    }
    const { sent } = passage;
    return { sent, settlement: settlementOf(sent, claim, { ...settings, now: now(), random: random() }) };
  }

  return async ({ claim, timeLeft }) => {
    const { alert, tenant } = claim;
    const scope = tenantScope({ tenant, actor: 'localert:dispatcher' });
    const { payload, plain } = alert;
    let end: End;
    if (isStopping() || timeLeft() < POSTS_PER_CLAIM * timeoutMs) end = putOff(0, false);
    else end = await endOf({ claim, scope, payload, plain, timeLeft });
    return settling.settle(claim, end.settlement, end.sent);
  };
}
