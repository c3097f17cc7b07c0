import type { CacheHit, TenantId } from '@localert/core';

/** The entries of one tenant. A purge replaces the shard, so what is loaded for an old one is never seen again. */
export interface Shard<Value> {
  readonly tenant: TenantId;
  /** Least recently used first, to the second; so ordered only where entries are weighed. */
  readonly entries: Map<string, Entry<Value>>;
  /** What all entries weigh. */
  weight: number;
  /** Loads under way: one a key, whoever asks. */
  readonly loads: Map<string, Load<Value>>;
}

/** A load under way. */
export interface Load<Value> {
  readonly result: Promise<CacheHit<Value | null>>;
}

/** One cached value. Both answers are made once, so that a hit allocates nothing. */
export interface Entry<Value> {
  readonly shard: Shard<Value>;
  readonly key: string;
  readonly fresh: CacheHit<Value | null>;
  readonly stale: CacheHit<Value | null>;
  /** Epoch milliseconds up to which it is served without a question. */
  freshUntil: number;
  /** Epoch milliseconds up to which it may stand in for a loader that fails. */
  readonly staleUntil: number;
  /** Epoch milliseconds when its use was last noted. */
  touchedAt: number;
  /** Whether it was said to be old: then whoever asks waits for a reload. */
  expired: boolean;
  /** Whether the last reload failed. */
  failing: boolean;
  /** What it weighed when it was last put on the scales. */
  weight: number;
}

/** A shard without entries. */
export const emptyShard = <Value>(tenant: TenantId): Shard<Value> => ({
  tenant,
  entries: new Map(),
  weight: 0,
  loads: new Map(),
});
