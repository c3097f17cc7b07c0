import type { Scope } from '@localert/core';
import { present, refused, same } from './assertions.ts';
import { acme, changeOf, fill, nowOf, pageOf, restOf, rival, system, told } from './change-pages.ts';
import { anyScope, GARBAGE_CURSORS, RIVAL_TENANTS } from './hostile.ts';
import { sampleCreate, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

/** The feed of what was appended: everything, once, in order, from any place on. */
export function storeChanges({ test, withStore, missing }: StoreHarness): void {
  const it = itNeeding(test, missing('changes'));

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
}
