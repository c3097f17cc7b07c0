import { existsSync, readFileSync } from 'node:fs';
import { sampleAlert, sampleCreate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { openConnection } from './connection.ts';

const { newPath, open } = scratch();

const SECRET = 'wrapped-key-that-must-go';

const dek = (id: string, version = 1, text = SECRET) =>
  ({ kind: 'dek', id, version, body: JSON.stringify({ id, text: text.repeat(20) }) }) as const;

/** Whether the bytes stand anywhere in the file or its log. */
const onDisk = (path: string, text = SECRET) =>
  [path, `${path}-wal`].some((name) => existsSync(name) && readFileSync(name).includes(text));

describe('small records', () => {
  it('are gone from the disk when they are deleted, not only from the table', async () => {
    const path = newPath();
    const store = open({ path });
    for (let index = 0; index < 50; index++) {
      await store.records.put(system, 'acme', dek(`k${index}`));
      await store.commit(acme, sampleCreate(`f${index}`));
    }
    await store.records.put(system, 'acme', dek('k7', 2));
    expect(onDisk(path)).toBe(true);
    for (let index = 0; index < 50; index++) await store.records.delete(system, 'acme', 'dek', `k${index}`);
    expect(onDisk(path)).toBe(false);
    expect(await store.count(acme)).toBe(50);
  });

  it('are gone from the disk when the log had gone into the file before', async () => {
    const path = newPath();
    const first = open({ path });
    await first.records.put(acme, 'acme', dek('k'));
    await first.records.put(acme, 'acme', dek('other', 1, 'what stays '));
    await first.close();
    expect(readFileSync(path).includes(SECRET)).toBe(true);
    const again = open({ path });
    await again.records.delete(acme, 'acme', 'dek', 'k');
    expect(onDisk(path)).toBe(false);
    expect(onDisk(path, 'what stays')).toBe(true);
  });

  it('leave no older version when they are deleted', async () => {
    const path = newPath();
    const { records } = open({ path });
    await records.put(system, 'acme', dek('k'));
    await records.put(system, 'acme', dek('k', 2, 'rewrapped '));
    await records.delete(system, 'acme', 'dek', 'k');
    expect(onDisk(path) || onDisk(path, 'rewrapped')).toBe(false);
  });

  it('are gone from the disk when the store is closed before the log was wiped', async () => {
    const path = newPath();
    const store = open({ path });
    const other = open({ path });
    await store.records.put(system, 'acme', dek('k'));
    const deleting = store.records.delete(system, 'acme', 'dek', 'k');
    await store.close();
    expect(await deleting).toBe(true);
    expect(onDisk(path)).toBe(false);
    await other.close();
  });

  it('wipe the log once for all that are deleted at the same time', async () => {
    const path = newPath();
    const store = open({ path });
    const ids = Array.from({ length: 500 }, (_, index) => `k${index}`);
    await Promise.all(ids.map((id) => store.records.put(system, 'acme', dek(id))));
    const found = await Promise.all(ids.map((id) => store.records.delete(system, 'acme', 'dek', id)));
    expect(found.every(Boolean)).toBe(true);
    expect(onDisk(path)).toBe(false);
  });

  it('are gone from the disk with their tenant', async () => {
    const path = newPath();
    const store = open({ path });
    for (let index = 0; index < 50; index++) await store.records.put(system, 'acme', dek(`k${index}`));
    await store.purgeTenant(system, 'acme');
    expect(onDisk(path)).toBe(false);
  });

  it('say so while another reader holds the log, and wipe it when the delete is repeated', async () => {
    const path = newPath();
    const store = open({ path, busyTimeoutMs: 20 });
    await store.records.put(system, 'acme', dek('k'));
    const reader = openConnection({ path, busyTimeoutMs: 0 });
    reader.exec('BEGIN');
    reader.all('SELECT * FROM record');
    const remove = () => store.records.delete(system, 'acme', 'dek', 'k');
    await expect(remove()).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE', retryable: true });
    await expect(store.purgeTenant(system, 'acme2')).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
    expect(await store.records.get(system, 'acme', 'dek', 'k')).toBeUndefined();
    expect(onDisk(path)).toBe(true);
    reader.exec('COMMIT');
    reader.close();
    expect(await remove()).toBe(false);
    expect(onDisk(path)).toBe(false);
  });

  it('are on the disk when they are written, as alerts are', async () => {
    const path = newPath();
    const store = open({ path });
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    expect(await store.records.put(acme, 'acme', dek('k'))).toBe(true);
    const other = open({ path });
    expect(await other.records.get(acme, 'acme', 'dek', 'k')).toEqual(dek('k'));
  });

  it('work in memory too', async () => {
    const { records } = open({ path: ':memory:' });
    await records.put(acme, 'acme', dek('k'));
    expect(await records.delete(acme, 'acme', 'dek', 'k')).toBe(true);
  });
});
