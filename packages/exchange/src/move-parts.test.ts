import { type AuditRecord, type FixtureStore, systemScope, tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it, vi } from 'vitest';
import { compacted } from '../test/compacted.ts';
import { fillStore } from '../test/full-store.ts';
import { codeOf, open, small } from '../test/house.ts';
import { moveStore, verifyMove } from './index.ts';
import { copyFixture, mendFixture } from './move-fixture.ts';
import { moverIn, sidesOf } from './move-side.ts';

// Under coverage, on a machine that does other things too.
vi.setConfig({ testTimeout: 180_000 });

const refusal = 'LOCALERT_MOVE_REFUSED';
const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:x' });

/** A store of fixtures and tenants, and of nothing else. */
const plain = (store: FixtureStore): FixtureStore => ({
  ...store,
  outbox: undefined,
  audit: undefined,
  records: undefined,
  usage: undefined,
});

const record = (n: number): AuditRecord => ({
  id: `0190c9d2-0000-7000-8000-${String(n).padStart(12, '0')}`,
  at: 1,
  tenant: 'acme',
  actor: 'p',
  action: 'x:y',
  resource: { kind: 'x' },
  outcome: 'success',
  frameworks: [],
});

describe('the parts of a move', () => {
  it('are no more than the stores have', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await fillStore(from, 5);
    const report = await moveStore({ from: plain(from), to: plain(to), frozen: true });
    expect(report).toMatchObject({
      complete: true,
      records: 0,
      entries: 0,
      alerts: { moved: 0, deadLetters: 0 },
      verdict: { ok: true },
    });
  });

  it('may be longer than a page', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    const { acme: client, alerts } = await open({ store: { ...from, close: async () => {} } });
    for (let n = 0; n < 230; n++) await client.create(`f${n}`, small(`Title ${n}`));
    await alerts.close();
    await from.audit.append(
      system,
      'acme',
      Array.from({ length: 10_001 }, (_, n) => record(n)),
    );
    expect(await verifyMove({ from, to: memoryStore() })).toMatchObject({ ok: false });
    const { differences, differenceCount } = await verifyMove({ from, to });
    expect([differences.length, differenceCount > 230]).toEqual([100, true]);
    const report = await moveStore({ from, to, frozen: true, concurrency: Number.NaN });
    expect(report).toMatchObject({ complete: true, copied: 230, verdict: { ok: true } });
    expect(await to.audit.unlinked(system, 'acme', 20_000)).toHaveLength(10_001);
    // Tenants that only the second store has are differences too.
    expect(await verifyMove({ from: memoryStore(), to })).toMatchObject({ ok: false });
  });

  it('are not mixed with what somebody else writes', async () => {
    const from = memoryStore();
    await fillStore(from, 5);
    const [records, trails, empty] = [memoryStore(), memoryStore(), memoryStore()];
    const busy = { ...records, records: { ...records.records, put: async () => false } };
    expect(await codeOf(moveStore({ from, to: busy }))).toBe(refusal);
    const linked = { ...trails, audit: { ...trails.audit, link: async () => false } };
    expect(await codeOf(moveStore({ from, to: linked }))).toBe(refusal);
    // Where it stays different, a move says so.
    await from.audit.drop(system, 'acme', 5);
    const lying = { ...empty, count: async () => -1 };
    const report = await moveStore({ from, to: lying, frozen: true, prunedTrails: 'leave' });
    expect(report).toMatchObject({ complete: false, leftTrails: ['acme'], verdict: { ok: false } });
    expect(new Set(report.verdict?.differences.map(({ what }) => what))).toEqual(new Set(['count']));
  });

  it('go on from a checkpoint, and stop when they are told to', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await fillStore(from, 5);
    const controller = new AbortController();
    const seen: string[] = [];
    const { signal } = controller;
    const first = moveStore({
      from,
      to,
      signal,
      onProgress: ({ checkpoint, tenants }) => {
        seen.push(checkpoint);
        if (tenants === 1) controller.abort();
      },
    });
    await expect(first).rejects.toThrow('aborted');
    const resume = String(seen.at(-1));
    const bare = Buffer.from('{"kind":"localert.move"}').toString('base64url');
    const whole = { from, to, frozen: true, clock: { now: Date.now }, claimWaitMs: 1_000 };
    expect(await moveStore({ ...whole, resume })).toMatchObject({ complete: true });
    expect(await moveStore({ ...whole, resume: bare })).toMatchObject({ complete: true, copied: 0 });
  });
});

describe('a fixture of a move', () => {
  it('that only the second store has is a history of its own', async () => {
    const stores = { from: memoryStore(), to: memoryStore() };
    await fillStore(stores.to, 5);
    const { from, to } = sidesOf(stores.from, stores.to);
    expect(await copyFixture(from, to, acme, 'absent')).toEqual({ events: 0, resealed: false });
    expect(await mendFixture(from, to, acme, 'absent')).toBe(false);
    expect(await codeOf(copyFixture(from, to, acme, 'f0'))).toBe(refusal);
  });

  it('stops the move where the second store cannot take its form', async () => {
    const [from, to] = [memoryStore(), memoryStore()];
    await fillStore(from, 5);
    await moveStore({ from, to });
    const row = await from.get(acme, 'f1');
    if (row === undefined) throw new Error('no row');
    const change = { fixture: 'f1', row: { from: row, to: { ...row, sealed: { a: 'b' } } }, events: [] };
    expect(await from.reseal(system, 'acme', change)).toBe(true);
    expect(await codeOf(moveStore({ from, to: { ...to, reseal: async () => false } }))).toBe(refusal);
    expect((await moveStore({ from, to })).resealed).toBe(1);
    expect(await compacted(from, acme, 'f0')).toBe(true);
    const { compact: _, ...rest } = to;
    expect(await codeOf(moveStore({ from, to: rest }))).toBe(refusal);
    expect(await codeOf(mendFixture(...both(from, to), moverIn('acme'), 'f0'))).toBe('no error');
  });
});

function both(...stores: readonly [FixtureStore, FixtureStore]) {
  const { from, to } = sidesOf(...stores);
  return [from, to] as const;
}
