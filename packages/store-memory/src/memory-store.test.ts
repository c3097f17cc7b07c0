import { systemScope, tenantScope } from '@localert/core';
import { manualClock, sampleAlert, sampleCreate, storeConformance } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { memoryStore } from './memory-store.ts';

storeConformance(
  { describe, it },
  { name: 'memory', create: () => memoryStore(), lacks: ['rebuild', 'backup'] },
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
});
