import {
  applyEvent,
  assertCommit,
  assertStoredBytes,
  type FixtureCommit,
  type FixtureEvent,
  QuotaExceededError,
  RevisionConflictError,
  type SlackFixture,
  type TenantId,
} from '@localert/core';
import { type AlertRow, insertAlert } from './alert-insert.ts';
import { keepAudit } from './audit-keep.ts';
import { auditRows } from './audit-queries.ts';
import type { Connection } from './connection.ts';
import { hasFixtures, type RowHead, readFixture, readHead, writeEvent, writeRow } from './fixture-queries.ts';
import { toJson } from './rows.ts';
import { readStoredBytes } from './stored-bytes.ts';

/** A row, and its JSON text. */
interface Written {
  readonly row: SlackFixture;
  readonly body: string;
}

/** `{"a":1}` and `{"b":2}` as one object: the texts of a fixture are long, so they are put into JSON once. */
const joined = (head: string, tail: string): string => `${head.slice(0, -1)},${tail.slice(1)}`;

/** An event with the whole content: of the row before it only the revision and the time of making count. */
function applySnapshot(
  connection: Connection,
  tenant: TenantId,
  event: Extract<FixtureEvent, { snapshot: unknown }>,
  head: RowHead | undefined,
): Written {
  const { snapshot, ...rest } = event;
  const row = applyEvent(head && { ...snapshot, ...head, updatedAt: 0 }, event);
  const text = toJson(snapshot, 'commit');
  const { revision, createdAt, updatedAt } = row;
  writeEvent(connection, tenant, event, joined(toJson(rest, 'commit'), `{"snapshot":${text}}`));
  return { row, body: joined(text, toJson({ revision, createdAt, updatedAt }, 'commit')) };
}

function applyTurn(
  connection: Connection,
  tenant: TenantId,
  event: FixtureEvent,
  before: SlackFixture | undefined,
): Written {
  const row = applyEvent(before, event);
  writeEvent(connection, tenant, event, toJson(event, 'commit'));
  return { row, body: toJson(row, 'commit') };
}

/** One that cannot be kept takes the whole commit with it. */
function queueAlerts(connection: Connection, rows: readonly AlertRow[]): void {
  const lanes = new Map<string, number>();
  for (const row of rows) {
    const outcome = insertAlert(connection, row, lanes);
    if ('fault' in outcome) throw outcome.fault;
  }
}

/**
 * Appends the events, writes the row made from them, keeps the audit records and queues the alerts, in one transaction.
 *
 * @param alerts - the commit's, as rows
 * @throws LOCALERT_REVISION_CONFLICT, LOCALERT_QUOTA_EXCEEDED, LOCALERT_INVALID_INPUT
 */
export function commitEvents(
  connection: Connection,
  tenant: TenantId,
  commit: FixtureCommit,
  alerts: readonly AlertRow[] = [],
): SlackFixture {
  assertCommit(commit);
  const { fixture: id, events, expectedRevision: expected, guards } = commit;
  const audit = auditRows(tenant, commit.audit);
  const storedBytes = () => (guards?.maxStoredBytes === undefined ? 0 : readStoredBytes(connection, tenant));
  return connection.transaction(() => {
    const head = readHead(connection, tenant, id);
    const actual = head?.revision ?? 0;
    if (actual !== expected) throw new RevisionConflictError({ kind: 'fixture', id, expected, actual });
    const limit = guards?.maxFixtures;
    if (head === undefined && limit !== undefined && hasFixtures(connection, tenant, limit)) {
      throw new QuotaExceededError({ quota: 'fixtures', limit });
    }
    let last: Written | undefined;
    for (const event of events) {
      last =
        'snapshot' in event
          ? applySnapshot(connection, tenant, event, last?.row ?? head)
          : applyTurn(connection, tenant, event, last?.row ?? (head && readFixture(connection, tenant, id)));
    }
    // `assertCommit` refused a commit without events, so there is a row now.
    const { row, body } = last as Written;
    const stored = storedBytes();
    writeRow(connection, tenant, row, body, head !== undefined);
    assertStoredBytes(commit, stored, storedBytes() - stored);
    keepAudit(connection, tenant, audit);
    queueAlerts(connection, alerts);
    return row;
  });
}
