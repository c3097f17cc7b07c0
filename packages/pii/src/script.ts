import { isAlnum } from './characters.ts';

/**
 * What a character is to an address: 0 no letter, 1 a letter of Latin or a digit, 2 a letter of another script. An
 * address does not change from 1 to 2 within a label: `ann@example.orgに連絡` ends before the first kana.
 */
export type Script = 0 | 1 | 2;

/** Symbols, brackets, stops and private use, where letters of other scripts could be thought to be. */
const NO_LETTERS: readonly (readonly [first: number, last: number])[] = [
  [0x2000, 0x2bff],
  [0x2e00, 0x2e7f],
  [0x3000, 0x3004],
  [0x3008, 0x3020],
  [0x30fb, 0x30fb],
  [0xe000, 0xf8ff],
  [0xfe10, 0xfe6f],
  [0xff00, 0xff65],
  [0xffe0, 0xffff],
];

/** Marks of other scripts that end or part a sentence: Greek, Armenian, Hebrew, Arabic, Devanagari. */
const STOPS = new Set([0x37e, 0x387, 0x589, 0x5be, 0x5c3, 0x60c, 0x61b, 0x61f, 0x6d4, 0x964, 0x965]);

/** The script of a character code; 0 past a text's end. */
export function scriptOf(code: number): Script {
  if (code < 0x80) return isAlnum(code) ? 1 : 0;
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return 0;
  if (code < 0x250 || (code >= 0x300 && code < 0x370) || (code >= 0x1e00 && code < 0x1f00)) return 1;
  if (STOPS.has(code) || NO_LETTERS.some(([first, last]) => code >= first && code <= last)) return 0;
  return Number.isNaN(code) ? 0 : 2;
}
