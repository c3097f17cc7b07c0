import {
  type AuditLog,
  assertSystemScope,
  assertTenantScope,
  type Clock,
  cursorCodec,
  type FixtureCompaction,
  type FixtureReseal,
  type FixtureStore,
  InvalidInputError,
  type LongWork,
  type Outbox,
  type Progress,
  pageLimit,
  type Records,
  STORE_SPEC,
  type SystemScope,
  type TenantDirectory,
  type TenantId,
  type TenantScope,
  type UsageCounter,
} from '@localert/core';
import { sqliteAudit } from './audit.ts';
import { backUp } from './backup.ts';
import { sqliteChanges } from './changes.ts';
import { commitEvents } from './commit.ts';
import { compactEvents } from './compact.ts';
import { openDatabase } from './database.ts';
import { sqliteDirectory } from './directory.ts';
import { countFixtures, listFixtures, readEvents, readFixture } from './fixture-queries.ts';
import { alertRow, sqliteOutbox } from './outbox.ts';
import { NO_ROOM } from './outbox-work.ts';
import { pageOf } from './page.ts';
import { purgeRows } from './purge.ts';
import { rebuildRows } from './rebuild.ts';
import { sqliteRecords } from './records.ts';
import { resealFixture } from './reseal.ts';
import { createReserve } from './reserve.ts';
import { readStoredBytes } from './stored-bytes.ts';
import { createThreadDesk } from './thread-desk.ts';
import { createTurnDesk } from './turn-desk.ts';
import { sqliteUsage } from './usage.ts';
import { createLogWiper } from './wipe.ts';
import { mendWords } from './words.ts';

/** How a SQLite store is set up. */
export interface SqliteStoreOptions {
  /** The file, which is made when there is none; or `:memory:`. */
  readonly path: string;
  /** Where the data lies, for tenants that are pinned to a region. */
  readonly region?: string | undefined;
  /** Stamps retries and migrations. Default: the system's time. */
  readonly clock?: Clock | undefined;
  /** Milliseconds to wait for another process that writes. Default 5,000. */
  readonly busyTimeoutMs?: number | undefined;
  /** Most pages of 4 KiB that the file may have; past it writes fail with LOCALERT_STORE_FULL. Default: SQLite's own. */
  readonly maxPages?: number | undefined;
  /**
   * Bytes held back in a file beside the database, for a disk that is full: with them alerts that were accepted are
   * delivered, and new ones refused, until there is room again. 20 MiB are enough for any log. Default: none.
   */
  readonly reserveBytes?: number | undefined;
  /**
   * Whether a thread of its own writes the queue and waits for the disk, so that the event loop need not. It is started with
   * the first alert or claim; where none can be, this thread writes. Default: true for a file. In memory there is none.
   */
  readonly worker?: boolean | undefined;
  /** While somebody listens to changes: milliseconds between two looks whether another process wrote. Default 50. */
  readonly followMs?: number | undefined;
}

/** A fixture store with everything that a host needs, in one file. */
export interface SqliteStore extends FixtureStore {
  rebuild(scope: SystemScope, options?: LongWork): Promise<Progress>;
  backup(scope: SystemScope, path: string): Promise<void>;
  readonly directory: TenantDirectory;
  readonly outbox: Outbox;
  readonly takesAlerts: true;
  readonly audit: AuditLog;
  readonly records: Records;
  readonly usage: UsageCounter;
  storedBytes(scope: TenantScope): Promise<number>;
  reseal(scope: SystemScope, tenant: TenantId, change: FixtureReseal): Promise<boolean>;
  compact(scope: SystemScope, tenant: TenantId, compaction: FixtureCompaction): Promise<boolean>;
  readonly changes: NonNullable<FixtureStore['changes']>;
  readonly subscribe: NonNullable<FixtureStore['subscribe']>;
}

const listCursors = cursorCodec('fixtures', ['number', 'text']);
const historyCursors = cursorCodec('history', ['number']);

function assertReserve(bytes: number): void {
  if (Number.isSafeInteger(bytes) && bytes >= 0) return;
  const issues = [{ path: 'reserveBytes', message: 'whole bytes from 0' }];
  throw new InvalidInputError({ what: 'SQLite store', issues });
}

/**
 * Keeps fixtures, tenants, the outbox, the audit trail, small records and counters in one SQLite file: the embedded
 * default. Several processes of one machine may share the file.
 *
 * @throws LOCALERT_STORE_UNAVAILABLE when the file cannot be opened, LOCALERT_STORE_CORRUPT when it is damaged or of
 * another program, LOCALERT_STORE_NEWER when a later version wrote it, LOCALERT_STORE_FULL, LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { tenantScope } from '@localert/core';
 * import { sqliteStore } from '@localert/store-sqlite';
 *
 * const store = sqliteStore({ path: ':memory:' });
 * const scope = tenantScope({ tenant: 'acme', actor: 'svc:docs' });
 * console.log(await store.count(scope)); // 0
 * await store.close();
 * ```
 */
export function sqliteStore(options: SqliteStoreOptions): SqliteStore {
  const { path, region, clock = { now: Date.now }, busyTimeoutMs = 5_000, maxPages, followMs = 50 } = options;
  const { reserveBytes = 0 } = options;
  assertReserve(reserveBytes);
  const { worker = path !== ':memory:' } = options;
  const database = openDatabase({ path, busyTimeoutMs, maxPages, worker }, clock);
  const { durable, file } = database;
  const reserve = createReserve(durable, file, reserveBytes);
  const here = () => createTurnDesk(durable, reserve);
  const desk =
    worker && file !== undefined
      ? createThreadDesk({ path: file, busyTimeoutMs, maxPages, reserveBytes }, here)
      : here();
  const outbox = sqliteOutbox(database, desk, clock);
  const changes = sqliteChanges(database, followMs);
  const wiper = createLogWiper(database, 'records.delete');

  return {
    spec: STORE_SPEC,
    name: 'sqlite',
    region,
    directory: sqliteDirectory(database, changes.tell),
    outbox,
    takesAlerts: true,
    audit: sqliteAudit(database),
    records: sqliteRecords(database, wiper),
    usage: sqliteUsage(database),
    changes: changes.changes,
    subscribe: changes.subscribe,

    async get(scope, fixture) {
      assertTenantScope(scope);
      return database.use('get', (main) => readFixture(main, scope.tenant, fixture));
    },

    async list(scope, query = {}) {
      assertTenantScope(scope);
      const after = listCursors.read(query.cursor);
      const limit = pageLimit(query.limit);
      const fixtures = database.use('list', (main) => {
        if (query.search !== undefined) mendWords(main, scope.tenant);
        return listFixtures(main, scope.tenant, query, after, limit);
      });
      return pageOf(fixtures, limit, ({ updatedAt, id }) => listCursors.write([updatedAt, id]));
    },

    async commit(scope, commit) {
      assertTenantScope(scope);
      const { tenant } = scope;
      const { alerts = [] } = commit;
      const row = database.use('commit', (main) => {
        if (alerts.length > 0 && !reserve.isKept()) throw NO_ROOM;
        return commitEvents(
          main,
          tenant,
          commit,
          alerts.map((alert) => alertRow(tenant, alert)),
        );
      });
      changes.tell({ kind: 'fixture', tenant, fixture: row.id });
      // Whoever queues alerts is told that they are on the disk, and this connection does not wait for it.
      if (alerts.length > 0) await desk.hand({ kind: 'sync' });
      return row;
    },

    async history(scope, fixture, page = {}) {
      assertTenantScope(scope);
      const after = historyCursors.read(page.cursor)?.[0] ?? 0;
      const limit = pageLimit(page.limit);
      const events = database.use('history', (main) =>
        readEvents(main, scope.tenant, fixture, after, limit + 1),
      );
      return pageOf(events, limit, ({ revision }) => historyCursors.write([revision]));
    },

    async count(scope) {
      assertTenantScope(scope);
      return database.use('count', (main) => countFixtures(main, scope.tenant));
    },

    async storedBytes(scope) {
      assertTenantScope(scope);
      return database.use('storedBytes', (main) => readStoredBytes(main, scope.tenant));
    },

    async reseal(scope, tenant, change) {
      assertSystemScope(scope);
      return database.use('reseal', (main) => resealFixture(main, tenant, change));
    },

    async compact(scope, tenant, compaction) {
      assertSystemScope(scope);
      return database.use('compact', (main) => compactEvents(main, tenant, compaction));
    },

    async rebuild(scope, work = {}) {
      assertSystemScope(scope);
      return rebuildRows(database, work);
    },

    async backup(scope, target) {
      assertSystemScope(scope);
      await backUp(database, target, busyTimeoutMs);
    },

    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      // What was handed in before the purge must not come to lie behind it.
      await desk.flush();
      try {
        database.use('purgeTenant', (main) => purgeRows(main, tenant));
      } finally {
        // Also of one that could not be wiped: its rows are gone.
        changes.tell({ kind: 'tenant', tenant });
      }
    },

    async close() {
      changes.end();
      await outbox.close();
      wiper.flush();
      database.close();
    },
  };
}
