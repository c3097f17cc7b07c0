import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleAlert, sampleCreate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { openDatabase } from './database.ts';
import { createReserve } from './reserve.ts';
import { type SqliteStore, sqliteStore } from './sqlite-store.ts';

const { newPath, open } = scratch();
const MIB = 1_048_576;

/** A disk of its own, as small as it is told; answers whether the machine lets us have one. */
function withDisk(mebibytes: number, work: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'localert-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder]);
    try {
      await work(folder);
    } finally {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'localert-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const long = 'x'.repeat(2_000);

/** Enqueues until nothing more is taken; answers what was. */
async function fillUp(store: SqliteStore, payload = long): Promise<{ taken: string[]; code: string }> {
  const taken: string[] = [];
  for (;;) {
    const alert = sampleAlert({ payload });
    try {
      await store.outbox.enqueue(acme, alert).durable;
      taken.push(alert.id);
    } catch (error) {
      return { taken, code: (error as { code: string }).code };
    }
  }
}

/** Claims and settles until nothing is left; answers what was delivered. */
async function deliverAll(store: SqliteStore): Promise<string[]> {
  const delivered: string[] = [];
  for (;;) {
    const claims = await store.outbox.claim(system, { now: Date.now(), leaseMs: 60_000, limit: 64 });
    if (claims.length === 0) return delivered;
    for (const claim of claims) {
      if (await store.outbox.settle(system, claim, { kind: 'delivered', at: Date.now() }))
        delivered.push(claim.alert.id);
    }
  }
}

describe('a file that may not grow', () => {
  it('delivers what it took, refuses what is new, goes on reading, and takes again', async () => {
    const store = open({ maxPages: 120 });
    await store.commit(acme, sampleCreate('disk'));
    const { taken, code } = await fillUp(store);
    expect(code).toBe('LOCALERT_STORE_FULL');
    expect((await store.get(acme, 'disk'))?.id).toBe('disk');
    expect((await deliverAll(store)).toSorted()).toEqual(taken.toSorted());
    await store.outbox.enqueue(acme, sampleAlert()).durable;
  });
});

describe.skipIf(!mayMount())('a disk that is full (needs the right to mount one)', () => {
  it(
    'takes no alert with a change while there is no room for the reserve',
    withDisk(8, async (folder) => {
      const store = sqliteStore({ path: join(folder, 'a.db'), reserveBytes: 16 * MIB });
      const commit = store.commit(acme, { ...sampleCreate('cpu'), alerts: [sampleAlert()] });
      await expect(commit).rejects.toMatchObject({ code: 'LOCALERT_STORE_FULL' });
      expect(await store.get(acme, 'cpu')).toBeUndefined();
      expect((await store.commit(acme, sampleCreate('cpu'))).revision).toBe(1);
      await store.close();
    }),
  );

  it(
    'delivers what it took from its reserve, refuses what is new meanwhile, and keeps the reserve again',
    { timeout: 60_000 },
    withDisk(8, async (folder) => {
      const path = join(folder, 'a.db');
      const store = sqliteStore({ path, reserveBytes: 4 * MIB });
      expect(statSync(`${path}-reserve`).size).toBe(4 * MIB);
      await store.commit(acme, sampleCreate('disk'));
      const { taken, code } = await fillUp(store);
      expect(code).toBe('LOCALERT_STORE_FULL');
      expect(taken.length).toBeGreaterThan(50);
      const filler = join(folder, 'filler');
      // Nothing at all is left but the reserve.
      for (let size = 1_024; size > 0; size >>= 1) {
        try {
          writeFileSync(filler, new Uint8Array(size * 1_024), { flag: 'a' });
          size <<= 1;
        } catch {
          // Full: less, then.
        }
      }
      // So many that they do not fit in what the refused alert has left of the log.
      const first = await store.outbox.claim(system, { now: Date.now(), leaseMs: 60_000, limit: 20 });
      expect(first).toHaveLength(20);
      expect(existsSync(`${path}-reserve`)).toBe(false);
      const late = store.outbox.enqueue(acme, sampleAlert()).durable;
      await expect(late).rejects.toMatchObject({ code: 'LOCALERT_STORE_FULL' });
      for (const claim of first)
        await store.outbox.settle(system, claim, { kind: 'delivered', at: Date.now() });
      expect([...first.map(({ alert }) => alert.id), ...(await deliverAll(store))].toSorted()).toEqual(
        taken.toSorted(),
      );
      expect((await store.get(acme, 'disk'))?.id).toBe('disk');
      rmSync(filler, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await store.outbox.enqueue(acme, sampleAlert()).durable;
      expect(statSync(`${path}-reserve`).size).toBe(4 * MIB);
      await store.close();
    }),
  );
});

describe('a reserve', () => {
  it('is none in memory, and none unless it is asked for', async () => {
    const path = newPath();
    open({ path });
    expect(existsSync(`${path}-reserve`)).toBe(false);
    open({ path: ':memory:', reserveBytes: MIB });
    expect(existsSync(':memory:-reserve')).toBe(false);
  });

  it('of which only a part was written is completed: a process may have been killed over it', () => {
    const path = newPath();
    writeFileSync(`${path}-reserve`, new Uint8Array(1_000));
    open({ path, reserveBytes: MIB });
    expect(statSync(`${path}-reserve`).size).toBe(MIB);
  });

  it('is of whole bytes', () => {
    const make = (reserveBytes: number) => () => sqliteStore({ path: newPath(), reserveBytes });
    for (const bytes of [-1, 1.5, Number.NaN])
      expect(make(bytes)).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
  });

  it('makes room once, and lets every other fault through', () => {
    const database = openDatabase({ path: newPath(), busyTimeoutMs: 0 }, { now: () => 0 });
    const reserve = createReserve(database.durable, database.file, 0);
    let tries = 0;
    const fails = () => {
      tries += 1;
      throw new Error('something else');
    };
    expect(() => reserve.withRoom(fails)).toThrow('something else');
    expect(tries).toBe(1);
    expect(reserve.isKept()).toBe(true);
    database.close();
  });
});
