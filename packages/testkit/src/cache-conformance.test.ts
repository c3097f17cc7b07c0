import type { Cache } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { tinyCache } from '../test/tiny-cache.ts';
import { type CacheSetup, cacheConformance } from './cache-conformance.ts';
import { unsafeScope } from './unsafe-scope.ts';

cacheConformance({ describe, it }, { name: 'tiny', create: tinyCache });

type Create = (setup: CacheSetup) => Cache<string>;

const broken =
  (change: (cache: Cache<string>) => Partial<Cache<string>>): Create =>
  (setup) => {
    const cache = tinyCache(setup);
    return { ...cache, ...change(cache) };
  };

const withSetup =
  (change: (setup: CacheSetup) => Partial<CacheSetup>): Create =>
  (setup) =>
    tinyCache({ ...setup, ...change(setup) });

const all = unsafeScope('all');

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [Create, string]>> = {
  'another contract': [
    broken(() => ({ spec: 'localert.cache/0' as 'localert.cache/1' })),
    'loads once, then answers at once',
  ],
  'a promise for a hit': [
    broken((cache) => ({ load: async (...given) => cache.load(...given) })),
    'loads once, then answers at once',
  ],
  'a load for everyone who asks': [
    broken(() => ({ load: async (_, __, loader) => ({ value: await loader(), stale: false }) })),
    'loads once for all who ask',
  ],
  'failures kept': [
    broken((cache) => ({
      load: (scope, key, loader) => cache.load(scope, key, () => loader().catch(() => null)),
    })),
    'gives a failed load to all who wait',
  ],
  'absence never believed': [withSetup(() => ({ negativeTtlMs: 0 })), 'knows what is absent'],
  'absence believed for good': [withSetup(() => ({ negativeTtlMs: 1e9 })), 'knows what is absent'],
  'values fresh for good': [withSetup(() => ({ ttlMs: 1e9 })), 'serves the old value while one reload runs'],
  'nothing stale served': [
    withSetup(({ ttlMs }) => ({ maxStaleMs: ttlMs })),
    'serves the last good value as stale',
  ],
  'stale values that do not say so': [
    broken((cache) => ({
      load: (...given) => {
        const hit = cache.load(...given);
        return hit instanceof Promise ? hit : { ...hit, stale: false };
      },
    })),
    'serves the last good value as stale',
  ],
  'one space for all tenants': [
    broken((cache) => ({
      peek: (_, key) => cache.peek(all, key),
      load: (_, key, loader) => cache.load(all, key, loader),
    })),
    'keeps tenants apart that look alike',
  ],
  'tenant and key joined': [
    broken((cache) => ({
      peek: ({ tenant }, key) => cache.peek(all, `${tenant}:${key}`),
      load: ({ tenant }, key, loader) => cache.load(all, `${tenant}:${key}`, loader),
    })),
    'keys that would join to the same',
  ],
  'a delete that deletes nothing': [
    broken(() => ({ delete: () => undefined })),
    'deletes one key of one tenant',
  ],
  'a purge that purges nothing': [broken(() => ({ purge: () => undefined })), 'purges one tenant'],
  'a purge of everyone': [
    broken((cache) => ({ purge: (scope) => cache.clear(scope as never) })),
    'purges one tenant',
  ],
  'a clear that clears nothing': [broken(() => ({ clear: () => undefined })), 'clears everything'],
  'no bound': [withSetup(() => ({ max: 1e9 })), 'keeps no more than it may'],
  'keys looked up as properties': [
    broken((cache) => ({
      peek: (scope, key) =>
        cache.peek(scope, key) ?? (Reflect.get({}, key) === undefined ? undefined : 'inherited'),
    })),
    'takes no key for a property',
  ],
};

describe('cacheConformance', () => {
  it.each(Object.entries(FAULTS))('finds %s', async (_, [create, test]) => {
    const { failed } = await reportOf((api) => cacheConformance(api, { name: 'x', create }));
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });
});
