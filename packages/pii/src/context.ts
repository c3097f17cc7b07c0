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
  /** Of scripts without spaces. */
  readonly parts: readonly string[];
}

/** Splits a list of words by script. */
export function contextWords(list: string): ContextWords {
  const all = list.split(/\s+/).filter((word) => word !== '');
  return { words: new Set(all), parts: all.filter((word) => UNSPACED.test(word)) };
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

/** Reads what stands before a place, back to a line's end and, unless `throughDigits`, to a digit. */
export function contextBefore(text: string, index: number, throughDigits = false): Context {
  const least = Math.max(0, index - REACH);
  const words: string[] = [];
  let wordEnd = -1;
  let isWide = false;
  let from = index;
  for (; from > least && words.length < MAX_WORDS; from--) {
    const code = text.charCodeAt(from - 1);
    if (code === 10 || (!throughDigits && isDigit(code))) break;
    if (inWord(code)) {
      if (wordEnd < 0) wordEnd = from;
      isWide ||= code >= 0xe00;
    } else if (wordEnd >= 0) {
      words.push(text.slice(from, wordEnd).toLowerCase());
      wordEnd = -1;
    }
  }
  // At the reach's end a word may be cut in half, and then is none.
  if (wordEnd >= 0 && !inWord(text.charCodeAt(from - 1))) words.push(text.slice(from, wordEnd).toLowerCase());
  if (words.length === 0 && !isWide) return NO_CONTEXT;
  return { words, unspaced: isWide ? text.slice(from, index) : '' };
}

/** Whether one of the last words before a value is of the list. @param most - how many words back */
export function saysBefore({ words, unspaced }: Context, list: ContextWords, most = MAX_WORDS): boolean {
  for (let place = 0; place < most && place < words.length; place++) {
    if (list.words.has(words[place] ?? '')) return true;
  }
  return unspaced !== '' && list.parts.some((part) => unspaced.includes(part));
}
