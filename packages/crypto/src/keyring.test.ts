import { inspect } from 'node:util';
import {
  type KekProvider,
  type LocalertEvent,
  type Records,
  type StoredRecord,
  systemScope,
  tenantScope,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sampleCreate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { testKek, testKeys } from '../test/house.ts';
import { encrypted } from './encrypted.ts';
import { bytesIn } from './key-cache.ts';
import { createKeyring, type DataKey, type KeyringOptions } from './keyring.ts';

const system = systemScope('test');
const code = (suffix: string) => expect.objectContaining({ code: `LOCALERT_${suffix}` });

const dekRecords = async (records: Records, tenant = 'acme') =>
  (await records.list(system, tenant, 'dek', { limit: 1_000 })).items.filter(({ id }) =>
    id.startsWith('key-'),
  );

/** Records that let a test in before a call. */
function intercepted(
  records: Records,
  before: (method: string, record: StoredRecord | string) => Promise<void> | void,
) {
  return {
    ...records,
    async put(...args: Parameters<Records['put']>) {
      await before('put', args[2]);
      return records.put(...args);
    },
    async get(...args: Parameters<Records['get']>) {
      await before('get', args[3]);
      return records.get(...args);
    },
  } satisfies Records;
}

describe('another key-encryption key under the same name', () => {
  it('is told as such, also where it shows in a fixture that does not open', async () => {
    const { store: raw, base, keys } = testKeys();
    const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
    await encrypted(raw, { keys, policy: () => 'all' }).commit(acme, sampleCreate('disk'));
    const later = createKeyring({ ...base, kek: testKek().kek });
    const hint =
      'its data key does not open. Hand in the key-encryption key that wrapped it, or restore that record from a backup.';
    await expect(later.dataKey('acme', 1)).rejects.toThrow(`The wrapped key could not be decrypted: ${hint}`);
    const store = encrypted(raw, { keys: later, policy: () => 'all' });
    await expect(store.get(acme, 'disk')).rejects.toThrow(
      `The fixture "disk" could not be decrypted: ${hint}`,
    );
  });
});

describe('records without the keys', () => {
  it('are told from a change of what was sealed', async () => {
    const { store: raw, base, keys } = testKeys();
    const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
    await encrypted(raw, { keys, policy: () => 'all' }).commit(acme, sampleCreate('disk'));
    const others = createKeyring({ ...base, records: memoryStore().records });
    await expect(encrypted(raw, { keys: others, policy: () => 'all' }).get(acme, 'disk')).rejects.toThrow(
      'The fixture "disk" could not be decrypted: it names a data key that was never made. Look whether these are the records with the keys of this store.',
    );
  });
});

describe('createKeyring', () => {
  it('makes one key for 50 who need the first at once', async () => {
    const { keys, store, calls } = testKeys();
    const made = await Promise.all(Array.from({ length: 50 }, () => keys.current('acme')));
    expect(new Set(made.map(({ dekId }) => dekId))).toEqual(new Set([1]));
    expect(await dekRecords(store.records)).toHaveLength(1);
    expect(calls).toEqual(['generateDek']);
  });

  it('makes one key for keyrings of several processes, and leaves no other behind', async () => {
    const { base, store } = testKeys();
    const rings = Array.from({ length: 8 }, () => createKeyring(base));
    const made = await Promise.all(rings.flatMap((ring) => [ring.current('acme'), ring.current('acme')]));
    expect(new Set(made.map(({ dekId }) => dekId)).size).toBe(1);
    expect(await dekRecords(store.records)).toHaveLength(1);
    const names = await Promise.all(rings.map((ring) => ring.tenantKeys.key('acme', 'audit')));
    expect(new Set(names.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
  });

  it('answers at once when the key is at hand', async () => {
    const { keys, calls } = testKeys();
    const first = keys.current('acme');
    expect(first).toBeInstanceOf(Promise);
    const { dekId } = await first;
    expect(keys.current('acme')).not.toBeInstanceOf(Promise);
    expect(keys.dataKey('acme', dekId)).toBe(keys.current('acme'));
    expect(calls).toEqual(['generateDek']);
  });

  it('keeps tenants apart whose names are parts of each other', async () => {
    const { keys } = testKeys();
    const found = await Promise.all(['a', 'a:1', '__proto__', 'constructor'].map((one) => keys.current(one)));
    expect(found.map(({ dekId }) => dekId)).toEqual([1, 1, 1, 1]);
    const material = await Promise.all(['a', 'a:1'].map((one) => keys.tenantKeys.key(one, 'x')));
    expect(Buffer.compare(Buffer.from(material[0]!), Buffer.from(material[1]!))).not.toBe(0);
  });

  it('asks again when a key is five minutes old, or used up, or pushed out', async () => {
    const { keys, clock, calls } = testKeys({ cache: { maxUses: 3, max: 2, ttlMs: 1_000 } });
    await keys.current('acme');
    clock.advance(999);
    expect(keys.current('acme')).not.toBeInstanceOf(Promise);
    clock.advance(1);
    await keys.current('acme');
    expect(calls).toEqual(['generateDek', 'unwrap']);
    for (let use = 0; use < 3; use++) expect(keys.current('acme')).not.toBeInstanceOf(Promise);
    await keys.current('acme');
    expect(calls).toHaveLength(3);
    await keys.current('b');
    expect(keys.current('acme')).not.toBeInstanceOf(Promise);
    await keys.current('c');
    // `acme` was used after `b`.
    expect(keys.current('acme')).not.toBeInstanceOf(Promise);
    expect(keys.current('b')).toBeInstanceOf(Promise);
  });

  it('shows no key, however it is printed', async () => {
    const { keys } = testKeys();
    const key = await keys.current('acme');
    const hex = Buffer.from((key.key as import('node:crypto').KeyObject).export()).toString('hex');
    const shown = `${inspect(key, { depth: 9, showHidden: true })}${JSON.stringify(key)}${inspect(keys, { depth: 9 })}`;
    expect(shown).not.toContain(hex);
    expect(shown.replaceAll(/[^0-9a-f]/g, '')).not.toContain(hex);
  });

  it('gives the bytes of a key that is kept as bytes, where there is no KeyObject', () => {
    const kept = Uint8Array.of(1, 2, 3);
    const given = bytesIn(kept);
    expect([given, given === kept]).toEqual([kept, false]);
  });

  it('gives callers of a named key bytes of their own', async () => {
    const { keys } = testKeys();
    const first = await keys.tenantKeys.key('acme', 'audit');
    const second = keys.tenantKeys.key('acme', 'audit');
    expect(second).toBeInstanceOf(Uint8Array);
    expect(second).toEqual(first);
    first.fill(0);
    expect(keys.tenantKeys.key('acme', 'audit')).toEqual(second);
    expect(await keys.tenantKeys.key('acme', 'other')).not.toEqual(second);
    for (const name of ['', 'A', 'a/b', 'x'.repeat(101)])
      expect(() => keys.tenantKeys.key('acme', name)).toThrow(code('INVALID_INPUT'));
  });

  it('says that a key is unavailable when the provider is down and the key is not at hand', async () => {
    const { keys, base, state } = testKeys();
    await keys.current('acme');
    state.down = true;
    expect(keys.current('acme')).not.toBeInstanceOf(Promise);
    const other = createKeyring(base);
    await expect(other.current('acme')).rejects.toMatchObject({
      code: 'LOCALERT_KEY_UNAVAILABLE',
      retryable: true,
    });
    state.down = false;
    expect((await other.current('acme')).dekId).toBe(1);
  });

  it('turns what a foreign provider throws into an error that says nothing of it', async () => {
    const { base } = testKeys();
    const kek: KekProvider = { ...base.kek, generateDek: () => Promise.reject(new Error('token s.secret')) };
    const error: unknown = await Promise.resolve(createKeyring({ ...base, kek }).current('acme')).catch(
      (one) => one,
    );
    expect(error).toMatchObject({ code: 'LOCALERT_KEY_UNAVAILABLE', details: { provider: 'local' } });
    expect(inspect(error, { depth: 9 })).not.toContain('s.secret');
  });

  it('tells a destroyed key from a number that was never given out', async () => {
    const { keys, base } = testKeys();
    await expect(keys.dataKey('acme', 1)).rejects.toThrow(code('DECRYPT_FAILED'));
    await keys.current('acme');
    await keys.shred('acme');
    await expect(keys.dataKey('acme', 1)).rejects.toThrow(code('KEY_DESTROYED'));
    for (const dekId of [0, 2])
      await expect(keys.dataKey('acme', dekId)).rejects.toThrow(code('DECRYPT_FAILED'));
    expect((await createKeyring(base).current('acme')).dekId).toBe(2);
  });

  it('refuses wrapped keys that were changed, or put under another tenant or number', async () => {
    const { keys, base, store } = testKeys();
    await keys.current('acme');
    await keys.current('evil');
    const [own] = await dekRecords(store.records);
    const [foreign] = await dekRecords(store.records, 'evil');
    const put = (body: string, version: number) =>
      store.records.put(system, 'acme', { ...own!, body, version });
    let version = 1;
    for (const body of [
      foreign!.body,
      'no json',
      '[]',
      'null',
      '{"wrapped":1}',
      '{"wrapped":"x","kek":"k1"}',
    ]) {
      expect(await put(body, ++version)).toBe(true);
      await expect(createKeyring(base).current('acme'), body).rejects.toThrow(code('DECRYPT_FAILED'));
    }
    await store.records.put(system, 'acme', { kind: 'dek', id: 'current', version: 2, body: '{}' });
    await expect(createKeyring(base).current('acme')).rejects.toThrow(code('DECRYPT_FAILED'));
  });

  it('begins anew when the key that is named as current is gone', async () => {
    const { keys, base, store } = testKeys();
    await keys.current('acme');
    await store.records.delete(system, 'acme', 'dek', 'key-0000000001');
    expect((await createKeyring(base).current('acme')).dekId).toBe(2);
  });

  it('gives fixtures their own keys where they are to have some', async () => {
    const { keys } = testKeys({ perFixture: (_, fixture) => fixture === 'disk' });
    const found = await Promise.all([keys.current('acme'), keys.current('acme', 'cpu')]);
    expect(found.map(({ dekId }) => dekId)).toEqual([1, 1]);
    expect((await keys.current('acme', 'disk')).dekId).toBe(2);
    expect(await keys.keys('acme')).toMatchObject([
      { dekId: 1, kek: 'k1', current: true },
      { dekId: 2, kek: 'k1', current: true, fixture: 'disk' },
    ]);
    const proof = await keys.shredFixture('acme', 'disk');
    expect(proof).toMatchObject({ tenant: 'acme', fixture: 'disk', dekIds: [2], names: [], count: 1 });
    expect(await keys.shredFixture('acme', 'disk')).toMatchObject({ dekIds: [], count: 0 });
    await expect(keys.dataKey('acme', 2)).rejects.toThrow(code('KEY_DESTROYED'));
    expect((await keys.dataKey('acme', 1)).dekId).toBe(1);
    expect((await keys.current('acme', 'disk')).dekId).toBe(3);
  });

  it('rotates: new data gets a new key, old data keeps its own', async () => {
    const events: LocalertEvent[] = [];
    const { keys, base } = testKeys({
      observe: (event) => events.push(event),
      perFixture: (_, fixture) => fixture === 'disk',
    });
    const old = await keys.current('acme');
    const seen = createKeyring(base);
    await seen.current('acme');
    expect(await keys.rotateDek('acme')).toBe(2);
    expect((await keys.current('acme')).dekId).toBe(2);
    expect((await keys.dataKey('acme', old.dekId)).dekId).toBe(1);
    // Another process goes on with the old one until it looks again.
    expect((await seen.current('acme')).dekId).toBe(1);
    seen.purge('acme');
    expect((await seen.current('acme')).dekId).toBe(2);
    expect(await keys.rotateDek('acme', { fixture: 'disk' })).toBe(3);
    expect((await keys.current('acme', 'disk')).dekId).toBe(3);
    expect((await keys.keys('acme')).map(({ current }) => current)).toEqual([false, true, true]);
    expect(events.map((event) => event.type === 'key.changed' && event.change)).toEqual([
      'created',
      'rotated',
      'rotated',
    ]);
  });

  it('rotates once for each of several who rotate at once, and loses no key', async () => {
    const { base, store } = testKeys();
    const rings = Array.from({ length: 4 }, () => createKeyring(base));
    await Promise.all(rings.map((ring) => ring.rotateDek('acme')));
    const { dekId } = await createKeyring(base).current('acme');
    const kept = (await dekRecords(store.records)).map(({ id }) => Number(id.slice(4)));
    expect(kept).toContain(dekId);
    const listed = await rings[0]!.keys('acme');
    expect(listed.filter(({ current }) => current)).toHaveLength(1);
  });

  it('hands a rotation that came second the key of the first', async () => {
    const { base, store } = testKeys();
    await createKeyring(base).current('acme');
    let raced = false;
    const records = intercepted(store.records, async (method, record) => {
      if (raced || method !== 'put' || (record as StoredRecord).id !== 'current') return;
      raced = true;
      await createKeyring(base).rotateDek('acme');
    });
    const dekId = await createKeyring({ ...base, records }).rotateDek('acme');
    expect(raced).toBe(true);
    expect((await createKeyring(base).current('acme')).dekId).toBe(dekId);
    expect((await dekRecords(store.records)).map(({ id }) => Number(id.slice(4)))).toEqual([1, 3]);
  });

  it('does not keep what was loaded while the tenant was purged', async () => {
    const { base, store } = testKeys();
    await createKeyring(base).current('acme');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let wait = true;
    const records = intercepted(store.records, async (method, id) => {
      if (wait && method === 'get' && id === 'key-0000000001') await held;
    });
    const keys = createKeyring({ ...base, records });
    const first = keys.current('acme');
    await new Promise((resolve) => setImmediate(resolve));
    keys.purge('acme');
    wait = false;
    const second = keys.current('acme');
    expect(second).not.toBe(first);
    release();
    expect((await first).dekId).toBe(1);
    keys.purge('acme');
    expect(keys.current('acme')).toBeInstanceOf(Promise);
    await second;
  });

  it('gives up when other writers always come first', async () => {
    const { base, store } = testKeys();
    const records: Records = { ...store.records, put: async () => false };
    await expect(createKeyring({ ...base, records }).current('acme')).rejects.toThrow(
      code('STORE_UNAVAILABLE'),
    );
  });

  it('refuses what is no port, and limits that are none', () => {
    const { base } = testKeys();
    const none = {} as never;
    expect(() => createKeyring({ ...base, kek: none })).toThrow(code('PORT_MISMATCH'));
    expect(() => createKeyring({ ...base, records: none })).toThrow(code('PORT_MISMATCH'));
    const wrong: KeyringOptions['cache'][] = [
      { max: 1_001 },
      { max: 0 },
      { ttlMs: 300_001 },
      { ttlMs: 1.5 },
      { maxUses: 0 },
    ];
    for (const cache of wrong) expect(() => createKeyring({ ...base, cache })).toThrow(code('INVALID_INPUT'));
    expect(() => createKeyring({ kek: base.kek, records: memoryStore().records })).not.toThrow();
  });

  it('wipes the bytes that it was given', async () => {
    const { base } = testKeys();
    const seen: Uint8Array[] = [];
    const kek: KekProvider = {
      ...base.kek,
      async unwrap(...args) {
        const bytes = await base.kek.unwrap(...args);
        seen.push(bytes);
        return bytes;
      },
    };
    const { key } = (await createKeyring(base).current('acme')) as DataKey;
    const { key: same } = await createKeyring({ ...base, kek }).current('acme');
    expect((same as import('node:crypto').KeyObject).equals(key as import('node:crypto').KeyObject)).toBe(
      true,
    );
    expect(seen.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true]);
  });
});

describe('shred', () => {
  it('destroys every key of a tenant, in the store and at hand, and says which', async () => {
    const { keys, base, store, clock } = testKeys();
    await keys.current('acme');
    await keys.rotateDek('acme');
    await keys.current('acme');
    await keys.tenantKeys.key('acme', 'audit');
    await keys.current('other');
    const proof = await keys.shred('acme');
    expect(proof).toEqual({ tenant: 'acme', dekIds: [1, 2], names: ['audit'], at: clock.now(), count: 3 });
    expect(await keys.keys('acme')).toEqual([]);
    const left = (await store.records.list(system, 'acme', 'dek')).items.map(({ id }) => id);
    expect(left).toEqual(['counter']);
    for (const ring of [keys, createKeyring(base)])
      await expect(ring.dataKey('acme', 1)).rejects.toThrow(code('KEY_DESTROYED'));
    expect(keys.current('other')).not.toBeInstanceOf(Promise);
    expect(await keys.shred('acme')).toMatchObject({ dekIds: [], count: 0 });
  });

  it('destroys named keys alone where only they are to go', async () => {
    const { keys } = testKeys();
    const before = await keys.tenantKeys.key('acme', 'audit');
    await keys.current('acme');
    await keys.tenantKeys.shred('acme');
    expect(await keys.tenantKeys.key('acme', 'audit')).not.toEqual(before);
    expect((await keys.dataKey('acme', 1)).dekId).toBe(1);
  });

  it('goes on when one key cannot be removed, forgets all, and can be repeated', async () => {
    const { base, store } = testKeys();
    let failing = true;
    const records: Records = {
      ...store.records,
      async delete(scope, tenant, kind, id) {
        if (failing && id === 'key-0000000001') throw new Error('busy');
        return store.records.delete(scope, tenant, kind, id);
      },
    };
    const keys = createKeyring({ ...base, records });
    await keys.current('acme');
    await keys.rotateDek('acme');
    await expect(keys.shred('acme')).rejects.toThrow('busy');
    expect((await dekRecords(store.records)).map(({ id }) => id)).toEqual(['key-0000000001']);
    failing = false;
    expect(await keys.shred('acme')).toMatchObject({ dekIds: [1] });
  });
});

describe('rewrapAll', () => {
  it('wraps every key under the new KEK while reads go on, and then the old one can go', async () => {
    const { keys, base, inner, newKey, store } = testKeys();
    const tenants = Array.from({ length: 5 }, (_, index) => `t${index}`);
    for (const tenant of tenants) {
      for (let turn = 0; turn < 3; turn++) await keys.rotateDek(tenant);
      await keys.tenantKeys.key(tenant, 'audit');
    }
    inner.add({ id: 'k2', key: newKey() });
    inner.promote('k2');
    let stop = false;
    const reads = (async () => {
      let count = 0;
      for (; !stop; count++) {
        const fresh = createKeyring(base);
        await Promise.all(tenants.map((tenant) => fresh.dataKey(tenant, 1 + (count % 3))));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return count;
    })();
    const seen: number[] = [];
    const report = await keys.rewrapAll({ tenants, batch: 2, onProgress: ({ done }) => seen.push(done) });
    stop = true;
    expect(await reads).toBeGreaterThan(0);
    expect(report).toEqual({ tenants: 5, keys: 20, rewrapped: 20, failed: 0 });
    expect(seen).toEqual([4, 8, 12, 16, 20]);
    await inner.destroy('k1');
    const after = createKeyring(base);
    for (const tenant of tenants) expect((await after.dataKey(tenant, 2)).dekId).toBe(2);
    expect((await keys.keys('t0')).map(({ kek }) => kek)).toEqual(['k2', 'k2', 'k2', 'k2']);
    expect(await keys.rewrapAll({ tenants, batch: Number.NaN })).toMatchObject({ keys: 20, rewrapped: 0 });
    expect(JSON.stringify((await dekRecords(store.records, 't0')).map(({ version }) => version))).toBe(
      '[2,2,2]',
    );
  });

  it('leaves what the provider refuses, and what was destroyed meanwhile', async () => {
    const { keys, base, inner, newKey, store } = testKeys();
    for (let turn = 0; turn < 3; turn++) await keys.rotateDek('acme');
    inner.add({ id: 'k2', key: newKey() });
    inner.promote('k2');
    const kek: KekProvider = {
      ...base.kek,
      async rewrap(wrapped, call) {
        await store.records.delete(system, 'acme', 'dek', 'key-0000000002');
        const [first, ...rest] = await base.kek.rewrap(wrapped, call);
        expect(first).toBeDefined();
        return [{ failed: 'x' }, ...rest.slice(0, 1)];
      },
    };
    const report = await createKeyring({ ...base, kek }).rewrapAll({ tenants: ['acme'] });
    expect(report).toEqual({ tenants: 1, keys: 3, rewrapped: 0, failed: 2 });
    expect((await dekRecords(store.records)).map(({ id }) => id)).toEqual([
      'key-0000000001',
      'key-0000000003',
    ]);
  });

  it('stops when it is told to', async () => {
    const { keys } = testKeys();
    await keys.current('acme');
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(keys.rewrapAll({ tenants: ['acme'], signal })).rejects.toThrow('stop');
  });
});
