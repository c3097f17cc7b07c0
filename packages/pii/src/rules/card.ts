import { isAlnum, isDigit } from '../characters.ts';
import { contextWords, saysBefore, textBefore } from '../context.ts';
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

/** ISO/IEC 7812-1 annex B. */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const value = place % 2 === 0 ? digit : digit * 2;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Digits from a place on, and each place where a number could end. */
function readDigits(
  text: string,
  start: number,
): { digits: string; ends: readonly [count: number, end: number][]; isParted: boolean } {
  let digits = '';
  let separator = 0;
  let groupStart = start;
  let index = start;
  const ends: [number, number][] = [];
  for (;;) {
    while (digits.length <= MOST && isDigit(text.charCodeAt(index))) digits += text.charAt(index++);
    if (digits.length > MOST) break;
    ends.push([digits.length, index]);
    const sign = text.charCodeAt(index);
    if ((sign !== SPACE && sign !== HYPHEN) || !isDigit(text.charCodeAt(index + 1))) break;
    // One sign throughout, and no group of less than three before it.
    if ((separator !== 0 && sign !== separator) || index - groupStart < 3) break;
    separator = sign;
    groupStart = ++index;
  }
  return { digits, ends, isParted: separator !== 0 };
}

/** Whether a length is so common among ids, or so rare among cards, that the word for a card has to be there. */
const isDoubtful = (digits: string, isParted: boolean): boolean =>
  (digits.length > 16 && !isParted) ||
  digits.length < 14 ||
  (/^(?:5[0678]|6[37]|81|82)/.test(digits) && !isParted);

function cardAt(text: string, start: number): PiiSpan | undefined {
  const before = text.charCodeAt(start - 1);
  if (before === DOT || before === UNDERSCORE || before === HYPHEN) return undefined;
  const { digits: all, ends, isParted } = readDigits(text, start);
  if (all.length < LEAST) return undefined;
  for (const [count, end] of [...ends].reverse()) {
    const digits = all.slice(0, count);
    const after = text.charCodeAt(end);
    if (count < LEAST || isAlnum(after) || after === UNDERSCORE || !isIssued(digits) || !isLuhn(digits))
      continue;
    if (after === DOT && isDigit(text.charCodeAt(end + 1))) continue;
    if (isDoubtful(digits, isParted) && !saysBefore(textBefore(text, start), CARD_WORDS)) continue;
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
