import type { FixtureStore } from '@localert/core';
import { fixtureWaves, moveFixture, moveFixtures, moveParts } from './move-copy.ts';
import { type MoveRun, tell } from './move-run.ts';
import { MOVER } from './move-side.ts';
import { refreshTenants } from './move-tenants.ts';

/** Where a feed stands now; `undefined` for a store that keeps none. */
export async function endOfFeed({ store }: MoveRun['from']): Promise<string | undefined> {
  return (await store.changes?.(MOVER, { cursor: 'now', limit: 1 }))?.cursor;
}

/** Copies what has changed since the last look. Answers how much that was. */
export async function catchUp(run: MoveRun): Promise<number> {
  await refreshTenants(run);
  await moveParts(run);
  const { store } = run.from;
  return store.changes === undefined ? rescan(run) : follow(run, store.changes.bind(store));
}

async function follow(run: MoveRun, changes: NonNullable<FixtureStore['changes']>): Promise<number> {
  const here = new Set(run.tenants);
  let found = 0;
  for (;;) {
    const page = await changes(MOVER, { limit: 1_000, cursor: run.feed });
    if (page.items.length === 0) return found;
    const running = fixtureWaves(run);
    for (const { tenant, fixture } of page.items) {
      if (!here.has(tenant)) continue;
      found += 1;
      await running.add({
        touches: [`${tenant} ${fixture}`],
        run: () => moveFixture(run, tenant, fixture),
      });
    }
    await running.settle();
    run.feed = page.cursor;
    tell(run);
  }
}

/** For a store that keeps no feed: everything is looked at again. */
export async function rescan(run: MoveRun): Promise<number> {
  let found = 0;
  for (const tenant of run.tenants) found += await moveFixtures(run, tenant);
  return found;
}
