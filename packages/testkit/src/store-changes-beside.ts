import {
  compactionOf,
  type FixtureChange,
  type FixtureStore,
  type SystemScope,
  type TenantScope,
} from '@localert/core';
import { present, refused, same } from './assertions.ts';
import { acme, fill, inOrder, nowOf, pageOf, restOf, rival, system, told } from './change-pages.ts';
import { sampleCreate, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

/** The feed beside writes: refused ones, purges, compactions, stores that are opened again, several writers at once. */
export function storeChangesBeside({ test, options, withStore, missing }: StoreHarness): void {
  const none = missing('changes');
  const it = itNeeding(test, none);
  const { reopen } = options;
  const itReopens = itNeeding(test, none ?? (reopen ? undefined : 'the store cannot be opened again'));

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
