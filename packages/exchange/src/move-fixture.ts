import type { FixtureEvent, FixtureId, FixtureReseal, Replacement, TenantScope } from '@localert/core';
import { isSame } from './canonical.ts';
import { MoveRefusedError } from './errors.ts';
import { MOVER, type MoveSide, pagesOf } from './move-side.ts';

/** What copying a fixture came to. */
export interface CopiedFixture {
  /** Events that were appended. */
  readonly events: number;
  /** Whether stored forms were put in the place of others of the same meaning. */
  readonly resealed: boolean;
}

const NOTHING: CopiedFixture = { events: 0, resealed: false };

/** Events in one commit. */
const BATCH = 100;

const diverged = (id: FixtureId): Error =>
  new MoveRefusedError({
    reason: `the fixture "${id}" was changed in "to" too; purge its tenant there and begin again`,
  });

const historyOf = (side: MoveSide, scope: TenantScope, id: FixtureId) =>
  pagesOf<FixtureEvent>((page) => side.store.history(scope, id, page));

/** Appends what "to" lacks; every event as it lies. */
async function append(
  from: MoveSide,
  to: MoveSide,
  scope: TenantScope,
  id: FixtureId,
  there: number,
): Promise<number> {
  let revision = there;
  let appended = 0;
  for await (const page of historyOf(from, scope, id)) {
    const events = page.filter((event) => event.revision > revision);
    const [first] = events;
    const isShorter = first?.type === 'FixtureCompacted' || first?.revision !== revision + 1;
    if (first !== undefined && revision > 0 && isShorter) {
      throw new MoveRefusedError({
        reason: `the log of "${id}" was made shorter during the move; purge its tenant in "to" and begin again`,
      });
    }
    for (let at = 0; at < events.length; at += BATCH) {
      const batch = events.slice(at, at + BATCH);
      const row = await to.store.commit(scope, { fixture: id, events: batch, expectedRevision: revision });
      revision = row.revision;
      appended += batch.length;
    }
  }
  return appended;
}

/** A log that was made shorter in "from" after it was copied is made shorter in "to". */
async function compactAlike(
  to: MoveSide,
  scope: TenantScope,
  id: FixtureId,
  here: readonly FixtureEvent[],
  there: readonly FixtureEvent[],
): Promise<readonly FixtureEvent[]> {
  const [first] = here;
  if (first?.type !== 'FixtureCompacted' || there[0]?.revision === first.revision) return there;
  const replaced = there.filter(({ revision }) => revision <= first.revision);
  if (replaced.length < 2 || to.store.compact === undefined) return there;
  const replaces = replaced.map((event) => event.id);
  await to.store.compact(MOVER, scope.tenant, { fixture: id, event: first, replaces });
  return [first, ...there.slice(replaced.length)];
}

async function eventsOf(side: MoveSide, scope: TenantScope, id: FixtureId): Promise<readonly FixtureEvent[]> {
  const events: FixtureEvent[] = [];
  for await (const page of historyOf(side, scope, id)) events.push(...page);
  return events;
}

/**
 * Gives a fixture of "to" the stored forms of "from", where they differ in nothing but form: contents that were sealed
 * anew. Such a change is no event, so no feed tells of it.
 *
 * @returns whether something was another
 * @throws LOCALERT_MOVE_REFUSED when they differ in more
 */
export async function mendFixture(
  from: MoveSide,
  to: MoveSide,
  scope: TenantScope,
  id: FixtureId,
): Promise<boolean> {
  const here = await eventsOf(from, scope, id);
  const there = await compactAlike(to, scope, id, here, await eventsOf(to, scope, id));
  const [source, target] = [await from.store.get(scope, id), await to.store.get(scope, id)];
  // Of another revision by now: what is new comes by the feed.
  if (source === undefined || target === undefined || source.revision !== target.revision) return false;
  if (here.length !== there.length) throw diverged(id);
  const events: Replacement<FixtureEvent>[] = [];
  for (const [index, event] of here.entries()) {
    const other = there[index];
    if (other === undefined || other.id !== event.id) throw diverged(id);
    if (!isSame(other, event)) events.push({ from: other, to: event });
  }
  const row = isSame(target, source) ? {} : { row: { from: target, to: source } };
  if (events.length === 0 && !('row' in row)) return false;
  const change: FixtureReseal = { fixture: id, events, ...row };
  if ((await to.store.reseal?.(MOVER, scope.tenant, change)) !== true) {
    throw new MoveRefusedError({ reason: `the stored form of "${id}" could not be put into "to"` });
  }
  return true;
}

/**
 * Copies a fixture's events to where they are not yet, and makes sure that the row is the same.
 *
 * @throws LOCALERT_MOVE_REFUSED when "to" has another history
 */
export async function copyFixture(
  from: MoveSide,
  to: MoveSide,
  scope: TenantScope,
  id: FixtureId,
): Promise<CopiedFixture> {
  const there = await to.store.get(scope, id);
  const here = await from.store.get(scope, id);
  if (here === undefined) {
    if (there === undefined) return NOTHING;
    throw diverged(id);
  }
  if (there !== undefined) {
    if (isSame(there, here)) return NOTHING;
    if (there.revision > here.revision) throw diverged(id);
  }
  const events = await append(from, to, scope, id, there?.revision ?? 0);
  const [source, target] = [await from.store.get(scope, id), await to.store.get(scope, id)];
  const resealed = !isSame(source, target) && (await mendFixture(from, to, scope, id));
  return { events, resealed };
}
