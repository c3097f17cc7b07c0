import {
  applyEvent,
  diffFixtures,
  type FixtureDiff,
  type FixtureEvent,
  type FixtureId,
  type FixtureMoment,
  InvalidInputError,
  NotFoundError,
  type SlackFixture,
  type TenantScope,
} from '@localert/core';
import { authorize } from './authorize.ts';
import type { House } from './house.ts';
import { getFixture } from './read.ts';

/** Which two revisions are compared. */
export interface DiffOptions {
  /** The revision before; 0 for before the first one. */
  readonly from: number;
  /** The revision after; default: the current one. */
  readonly to?: number | undefined;
}

const PAGE = 200;

/** Every event of a stored fixture, page by page, oldest first. */
export async function* eventsOf(
  house: House,
  scope: TenantScope,
  id: FixtureId,
): AsyncGenerator<FixtureEvent> {
  let cursor: string | undefined;
  do {
    const page = await house.store.history(scope, id, { cursor, limit: PAGE });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function refuse(path: string, message: string): never {
  throw new InvalidInputError({ what: 'history request', issues: [{ path, message }] });
}

function assertRevision(path: string, revision: unknown, least: number): void {
  if (!Number.isSafeInteger(revision) || (revision as number) < least)
    refuse(path, `a whole number from ${least}`);
}

function assertMoment(moment: FixtureMoment): void {
  if ('revision' in moment) assertRevision('revision', moment.revision, 1);
  else if (typeof moment.time !== 'number' || !Number.isFinite(moment.time))
    refuse('time', 'epoch milliseconds');
}

/** What cannot be told: it is not yet, was before the first event, or went with a compaction. */
const absent = (id: FixtureId, moment: FixtureMoment) =>
  new NotFoundError({
    kind: 'revision',
    id: 'revision' in moment ? `${id} ${moment.revision}` : `${id} at ${moment.time}`,
  });

/** A severity that it had may be one that the actor may not read. @throws LOCALERT_FORBIDDEN */
function readable(house: House, scope: TenantScope, fixture: SlackFixture): SlackFixture {
  authorize(house, scope, 'fixture:read', { fixture: fixture.id, severity: fixture.severity });
  return fixture;
}

async function replayed(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  moment: FixtureMoment,
): Promise<SlackFixture | undefined> {
  let row: SlackFixture | undefined;
  let found: SlackFixture | undefined;
  for await (const event of eventsOf(house, scope, id)) {
    row = applyEvent(row, event);
    if ('time' in moment) {
      // Clocks of several writers may differ: the last revision that was written up to then.
      if (event.at <= moment.time) found = row;
    } else if (event.revision >= moment.revision) {
      return event.revision === moment.revision ? row : undefined;
    }
  }
  return found;
}

/**
 * A stored fixture as it was, for who has asked for what it takes.
 *
 * @throws LOCALERT_NOT_FOUND, LOCALERT_INVALID_INPUT
 */
export async function storedAt(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  moment: FixtureMoment,
): Promise<SlackFixture> {
  assertMoment(moment);
  const found = await replayed(house, scope, id, moment);
  if (found === undefined) throw absent(id, moment);
  return found;
}

/** In code there is but one revision here; the others are in version control. */
function inCodeAt(fixture: SlackFixture, moment: FixtureMoment): SlackFixture | undefined {
  return 'time' in moment || moment.revision === fixture.revision ? fixture : undefined;
}

/**
 * The fixture as it was at a revision, or at a time.
 *
 * @throws LOCALERT_NOT_FOUND, LOCALERT_FORBIDDEN, LOCALERT_INVALID_INPUT
 */
export async function fixtureAtMoment(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  moment: FixtureMoment,
): Promise<SlackFixture> {
  const current = await getFixture(house, scope, id);
  assertMoment(moment);
  const found = house.inCode.has(id) ? inCodeAt(current, moment) : await replayed(house, scope, id, moment);
  if (found === undefined) throw absent(id, moment);
  return readable(house, scope, found);
}

/**
 * What is another between two revisions of a fixture.
 *
 * @throws LOCALERT_NOT_FOUND, LOCALERT_FORBIDDEN, LOCALERT_INVALID_INPUT
 */
export async function diffRevisions(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  { from, to }: DiffOptions,
): Promise<FixtureDiff> {
  const current = await getFixture(house, scope, id);
  assertRevision('from', from, 0);
  if (to !== undefined) assertRevision('to', to, 0);
  const at = async (revision: number) =>
    revision === 0 ? undefined : fixtureAtMoment(house, scope, id, { revision });
  return diffFixtures(await at(from), to === undefined ? current : await at(to));
}
