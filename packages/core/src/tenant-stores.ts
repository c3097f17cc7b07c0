import type { ChangeHint, ChangeListener } from './change.ts';
import { assertNoAlerts } from './commit.ts';
import { StoreUnavailableError } from './errors.ts';
import type { TenantId } from './ids.ts';
import { changeListeners } from './listeners.ts';
import { assertSystemScope, assertTenantScope, type SystemScope, systemScope, tenantScope } from './scope.ts';
import { type FixtureStore, type LongWork, type Progress, STORE_SPEC } from './store.ts';
import { createStorePool, type StorePool } from './store-pool.ts';
import { named, type TenantLister, tenantsIn } from './tenant-list.ts';
import { homeDirectory, homeOutbox, routedAudit, routedRecords, routedUsage } from './tenant-stores-parts.ts';

/** How tenants are spread over stores. */
export interface TenantStoresOptions {
  /** Keeps what is of all tenants: the directory and the queue. */
  readonly home: FixtureStore;
  /**
   * Opens the store of a tenant: a schema, a database or a file of its own. Called once for all who wait, and again after
   * the store was closed to make room. It must be able to do what `home` can. May answer one store for several tenants,
   * and `home` itself.
   */
  readonly storeFor: (tenant: TenantId) => FixtureStore | Promise<FixtureStore>;
  /**
   * Every tenant that may have a store, for what goes over all of them; default: those in the home's directory. Name
   * yours where trails of tenants that are gone have to be found after a restart.
   */
  readonly tenants?: TenantLister | undefined;
  /** Most stores kept open; who was not used for longest is closed first, nobody while used. Default 100. */
  readonly maxOpen?: number | undefined;
}

/** What every tenant's store has to have when the home has it. */
const SHARED = [
  'audit',
  'records',
  'usage',
  'storedBytes',
  'reseal',
  'compact',
  'rebuild',
  'subscribe',
] as const;

/** Who listens to all stores; the home is listened to while somebody does. */
function createListeners(home: FixtureStore) {
  const listeners = changeListeners();
  let atHome: (() => void) | undefined;
  const leaveHome = () => {
    atHome?.();
    atHome = undefined;
  };
  return {
    tell: (hint: ChangeHint) => listeners.tell(hint),
    add(scope: SystemScope, listener: ChangeListener): () => void {
      atHome ??= home.subscribe?.(scope, (hint) => listeners.tell(hint));
      const end = listeners.add(listener);
      return () => {
        end();
        if (listeners.size === 0) leaveHome();
      };
    },
    clear() {
      listeners.clear();
      leaveHome();
    },
  };
}

/** Makes the rows of every tenant anew, one store after the other; a store that fails does not stop the others. */
async function rebuildAll(
  pool: StorePool,
  scope: SystemScope,
  tenants: readonly TenantId[],
  { onProgress, signal }: LongWork,
): Promise<Progress> {
  const done = new Set<FixtureStore>();
  let sum: Progress = { done: 0, total: 0 };
  let fault: { readonly error: unknown } | undefined;
  let expected = 0;
  for (const tenant of tenants) {
    expected += await pool
      .use(tenant, 'rebuild', async (store) => store.count(tenantScope({ tenant, actor: 'system:rebuild' })))
      .catch(() => 0);
  }
  for (const tenant of tenants) {
    signal?.throwIfAborted();
    try {
      await pool.use(tenant, 'rebuild', async (store) => {
        if (done.has(store)) return;
        done.add(store);
        const before = sum;
        const shown = (progress: Progress): Progress => ({
          done: before.done + progress.done,
          total: Math.max(expected, before.done + progress.total),
        });
        const end = await store.rebuild?.(scope, {
          signal,
          onProgress: (progress) => onProgress?.(shown(progress)),
        });
        if (end !== undefined) sum = { done: before.done + end.done, total: before.total + end.total };
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      fault ??= { error };
    }
  }
  if (fault !== undefined) throw fault.error;
  return sum;
}

/**
 * One store out of many: the fixtures, events, records, counters and trail of each tenant lie in a store of its own,
 * the directory and the queue in `home`. A tenant whose store cannot be opened harms no other.
 *
 * A change and its audit record are in one transaction for fixtures, and are not for the directory and the queue, which
 * say so (`takesAudit: false`). Of what other processes write, listeners are told for tenants whose stores are open here:
 * what is kept at hand was read through them, and when one is closed listeners are told to forget its tenant. There is no feed of all changes, and no backup of all stores at one moment: both are had
 * of each store. `home` has what all have: where it lacks a part, so does the whole.
 *
 * @throws LOCALERT_STORE_UNAVAILABLE by every method, when the tenant's store cannot be opened or lacks what `home` has
 *
 * @example
 * ```ts
 * import { tenantStores } from '@localert/core';
 * import { sqliteStore } from '@localert/store-sqlite';
 *
 * const store = tenantStores({
 *   home: sqliteStore({ path: 'home.db' }),
 *   storeFor: (tenant) => sqliteStore({ path: `tenant-${tenant}.db` }),
 *   maxOpen: 200,
 * });
 * ```
 */
export function tenantStores(options: TenantStoresOptions): FixtureStore {
  const { home, storeFor, maxOpen = 100 } = options;
  const listeners = createListeners(home);
  const system = systemScope('tenant-stores');
  const pool = createStorePool({
    storeFor,
    home,
    maxOpen: Math.max(1, Math.trunc(maxOpen) || 1),
    check(store) {
      const lacking = SHARED.filter((name) => home[name] !== undefined && store[name] === undefined);
      if (lacking.length === 0) return;
      throw new StoreUnavailableError({
        operation: 'open',
        hint: `it lacks ${lacking.join(', ')}, which the home has`,
      });
    },
    opened(tenant, store) {
      const end = store === home ? undefined : store.subscribe?.(system, listeners.tell);
      // While it was closed nobody told of it; once it is closed nobody does.
      listeners.tell({ kind: 'tenant', tenant });
      return () => {
        end?.();
        listeners.tell({ kind: 'tenant', tenant });
      };
    },
  });

  const all = (scope: SystemScope) =>
    named(options.tenants?.() ?? tenantsIn(home.directory, scope), pool.seen());

  return {
    spec: STORE_SPEC,
    name: `${home.name} a tenant`,
    region: home.region,
    encryption: home.encryption,
    directory: home.directory && homeDirectory(home.directory),
    outbox: home.outbox && homeOutbox(home.outbox),
    audit: home.audit && routedAudit(pool, all),
    records: home.records && routedRecords(pool),
    usage: home.usage && routedUsage(pool),

    async get(scope, fixture) {
      assertTenantScope(scope);
      return pool.use(scope.tenant, 'get', (store) => store.get(scope, fixture));
    },
    async list(scope, query) {
      assertTenantScope(scope);
      return pool.use(scope.tenant, 'list', (store) => store.list(scope, query));
    },
    async commit(scope, commit) {
      assertTenantScope(scope);
      // The queue is the home's: what a tenant's own store would queue, nobody would claim.
      assertNoAlerts(commit);
      return pool.use(scope.tenant, 'commit', (store) => store.commit(scope, commit));
    },
    async history(scope, fixture, page) {
      assertTenantScope(scope);
      return pool.use(scope.tenant, 'history', (store) => store.history(scope, fixture, page));
    },
    async count(scope) {
      assertTenantScope(scope);
      return pool.use(scope.tenant, 'count', (store) => store.count(scope));
    },
    ...(home.sharedCache && { sharedCache: home.sharedCache }),
    ...(home.storedBytes && {
      async storedBytes(scope) {
        assertTenantScope(scope);
        return pool.use(
          scope.tenant,
          'storedBytes',
          async (store) => (await store.storedBytes?.(scope)) ?? 0,
        );
      },
    }),
    ...(home.reseal && {
      async reseal(scope, tenant, change) {
        assertSystemScope(scope);
        return pool.use(
          tenant,
          'reseal',
          async (store) => (await store.reseal?.(scope, tenant, change)) ?? false,
        );
      },
    }),
    ...(home.compact && {
      async compact(scope, tenant, compaction) {
        assertSystemScope(scope);
        return pool.use(
          tenant,
          'compact',
          async (store) => (await store.compact?.(scope, tenant, compaction)) ?? false,
        );
      },
    }),
    ...(home.subscribe && {
      subscribe(scope, listener) {
        assertSystemScope(scope);
        pool.enter('subscribe');
        return listeners.add(scope, listener);
      },
    }),
    ...(home.rebuild && {
      async rebuild(scope, work = {}) {
        assertSystemScope(scope);
        pool.enter('rebuild');
        work.signal?.throwIfAborted();
        return rebuildAll(pool, scope, await all(scope), work);
      },
    }),

    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      // The tenant's own first: a purge that fails half way is repeated, and the directory still knows of it.
      await pool.use(tenant, 'purgeTenant', (store) => store.purgeTenant(scope, tenant));
      await home.purgeTenant(scope, tenant);
    },

    async close() {
      listeners.clear();
      try {
        await pool.close();
      } finally {
        await home.close();
      }
    },
  } satisfies FixtureStore as FixtureStore;
}
