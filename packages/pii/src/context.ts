import { isDigit, isLetter } from './characters.ts';

/** Most characters before a value that may say what it is. */
const REACH = 32;
/** Most words of these. */
const MAX_WORDS = 5;

/** Scripts that put no space between words: there a word is looked for anywhere. */
const UNSPACED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** Words in lower case that say something of a value that follows. */
export interface ContextWords {
  readonly words: ReadonlySet<string>;
  /** Finds those of scripts without spaces; nothing where there are none. */
  readonly parts: RegExp | undefined;
}

/** Splits a list of words by script. */
export function contextWords(list: string): ContextWords {
  const all = list.split(/\s+/).filter((word) => word !== '');
  const parts = all.filter((word) => UNSPACED.test(word));
  return { words: new Set(all), parts: parts.length === 0 ? undefined : new RegExp(parts.join('|')) };
}

/** What stands before a value. */
export interface Context {
  /** The last words in lower case, the nearest first. */
  readonly words: readonly string[];
  /** All of it, where it has words that are not parted by spaces. */
  readonly unspaced: string;
}

const NO_CONTEXT: Context = { words: [], unspaced: '' };

const inWord = (code: number): boolean => isLetter(code) || (code > 0xbf && code !== 0xd7 && code !== 0xf7);

/**
 * Reads what stands before a place, back to a line's end and to a digit.
 *
 * @param floor - with it digits are passed, back to this place
 */
export function contextBefore(text: string, index: number, floor?: number): Context {
  const least = Math.max(floor ?? 0, index - REACH);
  const words: string[] = [];
  let wordEnd = -1;
  let isWide = false;
  let hasCase = false;
  const take = (start: number) => {
    const word = text.slice(start, wordEnd);
    words.push(hasCase ? word.toLowerCase() : word);
    wordEnd = -1;
    hasCase = false;
  };
  let from = index;
  for (; from > least && words.length < MAX_WORDS; from--) {
    const code = text.charCodeAt(from - 1);
    if (code === 10 || (floor === undefined && isDigit(code))) break;
    if (inWord(code)) {
      if (wordEnd < 0) wordEnd = from;
      isWide ||= code >= 0xe00;
      // The scripts from here on have no small letters, and asking for them takes longer than all the rest.
      hasCase ||= code < 0x2e80;
    } else if (wordEnd >= 0) {
      take(from);
    }
  }
  // At the reach's end a word may be cut in half, and then is none.
  if (wordEnd >= 0 && !inWord(text.charCodeAt(from - 1))) take(from);
  if (words.length === 0 && !isWide) return NO_CONTEXT;
  return { words, unspaced: isWide ? text.slice(from, index) : '' };
}

/** Whether one of the last words before a value is of the list. @param most - how many words back */
export function saysBefore({ words, unspaced }: Context, list: ContextWords, most = MAX_WORDS): boolean {
  for (let place = 0; place < most && place < words.length; place++) {
    if (list.words.has(words[place] ?? '')) return true;
  }
  return unspaced !== '' && list.parts?.test(unspaced) === true;
}
