import type { NumberOptions } from './form.ts';
import { shared } from './shared.ts';

/** The CLDR plural category of a number. */
export type PluralCategory = (value: number | bigint) => string;

/**
 * Categories of integers that are kept: 0 to 999, then 1,000 to 1,999 for all above. The rules (UTS #35 part 3) divide by
 * 10, 100 and 1,000, and by more only for multiples of 1,000, which are asked for each time.
 */
const REMEMBERED = 2_000;
const CYCLE = 1_000;

/** The categories in the order of their codes. */
export const PLURAL_CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/** The code of a number's category: its place in {@link PLURAL_CATEGORIES}. */
export type PluralCode = (value: number | bigint) => number;

/** Options of a number format that also decide the category: `1.0` is not `1` in English. */
export const CATEGORY_OPTIONS = [
  'minimumIntegerDigits',
  'minimumFractionDigits',
  'maximumFractionDigits',
  'minimumSignificantDigits',
  'maximumSignificantDigits',
  'roundingIncrement',
  'roundingMode',
  'roundingPriority',
  'trailingZeroDisplay',
] as const satisfies readonly (keyof Intl.NumberFormatOptions)[];

/**
 * A number with the same category that fits a double. The rules (UTS #35 part 3) look at an integer's last six
 * digits and at small values only, so the rest may go.
 */
function asDouble(value: bigint): number {
  const size = value < 0n ? -value : value;
  return Number(size <= 9_007_199_254_740_991n ? value : (size % 1_000_000n) + 1_000_000n);
}

/** The place of an integer among the kept ones; -1 for none. */
function placeOf(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > Number.MAX_SAFE_INTEGER) return -1;
  if (value < CYCLE) return value;
  const rest = value % CYCLE;
  return rest === 0 ? -1 : CYCLE + rest;
}

const codeOf = (category: Intl.LDMLPluralRule): number => PLURAL_CATEGORIES.indexOf(category);

/** Options that round integers too: 2,999,999 in two digits is 3,000,000. */
const ROUNDS_INTEGERS = ['minimumSignificantDigits', 'maximumSignificantDigits', 'roundingIncrement'];

const sharedCode = shared((locale, options): PluralCode => {
  const rules = new Intl.PluralRules(locale, options);
  const rounds = ROUNDS_INTEGERS.some((name) => Object.hasOwn(options, name));
  // One more than the code; 0 is not known yet.
  let kept: Uint8Array | undefined;
  return (value) => {
    if (typeof value === 'bigint') return codeOf(rules.select(asDouble(value)));
    const place = placeOf(value);
    if (place < 0 || (rounds && place >= CYCLE)) return codeOf(rules.select(value));
    kept ??= new Uint8Array(REMEMBERED);
    const known = kept[place] ?? 0;
    if (known > 0) return known - 1;
    const code = codeOf(rules.select(value));
    kept[place] = code + 1;
    return code;
  };
});

/**
 * The plural category of numbers that are shown with these options, as its code.
 *
 * @throws RangeError for options that Intl refuses
 */
export function pluralCode(
  locale: string,
  type: Intl.PluralRuleType,
  options: NumberOptions = {},
): PluralCode {
  const relevant: Record<string, unknown> = { type };
  for (const name of CATEGORY_OPTIONS) if (options[name] !== undefined) relevant[name] = options[name];
  return sharedCode(locale, relevant);
}

/** The same as the category's name. */
export function pluralCategory(
  locale: string,
  type: Intl.PluralRuleType,
  options?: NumberOptions,
): PluralCategory {
  const code = pluralCode(locale, type, options);
  return (value) => PLURAL_CATEGORIES[code(value)] ?? 'other';
}
