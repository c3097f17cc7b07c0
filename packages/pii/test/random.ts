/** Chooses as a seed says: the same seed, the same choices. */
export interface Random {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number from 0 up to `most`, without it. */
  below(most: number): number;
  pick<Item>(list: readonly Item[]): Item;
  chance(share: number): boolean;
}

/** A generator of random choices for a seed and a number within it (mulberry32 over their mix). */
export function randomOf(seed: number, index: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number) => Math.floor(fraction() * most);
  return {
    fraction,
    below,
    pick<Item>(list: readonly Item[]): Item {
      const item = list[below(list.length)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
    chance: (share) => fraction() < share,
  };
}
