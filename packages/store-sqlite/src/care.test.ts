import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Progress, tenantScope } from '@localert/core';
import { sampleAlert, sampleCreate, sampleUpdate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { sqliteStore } from './sqlite-store.ts';

const { folder, newPath, open, tamper } = scratch();

const many = async (path: string, count: number) => {
  const store = open({ path });
  for (let index = 0; index < count; index++) await store.commit(acme, sampleCreate(`fixture-${index}`));
  return store;
};

describe('rebuild', () => {
  it('mends rows that are damaged, missing or behind', async () => {
    const path = newPath();
    const store = await many(path, 5);
    const before = (await store.list(acme)).items;
    tamper(path, (database) => {
      database.exec(
        "UPDATE fixture SET body = 'torn', severity = 'info', labels = '{}', updated = 0 WHERE id = 'fixture-1'",
      );
      database.exec("DELETE FROM fixture WHERE id = 'fixture-2'");
    });
    await expect(store.get(acme, 'fixture-1')).rejects.toMatchObject({ code: 'LOCALERT_STORE_CORRUPT' });
    expect(await store.rebuild(system)).toEqual({ done: 5, total: 5 });
    expect((await store.list(acme)).items).toEqual(before);
    expect((await store.list(acme, { severity: 'medium' })).items).toHaveLength(5);
  });

  it('works in batches that others can write between, and can be stopped', async () => {
    const path = newPath();
    const store = await many(path, 250);
    tamper(path, (database) =>
      database.exec("UPDATE fixture SET body = replace(body, 'Disk full', 'Damaged')"),
    );
    const stop = new AbortController();
    const seen: Progress[] = [];
    const onProgress = (progress: Progress) => {
      seen.push(progress);
      if (progress.done >= 200) stop.abort(new Error('enough'));
    };
    await expect(store.rebuild(system, { onProgress, signal: stop.signal })).rejects.toThrow('enough');
    expect(seen).toEqual([
      { done: 100, total: 250 },
      { done: 200, total: 250 },
    ]);
    const damaged = () =>
      tamper(
        path,
        (database) =>
          database.prepare("SELECT count(*) AS n FROM fixture WHERE body LIKE '%Damaged%'").get()?.['n'],
      );
    expect(damaged()).toBe(50);
    expect(await store.rebuild(system)).toEqual({ done: 250, total: 250 });
    expect(damaged()).toBe(0);
  });

  it('counts fixtures that are created while it works', async () => {
    const store = await many(newPath(), 150);
    let added = false;
    const end = await store.rebuild(system, {
      onProgress: () => {
        if (!added) void store.commit(acme, sampleCreate('zzz'));
        added = true;
      },
    });
    expect(end).toEqual({ done: 151, total: 151 });
  });

  it('mends a count of bytes that was damaged, tenant by tenant', async () => {
    const path = newPath();
    const store = await many(path, 3);
    for (const tenant of ['acme2', 'zebra'])
      await store.commit(tenantScope({ tenant, actor: 'test' }), sampleCreate('x'));
    const bytes = async () => {
      const counts: number[] = [];
      for (const tenant of ['acme', 'acme2', 'zebra'])
        counts.push(await store.storedBytes(tenantScope({ tenant, actor: 'test' })));
      return counts;
    };
    const before = await bytes();
    tamper(path, (database) =>
      database.exec(
        "UPDATE stored SET bytes = 7 WHERE tenant = 'acme'; DELETE FROM stored WHERE tenant = 'acme2'",
      ),
    );
    expect(await bytes()).not.toEqual(before);
    await store.rebuild(system);
    expect(await bytes()).toEqual(before);
  });

  it('drops no row whose events are gone', async () => {
    const path = newPath();
    const store = await many(path, 2);
    tamper(path, (database) => database.exec("DELETE FROM event WHERE fixture = 'fixture-1'"));
    await expect(store.rebuild(system)).rejects.toMatchObject({ code: 'LOCALERT_STORE_CORRUPT' });
    expect(await store.count(acme)).toBe(2);
  });

  it('refuses a log with a gap, or with events of another fixture', async () => {
    const path = newPath();
    const store = await many(path, 2);
    await store.commit(acme, sampleUpdate('fixture-0', 1));
    await store.commit(acme, sampleUpdate('fixture-0', 2));
    tamper(path, (database) =>
      database.exec("DELETE FROM event WHERE fixture = 'fixture-0' AND revision = 2"),
    );
    await expect(store.rebuild(system)).rejects.toMatchObject({ code: 'LOCALERT_STORE_CORRUPT' });
    tamper(path, (database) =>
      database.exec(
        "DELETE FROM event WHERE fixture = 'fixture-0'; UPDATE event SET fixture = 'fixture-0'; DELETE FROM fixture WHERE id = 'fixture-1'",
      ),
    );
    await expect(store.rebuild(system)).rejects.toMatchObject({ code: 'LOCALERT_STORE_CORRUPT' });
  });
});

describe('backup', () => {
  it('is for its owner alone, and holds the outbox too', async () => {
    const store = await many(newPath(), 3);
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    const target = newPath();
    await store.backup(system, target);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    const copy = open({ path: target });
    expect(await copy.outbox.depth(system)).toEqual({ queued: 1, sending: 0, dead: 0 });
    expect(await copy.count(acme)).toBe(3);
  });

  it.each([[''], ['a\0b'], [undefined as unknown as string]])('refuses the path %j', async (path) => {
    await expect(open().backup(system, path)).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
  });

  it('says unavailable where no file can be', async () => {
    await expect(open().backup(system, join(folder, 'absent', 'b.db'))).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
  });

  it('leaves nothing behind when it fails', async () => {
    const path = newPath();
    const store = await many(path, 3);
    // The thread that copies opens the file anew, and finds another one.
    tamper(path, (database) => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    for (const name of [path, `${path}-wal`, `${path}-shm`]) rmSync(name, { force: true });
    const { mkdirSync } = await import('node:fs');
    mkdirSync(path);
    const target = newPath();
    await expect(store.backup(system, target)).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    expect(existsSync(target)).toBe(false);
  });
});

describe('purging a tenant', () => {
  it('removes the texts from the disk, not only from the tables', async () => {
    const path = newPath();
    const store = open({ path });
    const secret = 'the-secret-text-of-acme';
    for (let index = 0; index < 40; index++) {
      const snapshot = { locales: { en: { title: `${secret} ${'x'.repeat(300 * index)}` } } };
      await store.commit(acme, sampleCreate(`f${index}`, { snapshot }));
      await store.outbox.enqueue(acme, sampleAlert({ payload: `${secret} ${'y'.repeat(300 * index)}` }))
        .durable;
    }
    const onDisk = () => [path, `${path}-wal`].map((name) => readFileSync(name).includes(secret));
    expect(onDisk()).toContain(true);
    await store.purgeTenant(system, 'acme');
    expect(onDisk()).toEqual([false, false]);
    await store.commit(acme, sampleCreate('f1'));
  });

  it('undoes all of it when a part fails', async () => {
    const path = newPath();
    const store = await many(path, 2);
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    tamper(path, (database) => database.exec('DROP TABLE tenant'));
    await expect(store.purgeTenant(system, 'acme')).rejects.toMatchObject({ code: 'LOCALERT_STORE_CORRUPT' });
    expect(await store.count(acme)).toBe(2);
    expect((await store.outbox.depth(system)).queued).toBe(1);
  });
});

describe('a store', () => {
  it('closes its file for good', async () => {
    const path = newPath();
    const store = sqliteStore({ path });
    await store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});
