import {
  type FixtureEvent,
  type FixtureQuery,
  type SlackFixture,
  searchTerms,
  type TenantId,
} from '@localert/core';
import type { Connection, Row } from './connection.ts';
import { eventOf, fixtureOf, numberOf, toJson } from './rows.ts';
import { beginningOf, HAS_WORD, wordsText } from './words.ts';

/** The sort key of a fixture in a list. */
export type ListKey = readonly [updated: number, id: string];

type Value = string | number;

const INSERT_EVENT = 'INSERT INTO event (tenant, fixture, revision, body) VALUES (?, ?, ?, ?)';

const INSERT_ROW =
  'INSERT INTO fixture (revision, created, updated, state, severity, labels, words, words_of, body, tenant, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?1, ?8, ?9, ?10)';

const UPDATE_ROW =
  'UPDATE fixture SET revision = ?1, created = ?2, updated = ?3, state = ?4, severity = ?5, labels = ?6, words = ?7, words_of = ?1, body = ?8 WHERE tenant = ?9 AND id = ?10';

/**
 * Every wanted label is among the fixture's. Both come out of one `JSON.stringify`, so a label is there when its text
 * stands behind a comma (the opening brace counts as one): inside a string every quote has a backslash before it, so
 * nothing else can look like it. That spares the reading of JSON in every row.
 */
const HAS_LABELS = `NOT EXISTS (
  SELECT 1 FROM json_each(?) AS wanted WHERE instr(',' || substr(fixture.labels, 2), wanted.value) = 0)`;

/** `{ team: 'a' }` → `[',"team":"a"']`, as JSON. */
const wantedLabels = (labels: NonNullable<FixtureQuery['labels']>): string =>
  JSON.stringify(
    Object.entries(labels).map((entry) => `,${JSON.stringify(Object.fromEntries([entry])).slice(1, -1)}`),
  );

export function readFixture(connection: Connection, tenant: TenantId, id: string): SlackFixture | undefined {
  const row = connection.get('SELECT body FROM fixture WHERE tenant = ? AND id = ?', tenant, id);
  if (row === undefined) return undefined;
  const fixture = fixtureOf(row);
  // The driver turns half a character into U+FFFD: an id that is no text must not find the one that has that sign.
  return fixture.id === id ? fixture : undefined;
}

/** One row more than `limit` says that there is another page. */
export function listFixtures(
  connection: Connection,
  tenant: TenantId,
  { state, severity, labels, search = '' }: FixtureQuery,
  after: ListKey | undefined,
  limit: number,
): SlackFixture[] {
  const conditions = ['tenant = ?'];
  const values: Value[] = [tenant];
  const where = (condition: string, ...given: Value[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (after !== undefined) where('updated <= ? AND (updated < ? OR id > ?)', after[0], after[0], after[1]);
  if (state !== undefined) where('state = ?', state);
  if (severity !== undefined) where('severity = ?', severity);
  if (labels !== undefined && Object.keys(labels).length > 0) where(HAS_LABELS, wantedLabels(labels));
  for (const term of searchTerms(search)) where(HAS_WORD, beginningOf(term));
  const sql = `SELECT body FROM fixture WHERE ${conditions.join(' AND ')} ORDER BY updated DESC, id LIMIT ?`;
  return connection.all(sql, ...values, limit + 1).map(fixtureOf);
}

export function readEvents(
  connection: Connection,
  tenant: TenantId,
  fixture: string,
  after: number,
  limit: number,
): FixtureEvent[] {
  const sql =
    'SELECT body FROM event WHERE tenant = ? AND fixture = ? AND revision > ? ORDER BY revision LIMIT ?';
  return connection.all(sql, tenant, fixture, after, limit).map(eventOf);
}

export function countFixtures(connection: Connection, tenant: TenantId): number {
  const row = connection.get('SELECT count(*) AS count FROM fixture WHERE tenant = ?', tenant) as Row;
  return numberOf(row, 'count');
}

/** Whether the tenant has at least so many fixtures; reads no more of them than that. */
export function hasFixtures(connection: Connection, tenant: TenantId, count: number): boolean {
  if (count <= 0) return true;
  return (
    connection.get(
      'SELECT 1 FROM fixture WHERE tenant = ? LIMIT 1 OFFSET ?',
      tenant,
      Math.ceil(count) - 1,
    ) !== undefined
  );
}

/** What a write has to know of the row before it. */
export interface RowHead {
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export function readHead(connection: Connection, tenant: TenantId, id: string): RowHead | undefined {
  const row = connection.get('SELECT revision, created FROM fixture WHERE tenant = ? AND id = ?', tenant, id);
  return row && { revision: numberOf(row, 'revision'), createdAt: numberOf(row, 'created') };
}

/** @param body - the event as JSON text */
export function writeEvent(
  connection: Connection,
  tenant: TenantId,
  event: FixtureEvent,
  body: string,
): void {
  connection.run(INSERT_EVENT, tenant, event.fixture, event.revision, body);
}

/**
 * Writes the current row, in place of the one before when there is one.
 *
 * @param body - the row as JSON text
 */
export function writeRow(
  connection: Connection,
  tenant: TenantId,
  row: SlackFixture,
  body: string,
  exists: boolean,
): void {
  const { id, revision, updatedAt, createdAt, state, severity, labels } = row;
  const own = toJson(labels, 'fixture');
  connection.run(
    exists ? UPDATE_ROW : INSERT_ROW,
    revision,
    createdAt,
    updatedAt,
    state,
    severity,
    own,
    wordsText(row),
    body,
    tenant,
    id,
  );
}
