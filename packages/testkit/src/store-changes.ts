import {
  type ChangeRequest,
  compactionOf,
  type FixtureChange,
  type FixtureEvent,
  type FixtureStore,
  type Scope,
  type SystemScope,
  systemScope,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { anyScope, GARBAGE_CURSORS, RIVAL_TENANTS } from './hostile.ts';
import { sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });
const rival = tenantScope({ tenant: 'acme2', actor: 'test:suite' });

const pageOf = async (store: FixtureStore, scope: Scope, request?: ChangeRequest) =>
  present(await store.changes?.(scope, request), 'the page of changes');

/** Everything from a place on, page by page, and the place after it. */
async function restOf(store: FixtureStore, scope: Scope, request: ChangeRequest = {}) {
  const items: FixtureChange[] = [];
  let { cursor } = request;
  for (let page = 0; page < 10_000; page++) {
    const answer = await pageOf(store, scope, { ...request, cursor });
    isTrue(typeof answer.cursor === 'string' && answer.cursor !== '', 'a page has a cursor');
    cursor = answer.cursor;
    if (answer.items.length === 0) return { items, cursor };
    items.push(...answer.items);
  }
  throw new Error('the feed does not end');
}

async function nowOf(store: FixtureStore, scope: Scope = acme): Promise<string> {
  const { items, cursor } = await pageOf(store, scope, { cursor: 'now' });
  same(items, [], 'what was before now');
  return cursor;
}

const told = (items: readonly FixtureChange[]) =>
  items.map(({ tenant, fixture, revision }) => `${tenant} ${fixture} ${revision}`);

const changeOf = (tenant: string, { id, fixture, revision, type, at }: FixtureEvent): FixtureChange => ({
  ...{ tenant, fixture, revision, type, at },
  event: id,
});

/** Writes eight events of three fixtures in two tenants, and answers what a feed has to tell of them. */
async function fill(store: FixtureStore): Promise<FixtureChange[]> {
  const both = sampleUpdate('disk', 1);
  const turn = sampleTurn('disk', 2, 'FixtureArchived');
  const writes = [
    [acme, sampleCreate('disk')],
    [rival, sampleCreate('disk')],
    [acme, { ...both, events: [...both.events, ...turn.events] }],
    [acme, sampleCreate('cpu', { at: 5 })],
    [rival, sampleUpdate('disk', 1)],
    [acme, sampleTurn('disk', 3, 'FixtureRestored')],
    [acme, sampleUpdate('cpu', 1, { at: 4 })],
  ] as const;
  for (const [scope, commit] of writes) await store.commit(scope, commit);
  return writes.flatMap(([{ tenant }, { events }]) => events.map((event) => changeOf(tenant, event)));
}

/** Fails unless each fixture's revisions come in order, from the first on and each once. */
function inOrder(items: readonly FixtureChange[]): void {
  const last = new Map<string, number>();
  for (const { tenant, fixture, revision } of items) {
    const key = JSON.stringify([tenant, fixture]);
    same(revision, (last.get(key) ?? 0) + 1, `the next revision of ${fixture}`);
    last.set(key, revision);
  }
}

/** The feed of what was appended: everything, once, in order, from any place on. */
export function storeChanges({ test, options, withStore, missing }: StoreHarness): void {
  const none = missing('changes');
  const it = itNeeding(test, none);
  const { reopen } = options;
  const itReopens = itNeeding(test, none ?? (reopen ? undefined : 'the store cannot be opened again'));

  it(
    'tells of every event once, in the order of the writes, and of no content',
    withStore(async (store) => {
      same((await pageOf(store, system)).items, [], 'an empty feed');
      const expected = await fill(store);
      same((await pageOf(store, system)).items, expected, 'the feed of all tenants');
      for (const { tenant } of [acme, rival]) {
        const own = expected.filter((change) => change.tenant === tenant);
        same((await pageOf(store, anyScope(tenant))).items, own, `the feed of ${tenant}`);
      }
    }),
  );

  it(
    'goes on from every cursor, with pages of every size',
    withStore(async (store) => {
      const expected = await fill(store);
      for (const scope of [system, acme] as const) {
        const all = expected.filter(({ tenant }) => scope === system || tenant === 'acme');
        for (const limit of [1, 2, 3, 5, 8, 9])
          same((await restOf(store, scope, { limit })).items, all, `pages of ${limit}`);
        let cursor: string | undefined;
        for (const index of all.keys()) {
          same((await restOf(store, scope, { cursor })).items, all.slice(index), `what comes after ${index}`);
          cursor = (await pageOf(store, scope, { cursor, limit: 1 })).cursor;
        }
        same((await restOf(store, scope, { cursor })).items, [], 'what comes after the last');
      }
    }),
  );

  it(
    'bounds the page size from 1 to 1,000, 50 when none is named',
    withStore(async (store) => {
      for (let index = 0; index < 60; index++) await store.commit(acme, sampleCreate(`f${index}`));
      for (const [limit, size] of [
        [undefined, 50] as const,
        [0, 1] as const,
        [Number.NaN, 1] as const,
        [2.9, 2] as const,
      ])
        same((await pageOf(store, acme, { limit })).items.length, size, `a page of ${limit}`);
      same((await restOf(store, system, { limit: 1e9 })).items.length, 60, 'all of them');
    }),
  );

  it(
    'stays in its place while there is nothing new, and then tells what is',
    withStore(async (store) => {
      const begin = (await pageOf(store, acme)).cursor;
      const expected = await fill(store);
      const own = expected.filter(({ tenant }) => tenant === 'acme');
      same((await restOf(store, acme, { cursor: begin })).items, own, 'from a place before the first');
      const end = (await restOf(store, acme)).cursor;
      let place = end;
      for (let turn = 0; turn < 3; turn++) {
        const page = await pageOf(store, acme, { cursor: place });
        same(page.items, [], 'nothing new');
        const commit = sampleUpdate('cpu', 2 + turn);
        await store.commit(acme, commit);
        const expectedNext = commit.events.map((event) => changeOf('acme', event));
        for (const cursor of [place, page.cursor])
          same((await restOf(store, acme, { cursor })).items, expectedNext, 'what is new');
        place = (await restOf(store, acme, { cursor: page.cursor })).cursor;
        same((await restOf(store, acme, { cursor: end })).items.length, turn + 1, 'all that is new');
      }
    }),
  );

  it(
    'begins now, when it is asked to',
    withStore(async (store) => {
      const first = [await nowOf(store, acme), await nowOf(store, system)] as const;
      await fill(store);
      const [own, all] = [await nowOf(store, acme), await nowOf(store, system)];
      same((await pageOf(store, acme, { cursor: own })).items, [], 'nothing since now');
      await store.commit(rival, sampleCreate('ram'));
      await store.commit(acme, sampleCreate('net'));
      same(told((await restOf(store, acme, { cursor: own })).items), ['acme net 1'], 'the tenant’s');
      same(told((await restOf(store, system, { cursor: all })).items), ['acme2 ram 1', 'acme net 1'], 'all');
      same((await restOf(store, acme, { cursor: first[0] })).items.length, 7, 'since the empty store');
      same((await restOf(store, system, { cursor: first[1] })).items.length, 10, 'since then, of all');
    }),
  );

  it(
    'tells a tenant of its own alone',
    withStore(async (store) => {
      for (const tenant of RIVAL_TENANTS) await store.commit(anyScope(tenant), sampleCreate('disk'));
      for (const tenant of RIVAL_TENANTS) {
        for (const limit of [1, 50]) {
          const { items } = await restOf(store, anyScope(tenant), { limit });
          same(told(items), [`${tenant} disk 1`], `the feed of ${tenant}`);
        }
      }
      same((await restOf(store, anyScope('b'))).items, [], 'the feed of a tenant without anything');
      const tenants = (await restOf(store, system, { limit: 3 })).items.map(({ tenant }) => tenant);
      same(tenants, [...RIVAL_TENANTS], 'the feed of all');
    }),
  );

  it(
    'refuses cursors that no feed gave, and those of another list',
    withStore(async (store) => {
      await fill(store);
      const listed = present((await store.list(acme, { limit: 1 })).cursor, 'the cursor of the list');
      const history = await store.history(acme, 'disk', { limit: 1 });
      const cursors = [...GARBAGE_CURSORS, listed, present(history.cursor, 'the cursor of the history')];
      for (const scope of [acme, system]) {
        for (const cursor of [...cursors, 'NOW', 'now '])
          await refused(
            () => pageOf(store, scope, { cursor }),
            'LOCALERT_INVALID_INPUT',
            `the cursor ${cursor.slice(0, 20)}`,
          );
      }
      const { cursor } = await pageOf(store, acme, { limit: 1 });
      await refused(
        () => store.list(acme, { cursor }),
        'LOCALERT_INVALID_INPUT',
        'a place of the feed in a list',
      );
    }),
  );

  it(
    'refuses scopes that core did not make',
    withStore(async (store) => {
      const forged = [{ kind: 'system', purpose: 'x' }, { ...acme }, JSON.parse('null')] as Scope[];
      for (const scope of forged)
        await refused(() => pageOf(store, scope), 'LOCALERT_INVALID_SCOPE', 'a forged scope');
    }),
  );

  it(
    'tells nothing of a write that was refused',
    withStore(async (store) => {
      await store.commit(acme, sampleCreate('disk'));
      const cursor = await nowOf(store);
      await refused(
        () => store.commit(acme, sampleUpdate('disk', 7)),
        'LOCALERT_REVISION_CONFLICT',
        'a stale one',
      );
      const full = sampleCreate('cpu', { guards: { maxFixtures: 1 } });
      await refused(() => store.commit(acme, full), 'LOCALERT_QUOTA_EXCEEDED', 'one too many');
      await store.rebuild?.(system);
      await store.commit(acme, sampleUpdate('disk', 1));
      same(told((await restOf(store, acme, { cursor })).items), ['acme disk 2'], 'the feed');
    }),
  );

  it(
    'tells nothing of a purged tenant any more, and loses nobody’s place',
    withStore(async (store) => {
      await fill(store);
      const places = [await pageOf(store, system, { limit: 2 }), await restOf(store, system)] as const;
      const own = (await restOf(store, acme)).cursor;
      await store.purgeTenant(system, 'acme');
      same((await restOf(store, acme)).items, [], 'the purged tenant’s feed');
      same(told((await restOf(store, system)).items), ['acme2 disk 1', 'acme2 disk 2'], 'the feed of all');
      await store.purgeTenant(system, 'acme2');
      await store.commit(acme, sampleCreate('disk'));
      for (const { cursor } of places)
        same(told((await restOf(store, system, { cursor })).items), ['acme disk 1'], 'what comes after');
      same(
        told((await restOf(store, acme, { cursor: own })).items),
        ['acme disk 1'],
        'what the tenant is told',
      );
    }),
  );

  itNeeding(test, none ?? missing('compact'))(
    'tells of compacted events as of one, where the last of them stood',
    withStore(async (store) => {
      const before = await fill(store);
      const inside = (await pageOf(store, system, { limit: 1 })).cursor;
      const events = (await store.history(acme, 'disk')).items.slice(0, 3);
      const { cursor } = await restOf(store, system);
      await store.compact?.(system, 'acme', compactionOf(events));
      const replaced = new Set(events.slice(0, 2).map(({ id }) => id));
      const expected = before
        .filter(({ event }) => !replaced.has(event))
        .map((change) =>
          change.event === events[2]?.id ? { ...change, type: 'FixtureCompacted' as const } : change,
        );
      same((await restOf(store, system, { limit: 2 })).items, expected, 'the feed from its beginning');
      same((await restOf(store, system, { cursor: inside })).items, expected, 'from a place among them');
      same((await restOf(store, system, { cursor })).items, [], 'from its end');
      await store.commit(acme, sampleUpdate('disk', 4));
      same(told((await restOf(store, system, { cursor })).items), ['acme disk 5'], 'what is appended then');
    }),
  );

  itReopens(
    'keeps every place when the store is opened again',
    withStore(async (store) => {
      const expected = await fill(store);
      const places = [await pageOf(store, system, { limit: 3 }), await restOf(store, system)];
      await store.close();
      const again = await present(reopen, 'the suite’s `reopen`')(store);
      try {
        for (const [index, { cursor }] of places.entries())
          same(
            (await restOf(again, system, { cursor })).items,
            index === 0 ? expected.slice(3) : [],
            'the rest',
          );
        for (const tenant of ['acme', 'acme2']) await again.purgeTenant(system, tenant);
      } finally {
        await again.close();
      }
      // A place may not be given a second time, not even by a store that has forgotten everything before it.
      const third = await present(reopen, 'the suite’s `reopen`')(store);
      try {
        await third.commit(acme, sampleCreate('disk'));
        for (const { cursor } of places)
          same(told((await restOf(third, system, { cursor })).items), ['acme disk 1'], 'what comes after');
      } finally {
        await third.close();
      }
    }),
  );

  const writeMany = async (store: FixtureStore, scope: TenantScope, fixtures: readonly string[]) => {
    for (let revision = 0; revision < 12; revision++) {
      await Promise.all(
        fixtures.map((fixture) =>
          store.commit(scope, revision === 0 ? sampleCreate(fixture) : sampleUpdate(fixture, revision)),
        ),
      );
    }
  };

  it(
    'leaves no gap for who reads while several write, through two stores where it can',
    withStore(async (store) => {
      const other = reopen === undefined ? store : await reopen(store);
      try {
        const fixtures = ['a', 'b', 'c', 'd'];
        const scopes: readonly TenantScope[] = [acme, rival];
        let writing = true;
        const writers = Promise.all(
          scopes.flatMap((scope) => [
            writeMany(
              store,
              scope,
              fixtures.map((name) => `${name}-1`),
            ),
            writeMany(
              other,
              scope,
              fixtures.map((name) => `${name}-2`),
            ),
          ]),
        ).finally(() => {
          writing = false;
        });
        const follow = async (by: FixtureStore, scope: TenantScope | SystemScope) => {
          const seen: FixtureChange[] = [];
          let cursor: string | undefined;
          for (let ended = false; !ended; ) {
            // Looked at before the page is read: what was written by then is in it or in those before.
            const mayEnd = !writing;
            const page = await pageOf(by, scope, { cursor, limit: 7 });
            seen.push(...page.items);
            cursor = page.cursor;
            ended = mayEnd && page.items.length === 0;
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          return seen;
        };
        const [, ...feeds] = await Promise.all([
          writers,
          follow(store, system),
          follow(other, system),
          follow(other, acme),
        ]);
        for (const [index, seen] of feeds.entries()) {
          inOrder(seen);
          same(seen.length, index === 2 ? 96 : 192, 'how many were seen');
        }
      } finally {
        if (other !== store) await other.close();
      }
    }),
  );
}
