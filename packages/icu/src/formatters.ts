import type { NumberOptions } from './form.ts';

/** Most objects kept of each kind. Compiled messages hold theirs on their own; the rest only saves building twice. */
const MAX_SHARED = 1_000;

/** Shows a number. */
export type NumberText = (value: number | bigint) => string;
/** Shows an instant, in epoch milliseconds. */
export type DateText = (time: number) => string;
/** The CLDR plural category of a number. */
export type PluralCategory = (value: number | bigint) => string;

/** Builds objects of Intl once for each locale and options; the least used go first. */
export function shared<Value>(
  build: (locale: string, options: object) => Value,
): (locale: string, options: object) => Value {
  const kept = new Map<string, Value>();
  return (locale, options) => {
    const key = `${locale}\u0000${JSON.stringify(options, Object.keys(options).sort())}`;
    const hit = kept.get(key);
    if (hit !== undefined) {
      kept.delete(key);
      kept.set(key, hit);
      return hit;
    }
    const value = build(locale, options);
    kept.set(key, value);
    if (kept.size > MAX_SHARED) kept.delete(kept.keys().next().value ?? key);
    return value;
  };
}

const sharedNumberFormat = shared((locale, options) => new Intl.NumberFormat(locale, options));
const sharedPluralRules = shared((locale, options) => new Intl.PluralRules(locale, options));
const sharedDateFormat = shared((locale, options) => new Intl.DateTimeFormat(locale, options));

function withoutScale(options: NumberOptions): Intl.NumberFormatOptions {
  if (options.scale === undefined) return options;
  const { scale: _, ...rest } = options;
  return rest;
}

function scaled(value: number | bigint, scale: number): number | bigint {
  if (typeof value === 'number') return value * scale;
  return Number.isInteger(scale) ? value * BigInt(scale) : Number(value) * scale;
}

/**
 * The shared `Intl.NumberFormat`.
 *
 * @throws RangeError or TypeError for options that Intl refuses
 */
export function numberFormat(locale: string, options: NumberOptions): Intl.NumberFormat {
  return sharedNumberFormat(locale, withoutScale(options));
}

/** Shows numbers with these options; built once for all messages that show them so. */
export function numberText(locale: string, options: NumberOptions): NumberText {
  const { scale } = options;
  const format = numberFormat(locale, options).format as NumberText;
  return scale === undefined ? format : (value) => format(scaled(value, scale));
}

/** The parts of a number shown with these options. */
export function numberParts(
  locale: string,
  options: NumberOptions,
  value: number | bigint,
): Intl.NumberFormatPart[] {
  const shown = options.scale === undefined ? value : scaled(value, options.scale);
  return numberFormat(locale, options).formatToParts(shown as number);
}

/** The shared `Intl.DateTimeFormat`. @throws RangeError for options or a time zone that Intl refuses */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return sharedDateFormat(locale, options);
}

/** Shows instants with these options, which name a time zone. */
export function dateText(locale: string, options: Intl.DateTimeFormatOptions): DateText {
  return dateFormat(locale, options).format as DateText;
}

/** Options of a number format that also decide the category: `1.0` is not `1` in English. */
const CATEGORY_OPTIONS = [
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

/** The plural category of numbers that are shown with these options. */
export function pluralCategory(
  locale: string,
  type: Intl.PluralRuleType,
  options: NumberOptions = {},
): PluralCategory {
  const relevant: Record<string, unknown> = { type };
  for (const name of CATEGORY_OPTIONS) if (options[name] !== undefined) relevant[name] = options[name];
  const rules = sharedPluralRules(locale, relevant);
  return (value) => rules.select(typeof value === 'bigint' ? asDouble(value) : value);
}
