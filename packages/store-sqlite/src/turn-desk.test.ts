import type { ClaimedAlert, QueuedAlert } from '@localert/core';
import { SAMPLE_TIME, sampleAlert, sampleAudit } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { type Connection, openConnection } from './connection.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrations.ts';
import { sqliteOutbox } from './outbox.ts';
import { MAX_BATCH } from './outbox-work.ts';
import { createReserve } from './reserve.ts';
import { createTurnDesk } from './turn-desk.ts';

const { newPath, open } = scratch();

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A connection that counts its transactions, and fails where a test says so. */
function watched(fail: (sql: string, values: readonly unknown[]) => void = () => undefined) {
  const connection = openConnection({ path: ':memory:', busyTimeoutMs: 0 });
  migrate(connection, 0);
  let transactions = 0;
  const outer: Connection = {
    ...connection,
    run(sql, ...values) {
      fail(sql, values);
      return connection.run(sql, ...values);
    },
    transaction(work) {
      transactions++;
      return connection.transaction(work);
    },
  };
  const stored = () => connection.all('SELECT id FROM alert ORDER BY seq').map((row) => row['id']);
  return { connection: outer, stored, transactions: () => transactions };
}

const sqliteError = (errcode: number) =>
  Object.assign(new Error('from the driver'), { code: 'ERR_SQLITE_ERROR', errcode });

const clock = { now: () => 0 };

/** An outbox that writes by a connection. */
function deskOn(connection: Connection, reserve = createReserve(connection, undefined, 0)) {
  const database = openDatabase({ path: ':memory:', busyTimeoutMs: 0 }, clock);
  const outbox = sqliteOutbox(database, createTurnDesk(connection, reserve), clock);
  return { outbox, put: (alert: QueuedAlert) => outbox.enqueue(acme, alert) };
}

describe('group commit', () => {
  it('writes what came in one turn of the event loop in one transaction', async () => {
    const { connection, transactions } = watched();
    const { put } = deskOn(connection);
    await Promise.all(Array.from({ length: 500 }, () => put(sampleAlert()).durable));
    expect(transactions()).toBe(1);
    await put(sampleAlert()).durable;
    expect(transactions()).toBe(2);
  });

  it('bounds a transaction, and lets the event loop turn in between', async () => {
    const { connection, transactions, stored } = watched();
    const { put } = deskOn(connection);
    const alerts = Array.from({ length: 2 * MAX_BATCH + 1 }, () => sampleAlert());
    const all = Promise.all(alerts.map((alert) => put(alert).durable));
    const seen: number[] = [];
    for (let index = 0; index < 4; index++) {
      await turn();
      seen.push(transactions());
    }
    await all;
    expect(seen).toEqual([1, 2, 3, 3]);
    expect(stored()).toEqual(alerts.map(({ id }) => id));
  });

  it('rejects a row that cannot be kept, and keeps its neighbours', async () => {
    const alerts = Array.from({ length: 5 }, () => sampleAlert());
    const { connection, stored } = watched((_, values) => {
      if (values.includes(alerts[2]?.id)) throw sqliteError(18);
    });
    const { put } = deskOn(connection);
    const results = await Promise.allSettled(alerts.map((alert) => put(alert).durable));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(results[2]).toMatchObject({ reason: { code: 'LOCALERT_INVALID_INPUT' } });
    expect(stored()).toEqual([0, 1, 3, 4].map((index) => alerts[index]?.id));
  });

  it('rejects every receipt of a transaction that failed, keeps none of it, and goes on', async () => {
    const alerts = Array.from({ length: 5 }, () => sampleAlert());
    let broken = true;
    const { connection, stored } = watched((_, values) => {
      if (broken && values.includes(alerts[3]?.id)) throw sqliteError(13);
    });
    const { put } = deskOn(connection);
    const results = await Promise.allSettled(alerts.map((alert) => put(alert).durable));
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'LOCALERT_STORE_FULL' } });
    expect(stored()).toEqual([]);
    broken = false;
    await put(alerts[3]!).durable;
    expect(stored()).toEqual([alerts[3]?.id]);
  });

  it('rejects a piece that cannot be done, and does what came with it', async () => {
    const alerts = [sampleAlert(), sampleAlert()];
    const { connection, stored } = watched((sql) => {
      if (sql.includes('audit_pending')) throw sqliteError(19);
    });
    const { put, outbox } = deskOn(connection);
    await put(alerts[0] as QueuedAlert).durable;
    const [claim] = await outbox.claim(system, { now: 0, leaseMs: 1_000, limit: 1 });
    await outbox.settle(system, claim as ClaimedAlert, { kind: 'dead', at: 0, code: 'x' });
    const write = { audit: [sampleAudit('acme')] };
    const results = await Promise.allSettled([
      outbox.redrive(acme, String(alerts[0]?.id), 0, write),
      put(alerts[1] as QueuedAlert).durable,
    ]);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'LOCALERT_INVALID_INPUT' } },
      { status: 'fulfilled' },
    ]);
    expect(stored()).toEqual(alerts.map(({ id }) => id));
    // Whoever drove it anew was told that it failed: it is where it was.
    expect(await outbox.prune(system, 'acme', 1)).toBe(0);
    expect(await outbox.redrive(acme, String(alerts[0]?.id), 0)).toBe(true);
  });

  it('tries what is new apart from what was accepted before, when they fail together', async () => {
    let full = 0;
    const { connection, stored } = watched((sql) => {
      if (full > 0 && /INSERT INTO alert /.test(sql)) throw sqliteError(13);
    });
    const { put, outbox } = deskOn(connection);
    const [first, second] = [sampleAlert(), sampleAlert()];
    await put(first).durable;
    const [claim] = await outbox.claim(system, { now: SAMPLE_TIME, leaseMs: 1_000, limit: 1 });
    full = 1;
    const results = await Promise.allSettled([
      outbox.settle(system, claim as ClaimedAlert, { kind: 'delivered', at: SAMPLE_TIME }),
      put(second).durable,
      outbox.prune(system, 'acme', SAMPLE_TIME + 1),
    ]);
    expect(results).toMatchObject([
      { status: 'fulfilled', value: true },
      { status: 'rejected', reason: { code: 'LOCALERT_STORE_FULL' } },
      { status: 'fulfilled', value: 1 },
    ]);
    expect(stored()).toEqual([]);
  });

  it('takes nothing new while the reserve is spent, and goes on with the rest', async () => {
    const { connection, stored } = watched();
    let kept = true;
    const { put, outbox } = deskOn(connection, { isKept: () => kept, withRoom: (work) => work() });
    await put(sampleAlert()).durable;
    kept = false;
    const results = await Promise.allSettled([
      put(sampleAlert()).durable,
      outbox.claim(system, { now: SAMPLE_TIME, leaseMs: 1_000, limit: 9 }),
    ]);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'LOCALERT_STORE_FULL' } },
      { status: 'fulfilled', value: [{ attempt: 1 }] },
    ]);
    expect(stored()).toHaveLength(1);
  });

  it('tells nobody before the transaction is over', async () => {
    const { connection } = watched();
    const failing: Connection = {
      ...connection,
      transaction(work) {
        connection.transaction(work);
        throw sqliteError(10);
      },
    };
    const { put } = deskOn(failing);
    await expect(put(sampleAlert()).durable).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
  });

  it('does not end the process over a receipt that nobody waits for', async () => {
    const { connection } = watched(() => {
      throw sqliteError(13);
    });
    const { put, outbox } = deskOn(connection);
    // An unhandled rejection would fail this run.
    put(sampleAlert());
    put(sampleAlert({ priority: 99 }));
    await outbox.close();
    put(sampleAlert());
    await turn();
    await turn();
  });

  it('writes on close what is pending', async () => {
    const path = newPath();
    const store = open({ path });
    const alerts = Array.from({ length: MAX_BATCH + 5 }, () => sampleAlert());
    const receipts = alerts.map((alert) => store.outbox.enqueue(acme, alert).durable);
    await store.close();
    await expect(Promise.all(receipts)).resolves.toHaveLength(alerts.length);
    expect(await open({ path }).outbox.depth(system)).toEqual({ queued: alerts.length, sending: 0, dead: 0 });
  });
});
