import { createCache } from '@localert/cache';
import { tenantScope } from '@localert/core';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { createCache as createCacheManager } from 'cache-manager';
import { Cacheable } from 'cacheable';
import Keyv from 'keyv';
import { LRUCache } from 'lru-cache';

/** What is cached: an object that is handed out as it is where the cache allows. */
export interface Cached {
  readonly text: string;
}

/** A cache of many tenants, as a host would build it on a library. */
export interface Peer {
  readonly name: string;
  /** Puts a value. */
  set(tenant: string, key: string, value: Cached): unknown;
  /** Looks up a value that is there; absent where the answer is a promise. */
  readonly hit?: (tenant: string, key: string) => unknown;
  /** The same, awaited. */
  readonly hitAsync: (tenant: string, key: string) => Promise<unknown>;
  /** Looks up, and loads when it is not there. */
  readonly load: (tenant: string, key: string, loader: () => Promise<Cached>) => Promise<unknown>;
  /** Forgets a tenant; absent where the library has no way but to forget everything. */
  readonly purge?: (tenant: string) => unknown;
  readonly close?: () => unknown;
}

const TTL_MS = 60_000;
const MAX = 20_000;
const joined = (tenant: string, key: string): string => `${tenant}\0${key}`;

/** Ours: scopes are made once a request, so here once a tenant. */
export function ours(): Peer {
  const cache = createCache<Cached>({ max: MAX, ttlMs: TTL_MS });
  const scopes = new Map<string, ReturnType<typeof tenantScope>>();
  const scopeOf = (tenant: string) => {
    let scope = scopes.get(tenant);
    if (scope === undefined) {
      scope = tenantScope({ tenant, actor: 'bench' });
      scopes.set(tenant, scope);
    }
    return scope;
  };
  const missing = async () => null;
  return {
    name: '@localert/cache',
    set: (tenant, key, value) => cache.load(scopeOf(tenant), key, async () => value),
    hit: (tenant, key) => cache.load(scopeOf(tenant), key, missing),
    hitAsync: async (tenant, key) => cache.load(scopeOf(tenant), key, missing),
    load: async (tenant, key, loader) => cache.load(scopeOf(tenant), key, loader),
    purge: (tenant) => cache.purge(scopeOf(tenant), tenant),
  };
}

function plainMap(): Peer {
  const tenants = new Map<string, Map<string, Cached>>();
  return {
    name: 'Map in Map, no bound, no time',
    set(tenant, key, value) {
      const own = tenants.get(tenant) ?? new Map<string, Cached>();
      tenants.set(tenant, own.set(key, value));
    },
    hit: (tenant, key) => tenants.get(tenant)?.get(key),
    hitAsync: async (tenant, key) => tenants.get(tenant)?.get(key),
    async load(tenant, key, loader) {
      const value = await loader();
      tenants.get(tenant)?.set(key, value);
      return value;
    },
    purge: (tenant) => tenants.delete(tenant),
  };
}

function lru(name: string, ttl: number | undefined): Peer {
  let load: () => Promise<Cached> = () => Promise.reject(new Error('no loader'));
  const cache = new LRUCache<string, Cached>({
    max: MAX,
    ...(ttl === undefined ? {} : { ttl }),
    fetchMethod: () => load(),
  });
  return {
    name,
    set: (tenant, key, value) => cache.set(joined(tenant, key), value),
    hit: (tenant, key) => cache.get(joined(tenant, key)),
    hitAsync: async (tenant, key) => cache.get(joined(tenant, key)),
    load(tenant, key, loader) {
      load = loader;
      return cache.fetch(joined(tenant, key));
    },
    purge(tenant) {
      for (const key of cache.keys()) if (key.startsWith(`${tenant}\0`)) cache.delete(key);
    },
  };
}

function cacheManager(): Peer {
  const cache = createCacheManager({ ttl: TTL_MS });
  return {
    name: 'cache-manager',
    set: (tenant, key, value) => cache.set(joined(tenant, key), value),
    hitAsync: (tenant, key) => cache.get(joined(tenant, key)),
    load: (tenant, key, loader) => cache.wrap(joined(tenant, key), loader),
  };
}

function bento(): Peer {
  const cache = new BentoCache({
    default: 'memory',
    stores: { memory: bentostore().useL1Layer(memoryDriver({ maxItems: MAX })) },
    ttl: TTL_MS,
  });
  // Kept, as a host would: each namespace has locks of its own.
  const tenants = new Map<string, ReturnType<typeof cache.namespace>>();
  const of = (tenant: string) => {
    let own = tenants.get(tenant);
    if (own === undefined) {
      own = cache.namespace(tenant);
      tenants.set(tenant, own);
    }
    return own;
  };
  return {
    name: 'bentocache',
    set: (tenant, key, value) => of(tenant).set({ key, value }),
    hitAsync: (tenant, key) => of(tenant).get({ key }),
    load: (tenant, key, factory) => of(tenant).getOrSet({ key, factory }),
    purge: (tenant) => of(tenant).clear(),
    close: () => cache.disconnectAll(),
  };
}

function cacheable(): Peer {
  const cache = new Cacheable({ ttl: TTL_MS });
  return {
    name: 'cacheable',
    set: (tenant, key, value) => cache.set(joined(tenant, key), value),
    hitAsync: (tenant, key) => cache.get(joined(tenant, key)),
    load: (tenant, key, loader) => cache.getOrSet(joined(tenant, key), loader),
    close: () => cache.disconnect(),
  };
}

/** Keyv has no way to load: get, then load, then set, as its users write it. */
function keyv(): Peer {
  const tenants = new Map<string, Keyv<Cached>>();
  const of = (tenant: string) => {
    let own = tenants.get(tenant);
    if (own === undefined) {
      own = new Keyv<Cached>({ ttl: TTL_MS, namespace: tenant });
      tenants.set(tenant, own);
    }
    return own;
  };
  return {
    name: 'keyv',
    set: (tenant, key, value) => of(tenant).set(key, value),
    hitAsync: (tenant, key) => of(tenant).get(key),
    async load(tenant, key, loader) {
      const found = await of(tenant).get(key);
      if (found !== undefined) return found;
      const value = await loader();
      await of(tenant).set(key, value);
      return value;
    },
    purge: (tenant) => of(tenant).clear(),
  };
}

/** All of them, ours first. */
export const peers: readonly (() => Peer)[] = [
  ours,
  plainMap,
  () => lru('lru-cache', undefined),
  () => lru('lru-cache with ttl', TTL_MS),
  cacheManager,
  bento,
  cacheable,
  keyv,
];
