import { createHash } from 'node:crypto';
import {
  alertRank,
  type DurableReceipt,
  isLocalertError,
  type QueuedAlert,
  type TenantId,
} from '@localert/core';
import { type AuditRow, keepAudit } from './audit-rows.ts';
import type { Database } from './database.ts';
import { countIn, countStored, type Duplicates, duplicatesIn, findEarlier, keyOf } from './duplicates.ts';
import {
  alertChannelOf,
  ENQUEUE_ALERTS,
  ENQUEUE_NEW_ALERTS,
  IS_HERE,
  TELL_OF_ALERTS,
} from './enqueue-queries.ts';
import { codeOf } from './faults.ts';
import { summaryText } from './outbox-rows.ts';
import { toJson } from './rows.ts';
import type { Query, Statement } from './session.ts';
import type { Step } from './transaction.ts';

/** An alert on its way into a transaction, as it was when it was handed over. */
export interface AlertRow {
  readonly tenant: TenantId;
  readonly id: string;
  /** A digest of its group. */
  readonly lane: string;
  readonly rank: number;
  readonly createdAt: number;
  /** It is not in line before. */
  readonly notBefore: number | null;
  /** A digest of the dedupe key, which may be longer than an index takes, or no text. */
  readonly dedupe: string | null;
  /** Earlier alerts with the same key count from then on. */
  readonly since: number;
  /** And up to before then: one that stands hours ahead, by a clock that was set back since, is in no window. */
  readonly until: number;
  /** The alert as JSON text, and what a status shows of it. */
  readonly body: string;
  readonly summary: string;
  readonly audit: readonly AuditRow[];
}

/** As JSON half a character is escaped, so that every text is itself. */
const digest = (text: string): string =>
  createHash('sha256').update(JSON.stringify(text)).digest('base64url');

/** Half of a digest: groups of one tenant can hardly meet. The migration that made lanes cut the same. */
const laneOf = (group: string): string => digest(group).slice(0, 22);

/** @throws LOCALERT_INVALID_INPUT */
export function alertRow(tenant: TenantId, alert: QueuedAlert, audit: readonly AuditRow[]): AlertRow {
  const { id, group, createdAt, notBefore = null, dedupe } = alert;
  return {
    ...{ tenant, id, lane: laneOf(group), rank: alertRank(alert), createdAt, notBefore, audit },
    dedupe: dedupe === undefined ? null : digest(dedupe.key),
    since: createdAt - (dedupe?.windowMs ?? 0),
    until: createdAt + (dedupe?.windowMs ?? 0),
    body: toJson(alert, 'alert'),
    summary: summaryText(alert),
  };
}

/** The steps that write alerts, and keep the audit records of a whole batch. */
function enqueueSteps(
  batch: readonly AlertRow[],
  duplicates: Duplicates,
  statement: Statement = ENQUEUE_ALERTS,
): readonly Step[] {
  const audit = keepAudit(batch.flatMap((row) => row.audit));
  const fresh = freshIn(batch, duplicates);
  if (fresh.length === 0) return audit;
  const suppressed = countIn(batch, duplicates, 'batch');
  const insert: Step = [
    statement,
    [
      fresh.map(({ tenant }) => tenant),
      fresh.map(({ id }) => id),
      fresh.map(({ lane }) => lane),
      fresh.map(({ rank }) => rank),
      fresh.map(({ createdAt }) => createdAt),
      fresh.map(({ notBefore }) => notBefore),
      fresh.map(({ dedupe }) => dedupe),
      fresh.map(({ tenant, id }) => suppressed.get(keyOf(tenant, id)) ?? 0),
      fresh.map(({ summary }) => summary),
      fresh.map(({ body }) => body),
    ],
  ];
  return [insert, ...audit];
}

/** The steps that write alerts none of which has a dedupe key. */
export const plainEnqueueSteps = (batch: readonly AlertRow[]): readonly Step[] =>
  enqueueSteps(batch, duplicatesIn(batch));

/** The step that tells dispatchers elsewhere that alerts came in. */
export const tellStep = (schema: string): Step => [TELL_OF_ALERTS, [alertChannelOf(schema)]];

const freshIn = (batch: readonly AlertRow[], duplicates: Duplicates) =>
  batch.filter((_, place) => duplicates[place] === undefined);

type Made = { readonly tenant_id: TenantId; readonly id: string };

/**
 * @param made - rows that were written; one that was not is here already
 * @param before - how many duplicates of an alert were counted before these, by its key
 */
function receiptsOf(
  batch: readonly AlertRow[],
  duplicates: Duplicates,
  made: readonly Made[],
  before: ReadonlyMap<string, number> = new Map(),
): readonly DurableReceipt[] {
  const written = new Set(made.map(({ tenant_id, id }) => keyOf(tenant_id, id)));
  const counts = new Map(before);
  return batch.map(({ tenant, id }, place): DurableReceipt => {
    const duplicate = duplicates[place];
    if (duplicate === undefined) return written.has(keyOf(tenant, id)) ? { id } : { id, duplicateOf: id };
    if (duplicate.where === 'same') return { id, duplicateOf: id };
    const earlier = keyOf(tenant, duplicate.of);
    const suppressed = (counts.get(earlier) ?? 0) + 1;
    counts.set(earlier, suppressed);
    return { id, duplicateOf: duplicate.of, suppressed };
  });
}

/**
 * Enqueues alerts and keeps their audit records inside of a transaction that may do more than that: all of them, or none.
 * Whoever commits it tells of them.
 *
 * @returns a receipt for each, in their order
 */
export async function enqueueAlerts(
  query: Query,
  batch: readonly AlertRow[],
): Promise<readonly DurableReceipt[]> {
  const duplicates = duplicatesIn(batch, await findEarlier(query, batch));
  const steps = enqueueSteps(batch, duplicates);
  const [before, ...answers] = await Promise.all([
    countStored(query, batch, duplicates),
    ...steps.map((step) => query<Made>(...step)),
  ]);
  const any = duplicates.includes(undefined);
  return receiptsOf(batch, duplicates, any ? (answers[0] ?? []) : [], before);
}

/** Enqueues alerts of any tenants in one transaction; without dedupe keys in one round trip. */
export async function writeAlerts(
  database: Database,
  batch: readonly AlertRow[],
): Promise<readonly DurableReceipt[]> {
  if (batch.some(({ dedupe }) => dedupe !== null)) {
    return database.asSystem('outbox.enqueue', (query) => enqueueAlerts(query, batch));
  }
  const duplicates = duplicatesIn(batch);
  const send = async (statement: Statement) => {
    const steps = enqueueSteps(batch, duplicates, statement);
    const [made] = await database.systemSteps('outbox.enqueue', steps);
    return receiptsOf(batch, duplicates, made as readonly Made[]);
  };
  try {
    return await send(ENQUEUE_NEW_ALERTS);
  } catch (error) {
    if (!isLocalertError(error) || codeOf(error.cause) !== IS_HERE) throw error;
    return send(ENQUEUE_ALERTS);
  }
}

/** Tells dispatchers elsewhere of what was committed. Should it fail, they look by themselves. */
export async function tellOfAlerts(database: Database): Promise<void> {
  await database.systemSteps('outbox.enqueue', [tellStep(database.schema)]);
}
