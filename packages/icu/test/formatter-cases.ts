import type { NumberOptions } from '../src/form.ts';
import { dateOptions, dateValues } from './date-cases.ts';
import { numberOptions, numberValue } from './number-cases.ts';
import { type Random, randomOf } from './random.ts';

/** Values for one formatter. */
export const BATCH = 100;

interface Base {
  readonly locale: string;
}
/** One formatter and what it shall show. */
export type Batch = Base &
  (
    | {
        readonly kind: 'number';
        readonly options: NumberOptions;
        readonly values: readonly (number | bigint)[];
      }
    | {
        readonly kind: 'date';
        readonly options: Intl.DateTimeFormatOptions;
        readonly values: readonly number[];
      }
    | {
        readonly kind: 'cardinal' | 'ordinal';
        readonly options: NumberOptions;
        readonly values: readonly (number | bigint)[];
      }
  );

const NUMBERINGS = Intl.supportedValuesOf('numberingSystem');
const EXTENSIONS = [
  'ca-buddhist',
  'ca-islamic-umalqura',
  'ca-japanese',
  'hc-h12',
  'hc-h23',
  'ca-persian-nu-latn',
];

/** All locales that Intl has numbers, dates and plural rules for, out of a list. */
export function supportedLocales(all: readonly string[]): readonly string[] {
  const numbers = Intl.NumberFormat.supportedLocalesOf([...all]);
  return Intl.PluralRules.supportedLocalesOf(Intl.DateTimeFormat.supportedLocalesOf(numbers));
}

/** Options of a number that also decide its category. */
const DIGIT_OPTIONS: readonly NumberOptions[] = [
  {},
  {},
  {},
  { maximumFractionDigits: 0 },
  { minimumFractionDigits: 1 },
  { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  { maximumSignificantDigits: 2 },
  { minimumSignificantDigits: 3 },
  { minimumIntegerDigits: 2 },
  { roundingMode: 'floor', maximumFractionDigits: 0 },
  { style: 'percent' },
  { style: 'currency', currency: 'EUR', useGrouping: false },
  { trailingZeroDisplay: 'stripIfInteger', minimumFractionDigits: 2 },
];

function pluralValues(random: Random): (number | bigint)[] {
  const start = random.below(1_001 - BATCH / 2);
  const row = Array.from({ length: BATCH / 2 }, (_, step) => start + step);
  const near = () => 10 ** (2 + random.below(14)) * (1 + random.below(3)) + random.pick([-1, 0, 0, 1, 2]);
  const others = Array.from({ length: BATCH / 2 }, () => {
    if (random.chance(0.4)) return near();
    if (random.chance(0.1)) return BigInt(near()) * (random.chance(0.5) ? 1n : -1n);
    return numberValue(random);
  });
  // The category of integers beyond doubles has no oracle in Intl; plurals.test.ts has those.
  const known = (value: number | bigint) =>
    typeof value === 'number' || (value <= 2n ** 53n && value >= -(2n ** 53n));
  return [...row, ...others].map((value) => (known(value) ? value : 1_000_000n));
}

/**
 * The batch of a number within a seed: every locale in turn, so that a whole number of rounds treats them alike; the
 * rest is chosen at random.
 */
export function batchOf(locales: readonly string[], seed: number, index: number): Batch {
  const random = randomOf(seed, index);
  const plain = locales[index % locales.length];
  if (plain === undefined) throw new Error('No locales.');
  const draw = random.fraction();
  const numbering = random.chance(0.15) ? `-u-nu-${random.pick(NUMBERINGS)}` : '';
  if (draw < 0.62) {
    const values = Array.from({ length: BATCH }, () => numberValue(random));
    return { kind: 'number', locale: plain + numbering, options: numberOptions(random), values };
  }
  if (draw < 0.88) {
    const extension = numbering === '' && random.chance(0.1) ? `-u-${random.pick(EXTENSIONS)}` : numbering;
    const options = dateOptions(random);
    return { kind: 'date', locale: plain + extension, options, values: dateValues(random, BATCH) };
  }
  const kind = random.pick(['cardinal', 'ordinal'] as const);
  return { kind, locale: plain, options: random.pick(DIGIT_OPTIONS), values: pluralValues(random) };
}
