import type { ChangeHint } from '@localert/core';
import { sampleCreate, sampleTenant, sampleUpdate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { openConnection } from './connection.ts';
import { MIGRATIONS, migrate } from './migrations.ts';

const { newPath, open, tamper } = scratch();

/** A file as version 2 left it, with events and rows of two fixtures. */
function oldFile(): string {
  const path = newPath();
  const old = openConnection({ path, busyTimeoutMs: 0 });
  migrate(old, 1, MIGRATIONS.slice(0, 2));
  write(old, 'disk', 1);
  write(old, 'cpu', 1);
  write(old, 'disk', 2);
  old.close();
  return path;
}

/** Writes as a process does that opened the file at version 2. */
function write(connection: ReturnType<typeof openConnection>, id: string, revision: number): void {
  const commit = revision === 1 ? sampleCreate(id) : sampleUpdate(id, revision - 1);
  const [event] = commit.events;
  if (event === undefined || !('snapshot' in event)) throw new Error('no content');
  const row = { ...event.snapshot, revision, createdAt: event.at, updatedAt: event.at };
  connection.run(
    'INSERT INTO event (tenant, fixture, revision, body) VALUES (?, ?, ?, ?)',
    ...['acme', id, revision, JSON.stringify(event)],
  );
  if (revision === 1)
    connection.run(
      "INSERT INTO fixture (tenant, id, revision, created, updated, state, severity, labels, body) VALUES ('acme', ?, 1, ?, ?, 'active', 'medium', '{}', ?)",
      ...[id, event.at, event.at, JSON.stringify(row)],
    );
  else
    connection.run(
      "UPDATE fixture SET revision = ?, updated = ?, body = ? WHERE tenant = 'acme' AND id = ?",
      ...[revision, event.at, JSON.stringify(row), id],
    );
}

const found = async (store: ReturnType<typeof open>, search: string) =>
  (await store.list(acme, { search })).items.map(({ id }) => id).sort();

describe('a file of version 2', () => {
  it('has a feed of what was written before, in its order, and is searched', async () => {
    const store = open({ path: oldFile() });
    const { items } = await store.changes(acme);
    expect(items.map(({ fixture, revision }) => `${fixture} ${revision}`)).toEqual([
      'disk 1',
      'cpu 1',
      'disk 2',
    ]);
    expect(await found(store, 'disk')).toEqual(['disk']);
    expect(await found(store, 'cpu')).toEqual(['cpu']);
    expect(await store.storedBytes(acme)).toBeGreaterThan(100);
  });

  it('takes what a process writes that does not know of feeds and words', async () => {
    const path = oldFile();
    const store = open({ path });
    const { cursor } = await store.changes(acme);
    const old = openConnection({ path, busyTimeoutMs: 5_000 });
    write(old, 'net', 1);
    write(old, 'cpu', 2);
    old.close();
    const { items } = await store.changes(acme, { cursor });
    expect(items.map(({ fixture, revision }) => `${fixture} ${revision}`)).toEqual(['net 1', 'cpu 2']);
    expect(await found(store, 'net')).toEqual(['net']);
    expect(await store.rebuild(system)).toMatchObject({ done: 3 });
  });
});

describe('places', () => {
  it('are not given twice, whatever is deleted, and stay when a file is written anew', async () => {
    const path = newPath();
    const store = open({ path });
    for (const id of ['a', 'b', 'c']) await store.commit(acme, sampleCreate(id));
    const { cursor } = await store.changes(system);
    await store.purgeTenant(system, 'acme');
    tamper(path, (database) => database.exec('VACUUM'));
    await store.commit(acme, sampleCreate('d'));
    expect((await store.changes(system, { cursor })).items.map(({ fixture }) => fixture)).toEqual(['d']);
    expect(await store.rebuild(system)).toEqual({ done: 1, total: 1 });
  });
});

describe('a follower', () => {
  const patience = { timeout: 15_000, interval: 5 };

  it('says "all" when there was more than can be told one by one, and goes on behind it', async () => {
    const path = newPath();
    const store = open({ path, followMs: 300 });
    const other = open({ path });
    const hints: ChangeHint[] = [];
    store.subscribe(system, (hint) => void hints.push(hint));
    const old = openConnection({ path, busyTimeoutMs: 5_000 });
    old.transaction(() => {
      for (let index = 0; index < 1_100; index++) write(old, `f${index}`, 1);
    });
    old.close();
    await expect.poll(() => hints, patience).toEqual([{ kind: 'all' }]);
    await other.commit(acme, sampleCreate('later'));
    await expect
      .poll(() => hints.at(-1), patience)
      .toEqual({ kind: 'fixture', tenant: 'acme', fixture: 'later' });
    for (let index = 0; index < 1_100; index++)
      await other.directory.create(system, sampleTenant(`t${index}`));
    await expect
      .poll(() => hints.filter(({ kind }) => kind === 'all').length > 1 || hints.length > 1_100, patience)
      .toBe(true);
  });

  it('tells own writes once, and does not take them for a flood of others’', async () => {
    const path = newPath();
    const store = open({ path, followMs: 20 });
    const other = open({ path });
    const hints: ChangeHint[] = [];
    const end = store.subscribe(system, (hint) => void hints.push(hint));
    for (let index = 0; index < 1_100; index++) await store.commit(acme, sampleCreate(`f${index}`));
    expect(hints).toHaveLength(1_100);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await other.commit(acme, sampleCreate('theirs'));
    await expect
      .poll(() => hints.at(-1), patience)
      .toEqual({ kind: 'fixture', tenant: 'acme', fixture: 'theirs' });
    expect(hints.some(({ kind }) => kind === 'all')).toBe(false);
    end();
    store.subscribe(system, () => undefined)();
  });

  it('outlives a look that fails', async () => {
    const path = newPath();
    const store = open({ path, followMs: 5 });
    const other = open({ path });
    const hints: ChangeHint[] = [];
    store.subscribe(system, (hint) => void hints.push(hint));
    tamper(path, (database) => database.exec('ALTER TABLE tenant_change RENAME TO hidden'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    tamper(path, (database) => database.exec('ALTER TABLE hidden RENAME TO tenant_change'));
    await other.commit(acme, sampleCreate('disk'));
    await expect
      .poll(() => hints, patience)
      .toContainEqual({ kind: 'fixture', tenant: 'acme', fixture: 'disk' });
  });
});
