import { sampleAlert } from '@localert/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { type Connection, openConnection } from './connection.ts';
import { migrate } from './migrations.ts';
import { createOutboxWriter, MAX_BATCH } from './outbox-writer.ts';

const { newPath, open, tamper } = scratch();

const NOW = Date.UTC(2026, 0, 2);
const claimAll = { now: NOW, leaseMs: 1_000, limit: 100 };
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

describe('group commit', () => {
  it('writes what came in one turn of the event loop in one transaction', async () => {
    const { connection, transactions } = watched();
    const writer = createOutboxWriter(connection);
    await Promise.all(Array.from({ length: 500 }, () => writer.add('acme', sampleAlert()).durable));
    expect(transactions()).toBe(1);
    await writer.add('acme', sampleAlert()).durable;
    expect(transactions()).toBe(2);
  });

  it('bounds a transaction, and lets the event loop turn in between', async () => {
    const { connection, transactions, stored } = watched();
    const writer = createOutboxWriter(connection);
    const alerts = Array.from({ length: 2 * MAX_BATCH + 1 }, () => sampleAlert());
    const all = Promise.all(alerts.map((alert) => writer.add('acme', alert).durable));
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
    const writer = createOutboxWriter(connection);
    const results = await Promise.allSettled(alerts.map((alert) => writer.add('acme', alert).durable));
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
    const writer = createOutboxWriter(connection);
    const results = await Promise.allSettled(alerts.map((alert) => writer.add('acme', alert).durable));
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'LOCALERT_STORE_FULL' } });
    expect(stored()).toEqual([]);
    broken = false;
    await writer.add('acme', alerts[3]!).durable;
    expect(stored()).toEqual([alerts[3]?.id]);
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
    const writer = createOutboxWriter(failing);
    await expect(writer.add('acme', sampleAlert()).durable).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
  });

  it('does not end the process over a receipt that nobody waits for', async () => {
    const { connection } = watched(() => {
      throw sqliteError(13);
    });
    const writer = createOutboxWriter(connection);
    // An unhandled rejection would fail this run.
    writer.add('acme', sampleAlert());
    writer.add('acme', sampleAlert({ priority: 99 }));
    writer.close();
    writer.add('acme', sampleAlert());
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

describe('the outbox in a file', () => {
  it('sets an alert aside that cannot be read, and delivers the others', async () => {
    const path = newPath();
    const { outbox } = open({ path });
    const alerts = [sampleAlert(), sampleAlert(), sampleAlert()];
    for (const alert of alerts) await outbox.enqueue(acme, alert).durable;
    tamper(path, (database) =>
      database.prepare("UPDATE alert SET body = 'torn {' WHERE id = ?").run(alerts[0]!.id),
    );
    const claims = await outbox.claim(system, claimAll);
    expect(claims.map(({ alert }) => alert.id)).toEqual([alerts[1]!.id, alerts[2]!.id]);
    expect(await outbox.depth(system)).toEqual({ queued: 0, sending: 2, dead: 1 });
    expect(await outbox.claim(system, { ...claimAll, now: NOW + 500 })).toEqual([]);
    await expect(outbox.status(acme, alerts[0]!.id)).rejects.toMatchObject({
      code: 'LOCALERT_STORE_CORRUPT',
    });
  });

  it('forgets what was posted once it is delivered', async () => {
    const path = newPath();
    const { outbox } = open({ path });
    const alert = sampleAlert({
      payload: 'posted-text',
      plain: 'plain-text',
      values: 'the-values',
      group: 'the-group',
    });
    await outbox.enqueue(acme, alert).durable;
    const [claim] = await outbox.claim(system, claimAll);
    await outbox.settle(system, claim!, { kind: 'retry', at: NOW, code: 'http_503' });
    const [again] = await outbox.claim(system, claimAll);
    await outbox.settle(system, again!, { kind: 'delivered', at: NOW });
    const body = tamper(path, (database) =>
      String(database.prepare('SELECT body FROM alert').get()?.['body']),
    );
    for (const text of ['posted-text', 'plain-text', 'the-values', 'the-group', alert.destination.channel!])
      expect(body).not.toContain(text);
    expect(await outbox.status(acme, alert.id)).toMatchObject({
      id: alert.id,
      fixture: 'disk_full',
      locale: 'es',
      state: 'delivered',
      code: 'http_503',
    });
  });

  it('stamps a retry with its own clock', async () => {
    const { outbox } = open({ clock: { now: () => 12_345 } });
    const alert = sampleAlert();
    await outbox.enqueue(acme, alert).durable;
    const [claim] = await outbox.claim(system, claimAll);
    await outbox.settle(system, claim!, { kind: 'retry', at: NOW + 9, code: 'x' });
    expect(await outbox.status(acme, alert.id)).toMatchObject({ settledAt: 12_345 });
  });

  it('prunes more than one transaction removes', async () => {
    const path = newPath();
    const { outbox } = open({ path });
    await Promise.all(Array.from({ length: 1_200 }, () => outbox.enqueue(acme, sampleAlert()).durable));
    tamper(path, (database) =>
      database.exec(`UPDATE alert SET state = 'delivered', ready = NULL, settled = ${NOW}`),
    );
    expect(await outbox.prune(system, 'acme', NOW + 1)).toBe(1_200);
    expect(await outbox.prune(system, 'acme', NOW + 1)).toBe(0);
  });

  it('claims nothing for a limit that is none', async () => {
    const { outbox } = open();
    await outbox.enqueue(acme, sampleAlert()).durable;
    for (const limit of [0, -1, 0.5, Number.NaN])
      expect(await outbox.claim(system, { ...claimAll, limit })).toEqual([]);
  });

  it('can be closed before its store', async () => {
    const store = open();
    await store.outbox.close();
    await expect(store.outbox.depth(system)).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    expect(await store.count(acme)).toBe(0);
  });

  it('loses and doubles nothing, whatever order things come in', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('enqueue' as const), priority: fc.integer({ min: 0, max: 7 }) }),
      fc.record({ do: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 4 }) }),
      fc.record({
        do: fc.constant('settle' as const),
        kind: fc.constantFrom('delivered' as const, 'dead' as const, 'retry' as const, 'release' as const),
      }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const store = open({ path: ':memory:' });
        const { outbox } = store;
        let now = NOW;
        const held: Awaited<ReturnType<typeof outbox.claim>>[number][] = [];
        const leases = new Map<string, number>();
        const ended = new Set<string>();
        const all = new Set<string>();
        for (const one of steps) {
          if (one.do === 'wait') now += one.ms;
          if (one.do === 'enqueue') {
            const alert = sampleAlert({ priority: one.priority, createdAt: now });
            all.add(alert.id);
            await outbox.enqueue(acme, alert).durable;
          }
          if (one.do === 'claim') {
            for (const claim of await outbox.claim(system, { now, leaseMs: 1_000, limit: one.limit })) {
              const { id } = claim.alert;
              expect(ended.has(id)).toBe(false);
              expect(leases.get(id) ?? 0).toBeLessThanOrEqual(now);
              leases.set(id, now + 1_000);
              held.push(claim);
            }
          }
          const claim = one.do === 'settle' ? held.shift() : undefined;
          if (one.do === 'settle' && claim !== undefined) {
            const done = await outbox.settle(system, claim, { kind: one.kind, at: now, code: 'x' });
            const { id } = claim.alert;
            if (done) leases.set(id, 0);
            if (done && (one.kind === 'delivered' || one.kind === 'dead')) ended.add(id);
          }
        }
        const { queued, sending } = await outbox.depth(system);
        expect(queued + sending + ended.size).toBe(all.size);
        await store.close();
      }),
      { numRuns: 60 },
    );
  });
});
