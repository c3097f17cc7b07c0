import {
  applyEvent,
  compactionOf,
  type FixtureCompacted,
  type FixtureCompaction,
  type FixtureEvent,
  type FixtureStore,
  type Scope,
  type SlackFixture,
  type SystemScope,
  systemScope,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { sampleAudit, sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });
const rival = tenantScope({ tenant: 'acme2', actor: 'test:suite' });

const replayed = (events: readonly FixtureEvent[]) =>
  events.reduce<SlackFixture | undefined>(applyEvent, undefined);

const historyOf = async (store: FixtureStore, scope: TenantScope = acme) =>
  (await store.history(scope, 'disk', { limit: 1_000 })).items;

/** What makes one event of the events up to a revision. */
const upTo = async (store: FixtureStore, revision: number): Promise<FixtureCompaction> =>
  compactionOf((await historyOf(store)).filter((event) => event.revision <= revision));

/** Five revisions of a fixture, in two tenants: the third is archived, the fourth restored. */
async function fill(store: FixtureStore): Promise<void> {
  for (const scope of [acme, rival]) {
    await store.commit(scope, sampleCreate('disk', { snapshot: { name: 'first' } }));
    await store.commit(scope, sampleUpdate('disk', 1, { snapshot: { name: 'second', severity: 'high' } }));
    await store.commit(scope, sampleTurn('disk', 2, 'FixtureArchived'));
    await store.commit(scope, sampleTurn('disk', 3, 'FixtureRestored'));
    await store.commit(scope, sampleUpdate('disk', 4, { snapshot: { name: 'fifth' } }));
  }
  await store.commit(acme, sampleCreate('cpu'));
}

const viewOf = async (store: FixtureStore) => [
  await store.list(acme),
  await historyOf(store),
  await store.list(rival),
  await historyOf(store, rival),
  (await store.changes?.(system))?.items,
  await store.storedBytes?.(acme),
];

/** The beginning of a log as one event: the row, what follows and everybody else stay as they are. */
export function storeCompact({ test, options, withStore, missing }: StoreHarness): void {
  const none = missing('compact');
  const it = itNeeding(test, none);
  const compact = (
    store: FixtureStore,
    compaction: FixtureCompaction,
    tenant = 'acme',
    scope: Scope = system,
  ) => store.compact?.(scope as SystemScope, tenant, compaction);

  it(
    'puts one event in place of the first ones, and leaves the rest as it is',
    withStore(async (store) => {
      for (const revision of [1, 2, 3, 4, 5]) {
        await store.purgeTenant(system, 'acme');
        await store.purgeTenant(system, 'acme2');
        await fill(store);
        const [row, events] = [await store.get(acme, 'disk'), await historyOf(store)];
        const others = (await viewOf(store)).slice(2, 4);
        const bytes = await store.storedBytes?.(acme);
        const compaction = await upTo(store, revision);
        same(await compact(store, compaction), true, `the answer for ${revision}`);
        const left = await historyOf(store);
        same(left, [compaction.event, ...events.slice(revision)], `the history from ${revision} on`);
        same(left[0]?.type, 'FixtureCompacted', 'its first event');
        same(await store.get(acme, 'disk'), row, 'the row');
        same(replayed(left), row, 'the row that the history makes');
        same((await store.list(acme)).items.length, 2, 'the rows listed');
        same((await viewOf(store)).slice(2, 4), others, 'the other tenant');
        same(await store.storedBytes?.(acme), bytes, 'the bytes stored');
      }
    }),
  );

  it(
    'goes on from there: later revisions, pages and another compaction',
    withStore(async (store) => {
      await fill(store);
      await compact(store, await upTo(store, 3));
      await store.commit(acme, sampleUpdate('disk', 5, { snapshot: { name: 'sixth' } }));
      await refused(
        () => store.commit(acme, sampleUpdate('disk', 5)),
        'LOCALERT_REVISION_CONFLICT',
        'a stale one',
      );
      const revisions = async () => (await historyOf(store)).map(({ revision }) => revision);
      same(await revisions(), [3, 4, 5, 6], 'the revisions');
      const page = await store.history(acme, 'disk', { limit: 1 });
      const rest = await store.history(acme, 'disk', { cursor: page.cursor });
      same([...page.items, ...rest.items], await historyOf(store), 'page by page');
      const second = await upTo(store, 5);
      same(second.replaces.length, 3, 'what a second one replaces');
      same(await compact(store, second), true, 'a second one');
      same(await revisions(), [5, 6], 'the revisions after it');
      const [first] = await historyOf(store);
      same(
        (first as FixtureCompacted).createdAt,
        (await store.get(acme, 'disk'))?.createdAt,
        'its beginning',
      );
      await store.commit(acme, sampleTurn('disk', 6, 'FixtureArchived'));
      same((await store.get(acme, 'disk'))?.name, 'sixth', 'the row after another write');
    }),
  );

  itNeeding(test, none ?? missing('rebuild'))(
    'makes the same rows from a compacted log',
    withStore(async (store) => {
      await fill(store);
      await compact(store, await upTo(store, 3));
      await compact(store, compactionOf((await store.history(acme, 'cpu')).items));
      // Without the bytes: a store that seals may seal a row in another length.
      const before = (await viewOf(store)).slice(0, -1);
      await store.rebuild?.(system);
      same((await viewOf(store)).slice(0, -1), before, 'what is stored');
    }),
  );

  itNeeding(test, none ?? (options.reopen ? undefined : 'the store cannot be opened again'))(
    'has a compacted log when it is opened again',
    withStore(async (store) => {
      await fill(store);
      await compact(store, await upTo(store, 4));
      const before = await viewOf(store);
      await store.close();
      const again = await present(options.reopen, 'the suite’s `reopen`')(store);
      try {
        same(await viewOf(again), before, 'what is stored');
      } finally {
        await again.close();
      }
    }),
  );

  it(
    'changes nothing when the log is not what it names',
    withStore(async (store) => {
      await fill(store);
      const good = await upTo(store, 3);
      const [one, two, three] = good.replaces as [string, string, string];
      const before = await viewOf(store);
      const wrong: Readonly<Record<string, FixtureCompaction>> = {
        'one event less': { ...good, replaces: [two, three] },
        'another order': { ...good, replaces: [two, one, three] },
        'another first event': { ...good, replaces: ['x', two, three] },
        'the events of another fixture': {
          ...(await upTo(store, 1)),
          ...foreign(await upTo(store, 1), 'cpu'),
        },
        'a fixture that is not there': foreign(good, 'none'),
        'a later revision': { ...good, event: { ...good.event, revision: 4 } },
        'a revision that is not yet': { ...good, event: { ...good.event, revision: 9 } },
      };
      for (const [what, compaction] of Object.entries(wrong))
        same(await compact(store, compaction), false, what);
      for (const tenant of ['nobody', 'acme2', 'acm_'])
        same(await compact(store, good, tenant), false, `the tenant ${tenant}`);
      same(await viewOf(store), before, 'what is stored');
      same(await compact(store, good), true, 'the right one');
      same(await compact(store, good), false, 'the same once more');
    }),
  );

  it(
    'is not in the way of who writes meanwhile, and lets one of several win',
    withStore(async (store) => {
      await fill(store);
      const compaction = await upTo(store, 5);
      await store.commit(acme, sampleUpdate('disk', 5));
      const answers = await Promise.all([1, 2, 3, 4].map(() => compact(store, compaction)));
      same(answers.filter(Boolean).length, 1, 'the winners');
      same(
        (await historyOf(store)).map(({ revision }) => revision),
        [5, 6],
        'the revisions',
      );
    }),
  );

  it(
    'refuses an event that is not the last one in another form',
    withStore(async (store) => {
      await fill(store);
      const good = await upTo(store, 3);
      const before = await viewOf(store);
      const event = (change: Partial<FixtureCompacted>): FixtureCompaction => ({
        ...good,
        event: { ...good.event, ...change },
      });
      const content = (change: Partial<FixtureCompacted['snapshot']>) =>
        event({ snapshot: { ...good.event.snapshot, ...change } });
      const wrong: Readonly<Record<string, FixtureCompaction>> = {
        'no events': { ...good, replaces: [] },
        'another id': event({ id: 'x' }),
        'the id of an earlier one': event({ id: good.replaces[0] as string }),
        'another time': event({ at: good.event.at + 1 }),
        'another actor': event({ actor: 'user:other' }),
        'another beginning': event({ createdAt: good.event.createdAt + 1 }),
        'another kind': event({ type: 'FixtureUpdated' as 'FixtureCompacted' }),
        'another fixture': event({ fixture: 'cpu' }),
        'the content of another fixture': content({ id: 'cpu' }),
        'another name': content({ name: 'first' }),
        'another severity': content({ severity: 'critical' }),
        'other labels': content({ labels: { team: 'x' } }),
        'other texts': content({ locales: { en: { title: 'forged' } } }),
        'the state before the last': content({ state: 'active' }),
      };
      for (const [what, compaction] of Object.entries(wrong))
        await refused(() => compact(store, compaction), 'LOCALERT_INVALID_INPUT', what);
      for (const scope of [acme, { kind: 'system', purpose: 'x' } as const])
        await refused(() => compact(store, good, 'acme', scope), 'LOCALERT_INVALID_SCOPE', 'a wrong scope');
      same(await viewOf(store), before, 'what is stored');
    }),
  );

  itNeeding(test, none ?? missing('audit'))(
    'keeps the audit records of a compaction that was made, and of no other',
    withStore(async (store) => {
      await fill(store);
      const audit = present(store.audit, 'the audit log');
      const [kept, lost] = [sampleAudit('acme'), sampleAudit('acme')];
      const compaction = await upTo(store, 3);
      same(await compact(store, { ...compaction, audit: [kept] }), true, 'the first');
      same(await compact(store, { ...compaction, audit: [lost] }), false, 'the second');
      same(await audit.unlinked(system, 'acme', 10), [kept], 'the records');
    }),
  );

  test.it(
    'takes a log that begins with a compacted event as a fixture that must not exist',
    withStore(async (store) => {
      await fill(store);
      const events = await historyOf(store);
      const { event } = compactionOf(events.slice(0, 3));
      const commit = { fixture: 'disk', events: [event, ...events.slice(3)], expectedRevision: 0 };
      await refused(() => store.commit(acme, commit), 'LOCALERT_REVISION_CONFLICT', 'one that exists');
      const expected = await store.get(acme, 'disk');
      await store.purgeTenant(system, 'acme');
      same(await store.commit(acme, commit), expected, 'the row answered');
      same(await store.get(acme, 'disk'), expected, 'the row');
      same(await historyOf(store), commit.events, 'the history');
      await refused(() => store.commit(acme, commit), 'LOCALERT_REVISION_CONFLICT', 'the same again');
      await store.commit(acme, sampleUpdate('disk', 5));
      same((await historyOf(store)).length, 4, 'the events after another write');
      if (store.rebuild) {
        const row = await store.get(acme, 'disk');
        await store.rebuild(system);
        same(await store.get(acme, 'disk'), row, 'the row made anew');
      }
      const alone = {
        fixture: 'cpu',
        events: [{ ...foreign(compactionOf(events), 'cpu').event }],
        expectedRevision: 0,
      };
      same((await store.commit(acme, alone)).revision, 5, 'the revision of a log of one event');
      isTrue(
        (await store.list(acme)).items.some(({ id }) => id === 'cpu'),
        'it is listed',
      );
    }),
  );
}

/** The compaction, as one of another fixture. */
const foreign = (compaction: FixtureCompaction, fixture: string): FixtureCompaction => ({
  ...compaction,
  fixture,
  event: { ...compaction.event, fixture, snapshot: { ...compaction.event.snapshot, id: fixture } },
});
