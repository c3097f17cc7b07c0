import {
  applyEvent,
  assertSystemScope,
  assertTenantScope,
  type Clock,
  type FixtureCommit,
  type FixtureEvent,
  type FixtureId,
  type FixtureQuery,
  type FixtureStore,
  type Outbox,
  QuotaExceededError,
  RevisionConflictError,
  type SlackFixture,
  STORE_SPEC,
  type TenantContext,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import { cursorCodec, isNumber, isNumberAndText } from './cursor.ts';
import { frozenCopy } from './frozen-copy.ts';
import { createGate } from './gate.ts';
import { assertCommit } from './input-rules.ts';
import { byText, type Keyset, pageOf } from './keyset.ts';
import { memoryDirectory } from './memory-directory.ts';
import { memoryOutbox } from './memory-outbox.ts';

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
}

/** One fixture: its events, and the row made from them. */
interface Stored {
  readonly row: SlackFixture;
  readonly events: readonly FixtureEvent[];
}

const NEWEST_FIRST: Keyset<SlackFixture, readonly [number, string]> = {
  cursors: cursorCodec('fixtures', isNumberAndText),
  keyOf: ({ updatedAt, id }) => [updatedAt, id],
  compare: ([leftAt, leftId], [rightAt, rightId]) => rightAt - leftAt || byText(leftId, rightId),
};

const OLDEST_FIRST: Keyset<FixtureEvent, number> = {
  cursors: cursorCodec('history', isNumber),
  keyOf: ({ revision }) => revision,
  compare: (left, right) => left - right,
};

const matches =
  ({ state, severity, labels = {} }: FixtureQuery) =>
  (row: SlackFixture): boolean =>
    (state === undefined || row.state === state) &&
    (severity === undefined || row.severity === severity) &&
    Object.entries(labels).every(
      ([name, value]) => Object.hasOwn(row.labels, name) && row.labels[name] === value,
    );

function applyCommit(before: Stored | undefined, commit: FixtureCommit): Stored {
  const events = frozenCopy(commit.events, 'commit');
  const row = events.reduce<SlackFixture | undefined>(applyEvent, before?.row);
  return { row: frozenCopy(row, 'fixture') as SlackFixture, events: [...(before?.events ?? []), ...events] };
}

/**
 * Keeps fixtures, tenants and the outbox in memory: for tests and trials. All is gone with the process, so its outbox
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
  const fixtures = new Map<TenantId, Map<FixtureId, Stored>>();
  const tenants = new Map<TenantId, TenantContext>();
  const { outbox, forget } = memoryOutbox(clock, gate);

  const fixturesOf = (tenant: TenantId) => fixtures.get(tenant) ?? new Map<FixtureId, Stored>();

  return {
    spec: STORE_SPEC,
    name: 'memory',
    region,
    directory: memoryDirectory(tenants, gate),
    outbox,

    async get(scope, fixture) {
      assertTenantScope(scope);
      gate.enter('get');
      return fixturesOf(scope.tenant).get(fixture)?.row;
    },

    async list(scope, query = {}) {
      assertTenantScope(scope);
      gate.enter('list');
      const rows = [...fixturesOf(scope.tenant).values()].map(({ row }) => row);
      return pageOf(rows.filter(matches(query)), query, NEWEST_FIRST);
    },

    async commit(scope, commit) {
      assertTenantScope(scope);
      gate.enter('commit');
      assertCommit(commit);
      const { fixture, expectedRevision: expected, guards } = commit;
      const own = fixturesOf(scope.tenant);
      const before = own.get(fixture);
      const actual = before?.row.revision ?? 0;
      if (actual !== expected)
        throw new RevisionConflictError({ kind: 'fixture', id: fixture, expected, actual });
      const limit = guards?.maxFixtures;
      if (before === undefined && limit !== undefined && own.size >= limit) {
        throw new QuotaExceededError({ quota: 'fixtures', limit });
      }
      const after = applyCommit(before, commit);
      fixtures.set(scope.tenant, own.set(fixture, after));
      return after.row;
    },

    async history(scope, fixture, page = {}) {
      assertTenantScope(scope);
      gate.enter('history');
      return pageOf(fixturesOf(scope.tenant).get(fixture)?.events ?? [], page, OLDEST_FIRST);
    },

    async count(scope) {
      assertTenantScope(scope);
      gate.enter('count');
      return fixturesOf(scope.tenant).size;
    },

    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('purgeTenant');
      fixtures.delete(tenant);
      tenants.delete(tenant);
      forget(tenant);
    },

    async close() {
      gate.close();
    },
  };
}
