import { compactionOf, type FixtureStore, type Progress, systemScope, tenantScope } from '@localert/core';
import { fails, isTrue, present, refused, same } from './assertions.ts';
import { SAMPLE_TIME, sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { callsOfParts, fillParts, partsOf } from './store-parts.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const tenants = ['acme', 'acme-2', 'other'].map((tenant) => tenantScope({ tenant, actor: 'test:suite' }));
const [acme] = tenants as [(typeof tenants)[number]];

/** Some fixtures with some history in several tenants, and something in every other part. */
async function populate(store: FixtureStore): Promise<void> {
  for (const scope of tenants) {
    await fillParts(store, scope.tenant);
    for (let index = 0; index < 8; index++) {
      const id = `fixture-${index}`;
      await store.commit(scope, sampleCreate(id, { at: SAMPLE_TIME + index }));
      await store.commit(
        scope,
        sampleUpdate(id, 1, { at: SAMPLE_TIME + 100 - index, snapshot: { name: `${scope.tenant} ${id}` } }),
      );
      if (index % 3 === 0)
        await store.commit(scope, sampleTurn(id, 2, 'FixtureArchived', SAMPLE_TIME + 200 + index));
    }
  }
}

/** Everything that the tenants see. */
async function contentOf(store: FixtureStore): Promise<readonly unknown[]> {
  const views: unknown[] = [];
  for (const scope of tenants) {
    const { items } = await store.list(scope, { limit: 1_000 });
    const histories: unknown[] = [];
    for (const { id } of items) histories.push((await store.history(scope, id)).items);
    const counts = [await store.count(scope), await store.storedBytes?.(scope)];
    const changes = (await store.changes?.(scope, { limit: 1_000 }))?.items;
    views.push({ items, histories, counts, changes, parts: await partsOf(store, scope.tenant) });
  }
  return views;
}

/** Rebuild, backup, reopening and closing. */
export function storeCare({ test, options, withStore, missing }: StoreHarness): void {
  const { it } = test;
  const itRebuilds = itNeeding(test, missing('rebuild'));
  const itReopens = itNeeding(test, options.reopen ? undefined : 'the store cannot be opened again');
  const itBacksUp = itNeeding(
    test,
    missing('backup') ?? (options.backups ? undefined : 'the suite was given no `backups`'),
  );

  itRebuilds(
    'rebuilds the same rows from the events, and says how far it is',
    withStore(async (store) => {
      await populate(store);
      const before = await contentOf(store);
      const seen: Progress[] = [];
      const end = await store.rebuild?.(system, { onProgress: (progress) => seen.push(progress) });
      same(end, { done: 24, total: 24 }, 'the end');
      same(seen.at(-1), end, 'the last progress');
      const isForward = seen.every(
        ({ done, total }, index) => total === 24 && done >= (seen[index - 1]?.done ?? 0),
      );
      isTrue(isForward, 'progress only grows');
      same(await contentOf(store), before, 'the content');
    }),
  );

  itRebuilds(
    'rebuilds an empty store',
    withStore(async (store) => {
      same(await store.rebuild?.(system), { done: 0, total: 0 }, 'the end');
    }),
  );

  itRebuilds(
    'stops a rebuild when it is told to, with every row in place',
    withStore(async (store) => {
      await populate(store);
      const before = await contentOf(store);
      await fails(
        () => store.rebuild?.(system, { signal: AbortSignal.abort() }),
        'a rebuild that was stopped before it began',
      );
      same(await contentOf(store), before, 'the content');
    }),
  );

  itRebuilds(
    'takes writes while it rebuilds',
    withStore(async (store) => {
      await populate(store);
      const rebuilding = store.rebuild?.(system);
      await store.commit(acme, sampleUpdate('fixture-1', 2, { snapshot: { name: 'written meanwhile' } }));
      await rebuilding;
      const row = present(await store.get(acme, 'fixture-1'), 'the row');
      same([row.revision, row.name], [3, 'written meanwhile'], 'the row');
    }),
  );

  itBacksUp(
    'backs up the live store into one that opens',
    withStore(async (store) => {
      const { path, open } = present(options.backups, 'the suite’s `backups`');
      await populate(store);
      const before = await contentOf(store);
      const target = await path();
      const writing = store.backup?.(system, target);
      for (let index = 0; index < 20; index++) await store.commit(acme, sampleCreate(`meanwhile-${index}`));
      await writing;
      await store.commit(acme, sampleCreate('afterwards'));
      const copy = await open(target);
      try {
        same(await copy.get(acme, 'afterwards'), undefined, 'what was written after the backup');
        // A copy is of one moment: of what was written meanwhile it has a beginning, without gaps.
        const meanwhile = (await copy.count(acme)) - 8;
        for (let index = 0; index < 20; index++) {
          same(
            (await copy.get(acme, `meanwhile-${index}`)) !== undefined,
            index < meanwhile,
            `meanwhile-${index}`,
          );
        }
        same((await contentOf(copy)).slice(1), before.slice(1), 'the tenants that were not written to');
        await copy.commit(acme, sampleUpdate('fixture-1', 2));
      } finally {
        await copy.close();
      }
      same((await store.get(acme, 'fixture-1'))?.revision, 2, 'the original is apart from its copy');
    }),
  );

  itBacksUp(
    'does not write a backup over what is there',
    withStore(async (store) => {
      const { path } = present(options.backups, 'the suite’s `backups`');
      const target = await path();
      await store.backup?.(system, target);
      await refused(
        () => store.backup?.(system, target),
        'LOCALERT_INVALID_INPUT',
        'a second backup to one path',
      );
    }),
  );

  itReopens(
    'has everything when it is opened again',
    withStore(async (store) => {
      await populate(store);
      const before = await contentOf(store);
      await store.close();
      const again = await present(options.reopen, 'the suite’s `reopen`')(store);
      try {
        same(await contentOf(again), before, 'the content');
        await again.commit(acme, sampleUpdate('fixture-1', 2));
      } finally {
        await again.close();
      }
    }),
  );

  it(
    'answers nothing after it is closed, and can be closed twice',
    withStore(async (store) => {
      await store.commit(acme, sampleCreate('disk'));
      const compaction = compactionOf((await store.history(acme, 'disk')).items);
      await store.close();
      await store.close();
      const calls: Record<string, () => unknown> = {
        get: () => store.get(acme, 'disk'),
        list: () => store.list(acme),
        commit: () => store.commit(acme, sampleUpdate('disk', 1)),
        history: () => store.history(acme, 'disk'),
        count: () => store.count(acme),
        purgeTenant: () => store.purgeTenant(system, 'acme'),
        ...(store.changes && { changes: () => store.changes?.(acme) }),
        ...(store.subscribe && { subscribe: () => store.subscribe?.(system, () => undefined) }),
        ...(store.compact && { compact: () => store.compact?.(system, 'acme', compaction) }),
        ...(store.rebuild && { rebuild: () => store.rebuild?.(system) }),
        ...(store.backup && { backup: () => store.backup?.(system, 'never-written') }),
        ...(store.directory && { 'directory.get': () => store.directory?.get(system, 'acme') }),
        ...(store.outbox && { 'outbox.depth': () => store.outbox?.depth(system) }),
        ...(store.storedBytes && { storedBytes: () => store.storedBytes?.(acme) }),
        ...callsOfParts(store),
      };
      for (const [name, call] of Object.entries(calls)) {
        const error = await refused(call, 'LOCALERT_STORE_UNAVAILABLE', `${name} after close`);
        isTrue(error.retryable, `${name} after close is worth a retry elsewhere`);
      }
    }),
  );
}
