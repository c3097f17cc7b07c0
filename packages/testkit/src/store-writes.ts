import { type FixtureCommit, type FixtureStore, type SlackFixture, tenantScope } from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { HOSTILE_TEXTS } from './hostile.ts';
import { SAMPLE_TIME, sampleCreate, sampleSnapshot, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'test:suite' });

/** A refused write must leave the row and the log as they were. */
async function unchangedBy(store: FixtureStore, fixture: string, write: () => Promise<void>): Promise<void> {
  const before = [await store.get(scope, fixture), await store.history(scope, fixture)];
  await write();
  same(
    [await store.get(scope, fixture), await store.history(scope, fixture)],
    before,
    'row and events after a refusal',
  );
}

/** Commits that contradict themselves: each would put something where it does not belong. */
function contradictions(): Readonly<Record<string, FixtureCommit>> {
  const create = sampleCreate('other');
  const update = sampleUpdate('disk', 1);
  const [event] = update.events as [FixtureCommit['events'][number]];
  return {
    'no event': { ...update, events: [] },
    'an event of another fixture': { ...update, events: [{ ...event, fixture: 'other' }] },
    'a snapshot of another fixture': sampleUpdate('disk', 1, { snapshot: { id: 'other' } }),
    'an event that skips a revision': { ...update, events: [{ ...event, revision: 3 }] },
    'a second event that repeats the first': { ...update, events: [event, event] },
    'a fractional revision': { ...update, expectedRevision: 1.5 },
    'a negative revision': { ...create, expectedRevision: -1 },
    'a time that is none': { ...update, events: [{ ...event, at: Number.NaN }] },
  };
}

/** Create, read, update; events and row as one; nothing shared with the caller. */
export function storeWrites({ test, withStore, sealing }: StoreHarness): void {
  const { it } = test;

  it(
    'reads what was created, and nothing before',
    withStore(async (store) => {
      same(await store.get(scope, 'disk'), undefined, 'an absent fixture');
      const made = await store.commit(scope, sampleCreate('disk'));
      const expected = {
        ...sampleSnapshot('disk'),
        revision: 1,
        createdAt: SAMPLE_TIME,
        updatedAt: SAMPLE_TIME,
      };
      same(made, expected, 'the answer of the commit');
      same(await store.get(scope, 'disk'), expected, 'the row');
      same(await store.count(scope), 1, 'the count');
    }),
  );

  itNeeding(test, sealing)(
    'keeps what is sealed as it was given, in the row and in the history',
    withStore(async (store) => {
      const sealed = { 'messages/es': 'TEsBAQ==', layout: HOSTILE_TEXTS.quotes };
      const locales = { en: { title: 'Disk full' } };
      await store.commit(scope, sampleCreate('disk', { snapshot: { sealed, locales } }));
      same((await store.get(scope, 'disk'))?.sealed, sealed, 'the row');
      await store.commit(scope, sampleTurn('disk', 1, 'FixtureArchived'));
      same((await store.get(scope, 'disk'))?.sealed, sealed, 'the row when it was archived');
      same((await store.list(scope)).items[0]?.sealed, sealed, 'the list');
      const [event] = (await store.history(scope, 'disk')).items;
      same(event && 'snapshot' in event && event.snapshot.sealed, sealed, 'the event');
      await store.commit(scope, sampleUpdate('disk', 2));
      same((await store.get(scope, 'disk'))?.sealed, undefined, 'the row when nothing is sealed any more');
    }),
  );

  it(
    'follows updates, archiving and restoring, and keeps them as history',
    withStore(async (store) => {
      const commits = [
        sampleCreate('disk'),
        sampleUpdate('disk', 1, { at: SAMPLE_TIME + 10, snapshot: { severity: 'critical' } }),
        sampleTurn('disk', 2, 'FixtureArchived', SAMPLE_TIME + 20),
        sampleTurn('disk', 3, 'FixtureRestored', SAMPLE_TIME + 30),
      ];
      const states: string[] = [];
      for (const commit of commits) states.push((await store.commit(scope, commit)).state);
      same(states, ['active', 'active', 'archived', 'active'], 'the states');
      const row = present(await store.get(scope, 'disk'), 'the row');
      same(
        [row.revision, row.severity, row.createdAt, row.updatedAt],
        [4, 'critical', SAMPLE_TIME, SAMPLE_TIME + 30],
        'the row',
      );
      same(
        (await store.history(scope, 'disk')).items,
        commits.flatMap(({ events }) => events),
        'the history',
      );
      same(await store.count(scope), 1, 'the count');
    }),
  );

  it(
    'counts and hands out archived fixtures',
    withStore(async (store) => {
      await store.commit(scope, sampleCreate('disk'));
      await store.commit(scope, sampleTurn('disk', 1, 'FixtureArchived'));
      same(await store.count(scope), 1, 'the count');
      same((await store.get(scope, 'disk'))?.state, 'archived', 'the state');
    }),
  );

  it(
    'takes several events in one commit',
    withStore(async (store) => {
      const first = sampleCreate('disk');
      const events = [
        ...first.events,
        ...sampleUpdate('disk', 1).events,
        ...sampleTurn('disk', 2, 'FixtureArchived').events,
      ];
      const row = await store.commit(scope, { ...first, events });
      same([row.revision, row.state], [3, 'archived'], 'the row');
      same((await store.history(scope, 'disk')).items, events, 'the history');
    }),
  );

  it(
    'writes all events of a commit and the row, or nothing',
    withStore(async (store) => {
      await store.commit(scope, sampleCreate('disk'));
      const [good] = sampleUpdate('disk', 1).events;
      const [bad] = sampleUpdate('disk', 8).events;
      const commit = { fixture: 'disk', events: [good, bad], expectedRevision: 1 } as FixtureCommit;
      await unchangedBy(store, 'disk', async () => {
        await refused(
          () => store.commit(scope, commit),
          ['LOCALERT_INVALID_INPUT', 'LOCALERT_STORE_CORRUPT'],
          'a gap',
        );
      });
      const turn = sampleTurn('new', 0, 'FixtureArchived');
      await refused(
        () => store.commit(scope, turn),
        ['LOCALERT_INVALID_INPUT', 'LOCALERT_STORE_CORRUPT'],
        'a log without a first event',
      );
      same([await store.get(scope, 'new'), await store.count(scope)], [undefined, 1], 'after the refusal');
      same((await store.history(scope, 'new')).items, [], 'the history of nothing');
    }),
  );

  it(
    'refuses commits that contradict themselves',
    withStore(async (store) => {
      await store.commit(scope, sampleCreate('disk'));
      await unchangedBy(store, 'disk', async () => {
        for (const [what, commit] of Object.entries(contradictions())) {
          await refused(() => store.commit(scope, commit), 'LOCALERT_INVALID_INPUT', what);
        }
      });
      same(await store.count(scope), 1, 'the count');
    }),
  );

  it(
    'pages through history, oldest first',
    withStore(async (store) => {
      await store.commit(scope, sampleCreate('disk'));
      for (let revision = 1; revision < 12; revision++)
        await store.commit(scope, sampleUpdate('disk', revision));
      const revisions: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.history(scope, 'disk', { limit: 5, cursor });
        revisions.push(...page.items.map((event) => event.revision));
        cursor = page.cursor;
      } while (cursor !== undefined);
      same(revisions, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'the revisions');
    }),
  );

  it(
    'keeps every text as it was written',
    withStore(async (store) => {
      const locales = {
        en: HOSTILE_TEXTS,
        'zh-Hant-HK': { title: '磁碟已滿' },
        ar: { title: 'القرص ممتلئ' },
      };
      const snapshot = { locales, description: 'x'.repeat(4_000), labels: { owner: HOSTILE_TEXTS.nul } };
      const made = await store.commit(scope, sampleCreate('disk', { snapshot }));
      same(made.locales, locales, 'the answer of the commit');
      const row = present(await store.get(scope, 'disk'), 'the row');
      same([row.locales, row.labels], [locales, snapshot.labels], 'the row');
      const [event] = (await store.history(scope, 'disk')).items;
      same(event?.type === 'FixtureCreated' && event.snapshot.locales, locales, 'the event');
    }),
  );

  it(
    'keeps the largest fixture that the model allows in one locale',
    withStore(async (store) => {
      const fields = Array.from({ length: 40 }, (_, index) => [`field${index}`, 'ü'.repeat(16_384)]);
      const locales = { en: Object.fromEntries(fields) as SlackFixture['locales'][string] };
      await store.commit(scope, sampleCreate('disk', { snapshot: { locales } }));
      same((await store.get(scope, 'disk'))?.locales, locales, 'the texts');
    }),
  );

  it(
    'shares no object with its callers',
    withStore(async (store) => {
      const change = (object: unknown) => {
        try {
          (object as { locales: { en: { title: string } } }).locales.en.title = 'changed by the caller';
        } catch {
          // Frozen: as good as copied.
        }
      };
      const commit = structuredClone(sampleCreate('disk'));
      const expected = sampleSnapshot('disk').locales;
      const made = await store.commit(scope, commit);
      const event = commit.events[0] as unknown as { snapshot: unknown };
      for (const object of [event.snapshot, made]) change(object);
      change(await store.get(scope, 'disk'));
      change((await store.list(scope)).items[0]);
      change(((await store.history(scope, 'disk')).items[0] as unknown as { snapshot: unknown }).snapshot);
      same((await store.get(scope, 'disk'))?.locales, expected, 'the row');
      same((await store.list(scope)).items[0]?.locales, expected, 'the listed row');
      const [kept] = (await store.history(scope, 'disk')).items;
      isTrue(kept?.type === 'FixtureCreated', 'the first event is a creation');
      same(kept.snapshot.locales, expected, 'the event');
    }),
  );
}
