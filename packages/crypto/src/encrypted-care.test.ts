import {
  type AuditAct,
  type Auditor,
  type AuditRecord,
  type FixtureStore,
  systemScope,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { SAMPLE_TIME, sampleAlert, sampleCreate, sampleTenant, sampleUpdate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { testHouse } from '../test/house.ts';
import { encrypted } from './encrypted.ts';
import { reseal } from './reseal.ts';
import { rowHashOf } from './row-hash.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const failed = expect.objectContaining({ code: 'LOCALERT_DECRYPT_FAILED' });

/** An auditor that keeps what it is told. */
function listening() {
  const acts: AuditAct[] = [];
  const auditor: Auditor = {
    spec: 'localert.auditor/1',
    record(act) {
      acts.push(act);
      return { id: 'x' } as AuditRecord;
    },
    append: async () => undefined,
    entries: () => Promise.reject(new Error()),
    forget: async () => undefined,
    close: async () => undefined,
  };
  return { auditor, acts };
}

describe('what does not open', () => {
  it('is told to the trail with who asked, for what and what it was', async () => {
    const { raw, settings, store } = testHouse();
    await store.directory.create(system, sampleTenant('acme', { encryption: 'all' }));
    await store.commit(acme, sampleCreate('disk'));
    const alert = sampleAlert();
    await store.outbox.enqueue(acme, alert).durable;
    const { auditor, acts } = listening();
    // Plain in place of sealed, which is not taken.
    const plain = encrypted(
      {
        ...raw,
        directory: { ...raw.directory, get: async () => sampleTenant('acme', { encryption: 'all' }) },
        outbox: {
          ...raw.outbox,
          claim: async (...args) =>
            (await raw.outbox.claim(...args)).map((claim) => ({ ...claim, alert: sampleAlert() })),
        },
        history: async (...args) => {
          const { items } = await raw.history(...args);
          return { items: items.map((event) => ({ ...event, ...sampleCreate('disk').events[0] }) as never) };
        },
      },
      { ...settings, policy: () => 'all', acceptPlain: false, auditor },
    );
    await expect(plain.directory.get(system, 'acme')).rejects.toThrow('tenant "acme"');
    await expect(plain.directory.get(acme, 'acme')).rejects.toThrow(failed);
    await expect(plain.history(acme, 'disk')).rejects.toThrow('fixture "disk"');
    expect(await plain.outbox.claim(system, { now: SAMPLE_TIME, leaseMs: 1, limit: 9 })).toEqual([]);
    const told = acts.map(({ actor, action, resource }) => [actor, action, resource.kind, resource.id]);
    expect(told).toEqual([
      ['system:test', 'tenant:read', 'tenant', 'acme'],
      ['user:ana', 'tenant:read', 'tenant', 'acme'],
      ['user:ana', 'fixture:read', 'fixture', 'disk'],
      ['system:test', 'alert:read', 'alert', expect.any(String)],
    ]);
    expect(acts.map(({ outcome, reason, tenant }) => [outcome, reason, tenant])).toEqual(
      acts.map(() => ['failure', 'LOCALERT_DECRYPT_FAILED', 'acme']),
    );
  });

  it('is told of what was changed alone, not of keys that are away', async () => {
    const { raw, settings, keys, store, state } = testHouse();
    await store.commit(acme, sampleCreate('disk'));
    keys.purge('acme');
    state.down = true;
    const { auditor, acts } = listening();
    const told = encrypted(raw, { ...settings, auditor });
    await expect(told.get(acme, 'disk')).rejects.toMatchObject({ code: 'LOCALERT_KEY_UNAVAILABLE' });
    expect(acts).toEqual([]);
  });

  it('because a foreign keyring failed may open later, and says nothing of why', async () => {
    const { raw, settings, keys, store } = testHouse();
    await store.commit(acme, sampleCreate('disk'));
    const dataKey = () => Promise.reject(new Error('canary'));
    const reader = encrypted(raw, { ...settings, keys: { ...keys, dataKey } });
    const call = reader.get(acme, 'disk');
    await expect(call).rejects.toMatchObject({
      code: 'LOCALERT_KEY_UNAVAILABLE',
      retryable: true,
      details: { provider: 'keyring', reason: 'failed' },
    });
    await expect(call).rejects.not.toThrow('canary');
  });
});

describe('what is sealed of a fixture', () => {
  it('is what it has: nothing empty has a place', async () => {
    const { raw, store } = testHouse();
    const bare = { layout: undefined, description: undefined, arguments: {}, provenance: {} };
    const row = await store.commit(acme, sampleCreate('disk', { snapshot: bare }));
    const kept = await raw.get(acme, 'disk');
    expect(Object.keys(kept?.sealed ?? {}).toSorted()).toEqual([
      ...['manifest', 'messages/en', 'messages/es', 'revision'],
    ]);
    expect(await store.get(acme, 'disk')).toEqual(row);
  });
});

describe('an encrypted directory', () => {
  it('is written by the system alone', async () => {
    const { store, raw } = testHouse();
    const wrong = acme as unknown as typeof system;
    const scope = { code: 'LOCALERT_INVALID_SCOPE' };
    await expect(store.directory.create(wrong, sampleTenant('acme'))).rejects.toMatchObject(scope);
    await store.directory.create(system, sampleTenant('acme'));
    const before = await raw.directory.get(system, 'acme');
    const next = sampleTenant('acme', { revision: 2, encryption: 'off' });
    await expect(store.directory.replace(wrong, next)).rejects.toMatchObject(scope);
    await expect(store.purgeTenant(wrong, 'acme')).rejects.toMatchObject(scope);
    expect(await raw.directory.get(system, 'acme')).toEqual(before);
    expect(store.directory.takesAudit).toBe(raw.directory.takesAudit);
  });

  it.each(['create', 'replace', 'delete', 'purge'] as const)(
    'believes nothing old after a %s',
    async (act) => {
      const { raw, keys, clock } = testHouse();
      const store = encrypted(raw, { keys, clock, policyTtlMs: 60_000 });
      const tenant = (encryption: 'off' | 'all', revision = 1) =>
        sampleTenant('acme', { encryption, revision });
      await store.directory.create(system, tenant('off'));
      await store.commit(acme, sampleCreate('before'));
      if (act === 'create') {
        // By another process.
        await raw.directory.delete(system, 'acme');
        await store.directory.create(system, tenant('all'));
      }
      if (act === 'replace') await store.directory.replace(system, tenant('all', 2));
      if (act === 'delete') expect(await store.directory.delete(system, 'acme')).toBe(true);
      if (act === 'purge') {
        await raw.directory.delete(system, 'acme');
        await store.purgeTenant(system, 'acme');
      }
      await store.commit(acme, sampleCreate('after'));
      expect((await raw.get(acme, 'after'))?.sealed).toBeDefined();
    },
  );
});

describe('a commit', () => {
  it('is refused before anything is sealed when its scope or shape is wrong', async () => {
    const { store, calls } = testHouse();
    await expect(
      store.commit({ ...acme } as unknown as TenantScope, sampleCreate('disk')),
    ).rejects.toMatchObject({ code: 'LOCALERT_INVALID_SCOPE' });
    await expect(store.commit(acme, { ...sampleCreate('disk'), events: [] })).rejects.toMatchObject({
      code: 'LOCALERT_INVALID_INPUT',
    });
    expect(calls).toEqual([]);
  });
});

describe('a resealing', () => {
  it('puts the newest content in place with its row, and the older ones fifty at once', async () => {
    const { raw, keys, clock, store } = testHouse();
    await store.directory.create(system, sampleTenant('acme', { encryption: 'all' }));
    await store.commit(acme, sampleCreate('disk'));
    for (let revision = 1; revision < 53; revision++)
      await store.commit(acme, sampleUpdate('disk', revision));
    await keys.rotateDek('acme');
    const changes: (readonly [events: number, isOfRow: boolean])[] = [];
    const watched: FixtureStore = {
      ...raw,
      // One event a page, whatever is asked for.
      history: (scope, fixture, page) => raw.history(scope, fixture, { ...page, limit: 1 }),
      async reseal(scope, tenant, change) {
        changes.push([change.events.length, change.row !== undefined]);
        return raw.reseal(scope, tenant, change);
      },
    };
    const both = encrypted(watched, { keys, clock });
    expect(await reseal({ store: both })).toMatchObject({ fixtures: 1, resealed: 1, failed: [] });
    expect(changes).toEqual([
      [1, true],
      [50, false],
      [2, false],
    ]);
    await keys.shred('nobody');
    expect((await store.history(acme, 'disk', { limit: 1_000 })).items).toHaveLength(53);
  });

  it('leaves a record of each row: what it was, who did it, and the new hash', async () => {
    const { raw, keys, store, clock } = testHouse();
    await store.directory.create(system, sampleTenant('acme', { encryption: 'all' }));
    await store.commit(acme, sampleCreate('disk'));
    await keys.rotateDek('acme');
    await reseal({ store });
    const [record, ...more] = await raw.audit.unlinked(system, 'acme', 9);
    const row = await raw.get(acme, 'disk');
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      ...{ at: clock.now(), tenant: 'acme', actor: 'system:reseal' },
      ...{ action: 'key:reseal', outcome: 'success', frameworks: [] },
      ...{ resource: { kind: 'fixture', id: 'disk', revision: 1 }, rowHash: row && rowHashOf(row) },
    });
  });
});
