import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type FixtureCommit,
  type FixtureSnapshot,
  type FixtureStore,
  parseFixtureContent,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { sqliteStore } from '@localert/store-sqlite';
import { timeEach, timeEachSync } from './measure.ts';
import { progress, type Row } from './report.ts';

export const TENANTS = 100;

const { arguments: _, ...content } = parseFixtureContent({
  baseLocale: 'en-US',
  severity: 'critical',
  labels: { team: 'player' },
  locales: Object.fromEntries(
    ['en-US', 'es-ES', 'fr-FR'].map((locale) => [
      locale,
      {
        title: 'Playback interrupted in {region}',
        description: '{count, plural, one {# stream} other {# streams}} failing since {since, time, short}',
        actionRequired: 'Immediate investigation required',
      },
    ]),
  ),
});

let at = 1_760_000_000_000;

export function commitOf(id: string, revision: number): FixtureCommit {
  const snapshot: FixtureSnapshot = {
    ...content,
    id,
    name: id,
    arguments: { region: { type: 'text' }, count: { type: 'number' }, since: { type: 'date' } },
  };
  const base = { id: `${id}-${revision}-${at}`, fixture: id, revision, at: ++at, actor: 'bench', snapshot };
  return {
    fixture: id,
    expectedRevision: revision - 1,
    events: [revision === 1 ? { ...base, type: 'FixtureCreated' } : { ...base, type: 'FixtureUpdated' }],
  };
}

const scopes = Array.from({ length: TENANTS }, (__, index) =>
  tenantScope({ tenant: `tenant-${index}`, actor: 'bench' }),
);
export const scopeAt = (index: number): TenantScope => scopes[index % TENANTS] as TenantScope;

export async function fill(store: FixtureStore, from: number, to: number): Promise<void> {
  for (let index = from; index < to; index++) {
    await store.commit(scopeAt(index), commitOf(`f${Math.floor(index / TENANTS)}`, 1));
    if (index > 0 && index % 25_000 === 0)
      progress(`${index.toLocaleString('en')} of ${to.toLocaleString('en')} fixtures written`);
  }
}

async function reads(store: FixtureStore, fixtures: number) {
  const perTenant = fixtures / TENANTS;
  const get = await timeEach(20_000, (index) =>
    store.get(scopeAt(index * 37), `f${(index * 7_919) % perTenant}`),
  );
  const list = await timeEach(2_000, (index) => store.list(scopeAt(index * 37), { limit: 10 }));
  return { get, list };
}

/** The least that a get can cost: one prepared statement of node:sqlite by primary key, and JSON.parse. */
export function bareGet(folder: string): number {
  const database = new DatabaseSync(join(folder, 'bare.db'));
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE t (tenant TEXT, id TEXT, body TEXT, PRIMARY KEY (tenant, id))',
  );
  const insert = database.prepare('INSERT INTO t VALUES (?, ?, ?)');
  const body = JSON.stringify({ ...content, id: 'f', name: 'f' });
  database.exec('BEGIN');
  for (let index = 0; index < 1_000; index++)
    insert.run(`tenant-${index % TENANTS}`, `f${Math.floor(index / TENANTS)}`, body);
  database.exec('COMMIT');
  const select = database.prepare('SELECT body FROM t WHERE tenant = ? AND id = ?');
  const { p50 } = timeEachSync(20_000, (index) =>
    JSON.parse((select.get(`tenant-${(index * 37) % TENANTS}`, `f${index % 10}`) as { body: string }).body),
  );
  database.close();
  return p50;
}

/** The least that a put can cost: the same tables and indexes, prepared statements, texts that are there already. */
export function barePut(folder: string): number {
  const database = new DatabaseSync(join(folder, 'bare-put.db'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE fixture (tenant TEXT, id TEXT, revision INTEGER, updated INTEGER, body TEXT);
    CREATE UNIQUE INDEX by_id ON fixture (tenant, id);
    CREATE INDEX by_change ON fixture (tenant, updated DESC, id, revision);
    CREATE TABLE event (tenant TEXT, fixture TEXT, revision INTEGER, body TEXT);
    CREATE UNIQUE INDEX by_revision ON event (tenant, fixture, revision);
    INSERT INTO fixture VALUES ('t', 'f', 0, 0, '')`);
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const event = database.prepare('INSERT INTO event VALUES (?, ?, ?, ?)');
  const row = database.prepare(
    'UPDATE fixture SET revision = ?, updated = ?, body = ? WHERE tenant = ? AND id = ?',
  );
  const body = JSON.stringify({ ...content, id: 'f', name: 'f' });
  let revision = 0;
  const { p50 } = timeEachSync(5_000, () => {
    revision++;
    begin.run();
    event.run('t', 'f', revision, body);
    row.run(revision, revision, body, 't', 'f');
    commit.run();
  });
  database.close();
  return p50;
}

/** Get, put and lists of the SQLite store, small and large. */
export async function benchStore(folder: string): Promise<readonly Row[]> {
  const store = sqliteStore({ path: join(folder, 'store.db') });
  await fill(store, 0, 1_000);
  const small = await reads(store, 1_000);
  let revision = 0;
  const put = await timeEach(5_000, () => store.commit(scopeAt(0), commitOf('put', ++revision)));
  await fill(store, 1_000, 100_000);
  const large = await reads(store, 100_000);
  await store.close();
  const bare = bareGet(folder);
  const bareWrite = barePut(folder);
  return [
    {
      name: 'SQLite get + parse, 1,000 fixtures: p50',
      value: small.get.p50 / 1e3,
      unit: 'µs',
      target: { atMost: 12 },
      note: `${(small.get.p50 / bare).toFixed(2)} × bare node:sqlite get + JSON.parse (${(bare / 1e3).toFixed(1)} µs)`,
    },
    {
      name: 'SQLite put (event + row, NORMAL): p50',
      value: put.p50 / 1e3,
      unit: 'µs',
      target: { atMost: 15 },
      note: `${(put.p50 / bareWrite).toFixed(2)} × bare node:sqlite, event + row (${(bareWrite / 1e3).toFixed(1)} µs)`,
    },
    { name: 'SQLite list of 10, 1,000 fixtures: p50', value: small.list.p50 / 1e3, unit: 'µs' },
    {
      name: 'SQLite get, growth to 100,000 fixtures',
      value: large.get.p50 / small.get.p50,
      unit: '×',
      target: { atMost: 2 },
    },
    {
      name: 'SQLite list, growth to 100,000 fixtures',
      value: large.list.p50 / small.list.p50,
      unit: '×',
      target: { atMost: 2 },
    },
  ];
}
