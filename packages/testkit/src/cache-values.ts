import { CACHE_SPEC } from '@localert/core';
import { fails, isTrue, same } from './assertions.ts';
import {
  acme,
  type CacheHarness,
  failing,
  gatedLoader,
  loaded,
  settled,
  TIMES,
  value,
  without,
} from './cache-harness.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';

/** Loads, absences and tenants: what a cache keeps, and for whom. */
export function cacheValues({ it, withCache }: CacheHarness): void {
  it(
    'loads once, then answers at once',
    withCache(async (cache) => {
      same(cache.spec, CACHE_SPEC, 'the contract');
      same(cache.peek(acme, 'k'), undefined, 'before');
      same(await cache.load(acme, 'k', value('v')), { value: 'v', stale: false }, 'the load');
      same(cache.peek(acme, 'k'), 'v', 'after');
      same(cache.load(acme, 'k', failing), { value: 'v', stale: false }, 'a hit is no promise');
    }),
  );

  it(
    'loads once for all who ask at the same time',
    withCache(async (cache) => {
      const loader = gatedLoader();
      const asked = Array.from({ length: 1_000 }, () => cache.load(acme, 'k', loader.load));
      await settled();
      same(loader.calls(), 1, 'the number of loads');
      loader.answer(0, 'v');
      const answers = await Promise.all(asked);
      isTrue(
        answers.every((hit) => hit.value === 'v' && !hit.stale),
        'everyone gets the value',
      );
    }),
  );

  it(
    'gives a failed load to all who wait, and loads anew after it',
    withCache(async (cache) => {
      const loader = gatedLoader();
      const asked = Array.from({ length: 10 }, async () => cache.load(acme, 'k', loader.load));
      await settled();
      same(loader.calls(), 1, 'the number of loads');
      loader.fail(0);
      for (const answer of asked) await fails(() => answer, 'a load that failed');
      same(cache.peek(acme, 'k'), undefined, 'what is kept');
      same(await loaded(cache, acme, 'k', 'v'), 'v', 'the next load');
    }),
  );

  it(
    'knows what is absent, for a while',
    withCache(async (cache, clock) => {
      same(await cache.load(acme, 'k', value(null)), { value: null, stale: false }, 'the load');
      same(cache.peek(acme, 'k'), null, 'known to be absent');
      same(await loaded(cache, acme, 'k', 'not asked'), null, 'while it is believed');
      clock.advance(TIMES.negativeTtlMs);
      same(cache.peek(acme, 'k'), undefined, 'no longer known');
      await cache.load(acme, 'k', value('v'));
      await settled();
      same(cache.peek(acme, 'k'), 'v', 'after it came to be');
    }),
  );

  it(
    'serves the old value while one reload runs',
    withCache(async (cache, clock) => {
      await cache.load(acme, 'k', value('old'));
      clock.advance(TIMES.ttlMs - 1);
      same(cache.peek(acme, 'k'), 'old', 'just before its time');
      clock.advance(1);
      same(cache.peek(acme, 'k'), undefined, 'past its time nothing fresh is there');
      const loader = gatedLoader();
      for (let ask = 0; ask < 10; ask++) {
        const hit = await without('its reload', cache.load(acme, 'k', loader.load));
        same(hit.value, 'old', 'the old value');
      }
      await settled();
      same(loader.calls(), 1, 'the number of reloads');
      loader.answer(0, 'new');
      await settled();
      same(cache.peek(acme, 'k'), 'new', 'after the reload');
    }),
  );

  it(
    'serves the last good value as stale while reloads fail',
    withCache(async (cache, clock) => {
      await cache.load(acme, 'k', value('old'));
      clock.advance(TIMES.ttlMs);
      await cache.load(acme, 'k', failing);
      await settled();
      same(await cache.load(acme, 'k', failing), { value: 'old', stale: true }, 'after a failed reload');
      clock.advance(TIMES.retryMs);
      await cache.load(acme, 'k', value('new'));
      await settled();
      same(await cache.load(acme, 'k', failing), { value: 'new', stale: false }, 'after a good one');
      clock.advance(TIMES.maxStaleMs);
      await fails(async () => cache.load(acme, 'k', failing), 'a value too old to stand in');
    }),
  );

  it(
    'deletes one key of one tenant, also while it is loaded',
    withCache(async (cache) => {
      for (const key of ['k', 'k2']) await cache.load(acme, key, value(key));
      await cache.load(anyScope('acme2'), 'k', value('other'));
      cache.delete(acme, 'k');
      same(
        [cache.peek(acme, 'k'), cache.peek(acme, 'k2'), cache.peek(anyScope('acme2'), 'k')],
        [undefined, 'k2', 'other'],
        'what is left',
      );
      const loader = gatedLoader();
      const before = cache.load(acme, 'k', loader.load);
      await settled();
      cache.delete(acme, 'k');
      loader.answer(0, 'from before the delete');
      await before;
      same(cache.peek(acme, 'k'), undefined, 'what was loaded before the delete is not kept');
    }),
  );

  it(
    'keeps tenants apart that look alike, and keys that would join to the same',
    withCache(async (cache) => {
      for (const tenant of RIVAL_TENANTS)
        same(await loaded(cache, anyScope(tenant), 'k', tenant), tenant, tenant);
      for (const tenant of RIVAL_TENANTS) same(cache.peek(anyScope(tenant), 'k'), tenant, tenant);
      for (const [tenant, key] of [
        ['a:b', 'c'],
        ['a', 'b:c'],
        ['a', 'b/c'],
        ['a/b', 'c'],
      ] as const) {
        same(
          await loaded(cache, anyScope(tenant), key, `${tenant}+${key}`),
          `${tenant}+${key}`,
          `${tenant} + ${key}`,
        );
      }
    }),
  );
}
