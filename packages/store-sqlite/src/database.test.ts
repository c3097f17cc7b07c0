import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sampleAlert, sampleCreate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch } from '../test/scratch.ts';
import { APPLICATION_ID } from './migrations.ts';
import { sqliteStore } from './sqlite-store.ts';

const { folder, newPath, open, tamper } = scratch();

const withCode = (code: string) => expect.objectContaining({ code });

describe('opening a database', () => {
  it('makes a file that only its owner may read', async () => {
    const path = newPath();
    await open({ path }).commit(acme, sampleCreate('disk'));
    for (const name of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  });

  it('leaves the rights of a file that is there', () => {
    const path = newPath();
    writeFileSync(path, '', { mode: 0o640 });
    open({ path });
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('sets the journal, the syncing and its own mark', () => {
    const path = newPath();
    open({ path });
    const pragma = (name: string) =>
      tamper(path, (database) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('application_id')).toBe(APPLICATION_ID);
  });

  it.each([
    ['path', { path: '' }],
    ['path', { path: 'a\0b' }],
    ['path', { path: undefined as unknown as string }],
    ['busyTimeoutMs', { path: ':memory:', busyTimeoutMs: -1 }],
    ['busyTimeoutMs', { path: ':memory:', busyTimeoutMs: 1.5 }],
    ['maxPages', { path: ':memory:', maxPages: 0 }],
  ])('refuses a useless %s', (name, options) => {
    expect(() => sqliteStore(options)).toThrow(withCode('LOCALERT_INVALID_INPUT'));
    expect(() => sqliteStore(options)).toThrow(new RegExp(name));
  });

  it('says unavailable for a place where no file can be', () => {
    expect(() => sqliteStore({ path: join(folder, 'absent', 'a.db') })).toThrow(
      withCode('LOCALERT_STORE_UNAVAILABLE'),
    );
    expect(() => sqliteStore({ path: folder })).toThrow(withCode('LOCALERT_STORE_UNAVAILABLE'));
    expect(() => sqliteStore({ path: folder })).toThrow(/the folder must exist/);
  });

  it('takes a path that looks like a URI for a path', () => {
    // Resolved to `<working directory>/file:…/absent/a.db`, whose folder does not exist.
    expect(() => sqliteStore({ path: 'file:absent/a.db?mode=memory' })).toThrow(
      withCode('LOCALERT_STORE_UNAVAILABLE'),
    );
  });

  it('refuses what is no database, and leaves it as it is', () => {
    const path = newPath();
    const text = 'no database at all, but long enough for a header. '.repeat(50);
    writeFileSync(path, text);
    expect(() => sqliteStore({ path })).toThrow(withCode('LOCALERT_STORE_CORRUPT'));
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it.each([
    ['with tables', 'CREATE TABLE invoices (id INTEGER); INSERT INTO invoices VALUES (1)'],
    [
      'with a mark',
      'PRAGMA application_id = 7; CREATE TABLE localert_schema (version INTEGER); INSERT INTO localert_schema VALUES (1)',
    ],
    [
      'with our mark and no version',
      `PRAGMA application_id = ${APPLICATION_ID}; CREATE TABLE fixture (id INTEGER)`,
    ],
  ])('refuses a database of another program %s, and leaves it as it is', (_, sql) => {
    const path = newPath();
    tamper(path, (database) => database.exec(sql));
    const before = readFileSync(path);
    expect(() => sqliteStore({ path })).toThrow(withCode('LOCALERT_STORE_CORRUPT'));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a database of a later version', async () => {
    const path = newPath();
    await open({ path }).close();
    tamper(path, (database) => database.exec('INSERT INTO localert_schema VALUES (99, 0)'));
    expect(() => sqliteStore({ path })).toThrow(withCode('LOCALERT_STORE_NEWER'));
    expect(() => sqliteStore({ path })).toThrow(/version 99/);
  });

  it('says unavailable when another holds the file all the time', () => {
    const path = newPath();
    const other = new DatabaseSync(path);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE x (y); DROP TABLE x');
    expect(() => sqliteStore({ path, busyTimeoutMs: 20 })).toThrow(withCode('LOCALERT_STORE_UNAVAILABLE'));
    expect(() => sqliteStore({ path, busyTimeoutMs: 20 })).toThrow(/another process holds its lock/);
    other.close();
    open({ path });
  });

  it('waits for another process to let it switch the journal', () => {
    const path = newPath();
    const other = new DatabaseSync(path);
    // A read that is under way keeps SQLite from switching; it refuses at once, whatever the time-out.
    other.exec('BEGIN; SELECT * FROM sqlite_schema');
    expect(() => sqliteStore({ path, busyTimeoutMs: 20 })).toThrow(withCode('LOCALERT_STORE_UNAVAILABLE'));
    other.exec('COMMIT');
    other.close();
    open({ path });
  });

  it('keeps nothing on a disk for a store in memory, and says so', async () => {
    const store = open({ path: ':memory:' });
    expect(store.outbox.durable).toBe(false);
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    expect(open({ path: newPath() }).outbox.durable).toBe(true);
    expect(open({ path: ':memory:', region: 'eu' }).region).toBe('eu');
  });
});
