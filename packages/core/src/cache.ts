import type { TenantId } from './ids.ts';
import type { SystemScope, TenantScope } from './scope.ts';

/** The version of the {@link Cache} contract. */
export const CACHE_SPEC = 'localert.cache/1';

/** What a look-up gave. */
export interface CacheHit<Value> {
  readonly value: Value;
  /** The last reload failed: this is the last good value, past its time. */
  readonly stale: boolean;
}

/**
 * A bounded cache apart for each tenant. Values are handed out as they are: freeze them.
 * `null` is a value: "known to be absent".
 */
export interface Cache<Value> {
  readonly spec: typeof CACHE_SPEC;
  /** A fresh value, or `undefined`. Synchronous, never loads. */
  peek(scope: TenantScope, key: string): Value | null | undefined;
  /**
   * The value, loaded at most once at a time for all who ask. At once when it is there, else a promise.
   * Past its time the old value is served while one reload runs; when a reload fails it is served as stale.
   */
  load(
    scope: TenantScope,
    key: string,
    loader: () => Promise<Value | null>,
  ): CacheHit<Value | null> | Promise<CacheHit<Value | null>>;
  delete(scope: TenantScope, key: string): void;
  /**
   * Says that what is kept may be old: of one key, of a tenant, or all of it. Whoever asks next waits for a reload, and
   * gets the last good value, as stale, when that fails. A load under way does not count: it may have read before.
   */
  expire(scope: SystemScope | TenantScope, tenant?: TenantId, key?: string): void;
  /** Forgets everything of a tenant. */
  purge(scope: SystemScope | TenantScope, tenant: TenantId): void;
  clear(scope: SystemScope): void;
}
