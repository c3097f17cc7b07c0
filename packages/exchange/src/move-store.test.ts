import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixtureStore, systemScope, tenantScope } from '@localert/core';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { compacted } from '../test/compacted.ts';
import { fillStore, managerOf, queued } from '../test/full-store.ts';
import { codeOf, small } from '../test/house.ts';
import { type MoveProgress, moveStore, verifyMove } from './index.ts';

// Under coverage, on a machine that does other things too.
vi.setConfig({ testTimeout: 180_000 });

const folder = mkdtempSync(join(tmpdir(), 'localert-move-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const sqlite = (): FixtureStore => sqliteStore({ path: join(folder, `${++files}.db`) });
const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:x' });

/** The alerts of a queue that are not delivered, whatever they wait for. */
async function idsIn({ outbox }: FixtureStore): Promise<readonly string[]> {
  const ids: string[] = [];
  // One of each group at a time.
  for (;;) {
    const claims = (await outbox?.claim(system, { now: 9e15, leaseMs: 1, limit: 10_000 })) ?? [];
    if (claims.length === 0) return ids.sort();
    for (const claim of claims) {
      ids.push(`${claim.tenant} ${claim.alert.id}`);
      await outbox?.settle(system, claim, { kind: 'dropped', at: 9e15, code: 'counted' });
    }
  }
}

/** The same store, without the methods that a store may lack. */
function bare(store: FixtureStore): FixtureStore {
  const { changes: _, reseal: __, compact: ___, subscribe: ____, ...rest } = store;
  return rest;
}

const pairs: readonly (readonly [string, () => FixtureStore, () => FixtureStore])[] = [
  ['memory to sqlite', memoryStore, sqlite],
  ['sqlite to sqlite', sqlite, sqlite],
  ['sqlite to memory', sqlite, memoryStore],
  ['a store without a feed to sqlite', () => bare(memoryStore()), sqlite],
];

describe.each(pairs)('a move from %s', (_name, makeFrom, makeTo) => {
  it('brings everything over, and proves it', async () => {
    const [from, to] = [makeFrom(), makeTo()];
    await fillStore(from);
    const dry = await moveStore({ from, to, dryRun: true });
    expect(dry).toMatchObject({ complete: false, tenants: 3, copied: 102, events: 0 });
    expect((await to.directory?.list(system))?.items).toEqual([]);
    const first = await moveStore({ from, to });
    expect(first).toMatchObject({ complete: false, copied: 102, events: 138, alerts: { moved: 0 } });
    let paused = 0;
    const phases: MoveProgress[] = [];
    const report = await moveStore({
      from,
      to,
      pause: async () => {
        paused += 1;
      },
      onProgress: (progress) => void phases.push(progress),
    });
    expect(paused).toBe(1);
    expect(report).toMatchObject({
      complete: true,
      copied: 0,
      alerts: { moved: 18, deadLetters: 0 },
      leftTrails: [],
      verdict: { ok: true, differences: [], counts: { tenants: 3, fixtures: 102, events: 138 } },
    });
    expect(report.verdict?.counts.records).toBeGreaterThan(3);
    expect(report.verdict?.counts.entries).toBeGreaterThan(100);
    expect(phases.at(-1)?.phase).toBe('done');
    expect((await idsIn(to)).length).toBe(18);
    const window = Math.floor(Date.now() / 86_400_000) * 86_400_000;
    const key = { quota: 'sendsPerDay', window, until: window + 86_400_000 };
    expect(await to.usage?.read(system, 'acme', key)).toBe(await from.usage?.read(system, 'acme', key));
    const again = await moveStore({ from, to, frozen: true });
    expect(again).toMatchObject({
      complete: true,
      copied: 0,
      events: 0,
      records: 0,
      entries: 0,
      alerts: { moved: 0 },
    });
    expect(again.verdict?.digest).toBe(report.verdict?.digest);
    // The new house opens, and goes on where the old one was.
    const alerts = await managerOf(to);
    const client = alerts.forTenant('acme', { actor: 'user:admin', roles: ['admin'] });
    expect((await client.update('f1', { labels: { moved: 'yes' } })).fixture.revision).toBe(2);
    await alerts.close();
    await from.close();
  }, 60_000);

  it('follows what is changed, made and removed meanwhile', async () => {
    const [from, to] = [makeFrom(), makeTo()];
    await fillStore(from, 12);
    const alerts = await managerOf(from);
    const client = alerts.forTenant('acme', { actor: 'user:admin', roles: ['admin'] });
    let n = 0;
    const report = await moveStore({
      from,
      to,
      concurrency: 1,
      onProgress: () => {
        if (n++ % 4 === 0 && n < 60) {
          void client.update(`f${n % 12}`, { labels: { at: String(n) } }).catch(() => undefined);
          void client.create(`made${n}`, small('Made')).catch(() => undefined);
        }
      },
      pause: async () => {
        await client.archive('f1');
        await alerts.tenants.update('a-2', { name: 'Renamed' });
        await alerts.tenants.update('a-2', { name: 'Renamed again' });
        await alerts.tenants.create({ id: 'late', defaultLocale: 'en' });
        await alerts.forTenant('late', { actor: 'user:admin', roles: ['admin'] }).create('x', small('X'));
        await alerts.tenants.delete('a_2');
        await client.apiKeys.revoke(String((await client.apiKeys.list()).items[0]?.id));
        await client.send('f2');
        await alerts.close();
      },
    });
    expect(report.verdict).toMatchObject({ ok: true, differences: [] });
    expect(report.complete).toBe(true);
    expect(await to.directory?.get(system, 'a_2')).toBeUndefined();
    expect(await to.count(tenantScope({ tenant: 'a_2', actor: 'user:x' }))).toBe(0);
    expect((await to.directory?.get(system, 'a-2'))?.name).toBe('Renamed again');
    await to.close();
  }, 60_000);

  it('of some tenants leaves the others', async () => {
    const [from, to] = [makeFrom(), makeTo()];
    await fillStore(from, 5);
    const { complete } = await moveStore({ from, to, tenants: ['acme'], frozen: true });
    expect(complete).toBe(true);
    expect((await to.directory?.list(system))?.items.map(({ id }) => id)).toEqual(['acme']);
    expect((await idsIn(to)).every((id) => id.startsWith('acme '))).toBe(true);
    const left = await idsIn(from);
    expect(left.some((id) => id.startsWith('acme '))).toBe(false);
    expect(left.length).toBe(12);
    expect(await verifyMove({ from, to })).toMatchObject({ ok: false });
  }, 60_000);
});

describe('alerts', () => {
  it('are never lost to a key, an age or a wait, and are not sent twice', async () => {
    const [from, to] = [memoryStore(), sqlite()];
    await from.directory.create(system, (await filledDirectory()) as never);
    const at = Date.now();
    const dedupe = { key: 'k', windowMs: 60_000 };
    const { outbox } = from;
    await outbox.enqueue(acme, queued('slow-first', { priority: 7, createdAt: at, dedupe })).durable;
    await outbox.enqueue(acme, queued('urgent-later', { priority: 0, createdAt: at + 70_000, dedupe }))
      .durable;
    await outbox.enqueue(acme, queued('revived', { createdAt: at + 1, dedupe: { ...dedupe, key: 'r' } }))
      .durable;
    const [claim] = (await outbox.claim(system, { now: at, leaseMs: 1_000, limit: 10 })).filter(
      ({ alert }) => alert.id === 'revived',
    );
    if (claim) await outbox.settle(system, claim, { kind: 'dead', at, code: 'X' });
    await outbox.enqueue(acme, queued('double', { createdAt: at + 2, dedupe: { ...dedupe, key: 'r' } }))
      .durable;
    await outbox.redrive(acme, 'revived', at);
    await outbox.enqueue(acme, queued('dead')).durable;
    await outbox.enqueue(acme, queued('later')).durable;
    for (const one of await outbox.claim(system, { now: at + 2_000, leaseMs: 1, limit: 10 })) {
      const settlement =
        one.alert.id === 'dead'
          ? { kind: 'dead' as const, at, code: 'X' }
          : { kind: 'retry' as const, at: at + 3_600_000, code: 'X' };
      if (one.alert.id === 'dead' || one.alert.id === 'later') await outbox.settle(system, one, settlement);
    }
    const { alerts } = await moveStore({ from, to, frozen: true });
    expect(alerts).toEqual({ moved: 5, deadLetters: 1 });
    expect(await idsIn(to)).toEqual(
      ['double', 'later', 'revived', 'slow-first', 'urgent-later'].map((id) => `acme ${id}`),
    );
    expect(await idsIn(from)).toEqual([]);
    expect(await outbox.status(acme, 'later')).toMatchObject({ state: 'dead', code: 'LOCALERT_ALERT_MOVED' });
  });

  it('that somebody still delivers stop the cut-over, before any other is moved', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await from.directory.create(system, (await filledDirectory()) as never);
    await from.outbox.enqueue(acme, queued('held')).durable;
    await from.outbox.claim(system, { now: Date.now(), leaseMs: 600_000, limit: 1 });
    await from.outbox.enqueue(acme, queued('keyed', { dedupe: { key: 'k', windowMs: 1 } })).durable;
    const move = moveStore({ from, to, frozen: true, claimWaitMs: 100 });
    await expect(move).rejects.toMatchObject({ code: 'LOCALERT_MOVE_REFUSED' });
    expect(await from.outbox.status(acme, 'keyed')).toMatchObject({ state: 'queued' });
    for (const id of ['held', 'keyed']) expect(await to.outbox.status(acme, id)).toBeUndefined();
  });
});

async function filledDirectory() {
  const store = memoryStore();
  const alerts = await managerOf(store);
  const tenant = await alerts.tenants.get('acme');
  await alerts.close();
  return tenant;
}

describe('what is sealed', () => {
  it('moves as it lies, with its keys, and also when it is sealed anew meanwhile', async () => {
    const [from, to] = [memoryStore(), sqlite()];
    const kek = localKeys({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }], current: 'k1' });
    const sealed = (store: ReturnType<typeof memoryStore>) =>
      encrypted(store, { keys: createKeyring({ kek, records: store.records }) });
    const alerts = await managerOf(sealed(from));
    await alerts.tenants.create({ id: 'closed', defaultLocale: 'en', encryption: 'all' });
    const closed = tenantScope({ tenant: 'closed', actor: 'user:x' });
    const client = alerts.forTenant('closed', { actor: 'user:admin', roles: ['admin'] });
    for (let n = 0; n < 5; n++) await client.create(`s${n}`, small(`Secret ${n}`));
    await client.send('s1');
    await client.update('s3', { labels: { a: 'b' } });
    const report = await moveStore({
      from,
      to,
      pause: async () => {
        // Nobody links records any more; what waits is linked.
        await alerts.close();
        // Another form of the same: the events and the row as somebody sealed them anew.
        const row = await from.get(closed, 's2');
        const [event] = (await from.history(closed, 's2')).items;
        if (row === undefined || event === undefined || !('snapshot' in event))
          throw new Error('nothing sealed');
        const again = { ...event.snapshot.sealed, other: 'form' };
        const [older] = (await from.history(closed, 's3')).items;
        if (older === undefined || !('snapshot' in older)) throw new Error('nothing sealed');
        const other = {
          ...older,
          snapshot: { ...older.snapshot, sealed: { ...older.snapshot.sealed, other: 'form' } },
        };
        await from.reseal(system, 'closed', { fixture: 's3', events: [{ from: older, to: other }] });
        await from.reseal(system, 'closed', {
          fixture: 's2',
          row: { from: row, to: { ...row, sealed: again } },
          events: [{ from: event, to: { ...event, snapshot: { ...event.snapshot, sealed: again } } }],
        });
      },
    });
    expect(report).toMatchObject({ complete: true, resealed: 2, verdict: { ok: true } });
    expect(JSON.stringify(await to.get(closed, 's1'))).not.toContain('Secret');
    const opened = sealed(to as never);
    expect((await opened.get(closed, 's1'))?.locales['en']?.['title']).toBe('Secret 1');
    await alerts.close();
  }, 60_000);

  it('is refused where it would be opened', async () => {
    const inner = memoryStore();
    const kek = localKeys({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }], current: 'k1' });
    const store = encrypted(inner, { keys: createKeyring({ kek, records: inner.records }) });
    expect(await codeOf(moveStore({ from: store, to: memoryStore() }))).toBe('LOCALERT_MOVE_REFUSED');
    expect(await codeOf(moveStore({ from: memoryStore(), to: store }))).toBe('LOCALERT_MOVE_REFUSED');
    expect(await codeOf(verifyMove({ from: inner, to: store }))).toBe('LOCALERT_MOVE_REFUSED');
  });
});

describe('a move is refused', () => {
  const refusal = 'LOCALERT_MOVE_REFUSED';

  it('to itself, and to a store that lacks a part', async () => {
    const from = memoryStore();
    expect(await codeOf(moveStore({ from, to: from }))).toBe(refusal);
    for (const part of ['directory', 'outbox', 'audit', 'records'] as const) {
      expect(await codeOf(moveStore({ from, to: { ...memoryStore(), [part]: undefined } }))).toBe(refusal);
    }
    expect(await codeOf(moveStore({ from: {} as FixtureStore, to: from }))).toBe('LOCALERT_PORT_MISMATCH');
  });

  it('to a store that has a history of its own', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await fillStore(from, 6);
    await fillStore(to, 6);
    expect(await codeOf(moveStore({ from, to }))).toBe(refusal);
    const other = memoryStore();
    const alerts = await managerOf(other);
    await alerts.tenants.create({ id: 'foreign', defaultLocale: 'en' });
    await alerts.close();
    expect(await codeOf(moveStore({ from, to: other }))).toBe(refusal);
  });

  it('for a trail whose beginning is gone, unless it may stay', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await fillStore(from, 6);
    await from.audit.drop(system, 'acme', 5);
    expect(await codeOf(moveStore({ from, to }))).toBe(refusal);
    const report = await moveStore({ from, to, frozen: true, prunedTrails: 'leave' });
    expect(report).toMatchObject({ complete: true, leftTrails: ['acme'], verdict: { ok: true } });
    expect(await to.audit.head(system, 'acme')).toBeUndefined();
  });

  it('when a log was made shorter beyond what was copied', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await fillStore(from, 6);
    await moveStore({ from, to });
    const alerts = await managerOf(from);
    const client = alerts.forTenant('acme', { actor: 'user:admin', roles: ['admin'] });
    // As far as it was copied: it is made shorter there too.
    expect(await compacted(from, acme, 'f0')).toBe(true);
    expect(await moveStore({ from, to, frozen: true })).toMatchObject({
      complete: true,
      verdict: { ok: true },
    });
    await client.update('f1', { labels: { a: 'b' } });
    expect(await compacted(from, acme, 'f1')).toBe(true);
    expect(await codeOf(moveStore({ from, to }))).toBe(refusal);
    await to.purgeTenant(system, 'acme');
    await alerts.close();
  });

  it('when "to" went its own way, and its records and counters are made the same', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await fillStore(from, 6);
    await moveStore({ from, to });
    const record = { kind: 'memory', id: 'm', body: '{}' } as const;
    await from.records.put(system, 'acme', { ...record, version: 1 });
    await to.records.put(system, 'acme', { ...record, version: 1, body: '{"other":1}' });
    await to.records.put(system, 'acme', { ...record, version: 2 });
    const window = Math.floor(Date.now() / 86_400_000) * 86_400_000;
    const key = { quota: 'aiTokensPerDay', window, until: window + 86_400_000 };
    await from.usage.take(system, 'acme', key, 3, 100);
    await to.usage.take(system, 'acme', key, 7, 100);
    expect(await moveStore({ from, to, frozen: true })).toMatchObject({
      complete: true,
      verdict: { ok: true },
    });
    expect(await to.records.get(system, 'acme', 'memory', 'm')).toEqual({ ...record, version: 1 });
    expect(await to.usage.read(system, 'acme', key)).toBe(3);
    const [event] = (await to.history(acme, 'f1')).items;
    if (event === undefined || !('snapshot' in event)) throw new Error('no event');
    const head = await to.audit.head(system, 'a-2');
    const [last] = await to.audit.read(system, 'a-2', { after: (head?.sequence ?? 1) - 1 });
    if (head === undefined || last === undefined) throw new Error('no trail');
    const forged = { ...last, id: 'forged', sequence: head.sequence + 1, previousHash: head.hash };
    await to.audit.link(system, 'a-2', head, [forged]);
    expect(await codeOf(moveStore({ from, to }))).toBe(refusal);
    const next = { ...event, type: 'FixtureUpdated', id: 'own', revision: 2 } as const;
    await to.commit(acme, { fixture: 'f1', expectedRevision: 1, events: [next as never] });
    expect(await codeOf(moveStore({ from, to, tenants: ['acme'] }))).toBe(refusal);
    const stubborn = bare(memoryStore());
    expect(await codeOf(moveStore({ from, to: stubborn, frozen: true, verify: false }))).toBe('no error');
  });

  it('with a checkpoint of something else', async () => {
    const options = { from: memoryStore(), to: memoryStore(), resume: 'x' };
    expect(await codeOf(moveStore(options))).toBe('LOCALERT_CHECKPOINT_MISMATCH');
  });
});

describe('verifyMove', () => {
  it('finds every kind of difference', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await fillStore(from, 6);
    await moveStore({ from, to, frozen: true });
    const kinds = async () =>
      [...new Set((await verifyMove({ from, to })).differences.map(({ what }) => what))].sort();
    expect(await kinds()).toEqual([]);
    const settings = await to.directory.get(system, 'acme');
    if (settings) await to.directory.replace(system, { ...settings, revision: settings.revision + 1 });
    const row = await to.get(acme, 'f1');
    if (row)
      await to.reseal(system, 'acme', {
        fixture: 'f1',
        row: { from: row, to: { ...row, sealed: { a: 'b' } } },
        events: [],
      });
    const [event] = (await to.history(acme, 'f2')).items;
    if (event && 'snapshot' in event)
      await to.reseal(system, 'acme', {
        fixture: 'f2',
        events: [{ from: event, to: { ...event, snapshot: { ...event.snapshot, sealed: { a: 'b' } } } }],
      });
    await to.records.put(system, 'acme', { kind: 'memory', id: 'x', version: 1, body: '{}' });
    await to.audit.append(system, 'acme', [
      {
        id: 'x',
        at: 1,
        tenant: 'acme',
        actor: 'p',
        action: 'x:y',
        resource: { kind: 'x' },
        outcome: 'success',
        frameworks: [],
      },
    ]);
    await to.commit(acme, {
      fixture: 'extra',
      expectedRevision: 0,
      events: [
        {
          ...(event as never as { snapshot: { id: string } }),
          type: 'FixtureCreated',
          id: 'e',
          fixture: 'extra',
          revision: 1,
          at: 1,
          actor: 'x',
          snapshot: { ...(event as never as { snapshot: object }).snapshot, id: 'extra' },
        } as never,
      ],
    });
    const head = await to.audit.head(system, 'a-2');
    if (head) {
      const [last] = await to.audit.read(system, 'a-2', { after: head.sequence - 1 });
      if (last)
        await to.audit.link(system, 'a-2', head, [
          { ...last, id: 'forged', sequence: head.sequence + 1, previousHash: head.hash },
        ]);
    }
    expect(await kinds()).toEqual([
      'chain',
      'count',
      'fixture',
      'history',
      'record',
      'settings',
      'trail',
      'unlinked',
    ]);
  });
});
