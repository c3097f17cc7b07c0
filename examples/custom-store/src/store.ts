import {
  applyCommit,
  applyEvent,
  assertNoAlerts,
  assertSystemScope,
  assertTenantScope,
  changeListeners,
  createGate,
  type FixtureEvent,
  type FixtureStore,
  fixturePage,
  frozenCopy,
  historyPage,
  type SlackFixture,
  STORE_SPEC,
  type TenantScope,
} from '@localert/core';

type Log = readonly FixtureEvent[];

/** A store that keeps the events alone, in maps; a row is made from them whenever it is read. It tells of changes. */
export function mapStore(): FixtureStore {
  const tenants = new Map<string, Map<string, Log>>();
  const gate = createGate();
  const listeners = changeListeners();
  const logsOf = (scope: TenantScope) => {
    assertTenantScope(scope);
    gate.enter('map');
    return tenants.get(scope.tenant) ?? new Map<string, Log>();
  };
  const rowOf = (log: Log = []) => log.reduce<SlackFixture | undefined>(applyEvent, undefined);

  return {
    spec: STORE_SPEC,
    name: 'map',
    get: async (scope, id) => rowOf(logsOf(scope).get(id)),
    count: async (scope) => logsOf(scope).size,
    list: async (scope, query = {}) =>
      fixturePage(
        [...logsOf(scope).values()].flatMap((log) => rowOf(log) ?? []),
        query,
      ),
    history: async (scope, id, page = {}) => historyPage(logsOf(scope).get(id) ?? [], page),
    async commit(scope, commit) {
      const logs = logsOf(scope);
      // It keeps no queue: what would be lost is refused.
      assertNoAlerts(commit);
      const log = logs.get(commit.fixture) ?? [];
      const written = frozenCopy(commit, 'commit');
      const row = applyCommit(rowOf(log), written, logs.size);
      tenants.set(scope.tenant, logs.set(written.fixture, [...log, ...written.events]));
      listeners.tell({ kind: 'fixture', tenant: scope.tenant, fixture: written.fixture });
      return row;
    },
    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('map');
      tenants.delete(tenant);
      listeners.tell({ kind: 'tenant', tenant });
    },
    subscribe(scope, listener) {
      assertSystemScope(scope);
      gate.enter('map');
      return listeners.add(listener);
    },
    async close() {
      listeners.clear();
      gate.close();
    },
  };
}
