import type { Cache } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { tinyCache } from '../test/tiny-cache.ts';
import { type CacheSetup, cacheConformance } from './cache-conformance.ts';
import { anyScope } from './hostile.ts';
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
  'an expiry of nothing': [broken(() => ({ expire: () => undefined })), 'waits for what was said to be old'],
  'an expiry that forgets': [
    broken((cache) => ({
      expire: (scope, tenant = 'acme', key) =>
        key === undefined ? cache.purge(scope, tenant) : cache.delete(anyScope(tenant), key),
    })),
    'has the last good value of what was said to be old',
  ],
  'an expiry that answers with the old value first': [
    broken((cache) => {
      const old = new Map<string, string>();
      return {
        expire: (scope, tenant, key) => {
          const value = cache.peek(anyScope(tenant ?? 'acme'), key ?? 'k');
          if (typeof value === 'string') old.set(key ?? 'k', value);
          cache.expire(scope, tenant, key);
        },
        load: (scope, key, loader) => {
          const value = old.get(key);
          if (value === undefined) return cache.load(scope, key, loader);
          old.delete(key);
          return { value, stale: false };
        },
      };
    }),
    'waits for what was said to be old',
  ],
  'an expiry of everyone': [
    broken((cache) => ({ expire: (scope) => cache.expire(scope) })),
    'says so of one key, of one tenant, or of all',
  ],
  'an expiry that counts what was read before it': [
    broken((cache) => {
      const running = new Set<string>();
      return {
        load: (scope, key, loader) => {
          running.add(key);
          return cache.load(scope, key, () => loader().finally(() => running.delete(key)));
        },
        expire: (scope, tenant, key) => {
          if (!running.has(key ?? '')) cache.expire(scope, tenant, key);
        },
      };
    }),
    'does not keep what was read before it was said to be old',
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
