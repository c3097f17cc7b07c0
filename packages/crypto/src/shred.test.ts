import { type LocalertEvent, type Records, systemScope } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { testKeys } from '../test/house.ts';
import { createKeyring } from './keyring.ts';

const system = systemScope('test');

/** Records of which some cannot be removed, and what was tried. */
function stubborn(inner: Records, refuses: (id: string) => boolean) {
  const tried: string[] = [];
  const records: Records = {
    ...inner,
    async delete(scope, tenant, kind, id) {
      tried.push(`${kind}/${id}`);
      if (refuses(id)) throw new Error(`busy: ${id}`);
      return inner.delete(scope, tenant, kind, id);
    },
  };
  return { records, tried };
}

/** What a store's own error becomes: its words could hold anything. */
const unavailable = { code: 'LOCALERT_STORE_UNAVAILABLE' };

describe('a shredding that meets a fault', () => {
  it.each(['current', 'key-0000000001', 'audit'])('destroys everything else when %s stays', async (stays) => {
    const { base, store } = testKeys();
    let isBusy = true;
    const { records } = stubborn(store.records, (id) => isBusy && id === stays);
    const keys = createKeyring({ ...base, records });
    await keys.current('acme');
    await keys.rotateDek('acme');
    await keys.tenantKeys.key('acme', 'audit');
    await keys.tenantKeys.key('acme', 'outbox');
    await expect(keys.shred('acme')).rejects.toMatchObject(unavailable);
    const left = await Promise.all(
      (['dek', 'tenant-key'] as const).map((kind) => store.records.list(system, 'acme', kind)),
    );
    expect(left.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(
      stays === 'audit' ? ['counter', 'audit'] : ['counter', stays].toSorted(),
    );
    isBusy = false;
    await keys.shred('acme');
    expect(await keys.keys('acme')).toEqual([]);
  });

  it('says so of a fixture, and forgets what is at hand', async () => {
    const { base, store } = testKeys();
    const { records } = stubborn(store.records, (id) => id === 'key-0000000001');
    const events: LocalertEvent[] = [];
    const keys = createKeyring({
      ...{ ...base, records, perFixture: () => true },
      observe: (event) => events.push(event),
    });
    await keys.current('acme', 'disk');
    await expect(keys.shredFixture('acme', 'disk')).rejects.toMatchObject(unavailable);
    expect(keys.current('acme', 'disk')).toBeInstanceOf(Promise);
    expect(events).toContainEqual({ type: 'key.changed', tenant: 'acme', change: 'destroyed' });
  });

  it('says so of keys with names', async () => {
    const { base, store } = testKeys();
    const { records } = stubborn(store.records, (id) => id === 'audit');
    const keys = createKeyring({ ...base, records });
    await keys.tenantKeys.key('acme', 'audit');
    await expect(keys.tenantKeys.shred('acme')).rejects.toMatchObject(unavailable);
  });
});

describe('a shredding', () => {
  it('takes what names the current keys away before the keys', async () => {
    const { base, store } = testKeys();
    const { records, tried } = stubborn(store.records, () => false);
    const keys = createKeyring({ ...base, records, perFixture: () => true });
    await keys.current('acme');
    await keys.current('acme', 'disk');
    await keys.current('acme', 'cpu');
    tried.length = 0;
    const proof = await keys.shredFixture('acme', 'disk');
    expect(tried.map((id) => id.startsWith('dek/current-'))).toEqual([true, false]);
    expect(proof).toMatchObject({ fixture: 'disk', dekIds: [2], names: [], count: 1 });
    tried.length = 0;
    expect(await keys.shred('acme')).toMatchObject({ dekIds: [1, 3], names: [], count: 2 });
    expect(tried.map((id) => /current/.test(id))).toEqual([true, true, false, false, true]);
    expect(tried.at(-1)).toBe('dek/current');
    expect(tried).not.toContain('dek/counter');
  });

  it('of one fixture leaves the keys of the others', async () => {
    const { keys } = testKeys({ perFixture: (_, fixture) => fixture !== 'plain' });
    for (const fixture of ['disk', 'disk2', 'plain']) await keys.current('acme', fixture);
    await keys.shredFixture('acme', 'disk');
    expect((await keys.keys('acme')).map(({ fixture }) => fixture)).toEqual(['disk2', undefined]);
    expect(await keys.shredFixture('acme', 'plain')).toMatchObject({ count: 0 });
  });
});
