import { alphabetOf } from '../characters.ts';
import { isQuote } from './quotes.ts';

/** What stands after a name and its `:` or `=`. */
export interface KeyedValue {
  readonly start: number;
  readonly end: number;
  /** In quotes, or right after `=`: a program's, not a sentence's. */
  readonly isAssigned: boolean;
}

const EQUALS = 61;
const SPACE = 32;
const GREATER = 62;
const BACKSLASH = 92;

/** What ends a value that is not in quotes. */
const ENDS = alphabetOf(' ,;&<>|)}]');
const TRAILING = alphabetOf('.:\\');

/** Whether a value ends before a character: a quote, a line's end, a sign after it, or the text of a script without spaces. */
function endsBefore(code: number, isQuoted: boolean): boolean {
  if (code < 32 || Number.isNaN(code) || isQuote(code)) return true;
  return !isQuoted && (ENDS[code] === 1 || (code >= 0x2e80 && code < 0xa000));
}

/** The value after a sign, up to so many characters of it, or nothing. */
export function valueAfter(text: string, sign: number, most: number): KeyedValue | undefined {
  let start = sign + 1;
  while (start - sign < 3 && (text.charCodeAt(start) === EQUALS || text.charCodeAt(start) === GREATER))
    start++;
  const from = start;
  while (start - from < 3 && text.charCodeAt(start) === SPACE) start++;
  const isSpaced = start > from;
  if (text.charCodeAt(start) === BACKSLASH) start++;
  const isQuoted = isQuote(text.charCodeAt(start));
  if (isQuoted) start++;
  let end = start;
  while (end - start < most && !endsBefore(text.charCodeAt(end), isQuoted)) end++;
  while (end > start && TRAILING[text.charCodeAt(end - 1)] === 1) end--;
  const isAssigned = isQuoted || (!isSpaced && text.charCodeAt(sign) === EQUALS);
  return end > start ? { start, end, isAssigned } : undefined;
}
