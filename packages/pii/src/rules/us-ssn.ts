import { isAlnum, isDigit } from '../characters.ts';
import { contextBefore, contextWords, saysBefore } from '../context.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const SPACE = 32;
const HYPHEN = 45;
const DOT = 46;

const SSN_WORDS = contextWords('ssn ssns ssa social security itin');

/** Numbers that were printed in public and withdrawn by the SSA. */
const PRINTED = new Set(['078051120', '219099999']);

/** Whether the SSA gives such numbers: no area 000, 666 or 900 up, no group 00, no serial 0000. */
function isGiven(digits: string): boolean {
  const area = digits.slice(0, 3);
  if (area === '000' || area === '666' || area >= '900') return false;
  return digits.slice(3, 5) !== '00' && digits.slice(5) !== '0000' && !PRINTED.has(digits);
}

function digitsAt(text: string, from: number, count: number): boolean {
  for (let index = from; index < from + count; index++) if (!isDigit(text.charCodeAt(index))) return false;
  return true;
}

function ssnAt(text: string, start: number): PiiSpan | undefined {
  if (!digitsAt(text, start, 3)) return undefined;
  const sign = text.charCodeAt(start + 3);
  const isParted = sign === HYPHEN || sign === SPACE;
  const end = start + (isParted ? 11 : 9);
  if (isParted) {
    if (
      !digitsAt(text, start + 4, 2) ||
      text.charCodeAt(start + 6) !== sign ||
      !digitsAt(text, start + 7, 4)
    ) {
      return undefined;
    }
  } else if (!digitsAt(text, start + 3, 6)) {
    return undefined;
  }
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  // In the middle of a longer number it is none.
  if (before === HYPHEN || before === DOT || isAlnum(after) || after === HYPHEN) return undefined;
  if (after === DOT && isDigit(text.charCodeAt(end + 1))) return undefined;
  if (sign === SPACE && (isDigit(text.charCodeAt(start - 2)) || isDigit(text.charCodeAt(end + 1))))
    return undefined;
  if (!isGiven(text.slice(start, end).replace(/\D/g, ''))) return undefined;
  // Without hyphens nothing but its name tells it from any other number.
  if (sign !== HYPHEN && !saysBefore(contextBefore(text, start), SSN_WORDS)) return undefined;
  return { start, end };
}

export const usSsnRule = defineRule({
  kind: 'us-ssn',
  finds:
    'US social security numbers that the SSA gives, with hyphens; without them where they are called so.',
  starts: [...'0123456789'],
  at: ssnAt,
});
