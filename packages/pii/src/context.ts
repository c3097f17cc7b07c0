/** Most characters before a value that may say what it is. */
const REACH = 32;

const LETTERS = /\p{L}+/gu;

/** Scripts that put no space between words: there a word is looked for anywhere. */
const UNSPACED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** Words in lower case that say something of a value that follows. */
export interface ContextWords {
  readonly words: ReadonlySet<string>;
  /** Of scripts without spaces. */
  readonly parts: readonly string[];
}

/** Splits a list of words by script. */
export function contextWords(list: string): ContextWords {
  const all = list.split(/\s+/).filter((word) => word !== '');
  return { words: new Set(all), parts: all.filter((word) => UNSPACED.test(word)) };
}

/** What stands before a place, back to a line's end or, unless `throughDigits`, a digit. */
export function textBefore(text: string, index: number, throughDigits = false): string {
  const least = Math.max(0, index - REACH);
  let from = index;
  while (from > least) {
    const code = text.charCodeAt(from - 1);
    if (code === 10 || (!throughDigits && code >= 48 && code <= 57)) break;
    from--;
  }
  // A word that is cut in half is none.
  const isCut = from === least && from > 0;
  const before = text.slice(from, index).toLowerCase();
  return isCut ? before.replace(/^\p{L}+/u, '') : before;
}

/** How many of the words before a place are looked at. */
const MAX_WORDS = 5;

/** Whether one of the last words before a value is of the list. @param most - how many words back */
export function saysBefore(before: string, { words, parts }: ContextWords, most = MAX_WORDS): boolean {
  const last = before.match(LETTERS)?.slice(-most) ?? [];
  if (last.some((word) => words.has(word))) return true;
  return parts.length > 0 && UNSPACED.test(before) && parts.some((part) => before.includes(part));
}
