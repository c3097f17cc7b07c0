import {
  assertPort,
  type Clock,
  type FixtureId,
  guardedRecords,
  KEK_SPEC,
  type KekProvider,
  KeyDestroyedError,
  type Observer,
  observers,
  RECORDS_SPEC,
  type Records,
  TENANT_KEYS_SPEC,
  type TenantId,
  type TenantKeys,
} from '@localert/core';
import { bytesIn, type CachedKey, createKeyCache, type KeyCacheOptions } from './key-cache.ts';
import { assertKeyName, type KeyScope, untilDone } from './key-records.ts';
import { type KeyStatus, listKeys } from './key-status.ts';
import { keyStore } from './key-store.ts';
import { type RewrapReport, type RewrapWork, rewrapKeys } from './rewrap.ts';
import { type ShredProof, shredFixtureKeys, shredNamedKeys, shredTenantKeys } from './shred.ts';

/** How a keyring is set up. */
export interface KeyringOptions {
  /** Wraps the data keys: `localKeys`, Vault, or any KMS. */
  readonly kek: KekProvider;
  /** Where the wrapped keys lie: the `records` of a store, best one whose backups are not those of the data. */
  readonly records: Records;
  /** Default: the system's time. */
  readonly clock?: Clock | undefined;
  readonly cache?: KeyCacheOptions | undefined;
  /** Which fixtures have data keys of their own, so that they can be shredded alone. Default: none. */
  readonly perFixture?: ((tenant: TenantId, fixture: FixtureId) => boolean) | undefined;
  /** Is told when keys of a tenant change: other processes should then {@link Keyring.purge} it. */
  readonly observe?: Observer | undefined;
}

/** A data key, ready for `seal` and `open`. */
export type DataKey = CachedKey;

/** Which data keys: the tenant's, or one fixture's own. */
export interface KeyChoice {
  readonly fixture?: FixtureId | undefined;
}

/** The data keys of tenants: made, kept wrapped, cached, rotated, destroyed. */
export interface Keyring {
  /** Keys by name, for pseudonyms and keyed hashes. */
  readonly tenantKeys: TenantKeys;
  /**
   * The key that new data is sealed with; made at the first call. At once when it is at hand.
   *
   * @throws LOCALERT_KEY_UNAVAILABLE, LOCALERT_STORE_UNAVAILABLE
   */
  current(tenant: TenantId, fixture?: FixtureId): DataKey | Promise<DataKey>;
  /**
   * The key of a number. At once when it is at hand.
   *
   * @throws LOCALERT_KEY_DESTROYED, LOCALERT_KEY_UNAVAILABLE, LOCALERT_DECRYPT_FAILED for a number that was never given
   * out, LOCALERT_STORE_UNAVAILABLE
   */
  dataKey(tenant: TenantId, dekId: number): DataKey | Promise<DataKey>;
  /** Has a new data key be the current one; answers its number. Data under the old ones stays readable. */
  rotateDek(tenant: TenantId, choice?: KeyChoice): Promise<number>;
  /** Wraps every key that an older KEK wrapped under the current one; reads go on meanwhile. Can be stopped and run again. */
  rewrapAll(work: RewrapWork): Promise<RewrapReport>;
  /**
   * Destroys every key of a tenant: what was sealed with them cannot be read again, in backups neither, unless a backup
   * holds these records too and the KEK still exists. Suspend the tenant first, and purge it in the other processes, which
   * may hold its keys for as long as their cache does.
   *
   * @returns the proof, for the audit trail
   */
  shred(tenant: TenantId): Promise<ShredProof>;
  /** Destroys the keys that are one fixture's own; a count of 0 says that it had none, and nothing was destroyed. */
  shredFixture(tenant: TenantId, fixture: FixtureId): Promise<ShredProof>;
  /** The tenant's keys without their material. */
  keys(tenant: TenantId): Promise<readonly KeyStatus[]>;
  /** Forgets the tenant's keys in this process. */
  purge(tenant: TenantId): void;
}

/**
 * Makes a keyring. Several processes may have one over the same records: of all who need a first key at once, one makes
 * it and the others take it.
 *
 * A key stays at hand for at most five minutes, as a `KeyObject`. Bytes are wiped as soon as they are not needed; that is
 * best effort, since the runtime may hold copies.
 *
 * @throws LOCALERT_PORT_MISMATCH, LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { createKeyring, localKeys } from '@localert/crypto';
 * import { memoryStore } from '@localert/store-memory';
 *
 * const kek = localKeys({ keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }], current: 'k1' });
 * const keys = createKeyring({ kek, records: memoryStore().records });
 * const { dekId } = await keys.current('acme'); // 1
 * ```
 */
export function createKeyring(options: KeyringOptions): Keyring {
  const { kek, clock = { now: Date.now }, perFixture = () => false } = options;
  assertPort('KEK provider', kek, KEK_SPEC);
  assertPort('records', options.records, RECORDS_SPEC);
  const records = guardedRecords(options.records);
  const cache = createKeyCache(options.cache ?? {}, clock);
  const store = keyStore({ kek, records, clock });
  const tell = observers(options.observe ? [options.observe] : []);

  const scopeOf = (tenant: TenantId, fixture: FixtureId | undefined): KeyScope =>
    fixture && perFixture(tenant, fixture) ? fixture : undefined;

  const dataKey = (tenant: TenantId, dekId: number) =>
    cache.load(tenant, { kind: 'dek', id: dekId }, () => store.dataKey(tenant, dekId));

  const findOrMake = (tenant: TenantId, scope: KeyScope) =>
    untilDone(async () => {
      const named = await store.current(tenant, scope);
      if (named !== undefined) {
        try {
          return await dataKey(tenant, named.dekId);
        } catch (error) {
          // A shredding was cut short after the key and before its name: the tenant begins anew.
          if (!KeyDestroyedError.is(error)) throw error;
        }
      }
      const made = await store.makeCurrent(tenant, scope, named);
      if (made !== undefined) tell({ type: 'key.changed', tenant, change: 'created' });
      return made;
    });

  async function destroy(tenant: TenantId, work: () => Promise<ShredProof>): Promise<ShredProof> {
    try {
      return await work();
    } finally {
      // Also when it failed half-way: what is gone must not live on here.
      cache.purge(tenant);
      tell({ type: 'key.changed', tenant, change: 'destroyed' });
    }
  }

  const tenantKeys: TenantKeys = {
    spec: TENANT_KEYS_SPEC,
    key(tenant, name) {
      assertKeyName(name);
      const found = cache.load(tenant, { kind: 'name', id: name }, () => store.named(tenant, name));
      return found instanceof Promise ? found.then(({ key }) => bytesIn(key)) : bytesIn(found.key);
    },
    async shred(tenant) {
      await destroy(tenant, () => shredNamedKeys(records, tenant, clock));
    },
  };

  return {
    tenantKeys,
    dataKey,
    current(tenant, fixture) {
      const scope = scopeOf(tenant, fixture);
      return cache.load(tenant, { kind: 'current', id: scope ?? '' }, () => findOrMake(tenant, scope));
    },
    async rotateDek(tenant, { fixture } = {}) {
      const scope = scopeOf(tenant, fixture);
      const dekId = await untilDone(async () => {
        const made = await store.makeCurrent(tenant, scope, await store.current(tenant, scope));
        // Another process that rotates at the same time has made a new key just now.
        return (made ?? (await store.current(tenant, scope)))?.dekId;
      });
      cache.purge(tenant);
      tell({ type: 'key.changed', tenant, change: 'rotated' });
      return dekId;
    },
    rewrapAll: (work) => rewrapKeys(kek, records, work),
    shred: (tenant) => destroy(tenant, () => shredTenantKeys(records, tenant, clock)),
    shredFixture: (tenant, fixture) =>
      destroy(tenant, () => shredFixtureKeys(records, tenant, fixture, clock)),
    keys: (tenant) => listKeys(records, tenant),
    purge: (tenant) => cache.purge(tenant),
  };
}
