import { contextBefore, saysBefore } from '../context.ts';
import { defineRule, type PiiRule, type PiiSpan } from '../rule.ts';
import {
  beginsFresh,
  endsFresh,
  firstGroups,
  hasDigits,
  type PhoneCandidate,
  readCandidate,
} from './phone-candidate.ts';
import { looksLikePhone, mayBePhone } from './phone-shapes.ts';
import { NUMBER_WORDS, PHONE_WORDS } from './phone-words.ts';

/**
 * Says which candidates are phone numbers. The module `libphonenumber-js` is one as it is; any object with this method
 * will do.
 */
export interface PhoneCheck {
  /**
   * Whether a text is a phone number.
   *
   * @param country - ISO 3166-1 code of the country it would be called in; absent for a number with its country code
   */
  isValidPhoneNumber(text: string, country?: string): boolean;
  /** Countries whose national numbers are looked for, for example `['DE', 'US']`. Without any, national forms are judged as without a check. */
  readonly countries?: readonly string[] | undefined;
}

/** Calls of a check for one text: a check may take 50 µs, and hostile texts hold thousands of candidates. */
const MAX_CALLS = 64;

type Judge = (candidate: PhoneCandidate, written: string, isCalledPhone: boolean) => boolean;

const byShape: Judge = (candidate, _written, isCalledPhone) =>
  looksLikePhone(candidate) || (isCalledPhone && mayBePhone(candidate));

/** Asks a check about everything that may be a phone number. */
function byCheck(check: PhoneCheck): { judge: Judge; begin: () => void } {
  let calls = 0;
  const { countries = [] } = check;
  const judge: Judge = (candidate, written, isCalledPhone) => {
    const isInternational = candidate.isPlus || written.startsWith('00');
    const asked = isInternational ? [undefined] : countries;
    if (asked.length === 0 || calls + asked.length > MAX_CALLS)
      return byShape(candidate, written, isCalledPhone);
    if (!looksLikePhone(candidate) && !mayBePhone(candidate)) return false;
    calls += asked.length;
    const number = isInternational ? written.replace(/^00/, '+') : written;
    return asked.some((country) => check.isValidPhoneNumber(number, country));
  };
  const begin = () => {
    calls = 0;
  };
  return { judge, begin };
}

const isDialled = (text: string, start: number, isPlus: boolean): boolean | undefined => {
  const before = contextBefore(text, start);
  if (saysBefore(before, PHONE_WORDS, 2)) return true;
  if (!isPlus && saysBefore(before, NUMBER_WORDS, 2)) return undefined;
  return saysBefore(before, PHONE_WORDS);
};

/** E.164 with the fewest digits that are told apart, and the shortest number that words announce. */
const LEAST_DIGITS = 7;

/**
 * Where a row of groups is parted by a space that ends a form with hyphens or stops, as in `415-555-2671 212-555-3480`: the
 * groups before it, or 0.
 */
function partedAt({ signs }: PhoneCandidate): number {
  for (let index = 2; index < signs.length; index++) {
    const before = signs[index - 1];
    if (signs[index] === ' ' && (before === '-' || before === '.')) return index + 1;
  }
  return 0;
}

/** @param lastEnd - where the last number ends: one more may follow it */
function phoneAt(text: string, start: number, judge: Judge, lastEnd: number): PiiSpan | undefined {
  if (!beginsFresh(text, start) && start !== lastEnd + 1) return undefined;
  if (!hasDigits(text, start, LEAST_DIGITS)) return undefined;
  const whole = readCandidate(text, start);
  if (whole === undefined || whole.groups.join('').length < LEAST_DIGITS) return undefined;
  const isCalledPhone = isDialled(text, start, whole.isPlus);
  if (isCalledPhone === undefined) return undefined;
  const parted = partedAt(whole);
  if (parted > 0) {
    const first = firstGroups(whole, parted);
    const end = first.ends.at(-1) ?? start;
    if (looksLikePhone(first) && judge(first, text.slice(start, end), isCalledPhone)) return { start, end };
  }
  for (let count = whole.groups.length; count > 0; count--) {
    const end = whole.ends[count - 1] ?? start;
    const sign = whole.signs[count - 1];
    // A row of groups is one number or none, unless it is clear where a number begins or where it ends.
    if (sign?.length === 1 && !whole.isPlus && !isCalledPhone) continue;
    if (!endsFresh(text, end)) continue;
    const candidate = count === whole.groups.length ? whole : firstGroups(whole, count);
    if (judge(candidate, text.slice(start, end), isCalledPhone)) return { start, end };
  }
  return undefined;
}

/** The rule for phone numbers, with a check or with what can be said without one. */
export function phoneRule(check?: PhoneCheck): PiiRule {
  const { judge, begin } = check === undefined ? { judge: byShape, begin: undefined } : byCheck(check);
  let lastEnd = -1;
  return defineRule({
    kind: 'phone',
    finds:
      'Phone numbers with a country code; national ones in forms that little else has, or after a word such as “call”, “Tel.”, “電話”. A check can be handed in.',
    starts: [...'+(0123456789'],
    begin: () => {
      lastEnd = -1;
      begin?.();
    },
    at: (text, start) => {
      const found = phoneAt(text, start, judge, lastEnd);
      if (found !== undefined) lastEnd = found.end;
      return found;
    },
  });
}
