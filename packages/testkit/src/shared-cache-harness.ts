import { type FixtureStore, type TenantScope, tenantScope } from '@localert/core';
import { isTrue } from './assertions.ts';
import { itNeeding, type RegisterTest, type TestApi } from './test-api.ts';

/** How long what is kept may be served; milliseconds. */
export interface SharedCacheSetup {
  readonly ttlMs: number;
  readonly negativeTtlMs: number;
}

/** A second level that several processes share. */
export interface SharedCache {
  /**
   * Another process: the store behind the shared level, with connections of its own. The stores that are given share
   * their data, and are closed by the suite.
   */
  readonly join: (store: FixtureStore, setup: SharedCacheSetup) => FixtureStore | Promise<FixtureStore>;
  /** All values that lie there, by name, as one who can read the medium sees them. Not: leases, counters, marks. */
  readonly values: () => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Puts bytes there past every check, as one who can write to the medium does. */
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  /** Takes the level away: nobody can reach it. Absent where that cannot be tested. */
  readonly down?: (() => Promise<void>) | undefined;
  /** Brings it back, with what lay there, and waits until all who joined use it again. */
  readonly up?: (() => Promise<void>) | undefined;
  readonly close: () => Promise<void>;
}

/** What a second level may lack without being wrong: telling of changes, keeping tenants' settings, a way to take it away. */
export type SharedCacheCapability = 'hints' | 'directory' | 'outage';

/** The second level under test. */
export interface SharedCacheConformanceOptions {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a new, empty level; it is called once for each test. */
  readonly open: () => SharedCache | Promise<SharedCache>;
  /** Makes an empty store whose data outlives `close` of what is put around it. */
  readonly store: () => FixtureStore;
  /** What it does not have: the tests of that are skipped by name. */
  readonly lacks?: readonly SharedCacheCapability[] | undefined;
}

/** A store that is watched: each process has one around the same data. */
export interface WatchedStore {
  readonly store: FixtureStore;
  /** Reads of single fixtures that reached it. */
  gets: number;
  /** Reads wait for this after they have read. */
  wait: Promise<unknown> | undefined;
  /** Reads fail with this. */
  fault: Error | undefined;
}

/** One test's processes. */
export interface SharedHouse {
  readonly cache: SharedCache;
  /** The data itself, past the cache. */
  readonly data: FixtureStore;
  /** Opens another process. */
  process(
    setup?: Partial<SharedCacheSetup>,
  ): Promise<{ readonly store: FixtureStore; readonly below: WatchedStore }>;
}

export const sharedAcme: TenantScope = tenantScope({ tenant: 'acme', actor: 'test:suite' });

const SETUP: SharedCacheSetup = { ttlMs: 60_000, negativeTtlMs: 60_000 };

function watched(data: FixtureStore): WatchedStore {
  const seen: WatchedStore = {
    gets: 0,
    wait: undefined,
    fault: undefined,
    store: {
      ...data,
      async get(scope, fixture) {
        seen.gets += 1;
        const row = await data.get(scope, fixture);
        await seen.wait;
        if (seen.fault) throw seen.fault;
        return row;
      },
      // The data is the test's.
      close: async () => undefined,
    },
  };
  return seen;
}

/** Makes a test's body from one that gets a new level, which is closed whatever happens. */
export type WithShared = (body: (house: SharedHouse) => Promise<void>) => () => Promise<void>;

/** What the parts of the suite share. */
export interface SharedHarness {
  readonly test: TestApi;
  readonly withShared: WithShared;
  /** `it`, for tests of something that may be lacking. */
  readonly itHaving: (capability: SharedCacheCapability) => RegisterTest;
}

export function sharedHarness(test: TestApi, options: SharedCacheConformanceOptions): SharedHarness {
  return {
    test,
    itHaving: (capability) =>
      itNeeding(test, options.lacks?.includes(capability) ? `the level has no ${capability}` : undefined),
    withShared: (body) => async () => {
      const cache = await options.open();
      const data = options.store();
      const open: FixtureStore[] = [];
      try {
        await body({
          cache,
          data,
          async process(setup) {
            const below = watched(data);
            const store = await cache.join(below.store, { ...SETUP, ...setup });
            open.push(store);
            return { store, below };
          },
        });
      } finally {
        for (const store of open) await store.close();
        await cache.close();
        await data.close();
      }
    },
  };
}

/** Waits until something is so: levels keep what they read behind the reader's back. */
export async function soon(good: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await good())) {
    isTrue(Date.now() < end, `${what}: not within 15 s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until so many values lie in the level. */
export const kept = (cache: SharedCache, count: number): Promise<void> =>
  soon(async () => (await cache.values()).size >= count, `${count} values in the level`);
