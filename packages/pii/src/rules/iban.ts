import { isAlnum, isDigit } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';
import { IBAN_LENGTHS } from './iban-lengths.ts';

const SPACE = 32;
const HYPHEN = 45;
const DOT = 46;

/** The remainder of ISO 7064 MOD 97-10, of an IBAN whose first four characters are moved to its end. */
function remainder(iban: string): number {
  let rest = 0;
  for (let place = 0; place < iban.length; place++) {
    const code = iban.charCodeAt((place + 4) % iban.length);
    rest = isDigit(code) ? (rest * 10 + code - 48) % 97 : (rest * 100 + (code | 32) - 87) % 97;
  }
  return rest;
}

function ibanAt(text: string, start: number): PiiSpan | undefined {
  if (!isDigit(text.charCodeAt(start + 2)) || !isDigit(text.charCodeAt(start + 3))) return undefined;
  const length = IBAN_LENGTHS.get(text.slice(start, start + 2).toUpperCase());
  if (length === undefined) return undefined;
  let iban = '';
  let index = start;
  for (; iban.length < length; index++) {
    const code = text.charCodeAt(index);
    if (isAlnum(code)) iban += text.charAt(index);
    // One sign between groups, never two.
    else if ((code !== SPACE && code !== HYPHEN && code !== DOT) || !isAlnum(text.charCodeAt(index - 1)))
      return undefined;
  }
  if (isAlnum(text.charCodeAt(index)) || remainder(iban) !== 1) return undefined;
  return { start, end: index };
}

export const ibanRule = defineRule({
  kind: 'iban',
  finds: 'IBANs of the registered countries and lengths whose check digits are right (ISO 13616, ISO 7064).',
  starts: [...IBAN_LENGTHS.keys()].flatMap((country) => [country, country.toLowerCase()]),
  at: ibanAt,
});
