import { isCallable, isNanp } from './calling-codes.ts';
import type { PhoneCandidate } from './phone-candidate.ts';

const isYear = (group: string | undefined): boolean => /^(?:19|20)\d\d$/.test(group ?? '');

/** The numbers of digits in each group, for example `3-3-4`. */
function shapeOf({ groups }: PhoneCandidate): string {
  let shape = '';
  for (const { length } of groups) shape += shape === '' ? length : `-${length}`;
  return shape;
}

/** `5.11.2026`, `05-11-2026 14`, `2026-11-25` */
function isDate({ groups, signs: [first = '', second = ''] }: PhoneCandidate): boolean {
  const [one = '', , three] = groups;
  if (first.trim() === '' || first !== second) return false;
  return (one.length <= 2 && isYear(three)) || isYear(one);
}

/** With a country calling code after `+` or an access code. A zero in brackets after the code is not dialled. */
function isInternational({ groups, isPlus, signs }: PhoneCandidate): boolean {
  const [first = ''] = groups;
  const access = isPlus ? 0 : /^00[1-9]/.test(first) ? 2 : first === '011' && groups.length > 2 ? 3 : -1;
  if (access < 0) return false;
  const rest = groups
    .slice(1)
    .map((group, index) => (group === '0' && signs[index]?.includes('(') ? '' : group));
  return isCallable(first.slice(access) + rest.join(''));
}

/**
 * Forms of one country that hardly anything else has. A number in the form of another country is a number all the same.
 */
const NATIONAL: ReadonlyMap<string, RegExp> = new Map([
  ['4-2-2-2', /^0[2-9]\d\d/], // Turkey with other groups, Switzerland
  ['3-2-2-2', /^[6-9]/], // Spain
  ['2-3-2-2', /^[89]/], // Spain
  ['3-4-4', /^(?:1[3-9]\d|01\d)/], // China and Korea, mobile
  ['2-5-4', /^[1-9][1-9]9/], // Brazil, mobile
  ['1-3-3-2-2', /^[78][3-9]/], // Russia
]);

/** `078-05-1120`: a social security number of the United States, given or not. */
const isSsnShaped = (shape: string, signs: readonly string[]): boolean =>
  shape === '3-2-4' && signs.every((sign) => sign === '-');

/** A trunk prefix 0 and the length of a whole number, in two groups or more. */
function hasTrunkZero({ groups, isBracketed }: PhoneCandidate, digits: string): boolean {
  const [first = ''] = groups;
  return (
    /^0[1-9]\d*$/.test(first) &&
    first.length >= 2 &&
    first.length <= 6 &&
    (groups.length >= 2 || isBracketed) &&
    groups.slice(1, -1).every((group) => group.length >= 2) &&
    digits.length >= 9 &&
    digits.length <= 12
  );
}

/** An area code in brackets and a number after it: `(415) 555-2671`, `(11) 91234-5678`. */
const isBracketedArea = ({ groups, isBracketed }: PhoneCandidate, digits: string): boolean =>
  isBracketed &&
  groups.length >= 2 &&
  /^[1-9]\d{1,2}$/.test(groups[0] ?? '') &&
  (isNanp(digits) || /^[1-9]\d(?:9\d{8}|[2-5]\d{7})$/.test(digits));

/** Ten digits of North America in 3-3-4 with the same sign, the country's 1 before them or not. */
function isNorthAmerican(shape: string, { signs }: PhoneCandidate, digits: string): boolean {
  if (shape === '3-3-4')
    return (
      isNanp(digits) && (signs[0] === signs[1] || signs[0]?.replace(')', '').trim() === signs[1]?.trim())
    );
  return shape === '1-3-3-4' && digits.startsWith('1') && isNanp(digits.slice(1));
}

/** Whether digits look like a phone number by themselves. */
export function looksLikePhone(candidate: PhoneCandidate): boolean {
  if (isInternational(candidate)) return true;
  if (candidate.isPlus || isDate(candidate)) return false;
  const shape = shapeOf(candidate);
  const digits = candidate.groups.join('');
  return (
    isNorthAmerican(shape, candidate, digits) ||
    isBracketedArea(candidate, digits) ||
    (hasTrunkZero(candidate, digits) && !isSsnShaped(shape, candidate.signs)) ||
    NATIONAL.get(shape)?.test(digits) === true
  );
}

/** One to three digits and then threes: a large number, but for the nine digits that some countries write so. */
const isLarge = ({ groups, signs }: PhoneCandidate, digits: string): boolean =>
  groups.length > 1 &&
  digits.length !== 9 &&
  (groups[0]?.length ?? 0) <= 3 &&
  groups.slice(1).every(({ length }) => length === 3) &&
  signs.every((sign) => sign === ' ' || sign === '.');

/** In one group: a date or seconds since 1970 rather than a number to call. */
const isInstant = (digits: string): boolean => /^(?:(?:19|20)\d{6}|1[5-9]\d{8})$/.test(digits);

/** Whether digits may be a phone number where the words before them say so. */
export function mayBePhone(candidate: PhoneCandidate): boolean {
  const { groups, isPlus } = candidate;
  const digits = groups.join('');
  if (isPlus) return digits.length >= 8 && digits.length <= 15 && !digits.startsWith('0');
  if (groups.length === 1) return digits.length >= 8 && digits.length <= 12 && !isInstant(digits);
  if (digits.length < 7 || digits.length > 13 || isDate(candidate)) return false;
  return !isLarge(candidate, digits);
}
