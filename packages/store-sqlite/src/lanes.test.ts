import { type ClaimedAlert, MAX_HOLD_MS, type QueuedAlert, takeTurn, tenantScope } from '@localert/core';
import { sampleAlert } from '@localert/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { openConnection } from './connection.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import type { SqliteStore } from './sqlite-store.ts';

const { newPath, open, tamper } = scratch();

const NOW = Date.UTC(2026, 0, 2);
const LEASE_MS = 1_000;
const at = (now: number, limit = 100) => ({ now, leaseMs: LEASE_MS, limit });

const idsOf = (claims: readonly ClaimedAlert[]) => claims.map(({ alert }) => alert.id);

/** What a process that opened the file at version 3 says. */
const OLD = {
  insert: `
    INSERT INTO alert (tenant, id, state, ready, due, priority, created, dedupe, body)
    VALUES (?, ?, 'queued', 1, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING`,
  promote:
    'UPDATE alert SET ready = 1 WHERE seq IN (SELECT seq FROM alert WHERE ready = 0 AND due <= ? ORDER BY due LIMIT 10000)',
  claim: `
    UPDATE alert SET state = 'sending', ready = 0, due = ?, attempts = attempts + 1, lease = ?
    WHERE seq IN (SELECT seq FROM alert WHERE ready = 1 ORDER BY priority, seq LIMIT ?)
    RETURNING seq, priority, tenant, attempts, body`,
  deliver: `
    UPDATE alert SET state = 'delivered', ready = NULL, lease = NULL, settled = ?, ending = json_patch(coalesce(ending, '{}'), ?),
    body = json_remove(body, '$.values', '$.payload', '$.plain', '$.destination', '$.group', '$.dedupe', '$.requested')
    WHERE tenant = ? AND id = ? AND state = 'sending' AND lease = ?`,
  bury: `
    UPDATE alert SET state = 'dead', ready = NULL, lease = NULL, settled = ?, ending = ?
    WHERE tenant = ? AND id = ? AND state = 'sending' AND lease = ?`,
  redrive:
    "UPDATE alert SET state = 'queued', ready = 1, due = ?, attempts = 0 WHERE tenant = ? AND id = ? AND state = 'dead'",
  purge: 'DELETE FROM alert WHERE tenant = ?',
};

/** A connection of a process that opened the file at version 3. */
function oldProcess(path: string) {
  const old = openConnection({ path, busyTimeoutMs: 1_000 });
  old.exec('PRAGMA journal_mode = WAL');
  migrate(old, 1, MIGRATIONS.slice(0, 3));
  return {
    old,
    put(change: Partial<QueuedAlert> = {}, tenant = 'acme') {
      const alert = sampleAlert(change);
      const { id, createdAt, priority } = alert;
      old.run(OLD.insert, tenant, id, createdAt, priority, createdAt, null, JSON.stringify(alert));
      return alert;
    },
  };
}

const lanesIn = (path: string) =>
  tamper(path, (other) => Number(other.prepare('SELECT count(*) AS n FROM lane').get()?.['n']));

/** What every lane says of its alerts is so, whoever wrote them. */
function expectHeads(path: string): void {
  tamper(path, (other) => {
    const wrong = other.prepare(`
      SELECT id FROM lane WHERE head IS NOT (
        SELECT seq FROM alert WHERE alert.lane = lane.id AND ready = 1 ORDER BY rank, seq LIMIT 1)
      OR rank IS NOT (SELECT rank FROM alert WHERE seq = lane.head)
      OR (idle IS NULL) <> EXISTS (SELECT 1 FROM alert WHERE alert.lane = lane.id AND ready IS NOT NULL)`);
    expect(wrong.all()).toEqual([]);
    const lost = other.prepare(
      'SELECT id FROM alert WHERE (ready IS NULL) <> (lane IS NULL) OR (ready IS NOT NULL AND rank IS NULL)',
    );
    expect(lost.all()).toEqual([]);
  });
}

const settle = (store: SqliteStore, claim: ClaimedAlert | undefined, change: object = {}) =>
  store.outbox.settle(system, claim as ClaimedAlert, { kind: 'delivered', at: NOW, ...change } as never);

describe('a file of version 3', () => {
  it('keeps its alerts, in lanes by their groups, in the order in which they stood', async () => {
    const path = newPath();
    const { old, put } = oldProcess(path);
    const busy = { group: 'busy' };
    const [later, first] = [put({ ...busy, priority: 5 }), put({ ...busy, priority: 1 })];
    const other = put(busy, 'acme2');
    const claimed = put({ ...busy, priority: 0 });
    old.run(OLD.claim, NOW + LEASE_MS, 'old-lease', 1);
    old.run(OLD.insert, 'acme', 'torn', NOW, 7, NOW, null, 'torn {');
    old.close();
    const store = open({ path });
    expectHeads(path);
    // The claim of the old process holds the lane.
    expect(idsOf(await store.outbox.claim(system, at(NOW)))).toEqual([other.id]);
    expect(await store.outbox.status(acme, 'torn').catch(({ code }: { code: string }) => code)).toBe(
      'LOCALERT_STORE_CORRUPT',
    );
    const order: string[] = [];
    const lost: (boolean | undefined)[] = [];
    for (let round = 0; round < 3; round++) {
      const [claim] = await store.outbox.claim(system, at(NOW + LEASE_MS));
      await settle(store, claim);
      order.push(String(claim?.alert.id));
      lost.push(claim?.inDoubt);
    }
    expect(order).toEqual([claimed.id, first.id, later.id]);
    expect(lost).toEqual([true, undefined, undefined]);
    expectHeads(path);
  });

  it('may be written by a process that was there before, in whatever order', async () => {
    const path = newPath();
    const { old, put } = oldProcess(path);
    put({ group: 'a' });
    const store = open({ path });
    const ids = [put({ group: 'a' }), put({ group: 'b' })].map(({ id }) => id);
    expectHeads(path);
    const [one] = await store.outbox.claim(system, at(NOW, 1));
    expectHeads(path);
    old.run(OLD.claim, NOW + LEASE_MS, 'old-lease', 1);
    expectHeads(path);
    old.run(OLD.promote, NOW + 2 * LEASE_MS);
    expectHeads(path);
    await settle(store, one);
    expectHeads(path);
    const rest = await store.outbox.claim(system, at(NOW + 2 * LEASE_MS));
    expect(idsOf(rest).toSorted()).toEqual(ids.toSorted());
    for (const claim of rest) await settle(store, claim, { kind: 'dead', code: 'x' });
    expectHeads(path);
    old.run(OLD.redrive, NOW, 'acme', String(ids[0]));
    old.run(OLD.claim, NOW + LEASE_MS, 'second-lease', 5);
    old.run(OLD.bury, NOW, '{"code":"x"}', 'acme', String(ids[0]), 'second-lease');
    expectHeads(path);
    old.run(OLD.redrive, NOW, 'acme', String(ids[0]));
    expectHeads(path);
    old.run(OLD.claim, NOW + LEASE_MS, 'third-lease', 5);
    expect(old.run(OLD.deliver, NOW, '{}', 'acme', String(ids[0]), 'third-lease')).toBe(1);
    expectHeads(path);
    put({ group: 'c' });
    put({ group: 'c' });
    old.run(OLD.purge, 'acme');
    expectHeads(path);
    // A look that finds something also clears away what is empty.
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    await store.outbox.claim(system, at(NOW + 9 * LEASE_MS));
    expect(lanesIn(path)).toBe(1);
    old.close();
  });
});

describe('lanes', () => {
  it('are cleared away once they are empty, those of a pace when it has no say any more', async () => {
    const path = newPath();
    const { outbox } = open({ path });
    const put = (change: Partial<QueuedAlert> = {}) => outbox.enqueue(acme, sampleAlert(change)).durable;
    await Promise.all(Array.from({ length: 300 }, () => put()));
    expect(lanesIn(path)).toBe(300);
    const pace = { everyMs: 60_000 };
    const [paced] = await outbox.claim(system, { ...at(NOW, 1), pace });
    await outbox.settle(system, paced as ClaimedAlert, { kind: 'delivered', at: NOW });
    for (const claim of await outbox.claim(system, at(NOW, 500)))
      await outbox.settle(system, claim, { kind: 'delivered', at: NOW });
    await put();
    const [last] = await outbox.claim(system, at(NOW, 500));
    // The one that was claimed, and the one that is held.
    expect(lanesIn(path)).toBe(2);
    expectHeads(path);
    await outbox.settle(system, last as ClaimedAlert, { kind: 'retry', at: NOW + 60_000, code: 'x' });
    await outbox.claim(system, at(NOW + 60_000));
    expect(lanesIn(path)).toBe(1);
  });

  it('that were made for an alert which was not kept are cleared away as well', async () => {
    const path = newPath();
    const { outbox } = open({ path });
    const alert = sampleAlert();
    await outbox.enqueue(acme, alert).durable;
    for (let index = 0; index < 5; index++)
      expect(await outbox.enqueue(acme, { ...alert, group: `other-${index}` }).durable).toMatchObject({
        duplicateOf: alert.id,
      });
    expectHeads(path);
    await outbox.claim(system, at(NOW));
    expect(lanesIn(path)).toBe(1);
  });

  it('go with their tenant', async () => {
    const path = newPath();
    const store = open({ path });
    const other = tenantScope({ tenant: 'acme2', actor: 'test' });
    for (const scope of [acme, other]) await store.outbox.enqueue(scope, sampleAlert()).durable;
    await store.purgeTenant(system, 'acme');
    expect(lanesIn(path)).toBe(1);
    expectHeads(path);
  });

  it('are not given free by an end that comes after the lease, when another holds them', async () => {
    const { outbox } = open();
    const busy = { group: 'busy' };
    const urgent = { ...busy, priority: 0 };
    await outbox.enqueue(acme, sampleAlert(busy)).durable;
    const [late] = await outbox.claim(system, at(NOW));
    await outbox.enqueue(acme, sampleAlert(urgent)).durable;
    await outbox.enqueue(acme, sampleAlert(urgent)).durable;
    const [second] = await outbox.claim(system, at(NOW + LEASE_MS));
    expect(second?.alert.priority).toBe(0);
    const end = { kind: 'delivered', at: NOW + LEASE_MS, holdUntil: NOW + 5 * LEASE_MS } as const;
    expect(await outbox.settle(system, late as ClaimedAlert, end)).toBe(true);
    expect(await outbox.claim(system, at(NOW + LEASE_MS))).toEqual([]);
    expect(await outbox.settle(system, second as ClaimedAlert, { kind: 'delivered', at: NOW })).toBe(true);
    // The late end has held the group all the same.
    expect(await outbox.claim(system, at(NOW + 5 * LEASE_MS - 1))).toEqual([]);
    expect(await outbox.claim(system, at(NOW + 5 * LEASE_MS))).toHaveLength(1);
  });

  it('are held by an end that comes after the lease, when nobody holds them', async () => {
    const { outbox } = open();
    for (let index = 0; index < 2; index++)
      await outbox.enqueue(acme, sampleAlert({ group: 'busy' })).durable;
    const [late] = await outbox.claim(system, at(NOW));
    await outbox.settle(system, late as ClaimedAlert, {
      kind: 'delivered',
      at: NOW + 9 * LEASE_MS,
      holdUntil: NOW + 10 * LEASE_MS,
    });
    expect(await outbox.claim(system, at(NOW + 9 * LEASE_MS))).toEqual([]);
    expect(await outbox.claim(system, at(NOW + 10 * LEASE_MS))).toHaveLength(1);
  });

  it('are free again for a mover when their lease is over, whatever their pace', async () => {
    const { outbox } = open();
    const { id } = sampleAlert();
    await outbox.enqueue(acme, sampleAlert({ id })).durable;
    await outbox.claim(system, { ...at(NOW), pace: { everyMs: 600_000 } });
    const ahead = { dueBy: NOW + 10 * MAX_HOLD_MS };
    expect(await outbox.claim(system, { ...at(NOW + LEASE_MS - 1), ...ahead })).toEqual([]);
    expect(idsOf(await outbox.claim(system, { ...at(NOW + LEASE_MS), ...ahead }))).toEqual([id]);
  });

  it('keep the pace that core works out, to the millisecond', async () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 900 }),
      everyMs: fc.integer({ min: 1, max: 700 }),
      burst: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const store = open({ path: ':memory:' });
        let [now, freeAt] = [NOW, Number.NEGATIVE_INFINITY];
        let next: number | undefined;
        for (const { wait, everyMs, burst } of steps) {
          await store.outbox.enqueue(acme, sampleAlert({ group: 'busy' })).durable;
          now += wait;
          const [claim] = await store.outbox.claim(system, { ...at(now, 1), pace: { everyMs, burst } });
          expect(claim !== undefined).toBe(freeAt <= now);
          if (claim === undefined) continue;
          ({ next, freeAt } = takeTurn({ everyMs, burst }, next, now));
          await store.outbox.settle(system, claim, { kind: 'delivered', at: now });
        }
        await store.close();
      }),
      { numRuns: 100 },
    );
  });
});
