import { StoreCorruptError } from './errors.ts';
import type { SlackFixture } from './fixture.ts';
import type { FixtureId } from './ids.ts';
import type { Locale } from './locale.ts';

interface EventBase {
  /** Unique over all events. */
  readonly id: string;
  readonly fixture: FixtureId;
  /** The revision that this event makes. */
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: string;
}

/** A fixture without what the event itself tells: its revision and times. */
export type FixtureSnapshot = Omit<SlackFixture, 'revision' | 'createdAt' | 'updatedAt'>;

/** The first event of a fixture. */
export interface FixtureCreated extends EventBase {
  readonly type: 'FixtureCreated';
  readonly snapshot: FixtureSnapshot;
}

/** The content changed; the snapshot is the whole new content. */
export interface FixtureUpdated extends EventBase {
  readonly type: 'FixtureUpdated';
  readonly snapshot: FixtureSnapshot;
}

/** Taken out of use; history and texts stay. */
export interface FixtureArchived extends EventBase {
  readonly type: 'FixtureArchived';
}

/** Back in use. */
export interface FixtureRestored extends EventBase {
  readonly type: 'FixtureRestored';
}

interface OfDraft extends EventBase {
  readonly locale: Locale;
  /** The whole content after it. */
  readonly snapshot: FixtureSnapshot;
}

/** Somebody, or a model, proposes texts in a locale. */
export interface DraftProposed extends OfDraft {
  readonly type: 'DraftProposed';
}

/** The proposed texts are those of the locale from now on. */
export interface DraftApproved extends OfDraft {
  readonly type: 'DraftApproved';
}

/** The proposed texts are not to be used; the draft says why. */
export interface DraftRejected extends OfDraft {
  readonly type: 'DraftRejected';
}

/**
 * Stands in place of every event up to its revision, when the log was made shorter: the whole content as it was then.
 * Always the first event of a log. `id`, `at` and `actor` are those of the last event that it stands for.
 */
export interface FixtureCompacted extends EventBase {
  readonly type: 'FixtureCompacted';
  readonly snapshot: FixtureSnapshot;
  /** Epoch milliseconds: when the fixture was made. */
  readonly createdAt: number;
}

/** What happened to a fixture. The events are its history; the current row is made from them. */
export type FixtureEvent =
  | FixtureCreated
  | FixtureUpdated
  | FixtureArchived
  | FixtureRestored
  | DraftProposed
  | DraftApproved
  | DraftRejected
  | FixtureCompacted;

/**
 * Applies one event to the current row. Pure: the same events always give the same fixture.
 *
 * @param current - the row before, `undefined` before the first event
 * @throws LOCALERT_STORE_CORRUPT when the event does not follow the row
 *
 * @example
 * ```ts
 * import { applyEvent, type FixtureEvent, type SlackFixture } from '@localert/core';
 *
 * const replay = (events: FixtureEvent[]) =>
 *   events.reduce<SlackFixture | undefined>((row, event) => applyEvent(row, event), undefined);
 * ```
 */
export function applyEvent(current: SlackFixture | undefined, event: FixtureEvent): SlackFixture {
  const isStart = event.type === 'FixtureCompacted' && current === undefined;
  if (!isStart && event.revision !== (current?.revision ?? 0) + 1) {
    throw new StoreCorruptError({
      what: `event ${event.revision} does not follow revision ${current?.revision ?? 0}`,
    });
  }
  if ('snapshot' in event) {
    if (event.type === 'FixtureCompacted' && !isStart) {
      throw new StoreCorruptError({ what: 'events before one that stands for them' });
    }
    const createdAt = current?.createdAt ?? ('createdAt' in event ? event.createdAt : event.at);
    return { ...event.snapshot, revision: event.revision, createdAt, updatedAt: event.at };
  }
  if (current === undefined) {
    throw new StoreCorruptError({ what: `the first event of a fixture is ${event.type}` });
  }
  const state = event.type === 'FixtureArchived' ? 'archived' : 'active';
  return { ...current, state, revision: event.revision, updatedAt: event.at };
}
