import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type ClaimedAlert,
  type ClaimRequest,
  isStorable,
  type Settlement,
  type TenantId,
} from '@localert/core';
import type { Database } from './database.ts';
import {
  CLAIM_AHEAD,
  CLAIM_LANES,
  COUNT_LANES,
  FORGET_LANES,
  HEAR_BELLS,
  LOCK_LANES,
  MAKE_LANES,
  MAKE_RUNG_LANES,
  MAX_CLAIMED,
  MORE_TO_CLAIM,
  PLAN_BY_INDEX,
  RIPEN_ALERTS,
  WAKE_LANES,
} from './lane-queries.ts';
import { alertOf, type Ending } from './outbox-rows.ts';
import { toJson } from './rows.ts';
import { BURY_ALERT, DELIVER_ALERT, DROP_ALERT, RELEASE_ALERT, RETRY_ALERT } from './settle-queries.ts';
import type { Step } from './transaction.ts';

/** What a claim took; without an id, a lane that it looked at. */
interface ClaimedRow {
  readonly tenant_id: TenantId;
  readonly lane: string;
  readonly id: string | null;
  readonly attempts: number;
  readonly doubt: boolean;
  readonly body: string;
}

/** A claim, as far as it can be told by its row. */
type Lease = Pick<ClaimedAlert, 'tenant' | 'lease'> & { readonly alert: Pick<ClaimedAlert['alert'], 'id'> };

/** Rounds of one claim: what others are just taking may be free in a moment, and much may have become due at once. */
const ROUNDS = 9;

/** Milliseconds between looks for lanes that can be forgotten. */
const FORGET_EVERY_MS = 60_000;

const paceOf = ({ pace, now }: ClaimRequest): readonly unknown[] =>
  pace === undefined ? [null, null, now] : [pace.everyMs, pace.burst ?? 1, now];

/** How many bells are heard for a number of alerts: some will ring for lanes that are not free. */
const bellsFor = (limit: number): number => Math.min(2 * MAX_CLAIMED, 2 * limit + 10);

/** @param limit - how many alerts are still wanted */
function claimSteps(request: ClaimRequest, lease: string, limit: number): readonly Step[] {
  const { now, leaseMs, dueBy = now, tenants } = request;
  const claim = [now + leaseMs, lease, limit, ...paceOf(request)];
  if (tenants !== undefined || dueBy > now) {
    const wanted = [dueBy, tenants ?? null];
    return [
      [PLAN_BY_INDEX, []],
      [RIPEN_ALERTS, [now]],
      [MAKE_LANES, wanted],
      [WAKE_LANES, [now]],
      [CLAIM_AHEAD, [...claim, ...wanted]],
    ];
  }
  const bells = bellsFor(limit);
  return [
    [PLAN_BY_INDEX, []],
    [RIPEN_ALERTS, [now]],
    [MAKE_RUNG_LANES, [bells]],
    [HEAR_BELLS, [now, bells]],
    [WAKE_LANES, [now]],
    [CLAIM_LANES, claim],
    [MORE_TO_CLAIM, [now]],
  ];
}

/** What was claimed, and whether there may be more. What a mover asks for is claimed in one round. */
function answersOf(answers: readonly unknown[][]): readonly [rows: readonly ClaimedRow[], more: boolean] {
  const last = answers.at(-1) as readonly { more?: boolean }[];
  return last[0]?.more === undefined
    ? [last as readonly unknown[] as readonly ClaimedRow[], false]
    : [answers.at(-2) as readonly ClaimedRow[], last[0].more];
}

/** The lanes that were looked at, and in which there was nothing to take. */
function withoutAlert(rows: readonly ClaimedRow[], taken: readonly ClaimedRow[]): readonly ClaimedRow[] {
  const keyOf = ({ tenant_id, lane }: ClaimedRow) => `${tenant_id}\0${lane}`;
  const found = new Set(taken.map(keyOf));
  return rows.filter((row) => row.id === null && !found.has(keyOf(row)));
}

/** Lanes of which nothing could be claimed are counted anew; what they had heard of went otherwise. */
async function countLanes(database: Database, rows: readonly ClaimedRow[]): Promise<void> {
  const lanes = [rows.map(({ tenant_id }) => tenant_id), rows.map(({ lane }) => lane)];
  await database.systemSteps('outbox.claim', [
    [PLAN_BY_INDEX, []],
    [LOCK_LANES, lanes],
    [COUNT_LANES, lanes],
  ]);
}

/** Claims due alerts, the first of each lane that is free. */
export type Claim = (request: ClaimRequest) => Promise<readonly ClaimedAlert[]>;

export function createClaims(database: Database): Claim {
  let forgetAt = Number.NEGATIVE_INFINITY;

  /** A row that cannot be read is set aside as a dead letter: it must not stop the others. */
  async function read(row: ClaimedRow, lease: string, now: number): Promise<ClaimedAlert | undefined> {
    const { tenant_id: tenant, attempts: attempt, doubt, body } = row;
    const id = String(row.id);
    try {
      return { tenant, alert: alertOf(body), attempt, lease, ...(doubt && { inDoubt: true }) };
    } catch {
      const claim: Lease = { tenant, alert: { id }, lease };
      // Were this to fail too, its lease ends, and the next claim meets it again.
      await settleAlert(database, claim, { kind: 'dead', at: now, code: 'store_corrupt' }, now);
      return undefined;
    }
  }

  /** What piles up slowly goes slowly, and only when nothing else is to be done. */
  async function forget(now: number): Promise<void> {
    if (now < forgetAt && now > forgetAt - FORGET_EVERY_MS) return;
    forgetAt = now + FORGET_EVERY_MS;
    await database.systemSteps('outbox.claim', [
      [PLAN_BY_INDEX, []],
      [FORGET_LANES, [now]],
    ]);
  }

  return async (request) => {
    const lease = randomUUID();
    const limit = Math.min(MAX_CLAIMED, Math.floor(request.limit));
    const claims: ClaimedAlert[] = [];
    for (let round = 0, left = limit, empty = 0; round < ROUNDS && left > 0; round++) {
      const answers = await database.systemSteps('outbox.claim', claimSteps(request, lease, left));
      const [rows, more] = answersOf(answers);
      const taken = rows.filter(({ id }) => id !== null);
      const gone = withoutAlert(rows, taken);
      left -= taken.length;
      for (const row of taken) {
        const claim = await read(row, lease, request.now);
        if (claim !== undefined) claims.push(claim);
      }
      if (gone.length > 0) await countLanes(database, gone);
      if (!more) break;
      // Others have all that is free now: a moment later some of it may be left, and asking at once would only hold them up.
      if (taken.length === 0) await pause(2 ** empty++);
    }
    if (claims.length === 0) await forget(request.now);
    return claims;
  };
}

const endingText = (ending: Ending): string => toJson(ending, 'settlement');

/** The step that ends a claim, if its lease is still held. @param now - epoch milliseconds, kept with a retry */
function settleStep({ tenant, alert, lease }: Lease, settlement: Settlement, now: number): Step {
  const { at, holdUntil = null } = settlement;
  const held = [tenant, alert.id, lease, holdUntil];
  switch (settlement.kind) {
    case 'delivered': {
      const { ref, degraded } = settlement;
      const ending = { ...(ref && { ref }), ...(degraded && { degraded }) };
      return [DELIVER_ALERT, [...held, at, endingText(ending)]];
    }
    case 'dropped':
      return [DROP_ALERT, [...held, at, endingText({ code: settlement.code })]];
    case 'retry': {
      const { code, inDoubt = false } = settlement;
      return [RETRY_ALERT, [...held, at, now, endingText({ code }), inDoubt]];
    }
    case 'release':
      return [RELEASE_ALERT, [...held, at]];
    case 'dead': {
      const { code, inDoubt = false } = settlement;
      return [BURY_ALERT, [...held, at, endingText({ code }), inDoubt]];
    }
  }
}

/** Answers whether the lease was still held. */
export async function settleAlert(
  database: Database,
  claim: Lease,
  settlement: Settlement,
  now: number,
): Promise<boolean> {
  // What no store can keep is no proof that this one gave.
  const known = [claim.tenant, claim.alert.id, claim.lease].every(isStorable);
  const step = settleStep(claim, settlement, now);
  if (!known) return false;
  const [, settled] = await database.systemSteps('outbox.settle', [[PLAN_BY_INDEX, []], step]);
  return settled?.length === 1;
}
