import {
  applyCommit,
  assertSystemScope,
  assertTenantScope,
  type Clock,
  createGate,
  type FixtureEvent,
  type FixtureId,
  type FixtureStore,
  fixturePage,
  frozenCopy,
  historyPage,
  type Outbox,
  type SlackFixture,
  STORE_SPEC,
  type TenantContext,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import { memoryDirectory } from './memory-directory.ts';
import { memoryOutbox } from './memory-outbox.ts';

/** How a store in memory is set up. */
export interface MemoryStoreOptions {
  /** Where the data lies, for tenants that are pinned to a region. */
  readonly region?: string | undefined;
  /** Stamps retries. Default: the system's time. */
  readonly clock?: Clock | undefined;
}

/** A fixture store with everything that a host needs, in memory. */
export interface MemoryStore extends FixtureStore {
  readonly directory: TenantDirectory;
  readonly outbox: Outbox;
}

/** One fixture: its events, and the row made from them. */
interface Stored {
  readonly row: SlackFixture;
  readonly events: readonly FixtureEvent[];
}

/**
 * Keeps fixtures, tenants and the outbox in memory: for tests and trials. All is gone with the process, so its outbox
 * says `durable: false`. What it hands out is frozen.
 *
 * @example
 * ```ts
 * import { tenantScope } from '@localert/core';
 * import { memoryStore } from '@localert/store-memory';
 *
 * const store = memoryStore({ region: 'eu' });
 * const scope = tenantScope({ tenant: 'acme', actor: 'svc:docs' });
 * console.log(await store.count(scope)); // 0
 * await store.close();
 * ```
 */
export function memoryStore({ region, clock = { now: Date.now } }: MemoryStoreOptions = {}): MemoryStore {
  const gate = createGate();
  const fixtures = new Map<TenantId, Map<FixtureId, Stored>>();
  const tenants = new Map<TenantId, TenantContext>();
  const { outbox, forget } = memoryOutbox(clock, gate);

  const fixturesOf = (tenant: TenantId) => fixtures.get(tenant) ?? new Map<FixtureId, Stored>();

  return {
    spec: STORE_SPEC,
    name: 'memory',
    region,
    directory: memoryDirectory(tenants, gate),
    outbox,

    async get(scope, fixture) {
      assertTenantScope(scope);
      gate.enter('get');
      return fixturesOf(scope.tenant).get(fixture)?.row;
    },

    async list(scope, query = {}) {
      assertTenantScope(scope);
      gate.enter('list');
      const rows = [...fixturesOf(scope.tenant).values()].map(({ row }) => row);
      return fixturePage(rows, query);
    },

    async commit(scope, commit) {
      assertTenantScope(scope);
      gate.enter('commit');
      const own = fixturesOf(scope.tenant);
      const before = own.get(commit.fixture);
      const row = frozenCopy(applyCommit(before?.row, commit, own.size), 'commit');
      const events = [...(before?.events ?? []), ...frozenCopy(commit.events, 'commit')];
      fixtures.set(scope.tenant, own.set(commit.fixture, { row, events }));
      return row;
    },

    async history(scope, fixture, page = {}) {
      assertTenantScope(scope);
      gate.enter('history');
      return historyPage(fixturesOf(scope.tenant).get(fixture)?.events ?? [], page);
    },

    async count(scope) {
      assertTenantScope(scope);
      gate.enter('count');
      return fixturesOf(scope.tenant).size;
    },

    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('purgeTenant');
      fixtures.delete(tenant);
      tenants.delete(tenant);
      forget(tenant);
    },

    async close() {
      gate.close();
    },
  };
}
