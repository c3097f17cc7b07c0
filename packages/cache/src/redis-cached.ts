import {
  assertPort,
  assertSystemScope,
  assertTenantScope,
  changeListeners,
  createGate,
  DIRECTORY_SPEC,
  type FixtureStore,
  type Gate,
  mayReadTenant,
  type SharedCache,
  type SlackFixture,
  STORE_SPEC,
  systemScope,
  type TenantDirectory,
} from '@localert/core';
import { type RedisLevel, redisLevel } from './redis-level.ts';
import { type RedisCachedOptions, redisSettings } from './redis-options.ts';

const SCOPE = systemScope('redis cache');

const revisionOf = ({ revision }: SlackFixture): number => revision;

/** A store behind Redis: it has the facets of the store inside. */
export type RedisCached<Store extends FixtureStore> = FixtureStore &
  Pick<Store, Extract<keyof Store, 'directory' | 'outbox' | 'audit' | 'records' | 'usage'>> &
  Pick<
    Store,
    Extract<
      keyof Store,
      'takesAlerts' | 'storedBytes' | 'reseal' | 'compact' | 'changes' | 'rebuild' | 'backup' | 'encryption'
    >
  > & { readonly sharedCache: SharedCache };

/** Settings are read on the path of each alert, and change seldom. */
function cachedDirectory(inner: TenantDirectory, level: RedisLevel, gate: Gate): TenantDirectory {
  const { names, reads } = level;
  assertPort('directory', inner, DIRECTORY_SPEC);
  return {
    spec: DIRECTORY_SPEC,
    takesAudit: inner.takesAudit,

    async get(scope, id) {
      gate.enter('directory.get');
      // What belongs to others is the store's to answer, as it answers for what is not there.
      if (!mayReadTenant(scope, id)) return inner.get(scope, id);
      return reads.read(names.tenant(id), () => inner.get(scope, id));
    },

    list: (scope, page) => inner.list(scope, page),

    async create(scope, tenant, write) {
      assertSystemScope(scope);
      await level.writeTenant(tenant.id, () => inner.create(scope, tenant, write), tenant.revision);
    },

    async replace(scope, tenant, write) {
      assertSystemScope(scope);
      await level.writeTenant(tenant.id, () => inner.replace(scope, tenant, write), tenant.revision);
    },

    async delete(scope, id, write) {
      assertSystemScope(scope);
      let existed = false;
      // Settings that are made anew begin at revision 1 again.
      await level.purge(id, async () => {
        existed = await inner.delete(scope, id, write);
      });
      return existed;
    },
  } satisfies TenantDirectory;
}

/**
 * Puts Redis before a store: fixtures and tenants' settings are read from there, by all processes that share it. Compose
 * it inside of encryption: `encrypted(redisCached(postgresStore(…)))`.
 *
 * What lies in Redis is sealed under a key of the host, whether the tenant's data is encrypted or not; what does not open,
 * is past its time or belongs elsewhere counts as a miss. Redis may be slow, full, failing over or gone: then the store is
 * asked, and no call fails. Only reads of single fixtures and tenants are kept; everything else is the store's.
 *
 * A write takes what it changes out of Redis before and after it is made, and tells all processes. Nobody reads older
 * than the last write that they could be told of; where Redis could not be told, no longer than `ttlMs`.
 *
 * @param store - any fixture store; `close` ends it, and leaves the clients as they are
 * @throws LOCALERT_PORT_MISMATCH, LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { redisCached } from '@localert/cache/redis';
 * import { memoryStore } from '@localert/store-memory';
 * import { Redis } from 'ioredis';
 *
 * export function shared(url: string, key: Uint8Array) {
 *   return redisCached(memoryStore(), {
 *     client: new Redis(url),
 *     subscriber: new Redis(url),
 *     keys: [{ id: 'k1', key }],
 *     current: 'k1',
 *   });
 * }
 * ```
 */
export function redisCached<Store extends FixtureStore>(
  store: Store,
  options: RedisCachedOptions,
): RedisCached<Store> {
  assertPort('store', store, STORE_SPEC);
  const settings = redisSettings(options);
  const inner: FixtureStore = store;
  const gate = createGate();
  const listeners = changeListeners();
  const level = redisLevel(settings, listeners.tell);
  const { names, reads } = level;
  const unsubscribe = inner.subscribe?.(SCOPE, (hint) => {
    level.hear(hint);
    listeners.tell(hint);
  });
  const { directory } = inner;

  const cached: FixtureStore = {
    spec: STORE_SPEC,
    name: inner.name,
    region: inner.region,
    encryption: inner.encryption,
    directory: directory && settings.directory ? cachedDirectory(directory, level, gate) : directory,
    outbox: inner.outbox,
    takesAlerts: inner.takesAlerts,
    audit: inner.audit,
    records: inner.records,
    usage: inner.usage,
    sharedCache: { name: 'redis', health: level.health },

    async get(scope, fixture) {
      assertTenantScope(scope);
      gate.enter('get');
      return reads.read(names.fixture(scope.tenant, fixture), () => inner.get(scope, fixture));
    },

    list: (scope, query) => inner.list(scope, query),

    async commit(scope, commit) {
      assertTenantScope(scope);
      gate.enter('commit');
      return level.writeFixture(scope.tenant, commit.fixture, () => inner.commit(scope, commit), revisionOf);
    },

    history: (scope, fixture, page) => inner.history(scope, fixture, page),
    count: (scope) => inner.count(scope),
    ...(inner.storedBytes && { storedBytes: inner.storedBytes.bind(inner) }),
    ...(inner.changes && { changes: inner.changes.bind(inner) }),
    ...(inner.backup && { backup: inner.backup.bind(inner) }),

    ...(inner.reseal && {
      async reseal(scope, tenant, change) {
        assertSystemScope(scope);
        gate.enter('reseal');
        return level.writeFixture(
          tenant,
          change.fixture,
          async () => inner.reseal?.(scope, tenant, change) ?? false,
        );
      },
    }),

    ...(inner.compact && {
      async compact(scope, tenant, compaction) {
        assertSystemScope(scope);
        gate.enter('compact');
        const write = async () => inner.compact?.(scope, tenant, compaction) ?? false;
        return level.writeFixture(tenant, compaction.fixture, write);
      },
    }),

    ...((inner.subscribe || settings.subscriber) && {
      subscribe(scope, listener) {
        assertSystemScope(scope);
        gate.enter('subscribe');
        return listeners.add(listener);
      },
    }),

    ...(inner.rebuild && {
      async rebuild(scope, work) {
        assertSystemScope(scope);
        gate.enter('rebuild');
        try {
          return (await inner.rebuild?.(scope, work)) ?? { done: 0, total: 0 };
        } finally {
          await level.turnAll();
        }
      },
    }),

    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('purgeTenant');
      await level.purge(tenant, () => inner.purgeTenant(scope, tenant));
    },

    async close() {
      gate.close();
      unsubscribe?.();
      listeners.clear();
      level.end();
      await inner.close();
    },
  } satisfies FixtureStore;
  return cached as RedisCached<Store>;
}
