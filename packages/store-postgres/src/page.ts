import type { Page } from '@localert/core';

/** A page out of items of which one more than `limit` was asked for: the last one only says that there is more. */
export function pageOf<Item>(
  items: readonly Item[],
  limit: number,
  cursorAfter: (item: Item) => string,
): Page<Item> {
  const last = items.length > limit ? items[limit - 1] : undefined;
  return last === undefined ? { items } : { items: items.slice(0, limit), cursor: cursorAfter(last) };
}
