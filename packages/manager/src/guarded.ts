import {
  type EnqueueReceipt,
  type FixtureStore,
  isLocalertError,
  type Outbox,
  type Records,
  StoreUnavailableError,
  type TenantDirectory,
  type UsageCounter,
} from '@localert/core';

/** A driver's error may quote rows; of one that is not ours only class and code go on. */
function typed(operation: string, error: unknown): unknown {
  return isLocalertError(error) ? error : new StoreUnavailableError({ operation }, { cause: error });
}

/** The same function, whose rejections are typed. Methods are bound, for a host's adapter may be a class. */
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
    get: safely('directory.get', directory.get.bind(directory)),
    list: safely('directory.list', directory.list.bind(directory)),
    takesAudit: directory.takesAudit,
    create: safely('directory.create', directory.create.bind(directory)),
    replace: safely('directory.replace', directory.replace.bind(directory)),
    delete: safely('directory.delete', directory.delete.bind(directory)),
  } satisfies TenantDirectory;
}

/** An outbox whose errors cannot leak, not even the one that `enqueue` should not throw. */
export function guardedOutbox(outbox: Outbox): Outbox {
  return {
    spec: outbox.spec,
    durable: outbox.durable,
    takesAudit: outbox.takesAudit,
    encryption: outbox.encryption,
    enqueue(scope, alert, write): EnqueueReceipt {
      const durable = safely('outbox.enqueue', async () => outbox.enqueue(scope, alert, write).durable)();
      return { id: alert.id, durable };
    },
    claim: safely('outbox.claim', outbox.claim.bind(outbox)),
    settle: safely('outbox.settle', outbox.settle.bind(outbox)),
    status: safely('outbox.status', outbox.status.bind(outbox)),
    dead: safely('outbox.dead', outbox.dead.bind(outbox)),
    redrive: safely('outbox.redrive', outbox.redrive.bind(outbox)),
    nextDue: safely('outbox.nextDue', outbox.nextDue.bind(outbox)),
    depth: safely('outbox.depth', outbox.depth.bind(outbox)),
    prune: safely('outbox.prune', outbox.prune.bind(outbox)),
    close: safely('outbox.close', outbox.close.bind(outbox)),
  } satisfies Outbox;
}

/** Records whose errors cannot leak. */
export function guardedRecords(records: Records): Records {
  return {
    spec: records.spec,
    get: safely('records.get', records.get.bind(records)),
    list: safely('records.list', records.list.bind(records)),
    put: safely('records.put', records.put.bind(records)),
    delete: safely('records.delete', records.delete.bind(records)),
  } satisfies Records;
}

/**
 * Counters whose errors cannot leak. An answer that is none counts as a fault: what is granted is a whole number, and
 * not more than was asked for.
 */
export function guardedUsage(usage: UsageCounter): UsageCounter {
  const isCount = (count: unknown): count is number => Number.isSafeInteger(count) && (count as number) >= 0;
  const counted = (operation: string, answer: unknown, good: boolean): void => {
    if (!good) throw new StoreUnavailableError({ operation, hint: `it answered ${typeof answer}, no count` });
  };
  return {
    spec: usage.spec,
    take: safely('usage.take', async (scope, tenant, key, want, limit) => {
      const answer = await usage.take(scope, tenant, key, want, limit);
      const { granted, used } = answer;
      counted('usage.take', granted, isCount(granted) && granted <= want && isCount(used));
      return answer;
    }),
    giveBack: safely('usage.giveBack', usage.giveBack.bind(usage)),
    read: safely('usage.read', async (scope, tenant, key) => {
      const used = await usage.read(scope, tenant, key);
      counted('usage.read', used, isCount(used));
      return used;
    }),
  } satisfies UsageCounter;
}

/**
 * A store whose errors cannot leak. What the manager does not use (rebuild, backup, and the facets, which are guarded
 * by themselves) is not passed on; the audit log is there to say that commits take entries along, nobody calls it here.
 */
export function guardedStore(store: FixtureStore): FixtureStore {
  return {
    spec: store.spec,
    name: store.name,
    region: store.region,
    audit: store.audit,
    encryption: store.encryption,
    get: safely('get', store.get.bind(store)),
    list: safely('list', store.list.bind(store)),
    commit: safely('commit', store.commit.bind(store)),
    history: safely('history', store.history.bind(store)),
    count: safely('count', store.count.bind(store)),
    ...(store.storedBytes && { storedBytes: safely('storedBytes', store.storedBytes.bind(store)) }),
    purgeTenant: safely('purgeTenant', store.purgeTenant.bind(store)),
    close: safely('close', store.close.bind(store)),
  } satisfies FixtureStore;
}
