import type { FixtureStore } from '@localert/core';
import type { TestApi } from './test-api.ts';

/** What a store may lack without being wrong. */
export type StoreCapability =
  | 'directory'
  | 'outbox'
  /** It keeps a queue, or none, and its commits take no alerts: it refuses them. */
  | 'takesAlerts'
  | 'audit'
  | 'records'
  | 'usage'
  | 'storedBytes'
  | 'reseal'
  | 'compact'
  | 'changes'
  | 'subscribe'
  | 'rebuild'
  | 'backup';

/** The store under test. */
export interface StoreConformanceOptions {
  /** Stands in the report, for example `sqlite`. */
  readonly name: string;
  /** Makes a new, empty store; it is called once for each test, and the test closes what it got. */
  readonly create: () => FixtureStore | Promise<FixtureStore>;
  /**
   * Opens another store over the same data as the given one, which may still be open or closed already.
   * Leave it out when the data is gone with the store.
   */
  readonly reopen?: ((store: FixtureStore) => FixtureStore | Promise<FixtureStore>) | undefined;
  /** Where a backup goes, and how it is opened. Leave it out when the store has no `backup`. */
  readonly backups?:
    | {
        /** A path at which nothing is yet. */
        readonly path: () => string | Promise<string>;
        readonly open: (path: string) => FixtureStore | Promise<FixtureStore>;
      }
    | undefined;
  /**
   * The store seals contents by itself: what writes sealed forms, or counts the bytes of plain ones, is passed over by
   * name. Default false.
   */
  readonly seals?: boolean | undefined;
  /** How long a hint of a change is waited for, in milliseconds. Default 15,000: a machine under load needs patience. */
  readonly patienceMs?: number | undefined;
  /**
   * The directory and the queue lie apart from the trail, and say so (`takesAudit`): what keeps their records in one
   * transaction is passed over by name. Default false.
   */
  readonly auditApart?: boolean | undefined;
  /** `read`: of what other processes write it hears for tenants of which it has read something. Default `all`. */
  readonly hears?: 'all' | 'read' | undefined;
  /** The store's outbox has a `subscribe`. Default false: what it tells is passed over by name. */
  readonly outboxSubscribes?: boolean | undefined;
  /** What the store does not have; a test holds the store to this list, so that nothing goes missing in silence. */
  readonly lacks?: readonly StoreCapability[] | undefined;
}

/** What the parts of the store suite share. */
export interface StoreHarness {
  readonly test: TestApi;
  readonly options: StoreConformanceOptions;
  /** Makes a test's body from one that gets a new store, which is closed whatever happens. */
  readonly withStore: (body: (store: FixtureStore) => Promise<void>) => () => Promise<void>;
  /** Why tests of a capability cannot run, or `undefined` when they can. */
  readonly missing: (capability: StoreCapability) => string | undefined;
  /** Why tests of raw contents cannot run, or `undefined` when they can. */
  readonly sealing: string | undefined;
}

export function storeHarness(test: TestApi, options: StoreConformanceOptions): StoreHarness {
  return {
    test,
    options,
    withStore: (body) => async () => {
      const store = await options.create();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    },
    sealing: options.seals ? 'the store seals contents by itself' : undefined,
    missing: (capability) =>
      options.lacks?.includes(capability) ? `the store has no ${capability}` : undefined,
  };
}
