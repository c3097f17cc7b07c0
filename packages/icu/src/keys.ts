/** Up to so many keys are compared one by one: that is as fast as a Map, and takes a tenth of its memory. */
const MOST_COMPARED = 8;

/** Distinct keys by their place. */
export type Keys<Key> = readonly Key[] | ReadonlyMap<Key, number>;

/** Prepares keys for {@link placeOf}. */
export function keysOf<Key>(keys: readonly Key[]): Keys<Key> {
  return keys.length <= MOST_COMPARED ? keys : new Map(keys.map((key, place) => [key, place]));
}

/** The place of a key, -1 when it is none of them. */
export function placeOf<Key>(keys: Keys<Key>, key: Key): number {
  return 'size' in keys ? (keys.get(key) ?? -1) : keys.indexOf(key);
}
