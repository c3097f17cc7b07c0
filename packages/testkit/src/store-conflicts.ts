import { type FixtureStore, tenantScope } from '@localert/core';
import { refused, same } from './assertions.ts';
import { sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { tally } from './tally.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'test:suite' });
const other = tenantScope({ tenant: 'other', actor: 'test:suite' });

/** Several hands on one store, or on two over the same data where the store can be opened twice. */
async function withHands(
  { options }: StoreHarness,
  store: FixtureStore,
  body: (hand: (index: number) => FixtureStore) => Promise<void>,
): Promise<void> {
  const second = options.reopen ? await options.reopen(store) : store;
  try {
    await body((index) => (index % 2 === 0 ? store : second));
  } finally {
    if (second !== store) await second.close();
  }
}

/** Expected revisions and quotas, one after another and side by side. */
export function storeConflicts(harness: StoreHarness): void {
  const { test, withStore } = harness;
  const { it } = test;

  it(
    'refuses a stale revision and changes nothing',
    withStore(async (store) => {
      await store.commit(scope, sampleCreate('disk'));
      await store.commit(scope, sampleUpdate('disk', 1));
      const before = await store.get(scope, 'disk');
      const error = await refused(
        () => store.commit(scope, sampleUpdate('disk', 1)),
        'LOCALERT_REVISION_CONFLICT',
        'a stale update',
      );
      same(error.details, { kind: 'fixture', id: 'disk', expected: 1, actual: 2 }, 'the details');
      await refused(
        () => store.commit(scope, sampleCreate('disk')),
        'LOCALERT_REVISION_CONFLICT',
        'a second create',
      );
      await refused(
        () => store.commit(scope, sampleTurn('disk', 7, 'FixtureArchived')),
        'LOCALERT_REVISION_CONFLICT',
        'a revision ahead',
      );
      same(await store.get(scope, 'disk'), before, 'the row');
      same((await store.history(scope, 'disk')).items.length, 2, 'the number of events');
    }),
  );

  it(
    'refuses to update what is absent',
    withStore(async (store) => {
      const error = await refused(
        () => store.commit(scope, sampleUpdate('disk', 3)),
        'LOCALERT_REVISION_CONFLICT',
        'an update of nothing',
      );
      same(error.details, { kind: 'fixture', id: 'disk', expected: 3, actual: 0 }, 'the details');
      same(await store.count(scope), 0, 'the count');
    }),
  );

  it(
    'lets exactly one of 32 parallel commits on one revision win',
    withStore((store) =>
      withHands(harness, store, async (hand) => {
        await store.commit(scope, sampleCreate('disk'));
        const calls = Array.from({ length: 32 }, (_, index) =>
          hand(index).commit(scope, sampleUpdate('disk', 1, { snapshot: { name: `writer ${index}` } })),
        );
        same(
          Object.fromEntries(await tally(calls)),
          { ok: 1, LOCALERT_REVISION_CONFLICT: 31 },
          'the outcomes',
        );
        const winner = (await Promise.allSettled(calls)).find((call) => call.status === 'fulfilled');
        same(await store.get(scope, 'disk'), winner?.value, 'the row is the winner’s');
        same((await store.history(scope, 'disk')).items.length, 2, 'the number of events');
      }),
    ),
  );

  it(
    'lets exactly one of 32 parallel creates of one fixture win',
    withStore((store) =>
      withHands(harness, store, async (hand) => {
        const calls = Array.from({ length: 32 }, (_, index) =>
          hand(index).commit(scope, sampleCreate('disk')),
        );
        same(
          Object.fromEntries(await tally(calls)),
          { ok: 1, LOCALERT_REVISION_CONFLICT: 31 },
          'the outcomes',
        );
        same(
          [await store.count(scope), (await store.history(scope, 'disk')).items.length],
          [1, 1],
          'fixtures and events',
        );
      }),
    ),
  );

  it(
    'makes exactly 100 of 200 parallel creates under a quota of 100',
    withStore((store) =>
      withHands(harness, store, async (hand) => {
        await giveOtherTenantSome(store);
        const calls = Array.from({ length: 200 }, (_, index) =>
          hand(index).commit(scope, sampleCreate(`fixture-${index}`, { guards: { maxFixtures: 100 } })),
        );
        same(
          Object.fromEntries(await tally(calls)),
          { ok: 100, LOCALERT_QUOTA_EXCEEDED: 100 },
          'the outcomes',
        );
        same(await store.count(scope), 100, 'the count');
      }),
    ),
  );

  it(
    'holds the quota on creates alone, archived fixtures counted',
    withStore(async (store) => {
      const guards = { maxFixtures: 1 };
      await store.commit(scope, sampleCreate('disk', { guards }));
      await store.commit(scope, sampleUpdate('disk', 1, { guards }));
      await store.commit(scope, sampleTurn('disk', 2, 'FixtureArchived'));
      const error = await refused(
        () => store.commit(scope, sampleCreate('cpu', { guards })),
        'LOCALERT_QUOTA_EXCEEDED',
        'one too many',
      );
      same([error.details['quota'], error.details['limit']], ['fixtures', 1], 'the details');
      same(await store.get(scope, 'cpu'), undefined, 'what was refused');
      await refused(
        () => store.commit(other, sampleCreate('x', { guards: { maxFixtures: 0 } })),
        'LOCALERT_QUOTA_EXCEEDED',
        'a quota of 0',
      );
    }),
  );
}

/** Fixtures of another tenant must not count. */
async function giveOtherTenantSome(store: FixtureStore): Promise<void> {
  for (let index = 0; index < 5; index++) await store.commit(other, sampleCreate(`fixture-${index}`));
}
