import { fails, isTrue, same } from './assertions.ts';
import {
  acme,
  type CacheHarness,
  failing,
  gatedLoader,
  loaded,
  settled,
  system,
  TIMES,
  value,
} from './cache-harness.ts';
import { anyScope, PROTOTYPE_IDS, RIVAL_TENANTS } from './hostile.ts';

/** What is old: said to be, past its time, or the last good value while a loader fails; and what has to go. */
export function cacheAges({ it, withCache }: CacheHarness): void {
  it(
    'waits for what was said to be old, and asks once for all',
    withCache(async (cache) => {
      await loaded(cache, acme, 'k', 'old');
      cache.expire(acme, 'acme', 'k');
      same(cache.peek(acme, 'k'), undefined, 'a look');
      const loader = gatedLoader();
      const asked = [cache.load(acme, 'k', loader.load), cache.load(acme, 'k', loader.load)];
      await settled();
      same(loader.calls(), 1, 'the number of loads');
      loader.answer(0, 'new');
      same(
        (await Promise.all(asked)).map((hit) => hit.value),
        ['new', 'new'],
        'what is answered',
      );
      same(cache.load(acme, 'k', failing), { value: 'new', stale: false }, 'and then at once');
      cache.expire(system);
      same(await loaded(cache, acme, 'k', null), null, 'what is gone now');
      cache.expire(system);
      same(await loaded(cache, acme, 'k', 'back'), 'back', 'what was absent');
    }),
  );

  it(
    'has the last good value of what was said to be old while the loader fails',
    withCache(async (cache, clock) => {
      await loaded(cache, acme, 'k', 'good');
      for (const expire of [
        () => cache.expire(system),
        () => cache.expire(system, 'acme'),
        () => cache.expire(acme, 'acme', 'k'),
      ]) {
        expire();
        same(await cache.load(acme, 'k', failing), { value: 'good', stale: true }, 'the answer');
        same(cache.load(acme, 'k', failing), { value: 'good', stale: true }, 'the next, at once');
        same(cache.peek(acme, 'k'), undefined, 'a look');
      }
      clock.advance(TIMES.retryMs);
      await cache.load(acme, 'k', value('new'));
      await settled();
      same(await cache.load(acme, 'k', failing), { value: 'new', stale: false }, 'after the loader is back');
      cache.expire(system);
      clock.advance(TIMES.maxStaleMs);
      await fails(() => cache.load(acme, 'k', failing), 'past its last hour');
    }),
  );

  it(
    'does not keep what was read before it was said to be old',
    withCache(async (cache) => {
      for (const expire of [() => cache.expire(system), () => cache.expire(acme, 'acme', 'k')]) {
        await loaded(cache, acme, 'k', 'good');
        cache.expire(acme, 'acme', 'k');
        const [early, late] = [gatedLoader(), gatedLoader()];
        const first = cache.load(acme, 'k', early.load);
        await settled();
        expire();
        const second = cache.load(acme, 'k', late.load);
        await settled();
        same(late.calls(), 1, 'a load of its own');
        early.answer(0, 'old');
        same((await first).value, 'old', 'who waited before');
        late.answer(0, 'new');
        same((await second).value, 'new', 'who asked after');
        same(cache.peek(acme, 'k'), 'new', 'what is kept');
        cache.expire(acme, 'acme', 'k');
        const failed = gatedLoader();
        const waiting = cache.load(acme, 'k', failed.load);
        await settled();
        expire();
        failed.fail(0);
        same(await waiting, { value: 'new', stale: true }, 'a load that fails after it');
      }
    }),
  );

  it(
    'says so of one key, of one tenant, or of all',
    withCache(async (cache) => {
      const rival = anyScope('acme2');
      const fill = async () => {
        for (const scope of [acme, rival]) for (const key of ['k', 'l']) await loaded(cache, scope, key, 'v');
      };
      const fresh = () =>
        [acme, rival].flatMap((scope) => ['k', 'l'].map((key) => cache.peek(scope, key) !== undefined));
      await fill();
      cache.expire(system, 'acme', 'k');
      same(fresh(), [false, true, true, true], 'of one key');
      await fill();
      cache.expire(acme, 'acme');
      same(fresh(), [false, false, true, true], 'of one tenant');
      await fill();
      cache.expire(system);
      same(fresh(), [false, false, false, false], 'of all');
      cache.expire(system, 'nobody');
      cache.expire(system, 'nobody', 'k');
    }),
  );

  it(
    'purges one tenant, also of what is being loaded',
    withCache(async (cache) => {
      const loader = gatedLoader();
      for (const tenant of RIVAL_TENANTS) await cache.load(anyScope(tenant), 'k', value(tenant));
      const before = cache.load(anyScope('a'), 'late', loader.load);
      await settled();
      cache.purge(system, 'a');
      loader.answer(0, 'from before the purge');
      await before;
      for (const tenant of RIVAL_TENANTS) {
        same(
          cache.peek(anyScope(tenant), 'k'),
          tenant === 'a' ? undefined : tenant,
          `${tenant} after a went`,
        );
      }
      same(cache.peek(anyScope('a'), 'late'), undefined, 'what was loaded before the purge is not kept');
      cache.purge(anyScope('a-2'), 'a-2');
      same(cache.peek(anyScope('a-2'), 'k'), undefined, 'a tenant may purge itself');
      same(await loaded(cache, anyScope('a'), 'k', 'anew'), 'anew', 'a purged tenant begins anew');
    }),
  );

  it(
    'clears everything',
    withCache(async (cache) => {
      for (const tenant of RIVAL_TENANTS) await cache.load(anyScope(tenant), 'k', value('v'));
      cache.clear(system);
      for (const tenant of RIVAL_TENANTS) same(cache.peek(anyScope(tenant), 'k'), undefined, tenant);
    }),
  );

  it(
    'keeps no more than it may',
    withCache(async (cache, clock) => {
      const scopes = ['a', 'a-2', 'a_2'].map(anyScope);
      for (let round = 0; round < 13; round++) {
        clock.advance(20);
        for (const scope of scopes) await cache.load(scope, `k${round}`, value('v'));
      }
      let kept = 0;
      for (let round = 0; round < 13; round++) {
        for (const scope of scopes) kept += Number(cache.peek(scope, `k${round}`) === 'v');
      }
      isTrue(kept <= 10, `at most 10 entries are kept, not ${kept}`);
    }, 10),
  );

  it(
    'takes no key for a property of an object',
    withCache(async (cache) => {
      for (const key of PROTOTYPE_IDS) same(cache.peek(acme, key), undefined, `${key} before`);
      for (const key of PROTOTYPE_IDS) same(await loaded(cache, acme, key, key), key, key);
      for (const key of PROTOTYPE_IDS) same(cache.peek(acme, key), key, `${key} after`);
    }),
  );
}
