import { isLocalertError } from './error.ts';
import { StoreUnavailableError } from './errors.ts';
import { createGate } from './gate.ts';
import type { TenantId } from './ids.ts';
import type { FixtureStore } from './store.ts';

/** Stores of tenants, opened when they are needed and closed when others are needed more. */
export interface StorePool {
  /** @throws LOCALERT_STORE_UNAVAILABLE once closed */
  enter(operation: string): void;
  /**
   * Does something with a tenant's store, which is opened for it where it is not open.
   *
   * @throws LOCALERT_STORE_UNAVAILABLE when it cannot be opened, and what the work throws
   */
  use<Result>(
    tenant: TenantId,
    operation: string,
    work: (store: FixtureStore) => Promise<Result>,
  ): Promise<Result>;
  /** Tenants whose stores are open. */
  open(): readonly TenantId[];
  /** Tenants whose stores have been opened here, open or not. */
  seen(): ReadonlySet<TenantId>;
  /** Ends all of them; a second call does nothing. @throws the first fault, when all were tried */
  close(): Promise<void>;
}

/** What a pool is made of. */
export interface StorePoolOptions {
  readonly storeFor: (tenant: TenantId) => FixtureStore | Promise<FixtureStore>;
  /** Never closed here. */
  readonly home: FixtureStore;
  readonly maxOpen: number;
  /** Refuses a store that cannot do what is promised of all. */
  readonly check: (store: FixtureStore) => void;
  /** Is told of a store that was opened. What it answers is called before the store is closed. */
  readonly opened: (tenant: TenantId, store: FixtureStore) => () => void;
}

/** A store, open or about to be. */
interface Entry {
  readonly store: Promise<FixtureStore>;
  /** How many use it now: it is not closed under them. */
  users: number;
  closing: () => void;
}

/** A host's function may throw anything; of what is not ours only class and code go on. */
const typed = (error: unknown): unknown =>
  isLocalertError(error) ? error : new StoreUnavailableError({ operation: 'open' }, { cause: error });

/** Nothing is open yet. */
export function createStorePool(options: StorePoolOptions): StorePool {
  const { storeFor, home, maxOpen, check, opened } = options;
  const gate = createGate();
  /** Least recently used first. */
  const entries = new Map<TenantId, Entry>();
  /** How many tenants share a store: a host may put several into one. */
  const owners = new Map<FixtureStore, number>();
  /** Stores on their way out: a file is not opened again before it is let go. */
  const leaving = new Map<TenantId, Promise<void>>();
  const seen = new Set<TenantId>();

  async function openStore(tenant: TenantId, entry: { closing: () => void }): Promise<FixtureStore> {
    await leaving.get(tenant);
    try {
      const store = await storeFor(tenant);
      check(store);
      owners.set(store, (owners.get(store) ?? 0) + 1);
      entry.closing = opened(tenant, store);
      seen.add(tenant);
      return store;
    } catch (error) {
      // Not remembered: the next who asks tries again.
      if (entries.get(tenant) === entry) entries.delete(tenant);
      throw typed(error);
    }
  }

  function entryOf(tenant: TenantId): Entry {
    const known = entries.get(tenant);
    if (known !== undefined) {
      entries.delete(tenant);
      entries.set(tenant, known);
      return known;
    }
    const entry = { users: 0, closing: () => undefined } as { -readonly [Key in keyof Entry]: Entry[Key] };
    entries.set(tenant, entry);
    entry.store = openStore(tenant, entry);
    // Whoever waits for it is told.
    entry.store.catch(() => undefined);
    return entry;
  }

  /** Lets one tenant's hold on its store go; the last one closes it. */
  async function letGo(entry: Entry): Promise<void> {
    const store = await entry.store.catch(() => undefined);
    if (store === undefined) return;
    entry.closing();
    const left = (owners.get(store) ?? 1) - 1;
    if (left > 0) return void owners.set(store, left);
    owners.delete(store);
    if (store !== home) await store.close();
  }

  /** Closes who was not used for longest, but nobody who is used: then there are more for a while. */
  function makeRoom(): void {
    for (const [tenant, entry] of entries) {
      if (entries.size <= maxOpen) return;
      if (entry.users > 0) continue;
      entries.delete(tenant);
      // What a store throws when it is closed for room is nobody's who asked for something else.
      const gone = letGo(entry)
        .catch(() => undefined)
        .then(() => void leaving.delete(tenant));
      leaving.set(tenant, gone);
    }
  }

  return {
    enter: (operation) => gate.enter(operation),
    async use(tenant, operation, work) {
      gate.enter(operation);
      const entry = entryOf(tenant);
      entry.users += 1;
      try {
        const store = await entry.store;
        makeRoom();
        return await work(store);
      } finally {
        entry.users -= 1;
        makeRoom();
      }
    },
    open: () => [...entries.keys()],
    seen: () => seen,
    async close() {
      gate.close();
      const last = [...entries.values()];
      entries.clear();
      const ends = await Promise.allSettled([...last.map(letGo), ...leaving.values()]);
      const fault = ends.find((end) => end.status === 'rejected');
      if (fault !== undefined) throw fault.reason;
    },
  };
}
