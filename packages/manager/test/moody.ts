import {
  type FixtureStore,
  type Outbox,
  StoreUnavailableError,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';

/** `up`, `down` (refuses at once), `hang` (answers when it is up again), or so many milliseconds late. */
export type Mood = 'up' | 'down' | 'hang' | number;

/** A store whose directory and fixtures are as moody as `state` says, for one tenant or all; its queue is always up. */
export function moody(store: FixtureStore = memoryStore({ region: 'eu' })) {
  const state: { mood: Mood; only?: TenantId | undefined; reads: number } = { mood: 'up', reads: 0 };
  const directory = store.directory as TenantDirectory;

  async function felt<Value>(tenant: TenantId | undefined, work: () => Promise<Value>): Promise<Value> {
    state.reads += 1;
    if (state.only !== undefined && state.only !== tenant) return work();
    if (state.mood === 'down') throw new StoreUnavailableError({ operation: 'test' });
    if (typeof state.mood === 'number')
      await new Promise((resolve) => setTimeout(resolve, Number(state.mood)));
    while (state.mood === 'hang') await new Promise((resolve) => setTimeout(resolve, 5));
    return work();
  }

  const moodyDirectory = {
    spec: directory.spec,
    takesAudit: directory.takesAudit,
    get: (scope, id) => felt(id, () => directory.get(scope, id)),
    list: (scope, page) => felt(undefined, () => directory.list(scope, page)),
    create: (scope, tenant, write) => felt(tenant.id, () => directory.create(scope, tenant, write)),
    replace: (scope, tenant, write) => felt(tenant.id, () => directory.replace(scope, tenant, write)),
    delete: (scope, id, write) => felt(id, () => directory.delete(scope, id, write)),
  } satisfies TenantDirectory;

  const moodyStore = {
    spec: store.spec,
    name: store.name,
    region: store.region,
    audit: store.audit,
    directory: moodyDirectory,
    outbox: store.outbox as Outbox,
    get: (scope, id) => felt(scope.tenant, () => store.get(scope, id)),
    list: (scope, query) => felt(scope.tenant, () => store.list(scope, query)),
    commit: (scope, commit) => felt(scope.tenant, () => store.commit(scope, commit)),
    history: (scope, id, page) => felt(scope.tenant, () => store.history(scope, id, page)),
    count: (scope) => felt(scope.tenant, () => store.count(scope)),
    purgeTenant: (scope, tenant) => felt(tenant, () => store.purgeTenant(scope, tenant)),
    close: () => store.close(),
  } satisfies FixtureStore;
  return { store: moodyStore as FixtureStore, inner: store, directory, state };
}

/** Waits until something is so, however busy the machine is. */
export async function until(what: () => unknown, timeoutMs = 30_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error('It did not come to pass.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
