import { isAlnum, isDigit } from '../characters.ts';
import { contextBefore, contextWords, saysBefore } from '../context.ts';
import { defineRule, type PiiSpan } from '../rule.ts';
import { isIssued } from './card-ranges.ts';

const SPACE = 32;
const HYPHEN = 45;
const DOT = 46;
const UNDERSCORE = 95;
const LEAST = 12;
const MOST = 19;

const CARD_WORDS = contextWords(
  `card cards pan visa mastercard maestro amex credit debit karte kreditkarte karten carte cartes tarjeta tarjetas cartão
   carta carte kort karta kartę karty карта карты картой kart kartı kaart kreditkort بطاقة कार्ड
   カード 卡 信用卡 银行卡 카드 บัตร`,
);

/** Where the digits are put that stand at a place, and where its groups end: used again for each place, never kept. */
const digits = new Uint8Array(MOST + 1);
const counts = new Uint8Array(MOST + 1);
const ends = new Int32Array(MOST + 1);

/** ISO/IEC 7812-1 annex B, of the first so many digits. */
function isLuhn(count: number): boolean {
  let sum = 0;
  for (let place = 0; place < count; place++) {
    const digit = digits[count - 1 - place] ?? 0;
    const value = place % 2 === 0 ? digit : digit * 2;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Reads up to 19 digits, with one sign throughout between groups of three or more. How many groups there are. */
function readGroups(text: string, start: number): number {
  let separator = 0;
  let index = start;
  let count = 0;
  for (let groups = 0, groupStart = start; ; groupStart = index) {
    while (count <= MOST && isDigit(text.charCodeAt(index))) digits[count++] = text.charCodeAt(index++) - 48;
    if (count > MOST) return groups;
    counts[groups] = count;
    ends[groups] = index;
    groups++;
    const sign = text.charCodeAt(index);
    if ((sign !== SPACE && sign !== HYPHEN) || (separator !== 0 && sign !== separator)) return groups;
    if (index - groupStart < 3 || !isDigit(text.charCodeAt(index + 1))) return groups;
    separator = sign;
    index++;
  }
}

/** Whether a length is so common among ids, or so rare among cards, that the word for a card has to be there. */
const isDoubtful = (digits: string, isParted: boolean): boolean =>
  digits.length < 14 || (!isParted && (digits.length > 16 || /^(?:5[0678]|6[37]|81|82)/.test(digits)));

/** Whether more follows that makes it another number. */
function goesOn(text: string, end: number): boolean {
  const after = text.charCodeAt(end);
  return isAlnum(after) || after === UNDERSCORE || (after === DOT && isDigit(text.charCodeAt(end + 1)));
}

function cardAt(text: string, start: number): PiiSpan | undefined {
  const before = text.charCodeAt(start - 1);
  if (before === DOT || before === UNDERSCORE || before === HYPHEN) return undefined;
  if (!isDigit(text.charCodeAt(start + 2))) return undefined;
  for (let group = readGroups(text, start) - 1; group >= 0; group--) {
    const count = counts[group] ?? 0;
    const end = ends[group] ?? start;
    if (count < LEAST) break;
    if (goesOn(text, end) || !isLuhn(count)) continue;
    const number = digits.slice(0, count).join('');
    if (!isIssued(number)) continue;
    if (isDoubtful(number, group > 0) && !saysBefore(contextBefore(text, start), CARD_WORDS)) continue;
    return { start, end };
  }
  return undefined;
}

export const cardRule = defineRule({
  kind: 'payment-card',
  finds:
    'Payment card numbers of known issuers and lengths whose last digit is right (Luhn), in groups or without.',
  starts: [...'2345689'],
  at: cardAt,
});
