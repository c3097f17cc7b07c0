import { isAlnum, isDigit, isHex } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const COLON = 58;
const DOT = 46;
const PERCENT = 37;
const UNDERSCORE = 95;
const MAX_ZONE = 16;

interface Groups {
  readonly values: readonly number[];
  /** How many groups stand before `::`, or nothing without it. */
  readonly gap: number | undefined;
  readonly end: number;
}

const V4 = /(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}(?![\d.]*\d)/y;

/** Groups of RFC 4291 section 2.2 from a place on: at most eight, one `::`, an IPv4 address at the end. */
function readGroups(text: string, start: number): Groups | undefined {
  const values: number[] = [];
  let gap: number | undefined;
  let index = start;
  for (;;) {
    if (text.charCodeAt(index) === COLON && text.charCodeAt(index + 1) === COLON) {
      if (gap !== undefined) return undefined;
      gap = values.length;
      index += 2;
    } else if (values.length > 0) {
      // A colon that no group follows is the sentence's.
      if (text.charCodeAt(index) !== COLON || !isHex(text.charCodeAt(index + 1))) break;
      index++;
    }
    const from = index;
    while (index - from < 5 && isHex(text.charCodeAt(index))) index++;
    if (index === from) break;
    if (text.charCodeAt(index) === DOT && isDigit(text.charCodeAt(index + 1))) {
      V4.lastIndex = from;
      if (!V4.test(text)) return undefined;
      return { values: [...values, 0, 0], gap, end: V4.lastIndex };
    }
    if (index - from > 4) return undefined;
    values.push(Number.parseInt(text.slice(from, index), 16));
    if (values.length > 8) return undefined;
  }
  return { values, gap, end: index };
}

/**
 * Whether the first groups are of a range that machines have: global unicast, unique local, link-local, and IPv4 inside
 * IPv6 (RFC 4291, RFC 4193, RFC 6052). `dead::beef` and `a::b` are of none.
 */
function isAssigned({ values, gap }: Groups, hasV4: boolean): boolean {
  const [first = 0, second = 0] = values;
  if (gap === 0) return hasV4;
  if (hasV4 && first === 0) return true;
  if (first === 0x64 && second === 0xff9b) return true;
  return (
    (first >= 0x2000 && first <= 0x3fff) ||
    (first >= 0xfc00 && first <= 0xfdff) ||
    (first >= 0xfe80 && first <= 0xfeff)
  );
}

/** Where a zone id ends that may follow: `%eth0` (RFC 4007 section 11). */
function zoneEnd(text: string, end: number): number {
  if (text.charCodeAt(end) !== PERCENT || !isAlnum(text.charCodeAt(end + 1))) return end;
  let index = end + 1;
  while (index - end <= MAX_ZONE && isAlnum(text.charCodeAt(index))) index++;
  return index;
}

/** Where the hex digits begin that end at a place. */
function groupStart(text: string, end: number): number {
  let start = end;
  while (end - start < 5 && isHex(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Whether an address may begin at a place: not inside one, but after the name and colon of `src:2001:db8::1`. */
function mayBegin(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (before !== COLON) return !isAlnum(before) && before !== DOT && before !== UNDERSCORE;
  return isAlnum(text.charCodeAt(groupStart(text, start - 1) - 1));
}

function ipv6At(text: string, colon: number): PiiSpan | undefined {
  const start = groupStart(text, colon);
  if (colon - start > 4 || !mayBegin(text, start)) return undefined;
  const groups = readGroups(text, start);
  if (groups === undefined) return undefined;
  const { values, gap, end } = groups;
  if (gap === undefined ? values.length !== 8 : values.length > 7 || values.length === 0) return undefined;
  const hasV4 = text.slice(start, end).includes('.');
  const after = text.charCodeAt(end);
  if (!isAssigned(groups, hasV4) || isAlnum(after) || after === UNDERSCORE) return undefined;
  if (after === COLON && text.charCodeAt(end + 1) === COLON) return undefined;
  return { start, end: zoneEnd(text, end) };
}

export const ipv6Rule = defineRule({
  kind: 'ipv6',
  finds:
    'IPv6 addresses in every short form, with zones and with IPv4 inside. Not times, MAC addresses, `a::b` of code.',
  holds: [':'],
  at: ipv6At,
});
