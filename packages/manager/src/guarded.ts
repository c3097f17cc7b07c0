import {
  type EnqueueReceipt,
  type FixtureStore,
  isLocalertError,
  type Outbox,
  StoreUnavailableError,
  type TenantDirectory,
} from '@localert/core';

/** A driver's error may quote rows; of one that is not ours only class and code go on. */
function typed(operation: string, error: unknown): unknown {
  return isLocalertError(error) ? error : new StoreUnavailableError({ operation }, { cause: error });
}

/** The same function, whose rejections are typed. */
const safely =
  <Parameters extends readonly unknown[], Result>(
    operation: string,
    work: (...parameters: Parameters) => Promise<Result>,
  ) =>
  async (...parameters: Parameters): Promise<Result> => {
    try {
      return await work(...parameters);
    } catch (error) {
      throw typed(operation, error);
    }
  };

/** A directory whose errors cannot leak. */
export function guardedDirectory(directory: TenantDirectory): TenantDirectory {
  return {
    spec: directory.spec,
    get: safely('directory.get', directory.get),
    list: safely('directory.list', directory.list),
    create: safely('directory.create', directory.create),
    replace: safely('directory.replace', directory.replace),
    delete: safely('directory.delete', directory.delete),
  } satisfies TenantDirectory;
}

/** An outbox whose errors cannot leak, not even the one that `enqueue` should not throw. */
export function guardedOutbox(outbox: Outbox): Outbox {
  return {
    spec: outbox.spec,
    durable: outbox.durable,
    enqueue(scope, alert): EnqueueReceipt {
      const durable = safely('outbox.enqueue', async () => outbox.enqueue(scope, alert).durable)();
      return { id: alert.id, durable };
    },
    claim: safely('outbox.claim', outbox.claim),
    settle: safely('outbox.settle', outbox.settle),
    status: safely('outbox.status', outbox.status),
    dead: safely('outbox.dead', outbox.dead),
    redrive: safely('outbox.redrive', outbox.redrive),
    nextDue: safely('outbox.nextDue', outbox.nextDue),
    depth: safely('outbox.depth', outbox.depth),
    prune: safely('outbox.prune', outbox.prune),
    close: safely('outbox.close', outbox.close),
  } satisfies Outbox;
}

/**
 * A store whose errors cannot leak. What the manager does not use (rebuild, backup, and the facets, which are guarded
 * by themselves) is not passed on.
 */
export function guardedStore(store: FixtureStore): FixtureStore {
  return {
    spec: store.spec,
    name: store.name,
    region: store.region,
    get: safely('get', store.get),
    list: safely('list', store.list),
    commit: safely('commit', store.commit),
    history: safely('history', store.history),
    count: safely('count', store.count),
    purgeTenant: safely('purgeTenant', store.purgeTenant),
    close: safely('close', store.close),
  } satisfies FixtureStore;
}
