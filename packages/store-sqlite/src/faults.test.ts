import { closeSync, openSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { inspect } from 'node:util';
import { isLocalertError, NotFoundError } from '@localert/core';
import { sampleAlert, sampleCreate, sampleTenant, sampleUpdate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { storeFault } from './faults.ts';
import { isFaultOfRow } from './result-codes.ts';
import type { SqliteStore } from './sqlite-store.ts';

const { newPath, open, tamper } = scratch();

const CANARY = 'canary-xoxb-7f3a9';

const sqliteError = (errcode: number) =>
  Object.assign(new Error(`quotes ${CANARY}`), { code: 'ERR_SQLITE_ERROR', errcode });

describe('storeFault', () => {
  it.each([
    [13, 'LOCALERT_STORE_FULL'],
    [26, 'LOCALERT_STORE_CORRUPT'],
    [11, 'LOCALERT_STORE_CORRUPT'],
    [11 | (1 << 8), 'LOCALERT_STORE_CORRUPT'],
    [1, 'LOCALERT_STORE_CORRUPT'],
    [18, 'LOCALERT_INVALID_INPUT'],
    [19 | (5 << 8), 'LOCALERT_INVALID_INPUT'],
    [5, 'LOCALERT_STORE_UNAVAILABLE'],
    [6, 'LOCALERT_STORE_UNAVAILABLE'],
    [10, 'LOCALERT_STORE_UNAVAILABLE'],
    [14, 'LOCALERT_STORE_UNAVAILABLE'],
  ])('maps result code %i to %s', (errcode, code) => {
    const fault = storeFault('get', sqliteError(errcode));
    expect(fault.code).toBe(code);
    expect(inspect(fault, { depth: 9 }) + JSON.stringify(fault)).not.toContain(CANARY);
  });

  it('maps what cannot be bound, what is unknown, and passes typed errors on', () => {
    expect(
      storeFault('get', Object.assign(new TypeError(CANARY), { code: 'ERR_INVALID_ARG_TYPE' })).code,
    ).toBe('LOCALERT_INVALID_INPUT');
    for (const odd of [new Error(CANARY), CANARY, null, undefined])
      expect(storeFault('get', odd).code).toBe('LOCALERT_STORE_UNAVAILABLE');
    const typed = new NotFoundError({ kind: 'fixture', id: 'x' });
    expect(storeFault('get', typed)).toBe(typed);
  });

  it('tells the fault of a row from that of the database', () => {
    for (const errcode of [18, 19]) expect(isFaultOfRow(sqliteError(errcode))).toBe(true);
    for (const errcode of [5, 10, 11, 13]) expect(isFaultOfRow(sqliteError(errcode))).toBe(false);
    expect(isFaultOfRow(new Error('database is not open'))).toBe(false);
  });
});

/** Every call that takes data, with a canary wherever data may be. */
function callsOf(store: SqliteStore, backupPath: string): Record<string, () => Promise<unknown>> {
  const texts = { locales: { en: { title: CANARY } }, description: CANARY, labels: { secret: CANARY } };
  const alert = () =>
    sampleAlert({ values: CANARY, payload: CANARY, plain: CANARY, dedupe: { key: CANARY, windowMs: 9 } });
  const claim = { tenant: 'acme', alert: alert(), attempt: 1, lease: CANARY };
  return {
    get: () => store.get(acme, 'disk'),
    list: () => store.list(acme, { labels: { secret: CANARY } }),
    commit: () => store.commit(acme, sampleUpdate('disk', 1, { snapshot: texts })),
    create: () => store.commit(acme, sampleCreate('cpu', { snapshot: texts })),
    history: () => store.history(acme, 'disk'),
    count: () => store.count(acme),
    rebuild: () => store.rebuild(system),
    backup: () => store.backup(system, backupPath),
    purgeTenant: () => store.purgeTenant(system, 'other'),
    'directory.get': () => store.directory.get(system, 'acme'),
    'directory.list': () => store.directory.list(system),
    'directory.create': () => store.directory.create(system, sampleTenant('fresh', { name: CANARY })),
    'directory.replace': () =>
      store.directory.replace(system, sampleTenant('acme', { name: CANARY, revision: 2 })),
    'directory.delete': () => store.directory.delete(system, 'acme'),
    'outbox.enqueue': () => store.outbox.enqueue(acme, alert()).durable,
    'outbox.claim': () => store.outbox.claim(system, { now: Date.now(), leaseMs: 1, limit: 10 }),
    'outbox.settle': () => store.outbox.settle(system, claim, { kind: 'dead', at: 1, code: CANARY }),
    'outbox.status': () => store.outbox.status(acme, alert().id),
    'outbox.dead': () => store.outbox.dead(acme),
    'outbox.redrive': () => store.outbox.redrive(acme, alert().id, 1),
    'outbox.nextDue': () => store.outbox.nextDue(system),
    'outbox.depth': () => store.outbox.depth(system),
    'outbox.prune': () => store.outbox.prune(system, 'acme', 1),
  };
}

/** What a log could make of an error. */
const shown = (error: unknown): string =>
  [
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
    String(error),
    (error as Error).stack,
  ].join('\n');

/** Runs every call; answers the codes of those that failed. No error shows the canary, and each is typed. */
async function codesOf(calls: Record<string, () => Promise<unknown>>): Promise<Record<string, string>> {
  const codes: Record<string, string> = {};
  for (const [name, call] of Object.entries(calls)) {
    try {
      await call();
    } catch (error) {
      expect(isLocalertError(error), name).toBe(true);
      expect(shown(error), name).not.toContain(CANARY);
      codes[name] = (error as { code: string }).code;
    }
  }
  return codes;
}

async function filled(path: string): Promise<SqliteStore> {
  const store = open({ path, busyTimeoutMs: 20 });
  const snapshot = { locales: { en: { title: CANARY } }, description: CANARY };
  await store.commit(acme, sampleCreate('disk', { snapshot }));
  await store.directory.create(system, sampleTenant('acme', { name: CANARY }));
  await store.outbox.enqueue(acme, sampleAlert({ payload: CANARY })).durable;
  return store;
}

const WRITES = ['commit', 'create', 'directory.create', 'directory.replace', 'outbox.enqueue'];

describe('a store that fails', () => {
  it('is typed and silent when it is closed', async () => {
    const store = await filled(newPath());
    await store.close();
    const calls = callsOf(store, newPath());
    const codes = await codesOf(calls);
    expect(codes).toEqual(
      Object.fromEntries(Object.keys(calls).map((name) => [name, 'LOCALERT_STORE_UNAVAILABLE'])),
    );
  });

  it('is typed and silent when another writes without end', async () => {
    const path = newPath();
    const store = await filled(path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const { backup: _, ...calls } = callsOf(store, newPath());
    const codes = await codesOf(calls);
    other.exec('ROLLBACK');
    other.close();
    expect(new Set(Object.values(codes))).toEqual(new Set(['LOCALERT_STORE_UNAVAILABLE']));
    expect(Object.keys(codes)).toEqual(expect.arrayContaining([...WRITES, 'rebuild', 'outbox.claim']));
    expect((await store.get(acme, 'disk'))?.revision).toBe(1);
  });

  it('is typed and silent when the disk is full, keeps what it had, and recovers', async () => {
    const path = newPath();
    await (await filled(path)).close();
    const store = open({ path, maxPages: 30 });
    const big = { snapshot: { locales: { en: { title: CANARY.repeat(900) } } } };
    const codes = new Set<string>();
    let created = 0;
    for (let index = 0; index < 60; index++) {
      const [code] = Object.values(
        await codesOf({ create: () => store.commit(acme, sampleCreate(`f${index}`, big)) }),
      );
      if (code === undefined) created++;
      else codes.add(code);
    }
    expect([...codes]).toEqual(['LOCALERT_STORE_FULL']);
    const enqueue = () => store.outbox.enqueue(acme, sampleAlert({ payload: CANARY.repeat(5_000) })).durable;
    const outcomes = await Promise.allSettled([enqueue(), enqueue(), enqueue()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await codesOf({ enqueue })).toEqual({ enqueue: 'LOCALERT_STORE_FULL' });
    expect(await store.count(acme)).toBe(created + 1);
    expect((await store.get(acme, 'disk'))?.revision).toBe(1);
    await store.purgeTenant(system, 'acme');
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    await store.commit(acme, sampleCreate('disk'));
  });

  /** Writes over pages of a file, and leaves the others. */
  function tear(path: string, pages: readonly number[]): void {
    const file = openSync(path, 'r+');
    for (const page of pages) writeSync(file, Buffer.alloc(4_096, CANARY), 0, 4_096, (page - 1) * 4_096);
    closeSync(file);
  }

  const pagesOf = (path: string, names: readonly string[]) =>
    tamper(path, (database) => {
      const rows = database.prepare('SELECT name, rootpage FROM sqlite_schema').all();
      return rows.filter(({ name }) => names.includes(String(name))).map(({ rootpage }) => Number(rootpage));
    });

  it('is typed and silent when the file is damaged', async () => {
    const path = newPath();
    await (await filled(path)).close();
    tear(path, pagesOf(path, ['fixture', 'event', 'tenant', 'alert', 'alert_ready']));
    const store = open({ path });
    const { 'directory.list': list, ...calls } = callsOf(store, newPath());
    const codes = await codesOf({ ...calls, list: () => store.list(acme), 'directory.list': list! });
    expect(new Set(Object.values(codes))).toEqual(new Set(['LOCALERT_STORE_CORRUPT']));
    expect(Object.keys(codes)).toEqual(
      expect.arrayContaining([
        'get',
        'list',
        'commit',
        'history',
        'rebuild',
        'backup',
        'directory.list',
        'outbox.claim',
        'outbox.enqueue',
      ]),
    );
  });

  it('is typed and silent when the file is damaged where it begins', async () => {
    const path = newPath();
    await (await filled(path)).close();
    tear(path, pagesOf(path, ['localert_schema']));
    let error: unknown;
    try {
      open({ path });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'LOCALERT_STORE_CORRUPT' });
    expect(shown(error)).not.toContain(CANARY);
  });

  it.each([
    ['no JSON', `'${CANARY} {'`],
    ['a number', '5'],
    ['null', "'null'"],
    ['another document', `'{"canary":"${CANARY}"}'`],
    ['bytes', "x'00'"],
  ])('is typed and silent when rows hold %s', async (_, value) => {
    const path = newPath();
    const store = await filled(path);
    tamper(path, (database) =>
      database.exec(
        `UPDATE fixture SET body = ${value}; UPDATE event SET body = ${value}; UPDATE tenant SET body = ${value}`,
      ),
    );
    const { get, history, rebuild } = callsOf(store, '') as Record<string, () => Promise<unknown>>;
    const list = () => store.list(acme);
    const directoryGet = () => store.directory.get(system, 'acme');
    const codes = await codesOf({ get: get!, list, history: history!, rebuild: rebuild!, directoryGet });
    expect(codes).toEqual({
      get: 'LOCALERT_STORE_CORRUPT',
      list: 'LOCALERT_STORE_CORRUPT',
      history: 'LOCALERT_STORE_CORRUPT',
      rebuild: 'LOCALERT_STORE_CORRUPT',
      directoryGet: 'LOCALERT_STORE_CORRUPT',
    });
  });

  it('is typed and silent when a table is missing', async () => {
    const path = newPath();
    const store = await filled(path);
    tamper(path, (database) => database.exec('DROP TABLE fixture'));
    const { get, commit } = callsOf(store, '') as Record<string, () => Promise<unknown>>;
    expect(await codesOf({ get: get!, commit: commit! })).toEqual({
      get: 'LOCALERT_STORE_CORRUPT',
      commit: 'LOCALERT_STORE_CORRUPT',
    });
  });

  it('is typed and silent for input that is no data', async () => {
    const store = await filled(newPath());
    const bare = sampleUpdate('disk', 1);
    const withBigint = {
      ...bare,
      events: [{ ...bare.events[0], actor: 1n as unknown as string }],
    } as typeof bare;
    const withoutSnapshot = {
      ...bare,
      events: [{ ...bare.events[0], snapshot: null }],
    } as unknown as typeof bare;
    const codes = await codesOf({
      get: () => store.get(acme, {} as string),
      bigint: () => store.commit(acme, withBigint),
      snapshot: () => store.commit(acme, withoutSnapshot),
      state: () => store.list(acme, { state: {} as 'draft' }),
      status: () => store.outbox.status(acme, Symbol(CANARY) as unknown as string),
      alert: () => store.outbox.enqueue(acme, sampleAlert({ values: 1n as unknown as string })).durable,
      prune: () => store.outbox.prune(system, 'acme', {} as number),
    });
    expect(codes).toEqual(
      Object.fromEntries(Object.keys(codes).map((name) => [name, 'LOCALERT_INVALID_INPUT'])),
    );
    expect(Object.keys(codes)).toHaveLength(7);
    expect(await store.get(acme, 'disk')).toMatchObject({ revision: 1 });
  });
});
