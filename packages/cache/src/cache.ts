import {
  CACHE_SPEC,
  type Cache,
  type CacheHit,
  type Clock,
  type TenantId,
  type TenantScope,
} from '@localert/core';
import { LRUCache } from 'lru-cache';
import { coarseClock } from './coarse-clock.ts';
import { type Entry, emptyShard, type Load, type Shard } from './entry.ts';

/** How often an entry's use is noted, in milliseconds. */
const TOUCH_MS = 1_000;

/** How much is kept, and for how long. */
export interface CacheOptions<Value = unknown> {
  /** Most entries over all tenants; the least recently used (to the second) goes first. Default 10,000. */
  readonly max?: number;
  /** Milliseconds that a value is served without a question. Default 60,000. */
  readonly ttlMs?: number;
  /** Milliseconds that "known to be absent" is believed. Default 5,000. */
  readonly negativeTtlMs?: number;
  /** Milliseconds after its load that a value may stand in for a loader that fails. Default one day. */
  readonly maxStaleMs?: number;
  /** Milliseconds between reloads while the loader fails. Default 1,000. */
  readonly retryMs?: number;
  readonly clock?: Clock;
  /** What a value weighs, for example in bytes. A value that grows is weighed again by {@link WeighingCache.reweigh}. */
  readonly weightOf?: (value: Value) => number;
  /**
   * The most that the values of one tenant may weigh together, `undefined` for no limit; asked with the value that was
   * just loaded or weighed. Past it the tenant's least
   * recently used (to the second) go; no other tenant's do. The one just loaded or weighed stays, whatever it weighs.
   */
  readonly maxWeightPerTenant?: (tenant: TenantId, value: Value) => number | undefined;
}

/** A cache that weighs what it keeps. */
export interface WeighingCache<Value> extends Cache<Value> {
  /** Weighs a value again after it grew; does nothing when it is no longer there. */
  reweigh(scope: TenantScope, key: string): void;
  /** What a tenant's values weigh together, as they were last weighed. */
  weight(tenant: TenantId): number;
}

/**
 * Makes a bounded in-process cache with single flight, negative entries, stale-while-revalidate and purge by tenant.
 *
 * Tenants are apart by construction: each has a map of its own, so no key of one can be spelled as a key of another.
 *
 * @example
 * ```ts
 * import { createCache } from '@localert/cache';
 * import { tenantScope } from '@localert/core';
 *
 * const cache = createCache<string>({ max: 1_000 });
 * const scope = tenantScope({ tenant: 'acme', actor: 'svc:docs' });
 * const { value } = await cache.load(scope, 'greeting', async () => 'hello');
 * ```
 */
export function createCache<Value>(options: CacheOptions<Value> = {}): WeighingCache<Value> {
  const {
    max = 10_000,
    ttlMs = 60_000,
    negativeTtlMs = 5_000,
    maxStaleMs = 86_400_000,
    retryMs = 1_000,
    weightOf,
    maxWeightPerTenant,
  } = options;
  const clock = options.clock ?? coarseClock();
  const shards = new Map<TenantId, Shard<Value>>();
  // The maps find, the LRU only bounds: an entry is its own key there.
  const recency = new LRUCache<Entry<Value>, Entry<Value>>({
    max,
    dispose: ({ shard, key, weight }, entry) => {
      shard.weight -= weight;
      if (shard.entries.get(key) === entry) shard.entries.delete(key);
      forgetIfEmpty(shard);
    },
  });

  /** A tenant that has nothing here costs nothing here. */
  function forgetIfEmpty(shard: Shard<Value>): void {
    if (shard.entries.size === 0 && shard.loads.size === 0 && shards.get(shard.tenant) === shard) {
      shards.delete(shard.tenant);
    }
  }

  function shardOf(tenant: TenantId): Shard<Value> {
    let shard = shards.get(tenant);
    if (shard === undefined) {
      shard = emptyShard(tenant);
      shards.set(tenant, shard);
    }
    return shard;
  }

  /** Weighs an entry, and makes room for it among the tenant's own. */
  function weigh(entry: Entry<Value>): void {
    const { shard } = entry;
    const { value } = entry.fresh;
    if (weightOf === undefined) return;
    // An absence weighs nothing, and makes room for itself nowhere.
    if (value === null) return;
    const weight = weightOf(value);
    shard.weight += weight - entry.weight;
    entry.weight = weight;
    const limit = maxWeightPerTenant?.(shard.tenant, value);
    if (limit === undefined) return;
    for (const other of shard.entries.values()) {
      if (shard.weight <= limit) break;
      // To forget what weighs nothing makes no room.
      if (other !== entry && other.weight > 0) recency.delete(other);
    }
  }

  function touch(entry: Entry<Value>, now: number): void {
    entry.touchedAt = now;
    recency.get(entry);
    if (weightOf === undefined) return;
    const { entries } = entry.shard;
    entries.delete(entry.key);
    entries.set(entry.key, entry);
  }

  function keep(shard: Shard<Value>, key: string, value: Value | null): CacheHit<Value | null> {
    const now = clock.now();
    const entry: Entry<Value> = {
      shard,
      key,
      fresh: Object.freeze({ value, stale: false }),
      stale: Object.freeze({ value, stale: true }),
      freshUntil: now + (value === null ? negativeTtlMs : ttlMs),
      // An absence is no last good value: a store that comes back must be asked.
      staleUntil: value === null ? now + negativeTtlMs : now + Math.max(ttlMs, maxStaleMs),
      expired: false,
      failing: false,
      touchedAt: now,
      weight: 0,
    };
    const previous = shard.entries.get(key);
    // To the end, where the latest are.
    shard.entries.delete(key);
    shard.entries.set(key, entry);
    if (previous !== undefined) recency.delete(previous);
    recency.set(entry, entry);
    weigh(entry);
    return entry.fresh;
  }

  function startLoad(shard: Shard<Value>, key: string, loader: () => Promise<Value | null>) {
    const running = shard.loads.get(key);
    if (running !== undefined) return running.result;
    // A delete or purge drops the load: its value is for those who waited, not for later ones.
    const load: Load<Value> = {
      result: Promise.resolve()
        .then(loader)
        .then(
          (value) => (shard.loads.get(key) === load ? keep(shard, key, value) : { value, stale: false }),
          (error: unknown) => {
            const last = shard.entries.get(key);
            const now = clock.now();
            const isPurged = shards.get(shard.tenant) !== shard;
            if (last === undefined || isPurged || now >= last.staleUntil) throw error;
            // Of a load that was dropped since, only those hear who waited for it.
            if (shard.loads.get(key) !== load) return last.stale;
            last.expired = false;
            last.failing = true;
            last.freshUntil = now + retryMs;
            return last.stale;
          },
        )
        .finally(() => {
          if (shard.loads.get(key) === load) shard.loads.delete(key);
          forgetIfEmpty(shard);
        }),
    };
    shard.loads.set(key, load);
    return load.result;
  }

  function expireEntry(entry: Entry<Value>): void {
    // No last good value, so there is nothing to keep of it.
    if (entry.fresh.value === null) recency.delete(entry);
    entry.expired = true;
    entry.freshUntil = Number.NEGATIVE_INFINITY;
  }

  function expireIn(shard: Shard<Value>, key: string | undefined): void {
    if (key === undefined) {
      shard.loads.clear();
      for (const entry of [...shard.entries.values()]) expireEntry(entry);
      return;
    }
    shard.loads.delete(key);
    const entry = shard.entries.get(key);
    if (entry !== undefined) expireEntry(entry);
  }

  return {
    spec: CACHE_SPEC,

    peek(scope, key) {
      const entry = shards.get(scope.tenant)?.entries.get(key);
      return entry !== undefined && !entry.failing && clock.now() < entry.freshUntil
        ? entry.fresh.value
        : undefined;
    },

    load(scope, key, loader) {
      const shard = shardOf(scope.tenant);
      const entry = shard.entries.get(key);
      if (entry === undefined) return startLoad(shard, key, loader);
      const now = clock.now();
      // "Recently used" is told to the second: moving an entry to the front costs as much as finding it.
      if (now - entry.touchedAt >= TOUCH_MS) touch(entry, now);
      if (now < entry.freshUntil) return entry.failing ? entry.stale : entry.fresh;
      if (entry.expired || now >= entry.staleUntil) return startLoad(shard, key, loader);
      // Whoever asks is answered at once; a failed reload shows in the next answers.
      startLoad(shard, key, loader).catch(() => undefined);
      return entry.failing ? entry.stale : entry.fresh;
    },

    reweigh(scope, key) {
      const entry = shards.get(scope.tenant)?.entries.get(key);
      if (entry !== undefined) weigh(entry);
    },

    weight: (tenant) => shards.get(tenant)?.weight ?? 0,

    delete(scope, key) {
      const shard = shards.get(scope.tenant);
      const entry = shard?.entries.get(key);
      shard?.loads.delete(key);
      if (entry !== undefined) recency.delete(entry);
    },

    expire(_scope, tenant, key) {
      const told = tenant === undefined ? [...shards.values()] : [shards.get(tenant)];
      for (const shard of told) if (shard !== undefined) expireIn(shard, key);
    },

    purge(_scope, tenant) {
      // The old shard's entries are out of reach at once; the LRU drops them as they age.
      const shard = shards.get(tenant);
      shard?.loads.clear();
      shards.delete(tenant);
    },

    clear() {
      for (const shard of shards.values()) shard.loads.clear();
      shards.clear();
      recency.clear();
    },
  };
}
