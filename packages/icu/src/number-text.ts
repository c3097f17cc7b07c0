import type { NumberOptions } from './form.ts';
import { quickNumber } from './quick-number.ts';
import { shared } from './shared.ts';
import { isClean } from './special.ts';

/** Shows a number. */
export type NumberText = (value: number | bigint) => string;

/** Shows numbers with the same options in one locale. */
export interface NumberFormatter {
  readonly text: NumberText;
  /** Nothing it shows needs escaping. */
  readonly clean: boolean;
}

const sharedNumberFormat = shared(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** What a short way's texts are made of: all digits, separators, signs, affixes, and the words for no numbers. */
const ALPHABET: readonly number[] = [
  1_234_567_890.5,
  -1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

function withoutScale(options: NumberOptions): Intl.NumberFormatOptions {
  if (options.scale === undefined) return options;
  const { scale: _, ...rest } = options;
  return rest;
}

function scaled(value: number | bigint, scale: number): number | bigint {
  if (typeof value === 'number') return value * scale;
  return Number.isInteger(scale) ? value * BigInt(scale) : Number(value) * scale;
}

const sharedFormatter = shared((locale, options: NumberOptions): NumberFormatter => {
  const intl = numberFormat(locale, options);
  const format = intl.format as NumberText;
  const quick = quickNumber(intl);
  if (quick === undefined) {
    const { scale } = options;
    return { clean: false, text: scale === undefined ? format : (value) => format(scaled(value, scale)) };
  }
  const clean = ALPHABET.every((value) => isClean(format(value)));
  const text: NumberText = (value) => (typeof value === 'number' ? quick(value) : undefined) ?? format(value);
  const { scale } = options;
  return { clean, text: scale === undefined ? text : (value) => text(scaled(value, scale)) };
});

/**
 * The shared `Intl.NumberFormat`.
 *
 * @throws RangeError or TypeError for options that Intl refuses
 */
export function numberFormat(locale: string, options: NumberOptions): Intl.NumberFormat {
  return sharedNumberFormat(locale, withoutScale(options));
}

/**
 * What shows numbers with these options; built once for all messages that show them so.
 *
 * @throws RangeError or TypeError for options that Intl refuses
 */
export function numberFormatter(locale: string, options: NumberOptions): NumberFormatter {
  return sharedFormatter(locale, options);
}

/** Shows numbers with these options, as {@link numberFormatter}. */
export function numberText(locale: string, options: NumberOptions): NumberText {
  return sharedFormatter(locale, options).text;
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
