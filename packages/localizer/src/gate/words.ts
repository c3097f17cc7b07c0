/** Words of a text, for the checks that look at words. */
const WORD = /[\p{L}\p{M}]+(?:['’ʼ-][\p{L}\p{M}]+)*/gu;

export const wordsOf = (text: string): readonly string[] => text.match(WORD) ?? [];

const LOWER = /^\p{Ll}[\p{Ll}\p{M}'’-]*$/u;

/** Words in small letters, of two letters and more: names are not among them. */
export const lowerWords = (words: readonly string[]): readonly string[] =>
  words.filter((word) => word.length > 1 && LOWER.test(word));

/** English words that only English sentences have: a name keeps none of them. */
export const ENGLISH: ReadonlySet<string> = new Set(
  'the of to is are and or for with this that these those you your our we be been was were will would can could should not from by at it its has have had if when which who what where how their they them there here than then because while after before into about each any every please cannot does do did'.split(
    ' ',
  ),
);

/** Letters that two words must begin with alike to be one word in two languages. */
const COGNATE = 5;
/** Letters of a word that makes a longer one foreign: "Attributfilter" says little about German. */
const PART = 4;

const isLike = (word: string, source: ReadonlySet<string>): boolean => {
  if (source.has(word)) return true;
  if (word.length < PART + 1) return false;
  for (const other of source) {
    if (other.length >= PART && word.includes(other)) return true;
    if (
      other.length >= COGNATE &&
      word.startsWith(other.slice(0, Math.max(COGNATE, Math.ceil(other.length * 0.6))))
    )
      return true;
  }
  return false;
};

/**
 * Words that tell the language: without names, and without what the source's words became by another ending or in a
 * compound, since those look foreign in every language. English words of sentences stay.
 */
export function ownWords(target: readonly string[], source: ReadonlySet<string>): readonly string[] {
  return target
    .flatMap((word) => (word.includes('-') ? word.split('-') : [word]))
    .filter((word) => ENGLISH.has(word) || !isLike(word.toLowerCase(), source));
}

/** Words in small letters, taken apart at hyphens, to look others up in. */
export const knownWords = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.flatMap((word) => word.toLowerCase().split('-')));
