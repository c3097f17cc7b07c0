import type { AuditLog, Auditor } from './audit.ts';
import type { Clock } from './clock.ts';
import type { TenantDirectory } from './directory.ts';
import { isLocalertError } from './error.ts';
import { StoreUnavailableError } from './errors.ts';
import type { TenantKeys } from './keys.ts';
import type { EnqueueReceipt, Outbox } from './outbox.ts';
import type { Records } from './records.ts';
import type { SystemScope } from './scope.ts';
import type { FixtureStore, SharedCache } from './store.ts';
import type { UsageCounter } from './usage.ts';

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
    ...(outbox.subscribe && {
      subscribe: guardedSubscribe('outbox.subscribe', outbox.subscribe.bind(outbox)),
    }),
    prune: safely('outbox.prune', outbox.prune.bind(outbox)),
    purge: safely('outbox.purge', outbox.purge.bind(outbox)),
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

/** An audit log whose errors cannot leak. */
export function guardedAuditLog(log: AuditLog): AuditLog {
  return {
    spec: log.spec,
    append: safely('audit.append', (...given) => log.append(...given)),
    tenants: safely('audit.tenants', (...given) => log.tenants(...given)),
    waiting: safely('audit.waiting', (...given) => log.waiting(...given)),
    unlinked: safely('audit.unlinked', (...given) => log.unlinked(...given)),
    link: safely('audit.link', (...given) => log.link(...given)),
    head: safely('audit.head', (...given) => log.head(...given)),
    read: safely('audit.read', (...given) => log.read(...given)),
    drop: safely('audit.drop', (...given) => log.drop(...given)),
  } satisfies AuditLog;
}

/** The same for a method that may answer at once: what it has at hand is not waited for. */
const safelyAtOnce =
  <Parameters extends readonly unknown[], Result>(
    operation: string,
    work: (...parameters: Parameters) => Result | Promise<Result>,
  ) =>
  (...parameters: Parameters): Result | Promise<Result> => {
    const fail = (error: unknown): never => {
      throw typed(operation, error);
    };
    try {
      const result = work(...parameters);
      return result instanceof Promise ? result.catch(fail) : result;
    } catch (error) {
      return fail(error);
    }
  };

/** An auditor whose errors cannot leak. */
export function guardedAuditor(auditor: Auditor): Auditor {
  return {
    spec: auditor.spec,
    record: safelyAtOnce('auditor.record', (...given) => auditor.record(...given)),
    append: safely('auditor.append', (...given) => auditor.append(...given)),
    entries: safely('auditor.entries', (...given) => auditor.entries(...given)),
    forget: safely('auditor.forget', (...given) => auditor.forget(...given)),
    ...(auditor.prune && { prune: safely('auditor.prune', auditor.prune.bind(auditor)) }),
    close: safely('auditor.close', (...given) => auditor.close(...given)),
  } satisfies Auditor;
}

/** Keys by name whose errors cannot leak. */
export function guardedTenantKeys(keys: TenantKeys): TenantKeys {
  return {
    spec: keys.spec,
    key: safelyAtOnce('keys.key', keys.key.bind(keys)),
    shred: safely('keys.shred', keys.shred.bind(keys)),
  } satisfies TenantKeys;
}

/** A clock that always has a time: while the host's has none, it is the system's. An alert does not wait for it. */
export function guardedClock(clock: Clock): Clock {
  return {
    now() {
      try {
        const now: unknown = clock.now();
        return typeof now === 'number' && Number.isFinite(now) ? now : Date.now();
      } catch {
        return Date.now();
      }
    },
  } satisfies Clock;
}

/** What ends a listener: an answer that is none, or that fails, ends nothing and tells nothing. */
function guardedEnd(end: unknown): () => void {
  if (end instanceof Promise) end.catch(() => undefined);
  return () => {
    try {
      if (typeof end === 'function') end();
    } catch {
      // It is ended by whoever asked for it; what the store makes of that is the store's.
    }
  };
}

/** A listener whose faults are its own; a store or an outbox that cannot be asked tells nothing. */
const guardedSubscribe =
  <Told extends readonly unknown[]>(
    operation: string,
    subscribe: (scope: SystemScope, listener: (...told: Told) => void) => () => void,
  ) =>
  (scope: SystemScope, listener: (...told: Told) => void): (() => void) => {
    try {
      return guardedEnd(
        subscribe(scope, (...told) => {
          try {
            listener(...told);
          } catch {
            // What a listener throws must reach neither the store nor the other listeners.
          }
        }),
      );
    } catch (error) {
      throw typed(operation, error);
    }
  };

/** A cache whose health can be asked without a fault; it says of a failure only that there was one. */
function guardedSharedCache(cache: SharedCache): SharedCache {
  return {
    name: cache.name,
    health: async () => {
      try {
        const { ok, reason } = await cache.health();
        return { ok: ok === true, ...(typeof reason === 'string' && { reason }) };
      } catch {
        return { ok: false, reason: 'failed' };
      }
    },
  } satisfies SharedCache;
}

/**
 * A store whose errors cannot leak, its audit log too. Its other facets (directory, outbox, records, counters) are not
 * passed on: they are guarded by themselves.
 */
export function guardedStore(store: FixtureStore): FixtureStore {
  return {
    spec: store.spec,
    name: store.name,
    region: store.region,
    audit: store.audit && guardedAuditLog(store.audit),
    encryption: store.encryption,
    takesAlerts: store.takesAlerts,
    sharedCache: store.sharedCache && guardedSharedCache(store.sharedCache),
    get: safely('get', store.get.bind(store)),
    list: safely('list', store.list.bind(store)),
    commit: safely('commit', store.commit.bind(store)),
    history: safely('history', store.history.bind(store)),
    count: safely('count', store.count.bind(store)),
    ...(store.storedBytes && { storedBytes: safely('storedBytes', store.storedBytes.bind(store)) }),
    ...(store.reseal && { reseal: safely('reseal', store.reseal.bind(store)) }),
    ...(store.compact && { compact: safely('compact', store.compact.bind(store)) }),
    ...(store.changes && { changes: safely('changes', store.changes.bind(store)) }),
    ...(store.subscribe && { subscribe: guardedSubscribe('subscribe', store.subscribe.bind(store)) }),
    ...(store.rebuild && { rebuild: safely('rebuild', store.rebuild.bind(store)) }),
    ...(store.backup && { backup: safely('backup', store.backup.bind(store)) }),
    purgeTenant: safely('purgeTenant', store.purgeTenant.bind(store)),
    close: safely('close', store.close.bind(store)),
  } satisfies FixtureStore;
}
