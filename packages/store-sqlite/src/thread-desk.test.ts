import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { QueuedAlert } from '@localert/core';
import { sampleAlert, sampleAudit } from '@localert/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { openDatabase } from './database.ts';
import { sqliteOutbox } from './outbox.ts';
import { createReserve } from './reserve.ts';
import { createThreadDesk, type StartThread } from './thread-desk.ts';
import { createTurnDesk } from './turn-desk.ts';

const { newPath, open, tamper } = scratch();
const clock = { now: () => 0 };
const NOW = Date.UTC(2026, 0, 2);
const REAL = new URL('./outbox-worker.ts', import.meta.url);
const ends: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const end of ends) await end();
});

/** An outbox in a file, and a look at the threads that it starts. */
function deskWith(start: (count: number) => Worker | URL = () => REAL) {
  const path = newPath();
  const database = openDatabase({ path, busyTimeoutMs: 5_000, worker: true }, clock);
  const threads: Worker[] = [];
  const posted: unknown[] = [];
  let instead = 0;
  const begin: StartThread = (workerData) => {
    const made = start(threads.length);
    const thread = made instanceof Worker ? made : new Worker(made, { workerData });
    const post = thread.postMessage.bind(thread);
    thread.postMessage = (message: unknown) => {
      posted.push(message);
      post(message);
    };
    threads.push(thread);
    return thread;
  };
  const desk = createThreadDesk(
    { path, busyTimeoutMs: 5_000, reserveBytes: 0 },
    () => {
      instead += 1;
      return createTurnDesk(database.durable, createReserve(database.durable, path, 0));
    },
    begin,
  );
  const outbox = sqliteOutbox(database, desk, clock);
  ends.push(async () => {
    await outbox.close();
    database.close();
  });
  const stored = () =>
    tamper(path, (other) => other.prepare('SELECT id FROM alert ORDER BY seq').all()).map(({ id }) => id);
  const put = (change: Partial<QueuedAlert> = {}) => outbox.enqueue(acme, sampleAlert(change)).durable;
  return { path, outbox, desk, threads, posted, put, stored, instead: () => instead };
}

describe('a thread that writes', () => {
  it('is started with the first piece of work, once', async () => {
    const { outbox, put, threads, instead } = deskWith();
    expect(await outbox.depth(system)).toEqual({ queued: 0, sending: 0, dead: 0 });
    expect(threads).toHaveLength(0);
    await put();
    await put();
    expect([threads.length, instead()]).toEqual([1, 0]);
  });

  it('is handed the alerts of a turn in one message, and writes them in the order in which they came', async () => {
    const { outbox, put, posted, stored } = deskWith();
    await put({ id: 'first' });
    posted.length = 0;
    const ids = Array.from({ length: 2_500 }, (_, index) => `id-${index}`);
    const all = Promise.all(ids.map((id) => put({ id })));
    const [claim] = await outbox.claim(system, { now: NOW, leaseMs: 1_000, limit: 1 });
    expect(posted).toHaveLength(1);
    await all;
    expect(claim?.alert.id).toBe('first');
    expect(stored()).toEqual(['first', ...ids]);
  });

  it('hands alerts, keys, beginnings and audit records on as they are', async () => {
    const { path, outbox, put } = deskWith();
    const alert = sampleAlert({
      dedupe: { key: 'k', windowMs: 9_000 },
      notBefore: NOW + 5,
      rank: 7,
      group: 'g\ud800',
    });
    const records = [sampleAudit('acme'), sampleAudit('acme')];
    await outbox.enqueue(acme, alert, { audit: records }).durable;
    expect(await put({ dedupe: alert.dedupe })).toMatchObject({ duplicateOf: alert.id, suppressed: 1 });
    expect(await outbox.claim(system, { now: NOW, leaseMs: 1, limit: 9 })).toEqual([]);
    const [claim] = await outbox.claim(system, { now: NOW + 5, leaseMs: 1, limit: 9 });
    expect(claim?.alert).toEqual(alert);
    const kept = tamper(path, (other) => other.prepare('SELECT id FROM audit_pending ORDER BY seq').all());
    expect(kept.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
  });

  it('writes on close what was handed in, and what comes later is refused', async () => {
    const { outbox, put, stored } = deskWith();
    const receipts = Array.from({ length: 1_200 }, () => put());
    await outbox.close();
    expect(await Promise.all(receipts)).toHaveLength(1_200);
    expect(stored()).toHaveLength(1_200);
    await expect(put()).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
  });

  it('refuses what it cannot be handed, and only that', async () => {
    const { outbox, put, stored } = deskWith();
    const bad = outbox.prune(system, 'acme', Symbol('x') as unknown as number);
    const also = outbox.prune(system, 'acme', {} as number);
    const [one, two] = [put(), put()];
    await expect(bad).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    await expect(also).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    await Promise.all([one, two]);
    expect(stored()).toHaveLength(2);
  });

  it('leaves the event loop free while it waits for another process', async () => {
    const { path, put, stored } = deskWith();
    await put();
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const durable = put();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stored()).toHaveLength(1);
    other.exec('ROLLBACK');
    other.close();
    await durable;
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a thread that dies', () => {
  it('refuses what it had, and the next piece starts another', async () => {
    const { put, threads, stored, instead } = deskWith();
    await put({ id: 'before' });
    const lost = put({ id: 'lost' });
    await new Promise((resolve) => setImmediate(resolve));
    await threads[0]?.terminate();
    const outcome = await lost.catch((error: unknown) => error);
    // It may have been written just before.
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE', retryable: true });
      expect(outcome.message).toContain('it may have been written or not');
    }
    expect(await put({ id: 'after' })).toEqual({ id: 'after' });
    expect([threads.length, instead()]).toEqual([2, 0]);
    expect(stored()).toEqual(expect.arrayContaining(['before', 'after']));
  });

  it('refuses all that was in its hands when it answers nothing any more', async () => {
    const deaf =
      "const { parentPort } = require('node:worker_threads'); parentPort.postMessage('ready'); parentPort.on('message', () => process.exit(1))";
    const { outbox, put, threads, stored } = deskWith((count) =>
      count === 0 ? new Worker(deaf, { eval: true }) : REAL,
    );
    const works = [put(), put(), outbox.claim(system, { now: NOW, leaseMs: 1, limit: 1 })];
    for (const outcome of await Promise.allSettled(works))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'LOCALERT_STORE_UNAVAILABLE' } });
    expect(stored()).toEqual([]);
    await put();
    expect(threads).toHaveLength(2);
  });

  it('leaves the work to this thread where none can be started, in order', async () => {
    const { outbox, put, stored, instead } = deskWith(() => new URL('./absent.ts', import.meta.url));
    const ids = ['a', 'b', 'c'];
    await Promise.all(ids.map((id) => put({ id })));
    await put({ id: 'd' });
    expect(stored()).toEqual([...ids, 'd']);
    expect(instead()).toBe(1);
    await outbox.close();
  });

  it('leaves the work to this thread where threads are forbidden', async () => {
    const { put, stored, instead } = deskWith(() => {
      throw new Error('no threads here');
    });
    await Promise.all([put({ id: 'a' }), put({ id: 'b' })]);
    expect([stored(), instead()]).toEqual([['a', 'b'], 1]);
  });

  it('leaves the work to this thread where it cannot open the file', async () => {
    const broken = "throw new Error('no file')";
    const { put, stored } = deskWith(() => new Worker(broken, { eval: true }));
    await put({ id: 'a' });
    expect(stored()).toEqual(['a']);
  });
});

describe('a store', () => {
  it('has no thread where none is wanted', async () => {
    const store = open({ worker: false });
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    expect(await store.outbox.claim(system, { now: NOW, leaseMs: 1_000, limit: 9 })).toHaveLength(1);
  });

  it('leaves the standard streams of the process alone', async () => {
    const kept = Object.getOwnPropertyDescriptor(process, 'stdout') as PropertyDescriptor;
    let touched = 0;
    const get = () => {
      touched += 1;
      return kept.get?.call(process) ?? kept.value;
    };
    Object.defineProperty(process, 'stdout', { configurable: true, get });
    try {
      await open().outbox.enqueue(acme, sampleAlert()).durable;
    } finally {
      Object.defineProperty(process, 'stdout', kept);
    }
    expect(touched).toBe(0);
  });

  it('lets the process end while its thread has nothing to do', async () => {
    const script = `
      import { sqliteStore } from ${JSON.stringify(fileURLToPath(new URL('./index.ts', import.meta.url)))};
      import { tenantScope } from '@localert/core';
      import { sampleAlert } from '@localert/testkit';
      const store = sqliteStore({ path: process.argv[1] });
      store.outbox.enqueue(tenantScope({ tenant: 'acme', actor: 'test' }), sampleAlert()).durable.then(() => console.log('kept'));`;
    const flags = ['--conditions=@localert/source', '--no-warnings', '--input-type=module', '--eval', script];
    const child = spawn(process.execPath, [...flags, newPath()], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output).toBe('kept\n');
  }, 40_000);
});
