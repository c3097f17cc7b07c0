import {
  applyEvent,
  assertCommit,
  type FixtureCommit,
  type FixtureEvent,
  isLocalertError,
  QuotaExceededError,
  RevisionConflictError,
  type SlackFixture,
  StoreUnavailableError,
  type TenantId,
} from '@localert/core';
import { CREATE, READ_CURRENT, REFUSED, UPDATE } from './commit-queries.ts';
import type { Database } from './database.ts';
import { type AlertRow, enqueueAlerts, plainEnqueueSteps, tellStep } from './enqueue.ts';
import { READ_TOTAL } from './fixture-queries.ts';
import { notifyStep } from './hints.ts';
import { documentOf, toJson } from './rows.ts';
import { termsOf } from './terms.ts';
import type { Step } from './transaction.ts';

/** The row that a commit follows. */
interface Current {
  readonly version: string;
  readonly bytes: number;
  readonly terms: readonly string[];
  readonly row: SlackFixture;
}

/** Times that a commit starts over when the row is written meanwhile without a new revision. */
const TRIES = 8;

const wasRefused = (error: unknown): boolean =>
  isLocalertError(error) && (error.cause as { code?: string } | undefined)?.code === REFUSED;

async function readCurrent(database: Database, tenant: TenantId, id: string): Promise<Current | undefined> {
  const [found] = await database.readTenant<{
    version: string;
    bytes: number;
    terms: string;
    body: string;
  }>('commit', tenant, READ_CURRENT, [tenant, id]);
  return (
    found && {
      version: found.version,
      bytes: found.bytes,
      terms: documentOf<readonly string[]>(found.terms, 'fixtures'),
      row: documentOf<SlackFixture>(found.body, 'fixtures'),
    }
  );
}

const eventValues = (events: readonly FixtureEvent[]): readonly unknown[] => [
  events.map(({ revision }) => revision),
  events.map(({ id }) => id),
  events.map(({ type }) => type),
  events.map(({ at }) => at),
  events.map((event) => toJson(event, 'commit')),
];

/** The statement that writes a commit, and the row that it makes. */
function writeStep(
  tenant: TenantId,
  { fixture: id, events, guards, expectedRevision }: FixtureCommit,
  current: Current | undefined,
): { readonly row: SlackFixture; readonly step: Step } {
  // `assertCommit` refused a commit without events, so there is a row.
  const row = events.reduce<SlackFixture | undefined>(applyEvent, current?.row) as SlackFixture;
  const { revision, createdAt, updatedAt, state, severity } = row;
  const body = toJson(row, 'commit');
  const terms = termsOf(row);
  const bytes = Buffer.byteLength(body);
  const { maxFixtures = null, maxStoredBytes = null } = guards ?? {};
  const head = [tenant, id, revision, createdAt, updatedAt, state, severity, terms, body];
  const values = [...head, ...eventValues(events)];
  if (current === undefined) return { row, step: [CREATE, [...values, bytes, maxFixtures, maxStoredBytes]] };
  const before = new Set(current.terms);
  const after = new Set(terms);
  const gone = current.terms.filter((term) => !after.has(term));
  const come = terms.filter((term) => !before.has(term));
  const rest = [bytes - current.bytes, maxStoredBytes, expectedRevision, current.version, gone, come];
  return { row, step: [UPDATE, [...values, ...rest]] };
}

/** Why nothing was written; nothing, when what stood in the way is gone. */
async function refusal(
  database: Database,
  tenant: TenantId,
  { fixture: id, expectedRevision: expected, guards }: FixtureCommit,
  before: Current | undefined,
): Promise<Error | undefined> {
  const now = await readCurrent(database, tenant, id);
  const actual = now?.row.revision ?? 0;
  if (actual !== expected) return new RevisionConflictError({ kind: 'fixture', id, expected, actual });
  if (now?.version !== before?.version) return undefined;
  const [total] = await database.readTenant<{ fixtures: number }>('commit', tenant, READ_TOTAL, [tenant]);
  const limit = guards?.maxFixtures;
  if (now === undefined && limit !== undefined && (total?.fixtures ?? 0) >= limit) {
    return new QuotaExceededError({ quota: 'fixtures', limit });
  }
  return guards?.maxStoredBytes === undefined
    ? undefined
    : new QuotaExceededError({ quota: 'storedBytes', limit: guards.maxStoredBytes });
}

/** Alerts with dedupe keys want an answer before they can be written: then the transaction is not one round trip. */
async function writeAll(
  database: Database,
  tenant: TenantId,
  steps: readonly Step[],
  alerts: readonly AlertRow[],
): Promise<void> {
  const all = alerts.length === 0 ? steps : [...steps, tellStep(database.schema)];
  if (alerts.every(({ dedupe }) => dedupe === null)) {
    await database.tenantSteps('commit', tenant, [...all, ...plainEnqueueSteps(alerts)]);
    return;
  }
  await database.asTenant('commit', tenant, async (query) => {
    await Promise.all(all.map((step) => query(...step)));
    await enqueueAlerts(query, alerts);
  });
}

/**
 * Appends the events, writes the row made from them, keeps the audit records and queues the alerts, in one transaction: one
 * round trip for a new fixture, and one more to read the row that another one follows. Alerts without dedupe keys go along.
 *
 * @param audit - the steps that keep the commit's audit records
 * @param alerts - the commit's, as rows
 * @throws LOCALERT_REVISION_CONFLICT, LOCALERT_QUOTA_EXCEEDED, LOCALERT_INVALID_INPUT
 */
export async function commitEvents(
  database: Database,
  tenant: TenantId,
  commit: FixtureCommit,
  audit: readonly Step[],
  alerts: readonly AlertRow[],
): Promise<SlackFixture> {
  assertCommit(commit);
  const { fixture: id, expectedRevision: expected } = commit;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const current = expected === 0 ? undefined : await readCurrent(database, tenant, id);
    const actual = current?.row.revision ?? 0;
    if (actual !== expected) throw new RevisionConflictError({ kind: 'fixture', id, expected, actual });
    const { row, step } = writeStep(tenant, commit, current);
    try {
      const steps = [step, ...audit, notifyStep(database.schema, tenant, id)];
      await writeAll(database, tenant, steps, alerts);
      return row;
    } catch (error) {
      if (!wasRefused(error)) throw error;
      const reason = await refusal(database, tenant, commit, current);
      if (reason !== undefined) throw reason;
    }
  }
  throw new StoreUnavailableError({ operation: 'commit', hint: 'the fixture is written to all the time' });
}
