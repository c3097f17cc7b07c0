import { type Page, type PageRequest, pageLimit } from '@localert/core';
import type { CursorCodec } from './cursor.ts';

/** How a list is sorted and continued. */
export interface Keyset<Item, Key> {
  readonly cursors: CursorCodec<Key>;
  readonly keyOf: (item: Item) => Key;
  /** Below 0 when `left` comes first. */
  readonly compare: (left: Key, right: Key) => number;
}

export const byText = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

/**
 * One page, found by the key of the last item seen and not by its position: what is written meanwhile moves no other
 * item from one page to the next.
 *
 * @throws LOCALERT_INVALID_INPUT for a cursor that is none
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
