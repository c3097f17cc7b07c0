import { applyEvent, type FixtureEvent } from './event.ts';
import type { SlackFixture } from './fixture.ts';

/** A moment of a fixture: a revision of it, or a time in epoch milliseconds. */
export type FixtureMoment = { readonly revision: number } | { readonly time: number };

/**
 * The fixture that events make; `undefined` when there is none.
 *
 * @param events - from the first of the log on, oldest first
 * @throws LOCALERT_STORE_CORRUPT when one does not follow the one before
 *
 * @example
 * ```ts
 * import { type FixtureEvent, replay } from '@localert/core';
 *
 * declare const events: readonly FixtureEvent[];
 * console.log(replay(events)?.revision);
 * ```
 */
export const replay = (events: readonly FixtureEvent[]): SlackFixture | undefined =>
  events.reduce<SlackFixture | undefined>(applyEvent, undefined);

/**
 * The fixture as it was: at a revision, or after the last change up to a time. Answers `undefined` for a moment
 * before its first event, or of which a compacted log tells no more; and for a revision that is not yet.
 *
 * A log is in the order of its revisions. Where clocks of several writers differ, a later revision may have an earlier
 * time: the fixture at a time is the last revision that was written up to it.
 *
 * @param events - the whole log, oldest first
 * @throws LOCALERT_STORE_CORRUPT when one does not follow the one before
 *
 * @example
 * ```ts
 * import { type FixtureEvent, fixtureAt } from '@localert/core';
 *
 * declare const events: readonly FixtureEvent[];
 * const second = fixtureAt(events, { revision: 2 });
 * const atNewYear = fixtureAt(events, { time: Date.UTC(2026, 0, 1) });
 * ```
 */
export function fixtureAt(events: readonly FixtureEvent[], moment: FixtureMoment): SlackFixture | undefined {
  const end =
    'revision' in moment
      ? events.findIndex(({ revision }) => revision === moment.revision)
      : events.findLastIndex(({ at }) => at <= moment.time);
  return replay(events.slice(0, end + 1));
}
