import { manualClock } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import {
  bytesIn,
  type CachedKey,
  createKeyCache,
  type KeyCache,
  type LoadedKey,
  type Place,
} from './key-cache.ts';

const loading = (byte: number, dekId: number) => async () => ({
  bytes: new Uint8Array(32).fill(byte),
  dekId,
});

describe('createKeyCache', () => {
  it('lets a place lead to the newest key, also when the older one goes', async () => {
    const cache = createKeyCache({ max: 1 }, manualClock(0));
    await cache.load('acme', { kind: 'dek', id: 1 }, loading(1, 1));
    await cache.load('acme', { kind: 'current', id: '' }, loading(2, 1));
    const found = cache.load('acme', { kind: 'dek', id: 1 }, () => Promise.reject(new Error('not at hand')));
    expect(found).not.toBeInstanceOf(Promise);
    expect(bytesIn((await found).key)[0]).toBe(2);
  });

  it('loads again after a failure', async () => {
    const cache = createKeyCache({}, manualClock(0));
    const place = { kind: 'name', id: 'x' } as const;
    const failing = () => Promise.reject(new Error('down'));
    const both = [cache.load('acme', place, failing), cache.load('acme', place, failing)];
    expect(both[0]).toBe(both[1]);
    await expect(both[0]).rejects.toThrow('down');
    expect((await cache.load('acme', place, loading(1, 0))).dekId).toBe(0);
  });

  const dek = (id: number): Place => ({ kind: 'dek', id });
  const named = (id: string): Place => ({ kind: 'name', id });
  const current: Place = { kind: 'current', id: '' };

  /** Whether a key is at hand; nothing is loaded by the question. */
  async function has(cache: KeyCache, tenant: string, ...places: readonly Place[]): Promise<boolean[]> {
    const found: boolean[] = [];
    for (const place of places) {
      const key = cache.load(tenant, place, () => Promise.reject(new Error('not at hand')));
      found.push(!(key instanceof Promise) || (await key.catch(() => false)) !== false);
    }
    return found;
  }

  /** A load that ends when it is told to. */
  function held(byte: number, dekId: number) {
    let end: (key: LoadedKey) => void = () => undefined;
    const load = () => new Promise<LoadedKey>((resolve) => (end = resolve));
    return { load, end: () => end({ bytes: new Uint8Array(32).fill(byte), dekId }) };
  }

  it.each([{ max: 1 }, { max: 1_000 }, { ttlMs: 1 }, { ttlMs: 300_000 }, { maxUses: 1 }])(
    'takes %j, the edge of what it may be',
    (options) => {
      expect(() => createKeyCache(options, manualClock(0))).not.toThrow();
    },
  );

  it('keeps a key for five minutes and no longer', async () => {
    const clock = manualClock(0);
    const cache = createKeyCache({}, clock);
    await cache.load('acme', dek(1), loading(1, 1));
    clock.advance(299_999);
    expect(await has(cache, 'acme', dek(1))).toEqual([true]);
    clock.advance(1);
    expect(await has(cache, 'acme', dek(1))).toEqual([false]);
  });

  it('counts the age and the uses of a key once, wherever it is found', async () => {
    const clock = manualClock(0);
    const cache = createKeyCache({ ttlMs: 1_000, maxUses: 3 }, clock);
    const first = await cache.load('acme', dek(1), loading(1, 1));
    clock.advance(600);
    expect(await cache.load('acme', current, async () => first)).toBe(first);
    expect(await has(cache, 'acme', current, dek(1), current)).toEqual([true, true, true]);
    // Used up by one place, gone from both.
    expect(await has(cache, 'acme', dek(1), current)).toEqual([false, false]);
    const again = await cache.load('acme', dek(1), loading(1, 1));
    clock.advance(600);
    await cache.load('acme', current, async () => again);
    clock.advance(400);
    expect(await has(cache, 'acme', current)).toEqual([false]);
  });

  it('lets the key go that was not used for longest, and no other of its tenant', async () => {
    const cache = createKeyCache({ max: 4 }, manualClock(0));
    await cache.load('acme', dek(2), loading(2, 2));
    await cache.load('acme', current, loading(1, 1));
    await cache.load('acme', named('a'), loading(3, 0));
    await cache.load('acme', named('b'), loading(4, 0));
    await cache.load('other', dek(1), loading(5, 1));
    const places: Place[] = [dek(2), dek(1), current, named('a'), named('b')];
    expect(await has(cache, 'acme', ...places)).toEqual([false, true, true, true, true]);
    await cache.load('other', dek(2), loading(5, 2));
    await cache.load('other', dek(3), loading(5, 3));
    expect(await has(cache, 'acme', ...places)).toEqual([false, false, false, true, true]);
  });

  it('does not count a key that is used up', async () => {
    const cache = createKeyCache({ max: 2, maxUses: 1 }, manualClock(0));
    await cache.load('b', dek(1), loading(1, 1));
    for (let turn = 0; turn < 2; turn++) {
      await cache.load('a', dek(1), loading(1, 1));
      expect(await has(cache, 'a', dek(1))).toEqual([true]);
    }
    await cache.load('a', dek(1), loading(1, 1));
    expect(await has(cache, 'b', dek(1))).toEqual([true]);
  });

  it('finds no key that has a name by a number', async () => {
    const cache = createKeyCache({}, manualClock(0));
    await cache.load('acme', named('audit'), loading(1, 0));
    expect(await has(cache, 'acme', dek(0), named('audit'))).toEqual([false, true]);
  });

  it('loads a key once for all who wait, and each key for itself', async () => {
    const cache = createKeyCache({}, manualClock(0));
    const [slow, quick] = [held(1, 1), held(2, 2)];
    const first = cache.load('acme', dek(1), slow.load);
    const second = cache.load('acme', dek(2), quick.load);
    expect(second).not.toBe(first);
    expect(cache.load('other', dek(1), held(3, 1).load)).not.toBe(first);
    quick.end();
    await second;
    expect(cache.load('acme', dek(1), held(4, 1).load)).toBe(first);
    slow.end();
    expect(bytesIn((await first).key)[0]).toBe(1);
    expect(bytesIn((await second).key)[0]).toBe(2);
  });

  it('loads once after a purge as well, while what began before it still runs', async () => {
    const cache = createKeyCache({}, manualClock(0));
    const [before, after] = [held(1, 1), held(2, 1)];
    const old = cache.load('acme', dek(1), before.load);
    cache.purge('acme');
    const fresh = cache.load('acme', dek(1), after.load);
    before.end();
    expect(bytesIn((await old).key)[0]).toBe(1);
    expect(cache.load('acme', dek(1), held(3, 1).load)).toBe(fresh);
    after.end();
    await fresh;
    const found = cache.load('acme', dek(1), held(4, 1).load) as CachedKey;
    expect(bytesIn(found.key)[0]).toBe(2);
  });

  it('purges one tenant, and counts the keys of the others on', async () => {
    const cache = createKeyCache({ max: 2 }, manualClock(0));
    await cache.load('a', dek(1), loading(1, 1));
    await cache.load('b', dek(1), loading(1, 1));
    cache.purge('a');
    cache.purge('nobody');
    expect([await has(cache, 'a', dek(1)), await has(cache, 'b', dek(1))]).toEqual([[false], [true]]);
    await cache.load('c', dek(1), loading(1, 1));
    expect(await has(cache, 'b', dek(1))).toEqual([true]);
    await cache.load('d', dek(1), loading(1, 1));
    await cache.load('e', dek(1), loading(1, 1));
    const kept: boolean[] = [];
    for (const tenant of ['a', 'b', 'c', 'd', 'e']) kept.push(...(await has(cache, tenant, dek(1))));
    expect(kept).toEqual([false, false, false, true, true]);
  });
});
