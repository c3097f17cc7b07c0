import type { KekProvider } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { testKeys } from '../test/house.ts';
import { createKeyring } from './keyring.ts';

/** A tenant with some keys under a version of which there is a newer one, and the sizes of the provider's batches. */
async function withOldKeys(count: number) {
  const house = testKeys();
  for (let turn = 0; turn < count; turn++) await house.keys.rotateDek('acme');
  house.inner.add({ id: 'k2', key: house.newKey() });
  house.inner.promote('k2');
  const sizes: number[] = [];
  const kek: KekProvider = {
    ...house.base.kek,
    async rewrap(keys, call) {
      sizes.push(keys.length);
      return house.base.kek.rewrap(keys, call);
    },
  };
  return { ...house, sizes, keys: createKeyring({ ...house.base, kek }), base: { ...house.base, kek } };
}

describe('rewrapAll', () => {
  it.each([
    [undefined, [7]],
    [3, [3, 3, 1]],
    [2.9, [2, 2, 2, 1]],
    [1, [1, 1, 1, 1, 1, 1, 1]],
    [0, [1, 1, 1, 1, 1, 1, 1]],
    [-5, [1, 1, 1, 1, 1, 1, 1]],
    [Number.NaN, [1, 1, 1, 1, 1, 1, 1]],
    [Number.POSITIVE_INFINITY, [7]],
  ])('with a batch of %s asks for as many keys at once', async (batch, expected) => {
    const { keys, sizes } = await withOldKeys(7);
    expect(await keys.rewrapAll({ tenants: ['acme'], batch })).toMatchObject({ keys: 7, rewrapped: 7 });
    expect(sizes).toEqual(expected);
  });

  it('asks for a hundred keys at once, and never for more than a thousand', async () => {
    const { keys, sizes, inner, newKey } = await withOldKeys(1_001);
    await keys.rewrapAll({ tenants: ['acme'], batch: 5_000 });
    expect(sizes).toEqual([1_000, 1]);
    inner.add({ id: 'k3', key: newKey() });
    inner.promote('k3');
    sizes.length = 0;
    await keys.rewrapAll({ tenants: ['acme'] });
    expect(sizes).toEqual([...Array.from({ length: 10 }, () => 100), 1]);
  });

  it('wraps keys with names and keys of fixtures, and leaves all else of them as it was', async () => {
    const { base, inner, newKey } = await withOldKeys(1);
    const keys = createKeyring({ ...base, perFixture: () => true });
    await keys.current('acme', 'disk');
    const named = await keys.tenantKeys.key('acme', 'audit');
    const before = await keys.keys('acme');
    expect(before.map(({ kek }) => kek)).toEqual(['k1', 'k2', 'k2']);
    inner.add({ id: 'k3', key: newKey() });
    inner.promote('k3');
    expect(await keys.rewrapAll({ tenants: ['acme'] })).toEqual({
      ...{ tenants: 1, keys: 3, rewrapped: 3, failed: 0 },
    });
    expect(await keys.keys('acme')).toEqual(before.map((status) => ({ ...status, kek: 'k3' })));
    expect(await createKeyring(base).tenantKeys.key('acme', 'audit')).toEqual(named);
  });

  it.each(['current', 'rewrap'] as const)(
    'answers with the reason it was stopped for in %s',
    async (method) => {
      const { base } = await withOldKeys(2);
      const stop = new AbortController();
      const kek: KekProvider = {
        ...base.kek,
        [method]: async () => {
          stop.abort(new Error('stop'));
          return base.kek.current({ signal: stop.signal });
        },
      };
      const work = createKeyring({ ...base, kek }).rewrapAll({ tenants: ['acme'], signal: stop.signal });
      await expect(work).rejects.toThrow('stop');
    },
  );

  it('stops between two batches, and does the rest when it is run again', async () => {
    const { base, keys } = await withOldKeys(4);
    const stop = new AbortController();
    const kek: KekProvider = {
      ...base.kek,
      async rewrap(wrapped) {
        const done = await base.kek.rewrap(wrapped);
        stop.abort(new Error('stop'));
        return done;
      },
    };
    const work = { tenants: ['acme'], batch: 3, signal: stop.signal };
    await expect(createKeyring({ ...base, kek }).rewrapAll(work)).rejects.toThrow('stop');
    expect((await keys.keys('acme')).map((status) => status.kek)).toEqual(['k2', 'k2', 'k2', 'k1']);
    expect(await keys.rewrapAll({ tenants: ['acme'] })).toMatchObject({ keys: 4, rewrapped: 1, failed: 0 });
  });

  it('counts an answer that is only half of a wrapped key as a failure', async () => {
    const { base } = await withOldKeys(2);
    const half = async () => [{ wrapped: 'x' }, { kek: 'k2' }] as never;
    const keys = createKeyring({ ...base, kek: { ...base.kek, rewrap: half } });
    expect(await keys.rewrapAll({ tenants: ['acme'] })).toMatchObject({ rewrapped: 0, failed: 2 });
    expect((await keys.keys('acme')).map(({ kek }) => kek)).toEqual(['k1', 'k1']);
  });

  it('lets the provider know when it is called off', async () => {
    const { base } = await withOldKeys(1);
    const { signal } = new AbortController();
    const seen: (AbortSignal | undefined)[] = [];
    const kek: KekProvider = {
      ...base.kek,
      async current(call) {
        seen.push(call?.signal);
        return base.kek.current(call);
      },
      async rewrap(keys, call) {
        seen.push(call?.signal);
        return base.kek.rewrap(keys, call);
      },
    };
    await createKeyring({ ...base, kek }).rewrapAll({ tenants: ['acme'], signal });
    expect(seen).toEqual([signal, signal]);
  });

  it('hands on what the provider says when nobody stopped it', async () => {
    const { base, state } = await withOldKeys(1);
    state.down = true;
    await expect(createKeyring(base).rewrapAll({ tenants: ['acme'] })).rejects.toMatchObject({
      code: 'LOCALERT_KEY_UNAVAILABLE',
    });
  });
});
