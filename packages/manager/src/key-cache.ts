import type { TenantId, TenantScope } from '@localert/core';

/** A key that was found good. */
export interface GoodKey {
  readonly id: string;
  readonly scope: TenantScope;
  /** Epoch milliseconds at which it ends by itself. */
  readonly until: number;
}

/** Keys that were found good a moment ago, by the hash of their text: no key lies in memory for it. */
export interface KeyCache {
  get(digest: string, now: number): GoodKey | undefined;
  set(digest: string, key: GoodKey, now: number): void;
  /** Another number after every `forget`: what was looked up before one is not to be set behind it. */
  readonly turn: number;
  /** Forgets one key, or every key of a tenant. */
  forget(tenant: TenantId, id?: string): void;
}

/** Milliseconds that a key is believed without a look into the store: within them a revocation is noticed elsewhere. */
const BELIEVED_MS = 2_000;

/** Most keys kept; the oldest goes first. */
const MAX_KEYS = 10_000;

/**
 * Makes an empty cache. Unlike those for texts it never serves what is past its time: a store that is down is no reason to
 * let a revoked key in.
 */
export function createKeyCache(): KeyCache {
  const kept = new Map<string, { readonly key: GoodKey; readonly at: number }>();
  let turn = 0;
  return {
    get turn() {
      return turn;
    },
    get(digest, now) {
      const entry = kept.get(digest);
      if (entry === undefined) return undefined;
      // A clock that was set back counts as time that has passed.
      if (now >= entry.at && now - entry.at < BELIEVED_MS && now < entry.key.until) return entry.key;
      kept.delete(digest);
      return undefined;
    },
    set(digest, key, at) {
      kept.delete(digest);
      kept.set(digest, { key, at });
      const [oldest] = kept.size > MAX_KEYS ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
    },
    forget(tenant, id) {
      turn += 1;
      for (const [digest, { key }] of kept)
        if (key.scope.tenant === tenant && (id === undefined || key.id === id)) kept.delete(digest);
    },
  };
}
