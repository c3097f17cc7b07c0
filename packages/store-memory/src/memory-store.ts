import {
  type AuditLog,
  applyCommit,
  assertCompaction,
  assertReseal,
  assertStoredBytes,
  assertSystemScope,
  assertTenantScope,
  type Clock,
  compacts,
  createGate,
  type FixtureCompaction,
  type FixtureEvent,
  type FixtureId,
  type FixtureReseal,
  type FixtureStore,
  fixturePage,
  frozenCopy,
  historyPage,
  isSameJson,
  type Outbox,
  type Records,
  type SlackFixture,
  STORE_SPEC,
  type SystemScope,
  type TenantContext,
  type TenantDirectory,
  type TenantId,
  type TenantScope,
  type UsageCounter,
} from '@localert/core';
import { memoryAudit } from './memory-audit.ts';
import { memoryChanges } from './memory-changes.ts';
import { memoryDirectory } from './memory-directory.ts';
import { memoryOutbox } from './memory-outbox.ts';
import { memoryRecords } from './memory-records.ts';
import { memoryUsage } from './memory-usage.ts';

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
  readonly takesAlerts: true;
  readonly audit: AuditLog;
  readonly records: Records;
  readonly usage: UsageCounter;
  readonly changes: NonNullable<FixtureStore['changes']>;
  readonly subscribe: NonNullable<FixtureStore['subscribe']>;
  storedBytes(scope: TenantScope): Promise<number>;
  reseal(scope: SystemScope, tenant: TenantId, change: FixtureReseal): Promise<boolean>;
  compact(scope: SystemScope, tenant: TenantId, compaction: FixtureCompaction): Promise<boolean>;
}

/** One fixture: its events, and the row made from them. */
interface Stored {
  readonly row: SlackFixture;
  readonly events: readonly FixtureEvent[];
  /** Bytes of the row as JSON in UTF-8. */
  readonly bytes: number;
}

const utf8 = new TextEncoder();

const bytesOf = (row: SlackFixture): number => utf8.encode(JSON.stringify(row)).length;

/** The fixture with what a resealing puts in place; `undefined` when something is not what it was read as. */
function resealed({ row, events }: Stored, change: FixtureReseal): Omit<Stored, 'bytes'> | undefined {
  if (change.row !== undefined && !isSameJson(row, change.row.from)) return undefined;
  const next = [...events];
  for (const { from, to } of change.events) {
    const index = events.findIndex(({ revision }) => revision === from.revision);
    if (!isSameJson(events[index], from)) return undefined;
    next[index] = to;
  }
  return { row: change.row?.to ?? row, events: next };
}

/**
 * Keeps fixtures, tenants, the outbox, the audit trail, small records and counters in memory: for tests and trials. All is gone with the process, so its outbox
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
  const changes = memoryChanges(gate);
  const fixtures = new Map<TenantId, Map<FixtureId, Stored>>();
  const tenants = new Map<TenantId, TenantContext>();
  const stored = new Map<TenantId, number>();
  const { audit, prepare } = memoryAudit(gate);
  const { records, forget: forgetRecords } = memoryRecords(gate);
  const { usage, forget: forgetUsage } = memoryUsage(gate);
  const { outbox, prepare: prepareAlerts, forget: forgetAlerts } = memoryOutbox(clock, gate, prepare);

  const fixturesOf = (tenant: TenantId) => fixtures.get(tenant) ?? new Map<FixtureId, Stored>();

  return {
    spec: STORE_SPEC,
    name: 'memory',
    region,
    directory: memoryDirectory(tenants, gate, prepare, changes.tell),
    outbox,
    takesAlerts: true,
    audit,
    records,
    usage,
    changes: changes.changes,
    subscribe: changes.subscribe,

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
      const { tenant } = scope;
      const own = fixturesOf(tenant);
      const before = own.get(commit.fixture);
      const row = frozenCopy(applyCommit(before?.row, commit, own.size), 'commit');
      const appended = frozenCopy(commit.events, 'commit');
      const events = [...(before?.events ?? []), ...appended];
      const bytes = bytesOf(row);
      const total = stored.get(tenant) ?? 0;
      const change = bytes - (before?.bytes ?? 0);
      assertStoredBytes(commit, total, change);
      const keepAlerts = prepareAlerts(tenant, commit.alerts);
      const keepAudit = prepare(tenant, commit.audit);
      // From here on nothing can fail: all of it is kept, or was refused above.
      keepAudit();
      keepAlerts();
      stored.set(tenant, total + change);
      fixtures.set(tenant, own.set(commit.fixture, { row, events, bytes }));
      changes.append(tenant, appended);
      changes.tell({ kind: 'fixture', tenant, fixture: commit.fixture });
      return row;
    },

    async reseal(scope, tenant, change) {
      assertSystemScope(scope);
      gate.enter('reseal');
      assertReseal(change);
      const own = fixturesOf(tenant);
      const before = own.get(change.fixture);
      const copy = frozenCopy(change, 'reseal');
      const next = before && resealed(before, copy);
      if (before === undefined || next === undefined) return false;
      const bytes = bytesOf(next.row);
      prepare(tenant, change.audit)();
      stored.set(tenant, (stored.get(tenant) ?? 0) + bytes - before.bytes);
      own.set(change.fixture, { ...next, bytes });
      return true;
    },

    async compact(scope, tenant, compaction) {
      assertSystemScope(scope);
      gate.enter('compact');
      assertCompaction(compaction);
      const { fixture, event, replaces } = frozenCopy({ ...compaction, audit: undefined }, 'compaction');
      const own = fixturesOf(tenant);
      const before = own.get(fixture);
      const replaced = before?.events.filter(({ revision }) => revision <= event.revision) ?? [];
      if (before === undefined || !compacts(compaction, replaced)) return false;
      prepare(tenant, compaction.audit)();
      own.set(fixture, { ...before, events: [event, ...before.events.slice(replaced.length)] });
      changes.compact(tenant, event, replaces);
      return true;
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

    async storedBytes(scope) {
      assertTenantScope(scope);
      gate.enter('storedBytes');
      return stored.get(scope.tenant) ?? 0;
    },

    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('purgeTenant');
      fixtures.delete(tenant);
      tenants.delete(tenant);
      stored.delete(tenant);
      forgetAlerts(tenant);
      forgetRecords(tenant);
      forgetUsage(tenant);
      changes.forget(tenant);
      changes.tell({ kind: 'tenant', tenant });
    },

    async close() {
      gate.close();
      changes.end();
    },
  };
}
