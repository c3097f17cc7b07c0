import { isAlnum, isDigit } from '../characters.ts';

/** Digits in groups, as somebody may have written a phone number. */
export interface PhoneCandidate {
  readonly start: number;
  /** Begins with `+`. */
  readonly isPlus: boolean;
  /** The digits of each group. */
  readonly groups: readonly string[];
  /** Where each group ends, with a bracket that closes after it. */
  readonly ends: readonly number[];
  /** What stands before each group but the first, for example `-` or `) `. */
  readonly signs: readonly string[];
  /** The first group, or the one after the plus, stands in brackets. */
  readonly isBracketed: boolean;
}

/** E.164 numbers have at most 15 digits; trunk zeros and access codes come on top. */
const MAX_DIGITS = 17;
const MAX_GROUPS = 8;

const OPEN = 40;
const CLOSE = 41;
const PLUS = 43;

const isSign = (code: number): boolean => code === 32 || code === 45 || code === 46 || code === 47;

/** Whether enough digits stand at a place, with few signs between them, to be worth reading. */
export function hasDigits(text: string, start: number, least: number): boolean {
  let count = 0;
  let brackets = 0;
  const from = text.charCodeAt(start) === PLUS ? start + 1 : start;
  for (let index = from, signs = 0; signs < 4; index++) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) {
      signs = 0;
      if (++count === least) return true;
    } else if (code === OPEN && brackets++ > 0) return false;
    else if (isSign(code) || code === OPEN || code === CLOSE) signs++;
    else return false;
  }
  return false;
}

/** How many characters part two groups at a place: a space, a hyphen, a stop, a slash, a bracket, or two or three of them. */
function signLength(text: string, from: number): number {
  let index = from;
  let marks = 0;
  for (; index < from + 3; index++) {
    const code = text.charCodeAt(index);
    if (code !== 32 && code !== OPEN && code !== CLOSE) {
      if (!isSign(code)) break;
      marks++;
    }
  }
  return index > from && marks < 2 && isDigit(text.charCodeAt(index)) ? index - from : 0;
}

/** Reads groups of digits from a place on. */
export function readCandidate(text: string, start: number): PhoneCandidate | undefined {
  const isPlus = text.charCodeAt(start) === PLUS;
  let index = start + (isPlus ? 1 : 0);
  const isBracketed = text.charCodeAt(index) === OPEN;
  if (isBracketed) index++;
  const groups: string[] = [];
  const ends: number[] = [];
  const signs: string[] = [];
  let count = 0;
  let brackets = isBracketed ? 1 : 0;
  for (;;) {
    const from = index;
    while (isDigit(text.charCodeAt(index)) && index - from <= MAX_DIGITS) index++;
    if (index === from || count + index - from > MAX_DIGITS) break;
    count += index - from;
    groups.push(text.slice(from, index));
    ends.push(index);
    const width = groups.length < MAX_GROUPS ? signLength(text, index) : 0;
    const sign = text.slice(index, index + width);
    // One pair of brackets: an area code's, or a zero's that is not dialled.
    if (width === 0 || (sign.includes('(') && brackets++ > 0)) break;
    signs.push(sign);
    index += width;
  }
  // A bracket that the first group does not close is the sentence's.
  const isOpen = isBracketed && !isPlus && signs[0]?.includes(')') !== true;
  return groups.length === 0 || isOpen
    ? undefined
    : { start, isPlus, groups, ends, signs: signs.slice(0, groups.length - 1), isBracketed };
}

/** The first so many groups of a candidate. */
export function firstGroups(candidate: PhoneCandidate, count: number): PhoneCandidate {
  const { groups, ends, signs } = candidate;
  return {
    ...candidate,
    groups: groups.slice(0, count),
    ends: ends.slice(0, count),
    signs: signs.slice(0, count - 1),
  };
}

/** Whether a candidate can begin here: not in the middle of a word, a path, a time, a sum or a longer row of groups. */
export function beginsFresh(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  const earlier = text.charCodeAt(start - 2);
  if (before === OPEN && text.charCodeAt(start) !== OPEN) {
    let index = start;
    while (isDigit(text.charCodeAt(index)) && index - start < 7) index++;
    // Read from the bracket on, or not at all.
    return text.charCodeAt(index) !== CLOSE;
  }
  if (isAlnum(before) || before === 95 || before === 35 || before === PLUS) return false;
  if (before === 36 || before === 0x20ac || before === 0xa3 || before === 0xa5) return false;
  // `:`, `,` and signs between digits go on with what is before; at `/` and `.` a path or a name does.
  if (before === 58 || before === 44 || before === 32)
    return !isDigit(earlier) || (before === 32 && text.charCodeAt(start) === PLUS);
  return !isSign(before) || (before === 45 && !isAlnum(earlier));
}

/** Whether nothing follows that makes the digits another thing. */
export function endsFresh(text: string, end: number): boolean {
  const after = text.charCodeAt(end);
  const later = text.charCodeAt(end + 1);
  if (isAlnum(after) || after === 95 || after === 37 || after === PLUS || after === 0x20ac) return false;
  if (after === 58 || after === 44 || after === 46 || after === 45) return !isAlnum(later);
  if (after === 32) return later !== 37 && later !== 0x20ac && later !== 36;
  return after !== 47 || !isAlnum(later);
}
