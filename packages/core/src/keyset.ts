import { type CursorCodec, cursorCodec } from './cursor.ts';
import type { FixtureEvent } from './event.ts';
import type { SlackFixture } from './fixture.ts';
import { type Page, type PageRequest, pageLimit } from './page.ts';
import { hasWords } from './search.ts';
import type { FixtureQuery } from './store.ts';

/** How a list that is at hand is sorted and continued. */
export interface Keyset<Item, Key> {
  readonly cursors: CursorCodec<Key>;
  readonly keyOf: (item: Item) => Key;
  /** Below 0 when `left` comes first. */
  readonly compare: (left: Key, right: Key) => number;
}

/** Orders texts by their UTF-16 code units. */
export const byText = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

/**
 * One page of items that are all at hand, for adapters that keep them in memory.
 *
 * @throws LOCALERT_INVALID_INPUT for a cursor that is none of this list
 */
export function pageOf<Item, Key>(
  items: Iterable<Item>,
  request: PageRequest,
  keyset: Keyset<Item, Key>,
): Page<Item> {
  const { cursors, keyOf, compare } = keyset;
  const after = cursors.read(request.cursor);
  const rest = [...items]
    .filter((item) => after === undefined || compare(keyOf(item), after) > 0)
    .sort((left, right) => compare(keyOf(left), keyOf(right)));
  const page = rest.slice(0, pageLimit(request.limit));
  const last = page.at(-1);
  return last === undefined || page.length === rest.length
    ? { items: page }
    : { items: page, cursor: cursors.write(keyOf(last)) };
}

/** Whether a fixture is one that a query asks for. */
export function matchesQuery(
  fixture: SlackFixture,
  { state, severity, labels = {}, search }: FixtureQuery,
): boolean {
  return (
    (search === undefined || hasWords(fixture, search)) &&
    (state === undefined || fixture.state === state) &&
    (severity === undefined || fixture.severity === severity) &&
    Object.entries(labels).every(
      ([name, value]) => Object.hasOwn(fixture.labels, name) && fixture.labels[name] === value,
    )
  );
}

const NEWEST_FIRST: Keyset<SlackFixture, readonly [number, string]> = {
  cursors: cursorCodec('fixtures', ['number', 'text']),
  keyOf: ({ updatedAt, id }) => [updatedAt, id],
  compare: ([leftAt, leftId], [rightAt, rightId]) => rightAt - leftAt || byText(leftId, rightId),
};

const OLDEST_FIRST: Keyset<FixtureEvent, readonly [number]> = {
  cursors: cursorCodec('history', ['number']),
  keyOf: ({ revision }) => [revision],
  compare: ([left], [right]) => left - right,
};

/**
 * The page that `FixtureStore.list` answers, of rows that are all at hand.
 *
 * @throws LOCALERT_INVALID_INPUT for a cursor that is none of this list
 */
export const fixturePage = (rows: Iterable<SlackFixture>, query: FixtureQuery): Page<SlackFixture> =>
  pageOf(
    [...rows].filter((row) => matchesQuery(row, query)),
    query,
    NEWEST_FIRST,
  );

/**
 * The page that `FixtureStore.history` answers, of events that are all at hand.
 *
 * @throws LOCALERT_INVALID_INPUT for a cursor that is none of this list
 */
export const historyPage = (events: Iterable<FixtureEvent>, request: PageRequest): Page<FixtureEvent> =>
  pageOf(events, request, OLDEST_FIRST);
