import {
  type AuditRecord,
  compactionOf,
  DecryptFailedError,
  type FixtureCommit,
  type FixtureEvent,
  type FixtureStore,
  InvalidInputError,
  KeyDestroyedError,
  type SlackFixture,
  systemScope,
  tenantScope,
  uuidV7,
} from '@localert/core';
import { sqliteStore } from '@localert/store-sqlite';
import { SAMPLE_TIME, sampleCreate, sampleTenant, sampleTurn, sampleUpdate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { testHouse } from '../test/house.ts';
import { encrypted } from './encrypted.ts';
import { createKeyring } from './keyring.ts';
import { reseal } from './reseal.ts';
import { verifyRows } from './verify-rows.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });

const recordOf = (action: string): AuditRecord => ({
  ...{ id: uuidV7(SAMPLE_TIME, crypto.getRandomValues(new Uint8Array(10))), at: SAMPLE_TIME, tenant: 'acme' },
  ...{ actor: 'p1', action, outcome: 'success', frameworks: [] },
  resource: { kind: 'fixture', id: 'disk' },
});

const audited = (commit: FixtureCommit): FixtureCommit => ({ ...commit, audit: [recordOf('fixture:write')] });

const title = (text: string) => ({ snapshot: { locales: { en: { title: text } } } });

/** Four revisions: the last two took the fixture out of use and back. */
async function fill(store: FixtureStore): Promise<void> {
  await store.directory?.create(system, sampleTenant('acme', { encryption: 'all' }));
  await store.commit(acme, audited(sampleCreate('disk', title('first'))));
  await store.commit(acme, audited(sampleUpdate('disk', 1, title('second'))));
  await store.commit(acme, audited(sampleTurn('disk', 2, 'FixtureArchived')));
  await store.commit(acme, audited(sampleTurn('disk', 3, 'FixtureRestored')));
}

async function compact(store: FixtureStore, revision: number, audit?: readonly AuditRecord[]) {
  const { items } = await store.history(acme, 'disk');
  const compaction = compactionOf(items.filter((event) => event.revision <= revision));
  return store.compact?.(system, 'acme', { ...compaction, audit });
}

async function filled() {
  const house = testHouse();
  await fill(house.store);
  const verify = () => verifyRows({ store: house.raw, audit: house.raw.audit });
  return { ...house, verify };
}

/** A store that lacks something. */
const without = (store: FixtureStore, ...names: (keyof FixtureStore)[]): FixtureStore =>
  Object.fromEntries(
    Object.entries(store).filter(([name]) => !names.includes(name as keyof FixtureStore)),
  ) as unknown as FixtureStore;

const told = () => [recordOf('fixture:compact')];

describe('a compaction of sealed events', () => {
  it.each([1, 2, 3, 4])('up to revision %s is sealed, and the row opens with it', async (revision) => {
    const { store, raw, verify } = await filled();
    const before = await store.get(acme, 'disk');
    expect(await compact(store, revision)).toBe(true);
    const [first] = (await raw.history(acme, 'disk')).items;
    expect(JSON.stringify(first)).not.toContain('second');
    expect(first).toMatchObject({ type: 'FixtureCompacted', revision });
    expect(await store.get(acme, 'disk')).toEqual(before);
    expect((await store.list(acme)).items).toEqual([before]);
    expect((await store.history(acme, 'disk')).items).toHaveLength(5 - revision);
    expect(await verify()).toEqual([]);
    await store.commit(acme, audited(sampleTurn('disk', 4, 'FixtureArchived')));
    expect(await store.get(acme, 'disk')).toMatchObject({ state: 'archived', revision: 5 });
    expect(await verify()).toEqual([]);
  });

  it.each([1, 2, 3, 4])('up to revision %s, told to the trail, stands a rebuild', async (revision) => {
    const raw = sqliteStore({ path: ':memory:' });
    const { kek } = testHouse();
    const store = encrypted(raw, { keys: createKeyring({ kek, records: raw.records }), policy: () => 'all' });
    const verify = () => verifyRows({ store: raw, audit: raw.audit });
    await fill(store);
    const before = await store.get(acme, 'disk');
    expect(await compact(store, revision, told())).toBe(true);
    expect(await store.get(acme, 'disk')).toEqual(before);
    expect(await verify()).toEqual([]);
    const row = await raw.get(acme, 'disk');
    await store.rebuild(system);
    expect(await raw.get(acme, 'disk')).toEqual(row);
    expect(await verify()).toEqual([]);
    await store.commit(acme, audited(sampleTurn('disk', 4, 'FixtureArchived')));
    await store.rebuild(system);
    expect(await verify()).toEqual([]);
    await store.close();
  });

  it.each([
    ['told to the trail', told()],
    ['told to nobody', undefined],
  ])('is sealed anew with a new key, %s', async (_, audit) => {
    for (const revision of [2, 4]) {
      const { store, raw, keys, verify } = await filled();
      const before = await store.get(acme, 'disk');
      await compact(store, revision, audit);
      await keys.rotateDek('acme');
      expect(await reseal({ store })).toMatchObject({ resealed: 1, failed: [] });
      expect(await reseal({ store })).toMatchObject({ resealed: 0, failed: [] });
      expect(await verify()).toEqual([]);
      await raw.records.delete(system, 'acme', 'dek', 'key-0000000001');
      keys.purge('acme');
      const reader = encrypted({ ...raw, directory: undefined }, { keys });
      expect(await reader.get(acme, 'disk')).toEqual(before);
      expect((await reader.history(acme, 'disk')).items).toHaveLength(5 - revision);
    }
  });

  it('leaves no row under an old key when only the event was made with the new one', async () => {
    const { store, raw, keys, verify } = await filled();
    await keys.rotateDek('acme');
    await compact(store, 4);
    expect(await reseal({ store })).toMatchObject({ resealed: 1, failed: [] });
    await raw.records.delete(system, 'acme', 'dek', 'key-0000000001');
    keys.purge('acme');
    const reader = encrypted({ ...raw, directory: undefined }, { keys });
    expect(await reader.get(acme, 'disk')).toMatchObject({ locales: { en: { title: 'second' } } });
    expect(await verify()).toEqual([]);
  });

  it('is gone with the keys', async () => {
    const { store, keys } = await filled();
    await compact(store, 3);
    const compaction = compactionOf((await store.history(acme, 'disk')).items);
    await keys.shred('acme');
    await expect(store.history(acme, 'disk')).rejects.toThrow(KeyDestroyedError);
    await expect(store.compact?.(system, 'acme', compaction)).rejects.toThrow(KeyDestroyedError);
    expect((await store.list(acme)).items).toEqual([]);
  });

  it('lets no earlier content be passed off as the row’s', async () => {
    const { store, raw, settings } = await filled();
    const old = (await raw.history(acme, 'disk')).items[0];
    if (old?.type !== 'FixtureCreated') throw new Error('no first event');
    await compact(store, 4);
    const forged = (row: SlackFixture | undefined): SlackFixture | undefined =>
      row && { ...row, ...old.snapshot, state: row.state };
    const reader = encrypted({ ...raw, get: async (...args) => forged(await raw.get(...args)) }, settings);
    await expect(reader.get(acme, 'disk')).rejects.toThrow(DecryptFailedError);
    // Nor does a compaction, or a reseal, make it look true.
    const writable = {
      ...raw,
      get: reader.get && (async (...args: Parameters<typeof raw.get>) => forged(await raw.get(...args))),
    };
    const host = encrypted(writable, settings);
    await compact(host, 4, told());
    expect((await raw.get(acme, 'disk'))?.sealed).not.toEqual(old.snapshot.sealed);
    await settings.keys.rotateDek('acme');
    expect(await reseal({ store: host })).toMatchObject({ failed: [{ tenant: 'acme', fixture: 'disk' }] });
  });

  it('takes no event for a compacted one that is plain, or opens as another', async () => {
    const { store, raw, settings } = await filled();
    const plain = (await store.history(acme, 'disk')).items;
    await compact(store, 4);
    const put = (change: (event: FixtureEvent) => FixtureEvent) =>
      encrypted(
        {
          ...raw,
          async history(...args) {
            const page = await raw.history(...args);
            return { ...page, items: page.items.map(change) };
          },
        },
        settings,
      );
    const open = put(() => compactionOf(plain).event);
    await expect(open.get(acme, 'disk')).rejects.toThrow(DecryptFailedError);
    const other = put((event) => ({ ...event, actor: 'user:other' }));
    await expect(other.get(acme, 'disk')).rejects.toThrow(DecryptFailedError);
    const later = put((event) => ({ ...event, type: 'FixtureUpdated' }) as FixtureEvent);
    await expect(later.get(acme, 'disk')).rejects.toThrow(DecryptFailedError);
  });

  it('refuses what is sealed already, and what is not the content of the log', async () => {
    const { store } = await filled();
    const { event, ...rest } = compactionOf((await store.history(acme, 'disk')).items);
    const call = (snapshot: object) =>
      store.compact?.(system, 'acme', {
        ...rest,
        event: { ...event, snapshot: { ...event.snapshot, ...snapshot } },
      });
    await expect(call({ sealed: {} })).rejects.toThrow(InvalidInputError);
    await expect(call({ locales: { en: { title: 'forged' } } })).rejects.toThrow(InvalidInputError);
  });

  it('answers false when somebody compacts between the look and the write', async () => {
    const { raw, settings } = await filled();
    const slow = encrypted({ ...raw, compact: async () => false }, settings);
    expect(await compact(slow, 3, told())).toBe(false);
  });

  it('brings the row along past writers that come first, and leaves one that is gone or newer', async () => {
    for (const [rows, calls] of [
      ['as it is', 2],
      ['gone', 0],
      ['newer', 0],
    ] as const) {
      const { raw, settings, store } = await filled();
      let resealed = 0;
      const racing: FixtureStore = {
        ...raw,
        async get(...args) {
          const row = await raw.get(...args);
          if (rows === 'gone') return undefined;
          return rows === 'newer' && row ? { ...row, sealed: { ...row.sealed, revision: '9' } } : row;
        },
        async reseal(...args) {
          resealed += 1;
          return resealed === 1 ? false : raw.reseal(...args);
        },
      };
      expect(await compact(encrypted(racing, settings), 4, told())).toBe(true);
      expect(resealed).toBe(calls);
      expect(await store.get(acme, 'disk')).toMatchObject({ revision: 4 });
    }
  });

  it('leaves the row where the store cannot reseal', async () => {
    const { raw, settings, store } = await filled();
    expect(await compact(encrypted<FixtureStore>(without(raw, 'reseal'), settings), 4, told())).toBe(true);
    expect(await store.get(acme, 'disk')).toMatchObject({ revision: 4 });
  });

  it('is plain where the policy is off, and the row with it', async () => {
    const { raw, keys, clock } = testHouse();
    const store = encrypted(raw, { keys, clock, policy: () => 'off' });
    await store.directory.create(system, sampleTenant('acme'));
    await store.commit(acme, audited(sampleCreate('disk', title('first'))));
    await store.commit(acme, audited(sampleUpdate('disk', 1, title('second'))));
    expect(await compact(store, 2, told())).toBe(true);
    expect(await raw.get(acme, 'disk')).toMatchObject({ locales: { en: { title: 'second' } } });
    expect(await verifyRows({ store: raw, audit: raw.audit, tenants: ['acme'] })).toEqual([]);
  });

  it('passes the feed and the hints on', async () => {
    const { store, raw, settings } = await filled();
    expect((await store.changes?.(acme))?.items).toHaveLength(4);
    const hints: object[] = [];
    store.subscribe?.(system, (hint) => void hints.push(hint));
    await store.commit(acme, sampleUpdate('disk', 4));
    expect(hints).toEqual([{ kind: 'fixture', tenant: 'acme', fixture: 'disk' }]);
    const bare = encrypted<FixtureStore>(without(raw, 'changes', 'subscribe', 'compact'), settings);
    expect([bare.changes, bare.subscribe, bare.compact]).toEqual([undefined, undefined, undefined]);
  });
});
