import {
  applyEvent,
  assertSystemScope,
  assertTenantScope,
  type FixtureCommit,
  type FixtureEvent,
  type FixtureStore,
  InvalidInputError,
  QuotaExceededError,
  RevisionConflictError,
  type SlackFixture,
  STORE_SPEC,
  StoreUnavailableError,
  type TenantScope,
} from '@localert/core';
import { pageOf } from './page.ts';

const isSound = ({ fixture, events, expectedRevision }: FixtureCommit): boolean =>
  Number.isInteger(expectedRevision) &&
  expectedRevision >= 0 &&
  events.length > 0 &&
  events.every(
    (event, index) =>
      event.fixture === fixture &&
      event.revision === expectedRevision + index + 1 &&
      Number.isFinite(event.at) &&
      (!('snapshot' in event) || event.snapshot.id === fixture),
  );

/** A store that keeps the events alone, as JSON text in maps; a row is made from them whenever it is read. */
export function mapStore(): FixtureStore {
  const tenants = new Map<string, Map<string, readonly string[]>>();
  let open = true;

  const whileOpen = () => {
    if (!open) throw new StoreUnavailableError({ operation: 'map' });
  };
  const logsOf = (scope: TenantScope) => {
    assertTenantScope(scope);
    whileOpen();
    return tenants.get(scope.tenant) ?? new Map<string, readonly string[]>();
  };
  const eventsOf = (log: readonly string[] = []) => log.map((text) => JSON.parse(text) as FixtureEvent);
  const rowOf = (log?: readonly string[]) =>
    eventsOf(log).reduce<SlackFixture | undefined>(applyEvent, undefined);

  return {
    spec: STORE_SPEC,
    name: 'map',
    get: async (scope, id) => rowOf(logsOf(scope).get(id)),
    count: async (scope) => logsOf(scope).size,
    history: async (scope, id, page = {}) =>
      pageOf('history', eventsOf(logsOf(scope).get(id)), page, (event) => [event.revision, '']),
    list: async (scope, { state, severity, labels = {}, ...page } = {}) => {
      const rows = [...logsOf(scope).values()].flatMap((log) => rowOf(log) ?? []);
      const wanted = rows.filter(
        (row) =>
          (state ?? row.state) === row.state &&
          (severity ?? row.severity) === row.severity &&
          Object.entries(labels).every(
            ([name, value]) => Object.hasOwn(row.labels, name) && row.labels[name] === value,
          ),
      );
      return pageOf('list', wanted, page, (row) => [-row.updatedAt, row.id]);
    },
    commit: async (scope, commit) => {
      const logs = logsOf(scope);
      if (!isSound(commit))
        throw new InvalidInputError({
          what: 'commit',
          issues: [{ path: 'events', message: 'events that follow' }],
        });
      const { fixture: id, events, expectedRevision: expected, guards } = commit;
      const log = logs.get(id) ?? [];
      if (log.length !== expected)
        throw new RevisionConflictError({ kind: 'fixture', id, expected, actual: log.length });
      const limit = guards?.maxFixtures ?? Number.POSITIVE_INFINITY;
      if (log.length === 0 && logs.size >= limit) throw new QuotaExceededError({ quota: 'fixtures', limit });
      const after = [...log, ...events.map((event) => JSON.stringify(event))];
      const row = rowOf(after) as SlackFixture;
      tenants.set(scope.tenant, logs.set(id, after));
      return row;
    },
    purgeTenant: async (scope, tenant) => {
      assertSystemScope(scope);
      whileOpen();
      tenants.delete(tenant);
    },
    close: async () => {
      open = false;
    },
  };
}
