import type { DurableReceipt, TenantId } from '@localert/core';
import { type ClaimedRow, type ClaimWork, claimAlerts, mayClaim } from './alert-claims.ts';
import { type EndWork, endClaim, pruneAlerts, purgeAlerts, redriveAlert } from './alert-ends.ts';
import { type AlertRow, insertAlert, type SeenLanes } from './alert-insert.ts';
import type { AuditRow } from './audit-keep.ts';
import type { Connection } from './connection.ts';
import type { Reserve } from './reserve.ts';
import { isFaultOfRow, SQLITE } from './result-codes.ts';

/** Pieces of work done in one transaction: others, and the event loop, wait no longer than for these. */
export const MAX_BATCH = 1_000;

/** What changes the queue. Plain values only: it may be done by another thread. */
export type OutboxWork =
  | { readonly kind: 'enqueue'; readonly row: AlertRow }
  | { readonly kind: 'claim'; readonly request: ClaimWork }
  | { readonly kind: 'settle'; readonly end: EndWork }
  | {
      readonly kind: 'redrive';
      readonly tenant: TenantId;
      readonly id: string;
      readonly now: number;
      readonly audit: readonly AuditRow[];
    }
  /** Sees to it that what was committed before, by whatever connection, is on the disk. */
  | { readonly kind: 'sync' }
  | { readonly kind: 'purge'; readonly tenant: TenantId }
  | { readonly kind: 'prune'; readonly tenant: TenantId; readonly before: number; readonly limit: number };

/** What each kind of work answers. */
export interface OutboxAnswers {
  readonly enqueue: DurableReceipt;
  readonly claim: readonly ClaimedRow[];
  readonly settle: boolean;
  readonly redrive: boolean;
  readonly sync: true;
  readonly prune: number;
  readonly purge: number;
}

/** What a piece of work came to: nobody is told before its transaction is over. */
export type Outcome = { readonly value: OutboxAnswers[keyof OutboxAnswers] } | { readonly fault: unknown };

/** Nobody reads this number, but to set it writes a page. */
const TOUCH = 'PRAGMA user_version = 0';

/** As the driver would say it. */
export const NO_ROOM = { errcode: SQLITE.full };

function answerOf(connection: Connection, work: Exclude<OutboxWork, { kind: 'enqueue' }>) {
  switch (work.kind) {
    case 'claim':
      return claimAlerts(connection, work.request);
    case 'settle':
      return endClaim(connection, work.end);
    case 'redrive':
      return redriveAlert(connection, work.tenant, work.id, work.now, work.audit);
    case 'sync':
      // A commit that writes something waits for the disk, and with it for all that stands before it in the log.
      connection.exec(TOUCH);
      return true;
    case 'purge':
      return purgeAlerts(connection, work.tenant);
    case 'prune':
      return pruneAlerts(connection, work.tenant, work.before, work.limit);
  }
}

/** A piece that cannot be done must not take its neighbours with it; what ends the transaction ends it for all. */
function outcomeOf(connection: Connection, kept: boolean, work: OutboxWork, lanes: SeenLanes): Outcome {
  if (work.kind === 'enqueue') {
    if (!kept) return { fault: NO_ROOM };
    const outcome = insertAlert(connection, work.row, lanes);
    return 'receipt' in outcome ? { value: outcome.receipt } : outcome;
  }
  // It may remove lanes that were seen empty.
  lanes.clear();
  try {
    return { value: answerOf(connection, work) };
  } catch (fault) {
    if (!isFaultOfRow(fault)) throw fault;
    return { fault };
  }
}

const isNew = ({ kind }: OutboxWork): boolean => kind === 'enqueue';

/** Claims and ends may be lost with the power: then an alert is delivered twice. A new alert may not. */
const waitsForDisk = (work: OutboxWork): boolean => isNew(work) || work.kind === 'sync';

function together(
  connection: Connection,
  reserve: Reserve,
  works: readonly OutboxWork[],
): readonly Outcome[] {
  if (works.every((work) => work.kind === 'claim' && !mayClaim(connection, work.request)))
    return works.map(() => ({ value: [] }));
  const anyNew = works.some(isNew);
  connection.syncCommits(works.some(waitsForDisk));
  // Outside of the transaction: it may empty the log.
  const kept = !anyNew || reserve.isKept();
  return connection.transaction(() => {
    const lanes: SeenLanes = new Map();
    return works.map((work) => outcomeOf(connection, kept, work, lanes));
  });
}

function attempt(group: () => readonly Outcome[], count: number): readonly Outcome[] {
  try {
    return group();
  } catch (fault) {
    return Array.from({ length: count }, () => ({ fault }));
  }
}

/**
 * Does what came together in one transaction, in its order; answers an outcome for each, in the same order. When that fails,
 * what is new is tried apart from what was accepted before: on a full disk that goes on with what the reserve gives.
 */
export function workTogether(
  connection: Connection,
  reserve: Reserve,
  works: readonly OutboxWork[],
): readonly Outcome[] {
  const fresh = works.filter(isNew);
  const takeNew = () => attempt(() => together(connection, reserve, fresh), fresh.length);
  if (fresh.length === works.length) return takeNew();
  try {
    return together(connection, reserve, works);
  } catch {
    const outcomes = [...takeNew()];
    return works.map((work) => {
      const [outcome] = isNew(work)
        ? [outcomes.shift()]
        : attempt(() => reserve.withRoom(() => together(connection, reserve, [work])), 1);
      return outcome as Outcome;
    });
  }
}
