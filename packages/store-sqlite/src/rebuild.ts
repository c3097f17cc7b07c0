import { type LongWork, type Progress, replay, type SlackFixture, StoreCorruptError } from '@localert/core';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { readHead, writeRow } from './fixture-queries.ts';
import { eventOf, numberOf, textOf, toJson } from './rows.ts';
import { recountNext } from './stored-bytes.ts';
import { turn } from './turn.ts';

/** Fixtures made anew in one transaction: other writers wait no longer than for these. */
const BATCH = 100;

const NEXT_FIXTURES = `
  SELECT DISTINCT tenant, fixture FROM event
  WHERE (tenant, fixture) > (?, ?) ORDER BY tenant, fixture LIMIT ${BATCH}`;

const EVENTS_OF = 'SELECT body FROM event WHERE tenant = ? AND fixture = ? ORDER BY revision';

const NEXT_TENANT = `
  SELECT min(tenant) AS tenant FROM (
    SELECT min(tenant) AS tenant FROM fixture WHERE tenant > ?1
    UNION ALL SELECT min(tenant) FROM event WHERE tenant > ?1)`;

const ROWS_WITHOUT_EVENTS = `
  SELECT 1 FROM fixture WHERE tenant = ?
  AND NOT EXISTS (SELECT 1 FROM event WHERE event.tenant = fixture.tenant AND event.fixture = fixture.id) LIMIT 1`;

const COUNT_FIXTURES = `
  SELECT count(*) AS count FROM (SELECT DISTINCT fixture FROM event WHERE tenant = ? AND fixture <> '')`;

type FixtureKey = readonly [tenant: string, fixture: string];

function remake(connection: Connection, [tenant, id]: FixtureKey): void {
  const row = replay(connection.all(EVENTS_OF, tenant, id).map(eventOf)) as SlackFixture;
  if (row.id !== id) throw new StoreCorruptError({ what: 'an event lies under another fixture' });
  const exists = readHead(connection, tenant, id) !== undefined;
  writeRow(connection, tenant, row, toJson(row, 'fixture'), exists);
}

/** Makes the next rows anew; answers their keys. */
function rebuildBatch(connection: Connection, after: FixtureKey): readonly FixtureKey[] {
  return connection.transaction(() => {
    const keys = connection
      .all(NEXT_FIXTURES, ...after)
      .map((row) => [textOf(row, 'tenant'), textOf(row, 'fixture')] as const);
    for (const key of keys) remake(connection, key);
    return keys;
  });
}

function countOf(connection: Connection, tenant: string): number {
  // A row without events cannot be made from them; to drop it would lose the only copy.
  if (connection.get(ROWS_WITHOUT_EVENTS, tenant) !== undefined)
    throw new StoreCorruptError({ what: 'a fixture has no events' });
  const row = connection.get(COUNT_FIXTURES, tenant);
  return row === undefined ? 0 : numberOf(row, 'count');
}

/** Tenant by tenant, so that whatever else the process does waits for none of all. */
async function countEventedFixtures(database: Database, signal: AbortSignal | undefined): Promise<number> {
  let count = 0;
  let last = '';
  for (;;) {
    signal?.throwIfAborted();
    const next = database.use('rebuild', (main) => main.get(NEXT_TENANT, last)?.['tenant']);
    if (typeof next !== 'string') return count;
    last = next;
    count += database.use('rebuild', (main) => countOf(main, next));
    await turn();
  }
}

/** The rows were counted as they were written; this mends a count that was damaged. */
async function recount(database: Database, signal: AbortSignal | undefined): Promise<void> {
  let last: string | undefined = '';
  while (last !== undefined) {
    signal?.throwIfAborted();
    const after: string = last;
    last = database.use('rebuild', (main) => main.transaction(() => recountNext(main, after)));
    await turn();
  }
}

/**
 * Makes every current row anew from its events, a batch at a time, while the store is in use.
 *
 * @throws the signal's reason when it is stopped; each row is then either as before or made anew
 */
export async function rebuildRows(database: Database, { onProgress, signal }: LongWork): Promise<Progress> {
  const total = await countEventedFixtures(database, signal);
  let done = 0;
  let last: FixtureKey | undefined = ['', ''];
  while (last !== undefined) {
    signal?.throwIfAborted();
    const after: FixtureKey = last;
    const keys = database.use('rebuild', (main) => rebuildBatch(main, after));
    done += keys.length;
    last = keys.at(-1);
    // Fixtures created meanwhile are in the events too.
    if (keys.length > 0) onProgress?.({ done, total: Math.max(total, done) });
    await turn();
  }
  await recount(database, signal);
  return { done, total: Math.max(total, done) };
}
