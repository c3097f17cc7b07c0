import { isAlnum, isDigit } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';
import { IBAN_LENGTHS } from './iban-lengths.ts';

const SPACE = 32;
const HYPHEN = 45;
const DOT = 46;

/** The remainder of ISO 7064 MOD 97-10 after the letters and digits from a place to another. */
function remainderOf(text: string, start: number, end: number, before: number): number {
  let rest = before;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) rest = (rest * 10 + code - 48) % 97;
    else if (isAlnum(code)) rest = (rest * 100 + (code | 32) - 87) % 97;
  }
  return rest;
}

/** Where so many letters and digits end, with at most one sign between any two; nothing when there are fewer. */
function ibanEnd(text: string, start: number, length: number): number | undefined {
  let index = start;
  for (let count = 0; count < length; index++) {
    const code = text.charCodeAt(index);
    if (isAlnum(code)) count++;
    else if ((code !== SPACE && code !== HYPHEN && code !== DOT) || !isAlnum(text.charCodeAt(index - 1)))
      return undefined;
  }
  return isAlnum(text.charCodeAt(index)) ? undefined : index;
}

function ibanAt(text: string, start: number): PiiSpan | undefined {
  if (!isDigit(text.charCodeAt(start + 2)) || !isDigit(text.charCodeAt(start + 3))) return undefined;
  const length = IBAN_LENGTHS.get(text.slice(start, start + 2).toUpperCase());
  const end = length === undefined ? undefined : ibanEnd(text, start, length);
  if (end === undefined) return undefined;
  // The country and the check digits come last.
  const rest = remainderOf(text, start, start + 4, remainderOf(text, start + 4, end, 0));
  return rest === 1 ? { start, end } : undefined;
}

export const ibanRule = defineRule({
  kind: 'iban',
  finds: 'IBANs of the registered countries and lengths whose check digits are right (ISO 13616, ISO 7064).',
  starts: [...IBAN_LENGTHS.keys()].flatMap((country) => [country, country.toLowerCase()]),
  at: ibanAt,
});
