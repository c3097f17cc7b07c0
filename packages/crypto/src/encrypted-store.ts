import {
  type AuditRecord,
  assertCommit,
  assertNoAlerts,
  assertSystemScope,
  assertTenantScope,
  type FixtureCommit,
  type FixtureEvent,
  type FixtureStore,
  KeyDestroyedError,
  type SlackFixture,
  STORE_SPEC,
  systemScope,
  type TenantId,
  type TenantScope,
  uuidV7,
} from '@localert/core';
import { encryptedCompact } from './encrypted-compact.ts';
import { encryptDirectory } from './encrypted-directory.ts';
import { encryptOutbox } from './encrypted-outbox.ts';
import type { Encryption } from './encryption.ts';
import { plainRefused } from './plain-refused.ts';
import { isOfFixture, predictedRow, rowHashOf, withRowHash } from './row-hash.ts';
import { isContentEvent, openEvent, openRow, sealEvent } from './sealed-fixture.ts';
import { sealRecords } from './sealed-records.ts';
import { type StoreInside, sealModeOf } from './store-inside.ts';
import { assertOnlyTurned } from './turned-row.ts';

const SCOPE = systemScope('encrypted store');

const insides = new WeakMap<FixtureStore, StoreInside>();

export const insideOf = (store: FixtureStore): StoreInside | undefined => insides.get(store);

/** A store whose contents are sealed. */
export function encryptStore(inner: FixtureStore, encryption: Encryption): FixtureStore {
  const { keys, policies, acceptPlain, clock, watch } = encryption;
  const queue = inner.outbox && encryptOutbox(inner.outbox, encryption);

  async function sealEvents(
    tenant: TenantId,
    { fixture, events }: FixtureCommit,
  ): Promise<readonly FixtureEvent[]> {
    if (!events.some(isContentEvent)) return events;
    const { level } = await policies.of(tenant);
    if (level === 'off') return events;
    const key = await keys.current(tenant, fixture);
    return events.map((event) =>
      isContentEvent(event) ? sealEvent(key, tenant, event, sealModeOf(level, event)) : event,
    );
  }

  /** Refuses what is plain and must not be. */
  async function assertMayBePlain(tenant: TenantId, fixture: string, isPlain: boolean): Promise<void> {
    if (!isPlain || acceptPlain || (await policies.of(tenant)).level === 'off') return;
    throw plainRefused(`fixture "${fixture}"`);
  }

  async function provenEvent(tenant: TenantId, event: FixtureEvent): Promise<FixtureEvent> {
    const isPlain = isContentEvent(event) && event.snapshot.sealed === undefined;
    await assertMayBePlain(tenant, event.fixture, isPlain);
    return openEvent(keys, tenant, event);
  }

  const openedRow = (scope: TenantScope, row: SlackFixture): Promise<SlackFixture> => {
    const { tenant, actor } = scope;
    return watch({ tenant, actor, action: 'fixture:read', kind: 'fixture', id: row.id }, async () => {
      await assertMayBePlain(tenant, row.id, row.sealed === undefined);
      const opened = await openRow(keys, tenant, row);
      await assertOnlyTurned(inner, scope, row, (event) => provenEvent(tenant, event), opened);
      return opened;
    });
  };

  const openedEvent = ({ tenant, actor }: TenantScope, event: FixtureEvent): Promise<FixtureEvent> =>
    watch({ tenant, actor, action: 'fixture:read', kind: 'fixture', id: event.fixture }, () =>
      provenEvent(tenant, event),
    );

  /** The row that the commit should make, where its records want the hash of it. */
  async function expectedHash(scope: TenantScope, commit: FixtureCommit): Promise<string | undefined> {
    const isTurn = !commit.events.some(isContentEvent);
    const before = isTurn ? await inner.get(scope, commit.fixture) : undefined;
    // Of another revision the store will refuse the commit, and say why.
    if (isTurn && before?.revision !== commit.expectedRevision) return undefined;
    const row = predictedRow(before, commit);
    return row && rowHashOf(row);
  }

  /** The row was sealed anew between the look and the commit: the trail is told what the row is now. */
  async function correct(tenant: TenantId, record: AuditRecord, rowHash: string): Promise<void> {
    const at = clock.now();
    const id = uuidV7(at);
    await inner.audit?.append(SCOPE, tenant, [{ ...record, id, at, rowHash }]);
  }

  const store: FixtureStore = {
    spec: STORE_SPEC,
    name: inner.name,
    region: inner.region,
    encryption: 'by-policy',
    directory: inner.directory && encryptDirectory(inner.directory, encryption),
    outbox: queue?.outbox,
    takesAlerts: queue && inner.takesAlerts,
    audit: inner.audit,
    records: inner.records && sealRecords(inner.records, encryption),
    usage: inner.usage,

    async get(scope, fixture) {
      const row = await inner.get(scope, fixture);
      return row && openedRow(scope, row);
    },

    async list(scope, query) {
      const { items, ...rest } = await inner.list(scope, query);
      const rows: SlackFixture[] = [];
      for (const row of items) {
        try {
          rows.push(await openedRow(scope, row));
        } catch (error) {
          // Of a fixture that was shredded nothing is left to show; it must not hide the others.
          if (!KeyDestroyedError.is(error)) throw error;
        }
      }
      return { items: rows, ...rest };
    },

    async commit(scope, commit) {
      assertTenantScope(scope);
      assertCommit(commit);
      const { fixture, alerts } = commit;
      if (queue === undefined) assertNoAlerts(commit);
      const sealed = {
        ...commit,
        events: await sealEvents(scope.tenant, commit),
        ...(queue && alerts && { alerts: await queue.seal(scope.tenant, alerts) }),
      };
      const told = commit.audit?.find((record) => isOfFixture(record, fixture));
      const rowHash = told && (await expectedHash(scope, sealed));
      const audit = commit.audit && rowHash ? withRowHash(commit.audit, fixture, rowHash) : commit.audit;
      const row = await inner.commit(scope, { ...sealed, audit });
      if (told !== undefined && rowHashOf(row) !== rowHash) await correct(scope.tenant, told, rowHashOf(row));
      return openRow(keys, scope.tenant, row);
    },

    async history(scope, fixture, page) {
      const { items, ...rest } = await inner.history(scope, fixture, page);
      const events: FixtureEvent[] = [];
      for (const event of items) events.push(await openedEvent(scope, event));
      return { items: events, ...rest };
    },

    count: (scope) => inner.count(scope),
    ...(inner.compact && { compact: encryptedCompact({ inner, encryption }, provenEvent) }),
    ...(inner.changes && { changes: inner.changes.bind(inner) }),
    ...(inner.subscribe && { subscribe: inner.subscribe.bind(inner) }),
    ...(inner.storedBytes && { storedBytes: inner.storedBytes.bind(inner) }),
    ...(inner.rebuild && { rebuild: inner.rebuild.bind(inner) }),
    ...(inner.backup && { backup: inner.backup.bind(inner) }),
    ...(inner.sharedCache && { sharedCache: inner.sharedCache }),

    async purgeTenant(scope, tenant) {
      assertSystemScope(scope);
      // What was handed in before the purge must not come to lie behind it.
      await queue?.settled();
      // First the keys: whatever of the rest fails, the data cannot be read any more.
      await keys.shred(tenant);
      await inner.purgeTenant(scope, tenant);
      // The records of its keys went with it: nothing may be sealed with one that is still at hand.
      keys.purge(tenant);
      policies.forget(tenant);
    },

    async close() {
      await queue?.settled();
      await inner.close();
    },
  } satisfies FixtureStore;
  insides.set(store, { inner, encryption });
  return store;
}
