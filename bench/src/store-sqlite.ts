import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteStore } from '@localert/store-sqlite';
import { bareGet, barePut, commitOf, scopeAt } from './core-store.ts';
import { compare, figures, nanoseconds } from './measure.ts';
import type { Row } from './report.ts';
import { benchSizes } from './store-sizes.ts';

/** One upsert of a row alone, under the indexes that our rows have: what a store without a history would do. */
function bareUpsert(path: string): () => void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE fixture (tenant TEXT, id TEXT, revision INTEGER, updated INTEGER, body TEXT);
    CREATE UNIQUE INDEX by_id ON fixture (tenant, id);
    CREATE INDEX by_change ON fixture (tenant, updated DESC, id, revision)`);
  const upsert = database.prepare(`INSERT INTO fixture VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (tenant, id) DO UPDATE SET revision = excluded.revision, updated = excluded.updated, body = excluded.body`);
  const [event] = commitOf('f', 1).events;
  let revision = 0;
  return () => {
    revision += 1;
    upsert.run('t', 'f', revision, revision, JSON.stringify({ ...event, revision }));
  };
}

/** The same with the event beside it, in one transaction. */
function bareEventAndRow(path: string): () => void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE fixture (tenant TEXT, id TEXT, revision INTEGER, updated INTEGER, body TEXT);
    CREATE UNIQUE INDEX by_id ON fixture (tenant, id);
    CREATE INDEX by_change ON fixture (tenant, updated DESC, id, revision);
    CREATE TABLE event (tenant TEXT, fixture TEXT, revision INTEGER, body TEXT);
    CREATE UNIQUE INDEX by_revision ON event (tenant, fixture, revision)`);
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const append = database.prepare('INSERT INTO event VALUES (?, ?, ?, ?)');
  const upsert = database.prepare(`INSERT INTO fixture VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (tenant, id) DO UPDATE SET revision = excluded.revision, updated = excluded.updated, body = excluded.body`);
  const [event] = commitOf('f', 1).events;
  let revision = 0;
  return () => {
    revision += 1;
    const body = JSON.stringify({ ...event, revision });
    begin.run();
    append.run('t', 'f', revision, body);
    upsert.run('t', 'f', revision, revision, body);
    end.run();
  };
}

/** The store's own commit beside a bare upsert, in turn. */
async function commitsBesideUpserts(folder: string): Promise<readonly Row[]> {
  const [bare, both] = compare(
    [
      { name: 'upsert', run: bareUpsert(join(folder, 'upsert-1.db')) },
      { name: 'event + row', run: bareEventAndRow(join(folder, 'event.db')) },
    ],
    { rounds: 15, slice: 400 },
  );
  const store = sqliteStore({ path: join(folder, 'commit.db') });
  const upsert = bareUpsert(join(folder, 'upsert-2.db'));
  const ratios: number[] = [];
  let revision = 0;
  for (let round = -2; round < 15; round++) {
    let begun = nanoseconds();
    for (let index = 0; index < 400; index++) await store.commit(scopeAt(0), commitOf('put', ++revision));
    const commits = nanoseconds() - begun;
    begun = nanoseconds();
    for (let index = 0; index < 400; index++) upsert();
    if (round >= 0) ratios.push(commits / (nanoseconds() - begun));
  }
  await store.close();
  return [
    {
      name: 'SQLite, event + row in a transaction ÷ a bare upsert',
      value: both?.ratio ?? Number.NaN,
      unit: '×',
      target: { atMost: 1.2 },
      note: `node:sqlite alone; the upsert takes ${((bare?.ns ?? Number.NaN) / 1e3).toFixed(1)} µs`,
    },
    {
      name: 'SQLite commit of the store ÷ a bare upsert',
      value: figures(ratios).p50,
      unit: '×',
      note: 'with its checks, the row that it answers, totals and JSON',
    },
  ];
}

/** SQLite beside bare `node:sqlite`, in one run. */
export async function benchSqlite(folder: string): Promise<readonly Row[]> {
  const store = sqliteStore({ path: join(folder, 'sizes.db') });
  const effort = { gets: 20_000, lists: 2_000, puts: 4_000 };
  const rows = await benchSizes('SQLite', store, effort, { get: 12, put: 15 });
  await store.close();
  const bare: readonly Row[] = [
    { name: 'bare node:sqlite get + JSON.parse: p50', value: bareGet(folder) / 1e3, unit: 'µs' },
    { name: 'bare node:sqlite event + row: p50', value: barePut(folder) / 1e3, unit: 'µs' },
  ];
  return [...rows, ...bare, ...(await commitsBesideUpserts(folder))];
}
