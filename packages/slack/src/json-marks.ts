/** What a mark stands for: a message field, an argument, the words of a moment, or its seconds. */
export type MarkKind = 'field' | 'argument' | 'instant' | 'seconds';

/**
 * Marks that a layout carries through unchanged, so that what it does around its slots can be read off the result.
 * They are addresses, because slots for addresses take nothing else; a moment's seconds are a number.
 */
const ADDRESS = 'https://slot.invalid/';
const SECONDS = 9_007_100_000_000;
const LETTERS: Readonly<Record<Exclude<MarkKind, 'seconds'>, string>> = {
  field: 'f',
  argument: 'a',
  instant: 'i',
};
const KINDS: Readonly<Record<string, MarkKind>> = { f: 'field', a: 'argument', i: 'instant' };
/** Most different names that a layout may show: 50 blocks cannot hold as many. */
const MAX_NAMES = 1_000;

/** One occurrence of a mark. */
export interface MarkPlace {
  readonly kind: MarkKind;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The marks of one layout. */
export interface Marks {
  text(kind: Exclude<MarkKind, 'seconds'>, name: string): string;
  seconds(name: string): number;
  /** Every mark in a text, in its order. */
  find(text: string): readonly MarkPlace[];
}

/** Whether a text has something in it that could be taken for a mark. */
export const looksMarked = (text: string): boolean =>
  text.includes(ADDRESS) || text.includes(String(SECONDS).slice(0, 9));

/** Makes the marks of one layout. */
export function createMarks(): Marks {
  const names: string[] = [];
  const indexOf = (name: string): number => {
    const known = names.indexOf(name);
    if (known >= 0) return known;
    if (names.length >= MAX_NAMES) throw new RangeError('too many names');
    return names.push(name) - 1;
  };
  return {
    text: (kind, name) => `${ADDRESS}${LETTERS[kind]}${indexOf(name)}/`,
    seconds: (name) => SECONDS + indexOf(name),
    find: (text) =>
      [...text.matchAll(/https:\/\/slot\.invalid\/([fai])(\d+)\/|9007100000(\d{3})/g)].map((found) => ({
        kind: KINDS[found[1] ?? ''] ?? 'seconds',
        name: names[Number(found[2] ?? found[3])] ?? '',
        start: found.index,
        end: found.index + found[0].length,
      })),
  };
}
