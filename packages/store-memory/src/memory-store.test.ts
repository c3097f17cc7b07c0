import { systemScope, tenantScope, tenantStores } from '@localert/core';
import {
  manualClock,
  sampleAlert,
  sampleAudit,
  sampleCreate,
  sampleLink,
  storeConformance,
} from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { memoryStore } from './memory-store.ts';

storeConformance(
  { describe, it },
  { name: 'memory', create: () => memoryStore(), lacks: ['rebuild', 'backup'] },
);

storeConformance(
  { describe, it },
  {
    name: 'memory a tenant',
    create: () => tenantStores({ home: memoryStore(), storeFor: () => memoryStore() }),
    auditApart: true,
    lacks: ['takesAlerts', 'changes', 'rebuild', 'backup'],
  },
);

describe('memoryStore', () => {
  const acme = tenantScope({ tenant: 'acme', actor: 'test' });
  const system = systemScope('test');

  it('declares its region, and that nothing survives', () => {
    const { region, outbox } = memoryStore({ region: 'eu' });
    expect([region, outbox.durable]).toEqual(['eu', false]);
  });

  it('hands out what cannot be changed', async () => {
    const store = memoryStore();
    const row = await store.commit(acme, sampleCreate('disk'));
    expect(() => Object.assign(row.locales['en']!, { title: 'x' })).toThrow(TypeError);
    const [event] = (await store.history(acme, 'disk')).items;
    expect(Object.isFrozen(event)).toBe(true);
  });

  it('shows in a cursor nothing of what other tenants write', async () => {
    const store = memoryStore();
    await store.commit(acme, sampleCreate('disk'));
    const before = (await store.changes?.(acme, { cursor: 'now' }))?.cursor;
    await store.commit(tenantScope({ tenant: 'rival', actor: 'user:eve' }), sampleCreate('disk'));
    expect((await store.changes?.(acme, { cursor: 'now' }))?.cursor).toBe(before);
    expect((await store.changes?.(systemScope('test'), { cursor: 'now' }))?.cursor).not.toBe(before);
  });

  it('keeps what JSON keeps, as a store on a disk does', async () => {
    const store = memoryStore();
    const row = await store.commit(acme, sampleCreate('disk', { snapshot: { description: undefined } }));
    expect(Object.hasOwn(row, 'description')).toBe(false);
    const [event] = sampleCreate('odd').events;
    const odd = { ...sampleCreate('odd'), events: [{ ...event!, actor: 1n as unknown as string }] };
    await expect(store.commit(acme, odd)).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    expect(await store.count(acme)).toBe(1);
  });

  it('stamps a retry with its clock, and is the same on every run', async () => {
    const run = async () => {
      const { outbox } = memoryStore({ clock: manualClock(42) });
      await outbox.enqueue(acme, sampleAlert({ id: 'one' })).durable;
      const [claim] = await outbox.claim(system, { now: 50, leaseMs: 10, limit: 1 });
      await outbox.settle(system, claim!, { kind: 'retry', at: 60, code: 'x' });
      return [claim, await outbox.status(acme, 'one')];
    };
    expect((await run())[1]).toMatchObject({ settledAt: 42 });
    expect(await run()).toEqual(await run());
  });

  it('forgets counters of windows that ended long before, and what was dropped', async () => {
    const { usage, audit } = memoryStore();
    const window = (index: number) => ({
      quota: 'sendsPerSecond',
      window: index * 1_000,
      until: (index + 1) * 1_000,
    });
    for (let index = 0; index < 100; index++) await usage.take(acme, 'acme', window(index), 1, 5);
    expect(await usage.read(acme, 'acme', window(38))).toBe(0);
    expect(await usage.read(acme, 'acme', window(39))).toBe(1);

    const records = [sampleAudit('acme'), sampleAudit('acme')];
    expect(await audit.link(system, 'acme', undefined, [])).toBe(true);
    expect(await audit.tenants(system)).toEqual({ items: [] });
    await audit.link(system, 'acme', undefined, sampleLink(undefined, records));
    await audit.drop(system, 'acme', 1);
    expect((await audit.read(acme, 'acme')).map(({ id }) => id)).toEqual([records[1]?.id]);
    expect(Object.isFrozen((await audit.read(acme, 'acme'))[0]?.resource)).toBe(true);
  });
});
