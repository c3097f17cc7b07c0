import { type InputIssue, InvalidInputError } from './errors.ts';
import type { FixtureCompacted, FixtureEvent } from './event.ts';
import { replay } from './replay.ts';
import { isSameJson, withoutSealable } from './reseal.ts';
import { isStorable } from './storable.ts';
import type { FixtureCompaction } from './store.ts';

/**
 * What makes one event of the first events of a log.
 *
 * @param events - all events up to the one that is to stand for them, oldest first
 * @throws LOCALERT_INVALID_INPUT when there are none
 * @throws LOCALERT_STORE_CORRUPT when one does not follow the one before
 *
 * @example
 * ```ts
 * import { compactionOf, type FixtureEvent } from '@localert/core';
 *
 * declare const events: readonly FixtureEvent[];
 * const { event, replaces } = compactionOf(events);
 * console.log(`${event.type} stands for ${replaces.length} events`);
 * ```
 */
export function compactionOf(events: readonly FixtureEvent[]): FixtureCompaction {
  const last = events.at(-1);
  const row = replay(events);
  if (last === undefined || row === undefined) refuse('replaces', 'at least one event');
  const { revision, createdAt, updatedAt, ...snapshot } = row;
  const { id, fixture, actor } = last;
  const event: FixtureCompacted = {
    ...{ type: 'FixtureCompacted', id, fixture, revision, at: updatedAt, actor },
    ...{ createdAt, snapshot },
  };
  return { fixture, event, replaces: events.map((one) => one.id) };
}

function refuse(path: string, message: string): never {
  throw new InvalidInputError({ what: 'compaction', issues: [{ path, message }] });
}

/**
 * Refuses a compaction that contradicts itself, for adapters: before they look at what is stored.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export function assertCompaction({ fixture, event, replaces }: FixtureCompaction): void {
  const issues: InputIssue[] = [];
  const check = (path: string, good: boolean, message: string) => {
    if (!good) issues.push({ path, message });
  };
  check('event.type', event.type === 'FixtureCompacted', 'FixtureCompacted');
  check('fixture', typeof fixture === 'string' && isStorable(fixture), 'a text that every store can keep');
  check('event.fixture', event.fixture === fixture, 'the fixture of the compaction');
  check('event.snapshot.id', event.snapshot?.id === fixture, 'the fixture of the compaction');
  check(
    'event.revision',
    Number.isSafeInteger(event.revision) && event.revision > 0,
    'a whole number from 1',
  );
  check('replaces', replaces.length > 0 && replaces.length <= event.revision, 'one event to each revision');
  check('event.id', event.id === replaces.at(-1), 'that of the last event that is replaced');
  if (issues.length > 0) throw new InvalidInputError({ what: 'compaction', issues });
}

/**
 * Whether a compaction is one of these events, for adapters: it runs inside their transaction, on what was read there.
 * Answers false when they are not those that it names.
 *
 * @param events - the stored events up to the compaction's revision, oldest first
 * @throws LOCALERT_INVALID_INPUT when it names them, but is not the last of them in another form: another time, actor
 *   or beginning, or another content, as far as that is not sealed
 */
export function compacts(compaction: FixtureCompaction, events: readonly FixtureEvent[]): boolean {
  const { event, replaces } = compaction;
  const isTheirs =
    events.at(-1)?.revision === event.revision &&
    isSameJson(
      events.map(({ id }) => id),
      replaces,
    );
  if (!isTheirs) return false;
  const { snapshot, ...told } = event;
  const { snapshot: content, ...expected } = compactionOf(events).event;
  if (!isSameJson(told, expected)) refuse('event', 'the last of the replaced events, in another form');
  // What is sealed cannot be compared here; whoever sealed it has.
  const isSealed = snapshot.sealed !== undefined || content.sealed !== undefined;
  const comparable = isSealed ? withoutSealable : (whole: object) => whole;
  if (!isSameJson(comparable(snapshot), comparable(content))) {
    refuse('event.snapshot', 'the content that the replaced events make');
  }
  return true;
}
