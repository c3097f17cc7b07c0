import type { FixtureId, SlackFixture, TenantId } from '@localert/core';
import { isSame } from './canonical.ts';
import { copyFixture, mendFixture } from './move-fixture.ts';
import { copyEntries, copyRecords, copySettings } from './move-parts.ts';
import { type MoveRun, tell } from './move-run.ts';
import { MOVER, moverIn, pagesOf } from './move-side.ts';
import { type Waves, waves, widthOf } from './waves.ts';

/** The fixtures of a tenant as the list has them: newest changes first. */
const rowsOf = ({ from }: MoveRun, tenant: TenantId) =>
  pagesOf<SlackFixture>((page) => from.store.list(moverIn(tenant), page));

/** Copies fixtures several at a time. */
export const fixtureWaves = (run: MoveRun): Waves => waves(widthOf(run.options.concurrency), () => tell(run));

/** Copies one fixture, and counts what it came to. */
export async function moveFixture({ from, to, counts }: MoveRun, tenant: TenantId, id: FixtureId) {
  counts.looked += 1;
  const { events, resealed } = await copyFixture(from, to, moverIn(tenant), id);
  counts.events += events;
  if (events > 0 || resealed) counts.copied += 1;
  if (resealed) counts.resealed += 1;
}

/**
 * Copies a tenant's fixtures. Answers how many were others.
 *
 * @param which - `recent`: the newest changes, until a whole page of them is in "to"
 */
export async function moveFixtures(
  run: MoveRun,
  tenant: TenantId,
  which: 'all' | 'recent' = 'all',
): Promise<number> {
  const before = run.counts.copied;
  const running = fixtureWaves(run);
  for await (const rows of rowsOf(run, tenant)) {
    const found = run.counts.copied;
    for (const { id } of rows) {
      await running.add({ touches: [id], run: () => moveFixture(run, tenant, id) });
    }
    if (which === 'all') continue;
    await running.settle();
    if (run.counts.copied === found) break;
  }
  await running.settle();
  return run.counts.copied - before;
}

async function moveSettings(run: MoveRun, tenant: TenantId): Promise<void> {
  const settings = await run.from.directory.get(MOVER, tenant);
  // It went a moment ago: the next look at who there is tells.
  if (settings === undefined) return;
  await copySettings(run.to, settings);
  run.met.add(tenant);
}

/** Copies everything but fixtures. It is little, so each round looks at all of it. */
export async function moveParts(run: MoveRun): Promise<void> {
  const { from, to, counts, left } = run;
  for (const tenant of run.tenants) {
    await moveSettings(run, tenant);
    counts.records += await copyRecords(from, to, tenant);
  }
  for (const tenant of run.trails) {
    if (!left.has(tenant)) counts.entries += await copyEntries(from, to, tenant);
  }
}

/** Copies all that there is, tenant by tenant. @param after - tenants up to this one were copied by an earlier run */
export async function moveAll(run: MoveRun, after: TenantId): Promise<void> {
  run.after = after;
  // Settings first, of all: whatever else lies in "to" has its tenant there.
  for (const tenant of run.tenants) await moveSettings(run, tenant);
  for (const tenant of run.tenants) {
    if (tenant > after) {
      await moveFixtures(run, tenant);
      run.after = tenant;
    }
    run.counts.done += 1;
    tell(run);
  }
  await moveParts(run);
}

/** Looks for contents that were sealed anew after they were copied, of which no feed tells. */
export async function mendAll(run: MoveRun): Promise<void> {
  const { from, to, counts } = run;
  for (const tenant of run.tenants) {
    for await (const rows of rowsOf(run, tenant)) {
      run.options.signal?.throwIfAborted();
      for (const { id } of rows) if (await mendFixture(from, to, moverIn(tenant), id)) counts.resealed += 1;
    }
  }
}

/** Counts the fixtures that are others in "to", and changes nothing. */
export async function countAll(run: MoveRun): Promise<void> {
  for (const tenant of run.tenants) {
    for await (const rows of rowsOf(run, tenant)) {
      run.options.signal?.throwIfAborted();
      for (const row of rows) {
        if (!isSame(row, await run.to.store.get(moverIn(tenant), row.id))) run.counts.copied += 1;
      }
    }
  }
}
