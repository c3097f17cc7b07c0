import {
  type FixtureQuery,
  type FixtureStore,
  type SlackFixture,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { GARBAGE_CURSORS, HOSTILE_TEXTS, PROTOTYPE_IDS } from './hostile.ts';
import { SAMPLE_TIME, sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'test:suite' });

const idsOf = (rows: readonly SlackFixture[]): string[] => rows.map(({ id }) => id);

/** Every page of a list; `between` runs after each. */
async function everyPage(
  store: FixtureStore,
  query: FixtureQuery,
  between: (page: number) => Promise<void> = async () => undefined,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page++) {
    const answer = await store.list(scope, { ...query, cursor });
    ids.push(...idsOf(answer.items));
    cursor = answer.cursor;
    if (cursor === undefined) return ids;
    await between(page);
  }
  throw new Error('the list does not end');
}

async function fill(store: FixtureStore, count: number, of: TenantScope = scope): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `fixture-${String(index).padStart(3, '0')}`);
  // Four fixtures share each time, so that pages also end between equal times.
  for (const [index, id] of ids.entries()) {
    await store.commit(of, sampleCreate(id, { at: SAMPLE_TIME + Math.floor(index / 4) }));
  }
  return ids;
}

/** Newest first; within one time by id. */
const inOrder = (ids: readonly string[]): string[] =>
  ids
    .map((id, index) => ({ id, time: Math.floor(index / 4) }))
    .sort((left, right) => right.time - left.time || (left.id < right.id ? -1 : 1))
    .map(({ id }) => id);

/** Order, pages, cursors and filters. */
export function storeLists({ test, withStore }: StoreHarness): void {
  const { it } = test;

  it(
    'lists the newest change first, then by id',
    withStore(async (store) => {
      same(await store.list(scope), { items: [] }, 'an empty list');
      const ids = await fill(store, 10);
      same(idsOf((await store.list(scope)).items), inOrder(ids), 'the order');
      await store.commit(scope, sampleUpdate('fixture-000', 1, { at: SAMPLE_TIME + 1_000_000 }));
      same((await store.list(scope)).items[0]?.id, 'fixture-000', 'the first after a change');
    }),
  );

  it(
    'sorts times as numbers',
    withStore(async (store) => {
      const times = [9, 10, 0, 100_000_000_000_000, 1.5, -1];
      for (const [index, at] of times.entries()) await store.commit(scope, sampleCreate(`f${index}`, { at }));
      const rows = (await store.list(scope)).items;
      same(
        rows.map(({ updatedAt }) => updatedAt),
        times.toSorted((left, right) => right - left),
        'the times',
      );
      same(await everyPage(store, { limit: 1 }), idsOf(rows), 'page by page');
    }),
  );

  it(
    'hands out every fixture once, page by page',
    withStore(async (store) => {
      const ids = inOrder(await fill(store, 30));
      for (const limit of [1, 7, 10, 29, 30, 31])
        same(await everyPage(store, { limit }), ids, `pages of ${limit}`);
      same(
        (await store.list(scope, { limit: 30 })).cursor,
        undefined,
        'the cursor of a page that is the last',
      );
      isTrue(
        (await store.list(scope, { limit: 29 })).cursor !== undefined,
        'a page that is not the last has a cursor',
      );
    }),
  );

  it(
    'bounds the page size from 1 to 1,000, 50 when none is named',
    withStore(async (store) => {
      await fill(store, 60);
      const sizes: number[] = [];
      for (const limit of [undefined, 0, -5, 2.9, Number.NaN, 1e9])
        sizes.push((await store.list(scope, { limit })).items.length);
      same(sizes, [50, 1, 1, 2, 1, 60], 'the sizes');
    }),
  );

  it(
    'misses no fixture that stays as it is while others are written',
    withStore(async (store) => {
      const ids = await fill(store, 40);
      const untouched = ids.filter((_, index) => index % 2 === 0);
      const seen = await everyPage(store, { limit: 5 }, async (page) => {
        const touched = present(ids[page * 4 + 1], 'a fixture to change');
        await store.commit(scope, sampleUpdate(touched, 1, { at: SAMPLE_TIME + 10_000 + page }));
        await store.commit(scope, sampleCreate(`later-${page}`, { at: SAMPLE_TIME + 20_000 + page }));
      });
      same(seen.filter((id) => untouched.includes(id)).sort(), untouched, 'the untouched, each once');
    }),
  );

  it(
    'refuses cursors that no list gave, and those of another list',
    withStore(async (store) => {
      await fill(store, 3);
      await store.commit(scope, sampleUpdate('fixture-000', 1));
      const listed = present((await store.list(scope, { limit: 1 })).cursor, 'the cursor of the list');
      const told = present(
        (await store.history(scope, 'fixture-000', { limit: 1 })).cursor,
        'the cursor of the history',
      );
      for (const cursor of [...GARBAGE_CURSORS, told]) {
        await refused(
          () => store.list(scope, { cursor }),
          'LOCALERT_INVALID_INPUT',
          `the list cursor ${cursor.slice(0, 20)}`,
        );
      }
      for (const cursor of [...GARBAGE_CURSORS, listed]) {
        await refused(
          () => store.history(scope, 'fixture-000', { cursor }),
          'LOCALERT_INVALID_INPUT',
          `the history cursor ${cursor.slice(0, 20)}`,
        );
      }
    }),
  );

  it(
    'filters by state and severity',
    withStore(async (store) => {
      await store.commit(scope, sampleCreate('draft', { snapshot: { state: 'draft', severity: 'low' } }));
      await store.commit(scope, sampleCreate('gone', { snapshot: { severity: 'high' } }));
      await store.commit(scope, sampleTurn('gone', 1, 'FixtureArchived'));
      await store.commit(scope, sampleCreate('high', { snapshot: { severity: 'high' } }));
      const ids = async (query: FixtureQuery) => idsOf((await store.list(scope, query)).items).sort();
      same(await ids({}), ['draft', 'gone', 'high'], 'no filter');
      same(await ids({ state: 'archived' }), ['gone'], 'archived');
      same(await ids({ severity: 'high' }), ['gone', 'high'], 'high');
      same(await ids({ severity: 'high', state: 'active' }), ['high'], 'high and active');
      same(await ids({ severity: 'info' }), [], 'a severity that none has');
    }),
  );

  it(
    'filters by labels: all of them, name and value exactly',
    withStore(async (store) => {
      const labels: Readonly<Record<string, Record<string, string>>> = {
        one: { team: 'media', 'app.kubernetes.io/name': 'player' },
        two: { team: 'media' },
        three: { team: 'Media', 'a.b': 'c' },
        four: { team: 'it\'s %_ "quoted" \\ $.x', nul: HOSTILE_TEXTS.nul },
        six: { 'x"team': 'media', say: ',"team":"media"', other: '{"team":"media"' },
        seven: { team: 'media"', teams: 'media', team2: 'mediamedia' },
        five: { nul: 'before\u0000', empty: '' },
      };
      for (const [id, own] of Object.entries(labels))
        await store.commit(scope, sampleCreate(id, { snapshot: { labels: own } }));
      const ids = async (wanted: Record<string, string>) =>
        idsOf((await store.list(scope, { labels: wanted })).items).sort();
      same(await ids({}), ['five', 'four', 'one', 'seven', 'six', 'three', 'two'], 'no label');
      same(await ids({ team: 'media' }), ['one', 'two'], 'one label');
      same(await ids({ team: 'media', 'app.kubernetes.io/name': 'player' }), ['one'], 'two labels');
      same(await ids({ team: 'media', absent: '' }), [], 'a label that none has');
      same(await ids({ 'a.b': 'c' }), ['three'], 'a dotted name');
      same(await ids({ a: 'c' }), [], 'half of a dotted name');
      same(await ids({ team: 'it\'s %_ "quoted" \\ $.x' }), ['four'], 'a value with every quote');
      same(await ids({ team: '%' }), [], 'a pattern');
      same(await ids({ team: 'media"' }), ['seven'], 'a value that goes on');
      same(await ids({ 'x"team': 'media' }), ['six'], 'a name with a quote');
      same(await ids({ say: ',"team":"media"' }), ['six'], 'a value that looks like a label');
      same(await ids({ nul: HOSTILE_TEXTS.nul }), ['four'], 'a value with a NUL');
      same(await ids({ empty: '' }), ['five'], 'an empty value');
      for (const name of PROTOTYPE_IDS) same(await ids({ [name]: 'x' }), [], `the label ${name}`);
    }),
  );

  it(
    'pages through a filtered list',
    withStore(async (store) => {
      for (let index = 0; index < 30; index++) {
        const snapshot = {
          severity: index % 3 === 0 ? 'critical' : 'low',
          labels: { even: String(index % 2 === 0) },
        } as const;
        await store.commit(
          scope,
          sampleCreate(`f${String(index).padStart(2, '0')}`, { at: SAMPLE_TIME - index, snapshot }),
        );
      }
      const query: FixtureQuery = {
        severity: 'critical',
        labels: { even: 'true' },
        state: 'active',
        limit: 2,
      };
      same(await everyPage(store, query), ['f00', 'f06', 'f12', 'f18', 'f24'], 'the fixtures');
    }),
  );
}
