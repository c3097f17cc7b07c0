import { alphabetOf, isAlnum } from '../characters.ts';
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
const AMPERSAND = 38;

/** What ends a value: in quotes a quote or a line's end, else also what parts a program's or a sentence's words. */
const CONTROLS = String.fromCharCode(...Array.from({ length: 32 }, (_, code) => code));
const QUOTED_ENDS = alphabetOf(`${CONTROLS}"'\``);
const ENDS = alphabetOf(`${CONTROLS}"'\` ,;<>|)}]`);
/** The sentence's when it stands at the value's end. */
const TRAILING = alphabetOf('.:\\');
const MAX_NAME = 40;

/** Whether `&` parts two assignments, as in a query: `a=1&b=2`. */
function startsPair(text: string, ampersand: number): boolean {
  let index = ampersand + 1;
  while (index - ampersand < MAX_NAME && (isAlnum(text.charCodeAt(index)) || text.charCodeAt(index) === 95))
    index++;
  return text.charCodeAt(index) === EQUALS && index > ampersand + 1;
}

/** Where a value ends, in quotes or without, which may be before a character of a script without spaces. */
function valueEnd(text: string, start: number, most: number, isQuoted: boolean): number {
  const ends = isQuoted ? QUOTED_ENDS : ENDS;
  const limit = Math.min(text.length, start + most);
  for (let index = start; index < limit; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) {
      if (isQuote(code) || (!isQuoted && code >= 0x2e80 && code < 0xa000)) return index;
    } else if (ends[code] === 1 || (code === AMPERSAND && !isQuoted && startsPair(text, index))) return index;
  }
  return limit;
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
  let end = valueEnd(text, start, most, isQuoted);
  while (end > start && TRAILING[text.charCodeAt(end - 1)] === 1) end--;
  const isAssigned = isQuoted || (!isSpaced && text.charCodeAt(sign) === EQUALS);
  return end > start ? { start, end, isAssigned } : undefined;
}
