import { CACHE_SPEC, type Cache, type CacheHit } from '@localert/core';
import type { CacheSetup } from '../src/index.ts';

interface Kept {
  readonly value: string | null;
  freshUntil: number;
  readonly staleUntil: number;
  failing: boolean;
  expired: boolean;
}

interface Shard {
  readonly entries: Map<string, Kept>;
  readonly loads: Map<string, Promise<CacheHit<string | null>>>;
}

/** The smallest cache that keeps the contract: what the suite has to pass, and what its mutants are made from. */
export function tinyCache({
  clock,
  max,
  ttlMs,
  negativeTtlMs,
  maxStaleMs,
  retryMs,
}: CacheSetup): Cache<string> {
  const shards = new Map<string, Shard>();
  const shardOf = (tenant: string): Shard => {
    const shard = shards.get(tenant) ?? { entries: new Map(), loads: new Map() };
    shards.set(tenant, shard);
    return shard;
  };

  function evict(): void {
    const all = [...shards.values()].flatMap(({ entries }) =>
      [...entries.keys()].map((key) => ({ entries, key })),
    );
    for (const { entries, key } of all.slice(0, Math.max(0, all.length - max))) entries.delete(key);
  }

  function start(
    shard: Shard,
    key: string,
    loader: () => Promise<string | null>,
  ): Promise<CacheHit<string | null>> {
    const running = shard.loads.get(key);
    if (running !== undefined) return running;
    const mine = () => shard.loads.get(key) === load;
    const load: Promise<CacheHit<string | null>> = loader().then(
      (value) => {
        const now = clock.now();
        const fresh = value === null ? negativeTtlMs : ttlMs;
        if (mine())
          shard.entries.set(key, {
            value,
            freshUntil: now + fresh,
            staleUntil: now + (value === null ? fresh : maxStaleMs),
            failing: false,
            expired: false,
          });
        if (mine()) shard.loads.delete(key);
        evict();
        return { value, stale: false };
      },
      (error) => {
        const last = shard.entries.get(key);
        const counts = mine();
        if (counts) shard.loads.delete(key);
        if (last === undefined || clock.now() >= last.staleUntil) throw error;
        const change = { failing: true, expired: false, freshUntil: clock.now() + retryMs };
        if (counts) Object.assign(last, change);
        return { value: last.value, stale: true };
      },
    );
    shard.loads.set(key, load);
    return load;
  }

  return {
    spec: CACHE_SPEC,
    peek({ tenant }, key) {
      const entry = shards.get(tenant)?.entries.get(key);
      return entry !== undefined && !entry.failing && clock.now() < entry.freshUntil
        ? entry.value
        : undefined;
    },
    load({ tenant }, key, loader) {
      const shard = shardOf(tenant);
      const entry = shard.entries.get(key);
      if (entry === undefined || entry.expired || clock.now() >= entry.staleUntil)
        return start(shard, key, loader);
      if (clock.now() >= entry.freshUntil) start(shard, key, loader).catch(() => undefined);
      return { value: entry.value, stale: entry.failing };
    },
    delete({ tenant }, key) {
      const shard = shardOf(tenant);
      shard.entries.delete(key);
      shard.loads.delete(key);
    },
    expire(_, tenant, key) {
      for (const [name, shard] of shards) {
        for (const [own, entry] of shard.entries) {
          if ((tenant ?? name) !== name || (key ?? own) !== own) continue;
          if (entry.value === null) shard.entries.delete(own);
          Object.assign(entry, { expired: true, freshUntil: Number.NEGATIVE_INFINITY });
        }
        if ((tenant ?? name) !== name) continue;
        if (key === undefined) shard.loads.clear();
        else shard.loads.delete(key);
      }
    },
    purge(_, tenant) {
      shards.get(tenant)?.entries.clear();
      shards.get(tenant)?.loads.clear();
      shards.delete(tenant);
    },
    clear() {
      shards.clear();
    },
  };
}
