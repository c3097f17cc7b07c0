import {
  type AuditAct,
  type Auditor,
  type AuditRecord,
  deliveryPolicySchema,
  type FixtureEvent,
  type FixtureStore,
  type SlackFixture,
  systemScope,
  tenantScope,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import {
  SAMPLE_TIME,
  sampleAlert,
  sampleCreate,
  sampleTenant,
  sampleTurn,
  sampleUpdate,
} from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { testHouse } from '../test/house.ts';
import { encrypted } from './encrypted.ts';
import { sealText } from './sealed-text.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const rival = tenantScope({ tenant: 'rival', actor: 'user:eve' });
const failed = expect.objectContaining({ code: 'LOCALERT_DECRYPT_FAILED' });

const rich = {
  layout: { blocks: [{ type: 'section' as const, text: { field: 'title' } }] },
  description: 'canary-description',
  provenance: { es: { origin: 'model' as const, author: 'canary-author' } },
  labels: { team: 'play' },
  drafts: {
    fr: {
      messages: { title: 'canary-draft' },
      provenance: { origin: 'model' as const, author: 'canary-model' },
      findings: [],
      untranslated: [],
      state: 'proposed' as const,
      proposedBy: 'canary-proposer',
      proposedAt: 1,
    },
  },
};

/** Hands out, in place of what lies in a store, what somebody put there. */
function forged(
  raw: FixtureStore,
  change: (row: SlackFixture) => SlackFixture,
  event?: (event: FixtureEvent) => FixtureEvent,
) {
  return {
    ...raw,
    async get(...args: Parameters<FixtureStore['get']>) {
      const row = await raw.get(...args);
      return row && change(row);
    },
    async history(...args: Parameters<FixtureStore['history']>) {
      const page = await raw.history(...args);
      return { ...page, items: page.items.map((one) => (event ? event(one) : one)) };
    },
  } satisfies FixtureStore;
}

async function filled() {
  const house = testHouse();
  const { store, raw, settings } = house;
  await store.commit(acme, sampleCreate('disk', { snapshot: rich }));
  await store.commit(acme, sampleUpdate('disk', 1, { snapshot: rich }));
  await store.commit(acme, sampleCreate('cpu', { snapshot: rich }));
  await store.commit(rival, sampleCreate('disk', { snapshot: rich }));
  const rowOf = async (scope = acme, id = 'disk') => (await raw.get(scope, id)) as SlackFixture;
  const reading = (change: (row: SlackFixture) => SlackFixture) =>
    encrypted(forged(raw, change), settings).get(acme, 'disk');
  return { ...house, rowOf, reading };
}

type Sealed = Record<string, string>;
const withSealed = (row: SlackFixture, change: Sealed): SlackFixture => ({
  ...row,
  sealed: { ...row.sealed, ...change },
});
const without = (row: SlackFixture, place: string): SlackFixture => {
  const { [place]: _, ...sealed } = row.sealed as Sealed;
  return { ...row, sealed };
};

describe('a sealed fixture', () => {
  it('holds no text, and hands out all of them', async () => {
    const { rowOf, store, raw } = await filled();
    const row = await rowOf();
    expect(row).toMatchObject({
      locales: { en: {}, es: {} },
      arguments: {},
      provenance: {},
      labels: rich.labels,
    });
    expect(Object.keys(row.sealed as Sealed).toSorted()).toEqual([
      'arguments',
      'description',
      'drafts',
      'layout',
      'manifest',
      'messages/en',
      'messages/es',
      'provenance',
      'revision',
    ]);
    expect(JSON.stringify([row, (await raw.history(acme, 'disk')).items])).not.toMatch(
      /canary|Disco|Disk full/,
    );
    const opened = await store.get(acme, 'disk');
    expect(opened).toMatchObject({ ...rich, locales: { es: { title: 'Disco lleno en {host}' } } });
    expect(opened).not.toHaveProperty('sealed');
    for (const event of (await store.history(acme, 'disk')).items)
      expect(JSON.stringify(event)).not.toContain('sealed');
  });

  it('opens after it was archived and restored', async () => {
    const { store } = await filled();
    await store.commit(acme, sampleTurn('disk', 2, 'FixtureArchived'));
    expect(await store.get(acme, 'disk')).toMatchObject({ state: 'archived', revision: 3, ...rich });
    const back = await store.commit(acme, sampleTurn('disk', 3, 'FixtureRestored'));
    expect(back).toMatchObject({ state: 'active', revision: 4, ...rich });
  });

  it('opens nowhere but where it was sealed: rows, fields, locales, revisions, tenants', async () => {
    const { rowOf, reading, raw, keys } = await filled();
    const row = await rowOf();
    const old = ((await raw.history(acme, 'disk')).items[0] as unknown as { snapshot: SlackFixture })
      .snapshot;
    const sealed = row.sealed as Sealed;
    const cpu = (await rowOf(acme, 'cpu')).sealed as Sealed;
    const foreign = (await rowOf(rival)).sealed as Sealed;
    expect((await keys.current('rival')).dekId).toBe((await keys.current('acme')).dekId);
    const places = ['messages/es', 'layout', 'description', 'arguments', 'provenance', 'drafts', 'manifest'];
    const changes: ((row: SlackFixture) => SlackFixture)[] = [
      ...places.flatMap((place) =>
        [cpu, foreign, old.sealed as Sealed].map(
          (from) => (one: SlackFixture) => withSealed(one, { [place]: from[place]! }),
        ),
      ),
      ...places.map((place) => (one: SlackFixture) => without(one, place)),
      (one) =>
        withSealed(one, { 'messages/es': sealed['messages/en']!, 'messages/en': sealed['messages/es']! }),
      (one) => withSealed(one, { description: sealed['layout']! }),
      (one) => withSealed(one, { 'messages/fr': sealed['messages/es']! }),
      (one) => withSealed(one, { other: sealed['layout']! }),
      (one) => withSealed(one, { revision: '1' }),
      (one) => withSealed(one, { revision: '02' }),
      (one) => withSealed(one, { revision: 'x' }),
      (one) => without(one, 'revision'),
      (one) => withSealed(one, { manifest: '' }),
      (one) => withSealed(one, { layout: `${sealed['layout']}\n` }),
      (one) => ({ ...one, sealed: foreign }),
      (one) => ({ ...one, sealed: cpu }),
      (one) => ({ ...one, sealed: {} }),
      // The whole content of an earlier revision under the newest one's number.
      (one) => ({ ...one, revision: 0, sealed: one.sealed }),
    ];
    expect(await reading((one) => one)).toMatchObject(rich);
    for (const [index, change] of changes.entries())
      await expect(reading(change), `change ${index}`).rejects.toThrow(failed);
  });

  it('shows every change of what stays in the clear', async () => {
    const { reading } = await filled();
    const changes: Partial<SlackFixture>[] = [
      { name: 'other' },
      { labels: {} },
      { severity: 'low' },
      { syntax: 'mf2' },
      { baseLocale: 'es' },
      { sensitive: true },
      { state: 'archived' },
      { updatedAt: 0 },
      { id: 'cpu' },
      { locales: { en: {} } },
      { locales: { en: {}, es: {}, fr: { title: 'Disque' } } },
      { locales: { en: {}, es: { extra: 'injected' } } },
      { description: 'injected' },
      { layout: rich.layout },
      { arguments: { host: { type: 'number' } } },
    ];
    for (const change of changes)
      await expect(
        reading((row) => ({ ...row, ...change })),
        JSON.stringify(change),
      ).rejects.toThrow(failed);
  });

  it('proves the facts of an event', async () => {
    const { raw, settings } = await filled();
    const reading = (change: (event: FixtureEvent) => FixtureEvent) =>
      encrypted(
        forged(raw, (row) => row, change),
        settings,
      ).history(acme, 'disk');
    expect((await reading((event) => event)).items).toHaveLength(2);
    const changes: object[] = [
      { actor: 'user:other' },
      { at: 0 },
      { id: 'x' },
      { type: 'FixtureCreated', revision: 2 },
      { revision: 9 },
      { fixture: 'cpu' },
    ];
    for (const change of changes) {
      const reader = reading((event) => ({ ...event, ...change }) as FixtureEvent);
      await expect(reader, JSON.stringify(change)).rejects.toThrow(failed);
    }
    const archived = reading((event) =>
      'snapshot' in event ? { ...event, snapshot: { ...event.snapshot, state: 'archived' } } : event,
    );
    await expect(archived).rejects.toThrow(failed);
  });

  it('refuses places that this release does not know, though their seal is true', async () => {
    const { keys, raw, settings, rowOf } = await filled();
    // Written by whoever has the key: a later release, say.
    const { canonicalJson } = await import('./canonical.ts');
    const { sha256 } = await import('./platform.ts');
    const row = await rowOf();
    const context = { tenant: 'acme', fixture: 'disk', revision: 2, field: 'novel', locale: '' };
    const key = await keys.current('acme');
    const novel = sealText(key, context, '1');
    const { revision: _r, manifest: _m, ...places } = { ...row.sealed, novel } as Sealed;
    const { sealed: _s, state, revision: _rr, createdAt: _c, updatedAt: at, ...clear } = row;
    const hashes = Object.fromEntries(Object.entries(places).map(([place, text]) => [place, sha256(text)]));
    const digest = sha256(canonicalJson({ clear, places: hashes }));
    const manifest = sealText(key, { ...context, field: 'manifest' }, JSON.stringify({ digest, state, at }));
    const next = { ...row, sealed: { ...places, revision: '2', manifest } };
    await expect(
      encrypted(
        forged(raw, () => next),
        settings,
      ).get(acme, 'disk'),
    ).rejects.toThrow(failed);
    const { novel: _n, ...known } = places;
    const again = sha256(
      canonicalJson({
        clear,
        places: Object.fromEntries(Object.entries(hashes).filter(([place]) => place !== 'novel')),
      }),
    );
    const good = sealText(
      key,
      { ...context, field: 'manifest' },
      JSON.stringify({ digest: again, state, at }),
    );
    const same = { ...row, sealed: { ...known, revision: '2', manifest: good } };
    expect(
      await encrypted(
        forged(raw, () => same),
        settings,
      ).get(acme, 'disk'),
    ).toMatchObject(rich);
  });

  it('tells of what does not open, once to the trail and then to the caller', async () => {
    const { raw, settings } = await filled();
    const acts: AuditAct[] = [];
    const kept: (readonly AuditRecord[])[] = [];
    let broken = false;
    const auditor: Auditor = {
      spec: 'localert.auditor/1',
      record(act) {
        if (broken) throw new Error('no trail');
        acts.push(act);
        return { id: 'x' } as AuditRecord;
      },
      async append(_, records) {
        kept.push(records);
      },
      entries: () => Promise.reject(new Error()),
      forget: async () => undefined,
      close: async () => undefined,
    };
    const store = encrypted(
      forged(raw, (row) => ({ ...row, name: 'x' })),
      { ...settings, auditor },
    );
    await expect(store.get(acme, 'disk')).rejects.toThrow(failed);
    expect(acts).toEqual([
      {
        ...{ tenant: 'acme', actor: 'user:ana', action: 'fixture:read', outcome: 'failure' },
        ...{ resource: { kind: 'fixture', id: 'disk' }, reason: 'LOCALERT_DECRYPT_FAILED', frameworks: [] },
      },
    ]);
    expect(kept).toHaveLength(1);
    broken = true;
    await expect(store.get(acme, 'disk')).rejects.toThrow(failed);
    await store.close();
    await expect(store.get(acme, 'disk')).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    expect(kept).toHaveLength(1);
  });

  it('refuses a commit of what is sealed already, and of what is no JSON', async () => {
    const { store, rowOf } = await filled();
    const { sealed } = await rowOf();
    for (const snapshot of [{ sealed }, { description: 1n as unknown as string }]) {
      const commit = sampleUpdate('disk', 2, { snapshot });
      await expect(store.commit(acme, commit)).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    }
  });

  it('says when the key provider does not answer, and when the key was destroyed', async () => {
    const { store, keys, state } = await filled();
    keys.purge('acme');
    state.down = true;
    for (const call of [
      store.get(acme, 'disk'),
      store.list(acme),
      store.commit(acme, sampleUpdate('disk', 2)),
    ])
      await expect(call).rejects.toMatchObject({ code: 'LOCALERT_KEY_UNAVAILABLE', retryable: true });
    state.down = false;
    await keys.shred('acme');
    await expect(store.get(acme, 'disk')).rejects.toMatchObject({ code: 'LOCALERT_KEY_DESTROYED' });
    await expect(store.history(acme, 'disk')).rejects.toMatchObject({ code: 'LOCALERT_KEY_DESTROYED' });
    expect((await store.list(acme)).items).toEqual([]);
    expect(await store.get(rival, 'disk')).toMatchObject(rich);
  });

  it('shreds one fixture of a tenant', async () => {
    const { store, keys } = testHouse({ perFixture: (_, fixture) => fixture === 'disk' });
    for (const id of ['disk', 'cpu']) await store.commit(acme, sampleCreate(id));
    await keys.shredFixture('acme', 'disk');
    await expect(store.get(acme, 'disk')).rejects.toMatchObject({ code: 'LOCALERT_KEY_DESTROYED' });
    expect((await store.list(acme)).items.map(({ id }) => id)).toEqual(['cpu']);
  });

  it('refuses an earlier content in a later row, and takes one that was only archived since', async () => {
    const { store, raw, settings } = testHouse();
    await store.commit(acme, sampleCreate('disk'));
    const old = (await raw.get(acme, 'disk')) as SlackFixture;
    await store.commit(acme, sampleTurn('disk', 1, 'FixtureArchived'));
    await store.commit(acme, sampleUpdate('disk', 2));
    await store.commit(acme, sampleTurn('disk', 3, 'FixtureRestored'));
    const { items } = await raw.history(acme, 'disk');
    const put = (revision: number) => ({ ...old, revision, state: 'archived' as const });
    /** The store with another row, whose history comes page by page. */
    const holding = (
      rows: readonly (SlackFixture | undefined)[],
      events: readonly FixtureEvent[] = items,
    ) => {
      const left = [...rows];
      const get: FixtureStore['get'] = async () => (left.length > 1 ? left.shift() : left[0]);
      const history: FixtureStore['history'] = async (_scope, _fixture, page) => {
        const at = Number(page?.cursor ?? 0);
        const more = at + 1 < events.length ? { cursor: String(at + 1) } : {};
        return { items: events.slice(at, at + 1), ...more };
      };
      return encrypted({ ...raw, get, history }, settings).get(acme, 'disk');
    };
    expect(await holding([put(2)])).toMatchObject({ revision: 2, state: 'archived' });
    // The third event brought another content; of the second nothing is there.
    await expect(holding([put(3)])).rejects.toThrow(failed);
    await expect(holding([put(4)])).rejects.toThrow(failed);
    await expect(holding([put(2)], items.slice(0, 1))).rejects.toThrow('fixture "disk"');
    await expect(holding([put(2)], [])).rejects.toThrow(failed);
    // Written again, or removed, between the look at the row and the one at its history.
    const now = (await raw.get(acme, 'disk')) as SlackFixture;
    expect(await holding([put(3), now])).toMatchObject({ revision: 3 });
    expect(await holding([put(3), undefined])).toMatchObject({ revision: 3 });
  });

  it('fails a list when one row was changed', async () => {
    const { raw, settings } = await filled();
    const list: FixtureStore['list'] = async (...args) => {
      const page = await raw.list(...args);
      return { ...page, items: page.items.map((row) => ({ ...row, name: 'x' })) };
    };
    await expect(encrypted({ ...raw, list }, settings).list(acme)).rejects.toThrow(failed);
  });
});

describe('the policy', () => {
  const level = (encryption: 'off' | 'sensitive' | 'all') => sampleTenant('acme', { encryption });

  it('seals what the tenant asks for, and reads what was written before', async () => {
    const { raw, keys, clock } = testHouse();
    const store = encrypted(raw, { keys, clock, acceptPlain: true });
    await raw.directory.create(system, level('off'));
    await store.commit(acme, sampleCreate('plain'));
    expect(await raw.get(acme, 'plain')).not.toHaveProperty('sealed');
    await store.directory.replace(system, { ...level('sensitive'), revision: 2 });
    await store.commit(acme, sampleCreate('calm'));
    await store.commit(acme, sampleCreate('secret', { snapshot: { sensitive: true } }));
    expect(await raw.get(acme, 'calm')).toMatchObject({
      locales: { es: { title: 'Disco lleno en {host}' } },
    });
    expect(Object.keys((await raw.get(acme, 'calm'))?.sealed ?? {})).toEqual(['revision', 'manifest']);
    expect(await raw.get(acme, 'secret')).toMatchObject({ locales: { es: {} } });
    for (const id of ['plain', 'calm', 'secret']) {
      const row = await store.get(acme, id);
      expect(row).toMatchObject({ locales: { es: { title: 'Disco lleno en {host}' } } });
      expect(row).not.toHaveProperty('sealed');
    }
  });

  it('is not raised over content that would not be read any more, unless it is told to take it', async () => {
    const { raw, keys, clock } = testHouse();
    const store = encrypted(raw, { keys, clock });
    await store.directory.create(system, level('off'));
    const raised = { ...level('sensitive'), revision: 2 };
    await expect(store.directory.replace(system, raised)).rejects.toMatchObject({
      code: 'LOCALERT_PLAIN_CONTENT',
      details: { tenant: 'acme' },
    });
    expect((await store.directory.get(system, 'acme'))?.revision).toBe(1);
    await store.directory.replace(system, { ...level('off'), revision: 2 });
    await encrypted(raw, { keys, clock, acceptPlain: true }).directory.replace(system, {
      ...raised,
      revision: 3,
    });
    await store.directory.replace(system, { ...level('all'), revision: 4 });
    await expect(
      store.directory.replace(system, sampleTenant('none', { encryption: 'all', revision: 2 })),
    ).rejects.toThrow();
  });

  it('of a tenant that does not open keeps no other from a list', async () => {
    const { raw, keys, clock } = testHouse();
    const told: unknown[] = [];
    const store = encrypted(raw, { keys, clock, observe: (event) => told.push(event) });
    for (const id of ['acme', 'beta', 'gone'])
      await store.directory.create(system, sampleTenant(id, { encryption: 'all' }));
    await keys.shred('gone');
    const list: typeof raw.directory.list = async (...args) => {
      const page = await raw.directory.list(...args);
      return { ...page, items: page.items.map((one) => (one.id === 'acme' ? { ...one, name: 'x' } : one)) };
    };
    const changed = encrypted(
      { ...raw, directory: { ...raw.directory, list } },
      { keys, clock, observe: (event) => told.push(event) },
    );
    // Of one that was shredded nothing is left to hide.
    expect((await changed.directory.list(system)).items.map(({ id }) => id)).toEqual(['beta', 'gone']);
    expect(told).toContainEqual({
      type: 'store.failed',
      tenant: 'acme',
      code: 'LOCALERT_DECRYPT_FAILED',
      served: 'nothing',
    });
    const down: typeof raw.directory.list = async () => ({ items: [{}] as never });
    await expect(
      encrypted({ ...raw, directory: { ...raw.directory, list: down } }, { keys, clock }).directory.list(
        system,
      ),
    ).rejects.toThrow();
  });

  it('refuses plain content in place of sealed unless it is told to take it', async () => {
    const { raw, keys, clock } = testHouse();
    const policy = () => 'all' as const;
    const lax = encrypted(raw, { keys, clock, policy: () => 'off' });
    await raw.directory.create(system, level('off'));
    await lax.commit(acme, sampleCreate('disk'));
    await lax.outbox.enqueue(acme, sampleAlert()).durable;
    const strict = encrypted(raw, { keys, clock, policy });
    await expect(strict.get(acme, 'disk')).rejects.toThrow(failed);
    await expect(strict.get(acme, 'disk')).rejects.toThrow('acceptPlain: true');
    await expect(strict.list(acme)).rejects.toThrow(failed);
    await expect(strict.history(acme, 'disk')).rejects.toThrow(failed);
    await expect(strict.directory.get(system, 'acme')).rejects.toThrow(failed);
    expect(await strict.outbox.claim(system, { now: SAMPLE_TIME, leaseMs: 1_000, limit: 9 })).toEqual([]);
    expect(await encrypted(raw, { keys, clock, policy, acceptPlain: true }).get(acme, 'disk')).toMatchObject({
      revision: 1,
    });
    const off = encrypted(raw, { keys, clock });
    expect(await off.get(acme, 'disk')).toMatchObject({ revision: 1 });
    expect(await off.directory.get(acme, 'acme')).toMatchObject({ id: 'acme' });
    expect((await off.history(acme, 'disk')).items).toHaveLength(1);
    await off.outbox.enqueue(acme, sampleAlert()).durable;
    expect(await off.outbox.claim(system, { now: SAMPLE_TIME, leaseMs: 1_000, limit: 9 })).toHaveLength(1);
  });

  it('shows a tenant whose encryption was turned off in the store', async () => {
    const { raw, keys, clock } = testHouse();
    const store = encrypted(raw, { keys, clock, policyTtlMs: 1_000 });
    await store.directory.create(system, level('all'));
    const get: typeof raw.directory.get = async (...args) => {
      const tenant = await raw.directory.get(...args);
      return tenant && { ...tenant, encryption: 'off' };
    };
    const tampered = encrypted({ ...raw, directory: { ...raw.directory, get } }, { keys, clock });
    await expect(tampered.commit(acme, sampleCreate('disk'))).rejects.toThrow(failed);
    await expect(tampered.directory.get(system, 'acme')).rejects.toThrow(failed);
    await store.commit(acme, sampleCreate('disk'));
    expect((await raw.get(acme, 'disk'))?.sealed).toBeDefined();
  });

  it('seals on for a tenant whose key was removed and whose encryption was turned off in the store', async () => {
    const { raw, keys, clock } = testHouse();
    const store = encrypted(raw, { keys, clock });
    await store.directory.create(system, level('all'));
    await keys.shred('acme');
    const get: typeof raw.directory.get = async (...args) => {
      const tenant = await raw.directory.get(...args);
      return tenant && { ...tenant, encryption: 'off' };
    };
    const tampered = encrypted({ ...raw, directory: { ...raw.directory, get } }, { keys, clock });
    expect(await tampered.directory.get(system, 'acme')).toMatchObject({ id: 'acme' });
    await tampered.commit(acme, sampleCreate('disk'));
    expect((await raw.get(acme, 'disk'))?.sealed).toBeDefined();
  });

  it('looks again after some seconds, and at most some thousand tenants', async () => {
    const { raw, keys, clock } = testHouse();
    let looks = 0;
    const get: typeof raw.directory.get = async (...args) => {
      looks += 1;
      return raw.directory.get(...args);
    };
    await raw.directory.create(system, level('off'));
    const store = encrypted({ ...raw, directory: { ...raw.directory, get } }, { keys, clock });
    const write = (id: string) => store.commit(acme, sampleCreate(id));
    await write('a');
    await write('b');
    expect(looks).toBe(1);
    clock.advance(5_000);
    await write('c');
    expect(looks).toBe(2);
    await store.directory.delete(system, 'acme');
    await write('d');
    expect((await raw.get(acme, 'd'))?.sealed).toBeDefined();
  });

  it('seals everything where nobody knows the tenant, or there is no directory', async () => {
    const { raw, keys } = testHouse();
    await encrypted(raw, { keys, policy: () => 'off' }).commit(acme, sampleCreate('a'));
    const { directory: _, ...bare } = raw;
    await encrypted(bare, { keys }).commit(acme, sampleCreate('b'));
    for (const id of ['a', 'b']) expect((await raw.get(acme, id))?.sealed).toBeDefined();
  });

  it('knows a great many tenants without keeping all', async () => {
    const { raw, keys, clock } = testHouse();
    const get = async (_: unknown, id: string) => sampleTenant(id, { encryption: 'off' });
    const directory = { ...raw.directory, get };
    const outbox = encrypted(raw.outbox, { keys, clock, directory });
    for (let index = 0; index < 10_002; index++) {
      const scope = tenantScope({ tenant: `t${index}`, actor: 'x' });
      await outbox.enqueue(scope, sampleAlert()).durable;
    }
    expect((await outbox.depth(system)).queued).toBe(10_002);
  });
});

describe('encrypted', () => {
  it('takes a store, an outbox or a directory, and nothing else', async () => {
    const { keys } = testHouse();
    const { outbox, directory, ...rest } = memoryStore();
    const sealed = encrypted(directory, { keys, policy: () => 'all' });
    const overrides = { disk: { es: { title: 'canary' } } };
    const tenant = sampleTenant('acme', {
      localeConfiguration: { fallbackChain: [], formality: 'formal', overrides },
      delivery: { ...deliveryPolicySchema.parse({}), routes: [{ when: {}, to: [{ channel: '#canary' }] }] },
    });
    await sealed.create(system, tenant);
    const stored = await directory.get(system, 'acme');
    expect(JSON.stringify(stored)).not.toContain('canary');
    expect(await sealed.get(acme, 'acme')).toEqual(tenant);
    expect((await sealed.list(system)).items).toEqual([tenant]);
    expect(encrypted(outbox, { keys }).encryption).toBe('by-policy');
    const none = encrypted({ ...rest, spec: 'localert.store/1' }, { keys });
    expect([none.outbox, none.directory, none.rebuild]).toEqual([undefined, undefined, undefined]);
    await none.purgeTenant(system, 'acme');
    await none.close();
    expect(() => encrypted({} as FixtureStore, { keys })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_PORT_MISMATCH' }),
    );
  });

  it('hands out a shredded tenant without its own texts', async () => {
    const { store, keys } = testHouse();
    const overrides = { disk: { es: { title: 'canary' } } };
    const localeConfiguration = { fallbackChain: [], formality: 'formal', overrides } as const;
    const tenant = sampleTenant('acme', {
      localeConfiguration: { ...localeConfiguration, fallbackChain: [] },
    });
    await store.directory.create(system, tenant);
    await keys.shred('acme');
    expect((await store.directory.get(system, 'acme'))?.localeConfiguration.overrides).toEqual({});
    expect((await store.directory.list(system)).items).toHaveLength(1);
  });

  it('opens a tenant nowhere but under its own id and revision', async () => {
    const { store, raw, settings } = testHouse();
    for (const id of ['acme', 'rival']) await store.directory.create(system, sampleTenant(id));
    const [one, two] = (await raw.directory.list(system)).items;
    for (const change of [
      { sealed: two?.sealed },
      { revision: 2 },
      { status: 'suspended' },
      { sealed: {} },
    ]) {
      const get = async () => ({ ...one!, ...change }) as typeof one;
      const directory = encrypted({ ...raw.directory, get }, settings);
      await expect(directory.get(system, 'acme')).rejects.toThrow(failed);
    }
  });

  it('forgets the keys of a purged tenant', async () => {
    const { store, keys, raw } = testHouse();
    await store.commit(acme, sampleCreate('disk'));
    await store.purgeTenant(system, 'acme');
    expect((await raw.records.list(system, 'acme', 'dek')).items).toEqual([]);
    expect(keys.current('acme')).toBeInstanceOf(Promise);
    await store.commit(acme, sampleCreate('disk'));
    expect(await store.get(acme, 'disk')).toMatchObject({ revision: 1 });
  });
});
