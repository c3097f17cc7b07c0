import {
  type AuditLog,
  type AuditRecord,
  assertSystemScope,
  assertTenantScope,
  type ChangeListener,
  type ChangePage,
  type ChangeRequest,
  type Clock,
  cursorCodec,
  type FixtureCompaction,
  type FixtureEvent,
  type FixtureReseal,
  type FixtureStore,
  InvalidInputError,
  isStorable,
  type LongWork,
  type Outbox,
  type Progress,
  pageLimit,
  type Records,
  type Scope,
  type SlackFixture,
  STORE_SPEC,
  StoreUnavailableError,
  type SystemScope,
  type TenantDirectory,
  type TenantId,
  type TenantScope,
  type UsageCounter,
} from '@localert/core';
import type { Pool } from 'pg';
import { postgresAudit } from './audit.ts';
import { auditRows, keepAudit } from './audit-rows.ts';
import { readChanges } from './changes.ts';
import { commitEvents } from './commit.ts';
import { compactFixture } from './compact.ts';
import { openDatabase } from './database.ts';
import { postgresDirectory } from './directory.ts';
import { alertRow, tellOfAlerts, writeAlerts } from './enqueue.ts';
import { listStep, READ_EVENTS, READ_FIXTURE, READ_TOTAL } from './fixture-queries.ts';
import { createHints } from './listener.ts';
import { postgresOutbox } from './outbox.ts';
import { createOutboxWriter } from './outbox-writer.ts';
import { pageOf } from './page.ts';
import { purgeRows } from './purge.ts';
import { rebuildRows } from './rebuild.ts';
import { postgresRecords } from './records.ts';
import { resealFixture } from './reseal.ts';
import { documentOf } from './rows.ts';
import { type PostgresRoles, settingOf } from './setting.ts';
import type { Step } from './transaction.ts';
import { postgresUsage } from './usage.ts';

/** How a PostgreSQL store is set up. */
export interface PostgresStoreOptions {
  /**
   * Yours, of a user that is a member of both roles and inherits neither. With `pipeline: true` a call is one round
   * trip; without it works as well, in four.
   */
  readonly pool: Pool;
  /** For work across tenants, when it has a user of its own. Default: `pool`. */
  readonly systemPool?: Pool | undefined;
  /** For LISTEN, which takes a session of its own: needed when `pool` goes through a pooler. Default: `pool`. */
  readonly listenPool?: Pool | undefined;
  /**
   * Of replicas, for fixtures and their histories: a reader sees what its process wrote or was told of; the primary
   * answers where a replica is behind or down. Everything else is always read of the primary. Default none.
   */
  readonly readPools?: readonly Pool[] | undefined;
  /** Where the tables are. Default `localert`. */
  readonly schema?: string | undefined;
  readonly roles?: PostgresRoles | undefined;
  /** Where the data lies, for tenants that are pinned to a region. */
  readonly region?: string | undefined;
  /** Milliseconds that a statement, and the wait for a connection, may take. Default 10,000. */
  readonly statementTimeoutMs?: number | undefined;
  /** Stamps what is retried. Default: the system's time. */
  readonly clock?: Clock | undefined;
  /** Whether `close` ends the pools too. Default false: they are yours. */
  readonly endPools?: boolean | undefined;
}

/** A fixture store with everything that many machines need, in one database. */
export interface PostgresStore extends FixtureStore {
  readonly directory: TenantDirectory;
  readonly outbox: Outbox;
  readonly takesAlerts: true;
  readonly audit: AuditLog;
  readonly records: Records;
  readonly usage: UsageCounter;
  storedBytes(scope: TenantScope): Promise<number>;
  reseal(scope: SystemScope, tenant: TenantId, change: FixtureReseal): Promise<boolean>;
  compact(scope: SystemScope, tenant: TenantId, compaction: FixtureCompaction): Promise<boolean>;
  changes(scope: Scope, request?: ChangeRequest): Promise<ChangePage>;
  subscribe(scope: SystemScope, listener: ChangeListener): () => void;
  rebuild(scope: SystemScope, options?: LongWork): Promise<Progress>;
}

const listCursors = cursorCodec('fixtures', ['number', 'text']);
const historyCursors = cursorCodec('history', ['number']);

/** What is no text in the database is in none of its rows; the driver would turn half a character into U+FFFD. */
const mayBeStored = (...texts: readonly (string | undefined)[]): boolean =>
  texts.every((text) => text === undefined || (typeof text === 'string' && isStorable(text)));

function assertTimeout(statementTimeoutMs: number): void {
  if (Number.isInteger(statementTimeoutMs) && statementTimeoutMs > 0) return;
  const issues = [{ path: 'statementTimeoutMs', message: 'whole milliseconds from 1' }];
  throw new InvalidInputError({ what: 'PostgreSQL store', issues });
}

/**
 * Keeps fixtures, tenants, the outbox, the audit trail, small records and counters in PostgreSQL 15 or later, for many
 * processes on many machines. Row-level security keeps tenants apart beside the conditions in every statement. Run
 * {@link postgresMigrations} first.
 *
 * @throws LOCALERT_INVALID_INPUT. Every method: LOCALERT_STORE_UNAVAILABLE, LOCALERT_STORE_NEWER, LOCALERT_STORE_FULL,
 * LOCALERT_STORE_CORRUPT
 *
 * @example
 * ```ts
 * import { tenantScope } from '@localert/core';
 * import { postgresStore } from '@localert/store-postgres';
 * import { Pool } from 'pg';
 *
 * const pool = new Pool({ connectionString: process.env['DATABASE_URL'], pipeline: true });
 * const store = postgresStore({ pool });
 * const scope = tenantScope({ tenant: 'acme', actor: 'svc:docs' });
 * console.log(await store.count(scope));
 * await store.close();
 * await pool.end();
 * ```
 */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  const { pool, systemPool, listenPool = pool, region, clock = { now: Date.now } } = options;
  const { statementTimeoutMs = 10_000 } = options;
  assertTimeout(statementTimeoutMs);
  const { readPools = [] } = options;
  const database = openDatabase({ ...settingOf(options), pool, systemPool, readPools, statementTimeoutMs });
  const hints = createHints(listenPool, database.schema, database.noteChange);
  const writer = createOutboxWriter(
    (batch) => writeAlerts(database, batch),
    () => tellOfAlerts(database),
  );
  const outbox = postgresOutbox(database, { writer, subscribe: hints.subscribeAlerts, clock });
  const auditSteps = (tenant: TenantId, records: readonly AuditRecord[] | undefined): readonly Step[] =>
    keepAudit(auditRows(tenant, records));
  let closed = false;

  /** Also of a write that failed nobody knows here whether it was done. */
  async function written<Result>(tenant: TenantId, write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } finally {
      database.noteChange({ kind: 'tenant', tenant });
    }
  }

  const totalOf = async (operation: string, tenant: TenantId) => {
    const [total] = await database.readTenantAnywhere<{ fixtures: number; bytes: number }>(
      operation,
      tenant,
      READ_TOTAL,
      [tenant],
    );
    return total ?? { fixtures: 0, bytes: 0 };
  };

  return {
    spec: STORE_SPEC,
    name: 'postgres',
    region,
    directory: postgresDirectory(database),
    outbox,
    takesAlerts: true,
    audit: postgresAudit(database),
    records: postgresRecords(database),
    usage: postgresUsage(database),

    async get(scope, fixture) {
      assertTenantScope(scope);
      const { tenant } = scope;
      const known = mayBeStored(fixture);
      const [row] = await database.readTenantAnywhere<{ body: string }>('get', tenant, READ_FIXTURE, [
        tenant,
        known ? fixture : '',
      ]);
      return row && documentOf<SlackFixture>(row.body, 'fixtures');
    },

    async list(scope, query = {}) {
      assertTenantScope(scope);
      const after = listCursors.read(query.cursor);
      const limit = pageLimit(query.limit);
      const known = mayBeStored(after?.[1], query.state, query.severity);
      const [statement, values] = listStep(scope.tenant, query, after, limit);
      const rows = known
        ? await database.readTenantAnywhere<{ body: string }>('list', scope.tenant, statement, values)
        : [];
      const fixtures = rows.map(({ body }) => documentOf<SlackFixture>(body, 'fixtures'));
      return pageOf(fixtures, limit, ({ updatedAt, id }) => listCursors.write([updatedAt, id]));
    },

    async commit(scope, commit) {
      assertTenantScope(scope);
      const { tenant } = scope;
      const { audit, alerts = [] } = commit;
      return written(tenant, async () => {
        const rows = alerts.map((alert) => alertRow(tenant, alert, []));
        return commitEvents(database, tenant, commit, auditSteps(tenant, audit), rows);
      });
    },

    async history(scope, fixture, page = {}) {
      assertTenantScope(scope);
      const after = historyCursors.read(page.cursor)?.[0] ?? 0;
      const limit = pageLimit(page.limit);
      const key = [scope.tenant, mayBeStored(fixture) ? fixture : ''];
      const rows = await database.readTenantAnywhere<{ body: string }>('history', scope.tenant, READ_EVENTS, [
        ...key,
        Math.trunc(after),
        limit + 1,
      ]);
      const events = rows.map(({ body }) => documentOf<FixtureEvent>(body, 'events'));
      return pageOf(events, limit, ({ revision }) => historyCursors.write([revision]));
    },

    async count(scope) {
      assertTenantScope(scope);
      return (await totalOf('count', scope.tenant)).fixtures;
    },

    async storedBytes(scope) {
      assertTenantScope(scope);
      return (await totalOf('storedBytes', scope.tenant)).bytes;
    },

    async reseal(scope, tenant, change) {
      assertSystemScope(scope);
      return written(tenant, () => resealFixture(database, tenant, change, auditSteps(tenant, change.audit)));
    },

    async compact(scope, tenant, compaction) {
      assertSystemScope(scope);
      return written(tenant, () =>
        compactFixture(database, tenant, compaction, auditSteps(tenant, compaction.audit)),
      );
    },

    async changes(scope, request = {}) {
      if (scope?.kind === 'tenant') {
        assertTenantScope(scope);
        return readChanges(database, scope.tenant, request);
      }
      assertSystemScope(scope);
      return readChanges(database, undefined, request);
    },

    subscribe(scope, listener) {
      assertSystemScope(scope);
      if (closed) throw new StoreUnavailableError({ operation: 'subscribe' });
      return hints.subscribe(listener);
    },

    async rebuild(scope, work = {}) {
      assertSystemScope(scope);
      try {
        return await rebuildRows(database, work);
      } finally {
        database.noteChange({ kind: 'all' });
      }
    },

    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      // What was handed in before the purge must not come to lie behind it.
      await writer.flush();
      await written(tenant, () => purgeRows(database, tenant));
    },

    async close() {
      if (closed) return;
      closed = true;
      hints.close();
      try {
        await outbox.close();
        await database.close();
      } finally {
        // Also when the last alerts could not be written: a pool that is left open keeps the process.
        const pools = options.endPools ? new Set([pool, systemPool ?? pool, listenPool, ...readPools]) : [];
        await Promise.all(Array.from(pools, (one) => one.end()));
      }
    },
  };
}
