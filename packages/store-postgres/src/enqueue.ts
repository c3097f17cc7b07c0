import { createHash } from 'node:crypto';
import type { DurableReceipt, QueuedAlert, TenantId } from '@localert/core';
import { type AuditRow, keepAudit } from './audit-rows.ts';
import type { Database } from './database.ts';
import { alertChannelOf, EARLIER_ALERTS, ENQUEUE_ALERTS, TELL_OF_ALERTS } from './enqueue-queries.ts';
import { lock, lockNumber } from './locks.ts';
import { summaryText } from './outbox-rows.ts';
import { toJson } from './rows.ts';
import type { Query } from './session.ts';
import type { Step } from './transaction.ts';

/** How many locks all dedupe keys share: a server has room for some thousands in all. */
const STRIPES = 64;

/** An alert on its way into a transaction, as it was when it was handed over. */
export interface AlertRow {
  readonly tenant: TenantId;
  readonly id: string;
  readonly priority: number;
  readonly createdAt: number;
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

/** As JSON half a character is escaped, so that every key is itself. */
const digest = (key: string): string => createHash('sha256').update(JSON.stringify(key)).digest('base64url');

/** @throws LOCALERT_INVALID_INPUT */
export function alertRow(tenant: TenantId, alert: QueuedAlert, audit: readonly AuditRow[]): AlertRow {
  const { id, priority, createdAt, dedupe } = alert;
  return {
    ...{ tenant, id, priority, createdAt, audit },
    dedupe: dedupe === undefined ? null : digest(dedupe.key),
    since: createdAt - (dedupe?.windowMs ?? 0),
    until: createdAt + (dedupe?.windowMs ?? 0),
    body: toJson(alert, 'alert'),
    summary: summaryText(alert),
  };
}

/** An id holds no NUL, so the last one parts it from its tenant. */
const keyOf = (tenant: string, id: string): string => `${tenant}\0${id}`;

/** What was found of an alert with a dedupe key. */
interface Found {
  readonly earlier: string | null;
  /** Whether it is here itself. */
  readonly known: boolean;
}

/** Nobody else enqueues alerts with these keys until the transaction ends, so that what is found stays true. */
async function findEarlier(query: Query, batch: readonly AlertRow[]): Promise<ReadonlyMap<AlertRow, Found>> {
  const keyed = batch.filter(({ dedupe }) => dedupe !== null);
  if (keyed.length === 0) return new Map();
  const stripes = keyed.map(({ tenant, dedupe }) => lockNumber(`${dedupe} ${tenant}`) & (STRIPES - 1));
  const [, found] = await Promise.all([
    query(...lock(stripes)),
    // Begun when the locks are held, so that it sees what others wrote before.
    query<Found>(EARLIER_ALERTS, [
      keyed.map(({ tenant }) => tenant),
      keyed.map(({ id }) => id),
      keyed.map(({ dedupe }) => dedupe),
      keyed.map(({ since }) => since),
      keyed.map(({ until }) => until),
    ]),
  ]);
  return new Map(keyed.map((row, place) => [row, found[place] as Found]));
}

/** What each alert is a duplicate of, as if one were written after the other; `undefined` for what is to be written. */
function duplicatesIn(
  batch: readonly AlertRow[],
  found: ReadonlyMap<AlertRow, Found> = new Map(),
): readonly (string | undefined)[] {
  const ids = new Set<string>();
  /** Those with a dedupe key that will be kept, by key. */
  const kept = new Map<string, AlertRow[]>();
  return batch.map((row) => {
    const { tenant, id, dedupe, since, until } = row;
    const stored = found.get(row);
    const rivals = dedupe === null ? [] : (kept.get(keyOf(tenant, dedupe)) ?? []);
    const rival = rivals
      .filter(({ createdAt }) => createdAt > since && createdAt < until)
      .sort(newestFirst)[0];
    const earlier = stored?.earlier ?? rival?.id;
    if (earlier !== undefined) return earlier;
    if (ids.has(keyOf(tenant, id))) return id;
    ids.add(keyOf(tenant, id));
    if (dedupe !== null && stored?.known === false) kept.set(keyOf(tenant, dedupe), [...rivals, row]);
    return undefined;
  });
}

const newestFirst = (left: AlertRow, right: AlertRow): number => right.createdAt - left.createdAt;

/** The steps that write alerts, keep the audit records of a whole batch, and tell dispatchers elsewhere. */
function enqueueSteps(
  schema: string,
  fresh: readonly AlertRow[],
  batch: readonly AlertRow[],
): readonly Step[] {
  const audit = keepAudit(batch.flatMap((row) => row.audit));
  if (fresh.length === 0) return audit;
  const insert: Step = [
    ENQUEUE_ALERTS,
    [
      fresh.map(({ tenant }) => tenant),
      fresh.map(({ id }) => id),
      fresh.map(({ priority }) => priority),
      fresh.map(({ createdAt }) => createdAt),
      fresh.map(({ dedupe }) => dedupe),
      fresh.map(({ summary }) => summary),
      fresh.map(({ body }) => body),
    ],
  ];
  return [insert, [TELL_OF_ALERTS, [alertChannelOf(schema)]], ...audit];
}

type Made = { readonly tenant_id: TenantId; readonly id: string };

/** @param made - rows that were written; one that was not is here already */
function receiptsOf(
  batch: readonly AlertRow[],
  duplicates: readonly (string | undefined)[],
  made: readonly Made[],
): readonly DurableReceipt[] {
  const written = new Set(made.map(({ tenant_id, id }) => keyOf(tenant_id, id)));
  return batch.map(({ tenant, id }, place): DurableReceipt => {
    const duplicateOf = duplicates[place] ?? (written.has(keyOf(tenant, id)) ? undefined : id);
    return duplicateOf === undefined ? { id } : { id, duplicateOf };
  });
}

const freshIn = (batch: readonly AlertRow[], duplicates: readonly (string | undefined)[]) =>
  batch.filter((_, place) => duplicates[place] === undefined);

/**
 * Enqueues alerts and keeps their audit records inside of a transaction that may do more than that: all of them, or none.
 *
 * @returns a receipt for each, in their order
 */
export async function enqueueAlerts(
  query: Query,
  schema: string,
  batch: readonly AlertRow[],
): Promise<readonly DurableReceipt[]> {
  const duplicates = duplicatesIn(batch, await findEarlier(query, batch));
  const fresh = freshIn(batch, duplicates);
  const steps = enqueueSteps(schema, fresh, batch);
  const answers = await Promise.all(steps.map((step) => query<Made>(...step)));
  return receiptsOf(batch, duplicates, fresh.length === 0 ? [] : (answers[0] ?? []));
}

/** Enqueues alerts of any tenants in one transaction; without dedupe keys in one round trip. */
export async function writeAlerts(
  database: Database,
  batch: readonly AlertRow[],
): Promise<readonly DurableReceipt[]> {
  if (batch.some(({ dedupe }) => dedupe !== null)) {
    return database.asSystem('outbox.enqueue', (query) => enqueueAlerts(query, database.schema, batch));
  }
  const duplicates = duplicatesIn(batch);
  const steps = enqueueSteps(database.schema, freshIn(batch, duplicates), batch);
  const [made] = await database.systemSteps('outbox.enqueue', steps);
  return receiptsOf(batch, duplicates, made as readonly Made[]);
}
