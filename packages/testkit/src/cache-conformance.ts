import { CACHE_SPEC, type Cache, type Clock, systemScope, type TenantScope } from '@localert/core';
import { fails, isTrue, same } from './assertions.ts';
import { anyScope, PROTOTYPE_IDS, RIVAL_TENANTS, watchPrototype } from './hostile.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import type { TestApi } from './test-api.ts';

/** How a cache is set up for a test. Times are milliseconds. */
export interface CacheSetup {
  readonly clock: Clock;
  /** Most entries over all tenants. */
  readonly max: number;
  /** How long a value is fresh. */
  readonly ttlMs: number;
  /** How long an absence is believed. */
  readonly negativeTtlMs: number;
  /** How long after its load a value may stand in for a loader that fails. */
  readonly maxStaleMs: number;
  /** How long a loader that failed is left alone. */
  readonly retryMs: number;
}

/** The cache under test. */
export interface CacheConformanceOptions {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a new, empty cache; it is called once for each test. */
  readonly create: (setup: CacheSetup) => Cache<string> | Promise<Cache<string>>;
}

const TIMES = { ttlMs: 1_000, negativeTtlMs: 100, maxStaleMs: 60_000, retryMs: 50 };

const system = systemScope('test:suite');
const acme = anyScope('acme');

/** A loader whose answers wait until the test gives them. */
function gatedLoader() {
  const waiting: { resolve: (value: string | null) => void; reject: (error: Error) => void }[] = [];
  return {
    load: () => new Promise<string | null>((resolve, reject) => waiting.push({ resolve, reject })),
    calls: () => waiting.length,
    answer: (call: number, value: string | null) => waiting[call]?.resolve(value),
    fail: (call: number) => waiting[call]?.reject(new Error('the loader failed')),
  };
}

const value = (text: string | null) => async () => text;

const failing = async (): Promise<string | null> => {
  throw new Error('the loader failed');
};

/** Lets promises and timers that are ready run. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** What must be there without the loader; a cache that waits for it fails here and does not hang. */
async function without<Answer>(loader: string, answer: Answer | Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the cache waited for ${loader}`)), 2_000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Loads and answers the value alone. */
const loaded = async (cache: Cache<string>, scope: TenantScope, key: string, text: string | null) =>
  (await cache.load(scope, key, value(text))).value;

/**
 * Registers the tests that every in-process `Cache` has to pass.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { Cache } from '@localert/core';
 * import { cacheConformance, type CacheSetup } from '@localert/testkit';
 *
 * declare function tinyCache(setup: CacheSetup): Cache<string>;
 *
 * cacheConformance({ describe, it }, { name: 'tiny', create: tinyCache });
 * ```
 */
export function cacheConformance({ describe, it }: TestApi, options: CacheConformanceOptions): void {
  const withCache =
    (body: (cache: Cache<string>, clock: ManualClock) => Promise<void>, max = 1_000) =>
    async () => {
      const clock = manualClock();
      await body(await options.create({ clock, max, ...TIMES }), clock);
    };

  describe(`${options.name}: cache`, () => {
    const assertPrototype = watchPrototype();

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
        same(
          await cache.load(acme, 'k', failing),
          { value: 'new', stale: false },
          'after the loader is back',
        );
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
          for (const scope of [acme, rival])
            for (const key of ['k', 'l']) await loaded(cache, scope, key, 'v');
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

    it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
