const FIRST_SIZE = 1_024;

/** Two independent hashes of 32 bits (FNV-1a with two offsets) as one number of 53 bits, never 0. */
function hashOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + 0x9e37), 0x85ebca6b);
    high ^= high >>> 13;
  }
  return ((low >>> 0) & 0x1fffff) * 0x1_0000_0000 + (high >>> 0) + 1;
}

/** Which ids were met, in 16 bytes each: a million of them must not weigh on an export. */
export interface IdSet {
  /** Answers whether it was new. */
  add(id: string): boolean;
  has(id: string): boolean;
}

/** Makes an empty set. Two ids of a million are taken for one with a chance of 1 in 18,000. */
export function idSet(): IdSet {
  let slots = new Float64Array(FIRST_SIZE);
  let count = 0;

  function placeOf(hash: number, table: Float64Array): number {
    let place = hash % table.length;
    while (table[place] !== 0 && table[place] !== hash) place = (place + 1) % table.length;
    return place;
  }

  function grow(): void {
    const larger = new Float64Array(slots.length * 2);
    for (const hash of slots) if (hash !== 0) larger[placeOf(hash, larger)] = hash;
    slots = larger;
  }

  return {
    has: (id) => slots[placeOf(hashOf(id), slots)] !== 0,
    add(id) {
      const hash = hashOf(id);
      const place = placeOf(hash, slots);
      if (slots[place] === hash) return false;
      slots[place] = hash;
      count += 1;
      if (count * 2 > slots.length) grow();
      return true;
    },
  };
}
