import { InvalidInputError, type Page, type PageRequest, pageLimit } from '@localert/core';

/** What a list is sorted by; it tells every item from every other. */
export type Key = readonly [order: number, id: string];

const compare = ([left, leftId]: Key, [right, rightId]: Key) =>
  left - right || Number(leftId > rightId) - Number(leftId < rightId);

/** A cursor is the key of the last item seen, so that writes in between move nothing from one page to another. */
function keyIn(cursor: string, list: string): Key {
  try {
    const [of, order, id] = JSON.parse(decodeURIComponent(cursor)) as unknown[];
    if (of === list && typeof order === 'number' && typeof id === 'string') return [order, id];
  } catch {
    // Below.
  }
  throw new InvalidInputError({
    what: 'page request',
    issues: [{ path: 'cursor', message: 'a cursor of this list' }],
  });
}

/** One page of items in the order of their keys. */
export function pageOf<Item>(
  list: string,
  items: readonly Item[],
  request: PageRequest,
  keyOf: (item: Item) => Key,
): Page<Item> {
  const after = request.cursor === undefined ? undefined : keyIn(request.cursor, list);
  const rest = items.filter((item) => after === undefined || compare(keyOf(item), after) > 0);
  const page = rest
    .sort((left, right) => compare(keyOf(left), keyOf(right)))
    .slice(0, pageLimit(request.limit));
  const last = page.at(-1);
  if (last === undefined || page.length === rest.length) return { items: page };
  return { items: page, cursor: encodeURIComponent(JSON.stringify([list, ...keyOf(last)])) };
}
