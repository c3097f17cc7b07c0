import type { NumberOptions } from '../form.ts';
import { numberStyle } from '../icu-styles.ts';
import { same } from './same.ts';
import { rememberedMeaning, tokenFor } from './skeleton-token.ts';

type Bag = Record<string, unknown>;

/** What Intl does anyway (ECMA-402, Intl.NumberFormat): saying it changes nothing. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  style: 'decimal',
  notation: 'standard',
  signDisplay: 'auto',
  currencySign: 'standard',
  currencyDisplay: 'symbol',
  unitDisplay: 'short',
  roundingMode: 'halfExpand',
  roundingPriority: 'auto',
  roundingIncrement: 1,
  trailingZeroDisplay: 'auto',
  minimumIntegerDigits: 1,
  scale: 1,
};

/** Options that count in one style only. */
const BELONGS: Readonly<Record<string, string>> = {
  currency: 'currency',
  currencyDisplay: 'currency',
  currencySign: 'currency',
  unit: 'unit',
  unitDisplay: 'unit',
};

/** The options that decide what is shown: without defaults and without what the style does not look at. */
export function relevantNumberOptions(options: NumberOptions): NumberOptions {
  const bag: Bag = {};
  for (const [name, value] of Object.entries(options)) {
    const elsewhere = Object.hasOwn(BELONGS, name) && BELONGS[name] !== options.style;
    if (value !== undefined && !elsewhere && DEFAULTS[name] !== value) bag[name] = value;
  }
  if (bag['notation'] === 'compact') bag['compactDisplay'] ??= 'short';
  else {
    delete bag['compactDisplay'];
    if (bag['useGrouping'] === 'auto') delete bag['useGrouping'];
  }
  if (bag['maximumSignificantDigits'] !== undefined) bag['minimumSignificantDigits'] ??= 1;
  // Beside a most, a least of none is the default; money has another one, unless nothing may stand there.
  const most = bag['maximumFractionDigits'];
  if (
    bag['minimumFractionDigits'] === 0 &&
    most !== undefined &&
    (options.style !== 'currency' || most === 0)
  ) {
    delete bag['minimumFractionDigits'];
  }
  if (typeof bag['currency'] === 'string') bag['currency'] = bag['currency'].toUpperCase();
  return bag;
}

const WIDTHS = ['narrow', 'short', 'full-name', 'iso-code'].map((width) => `unit-width-${width}`);
const SIGNS = [
  ...['auto', 'always', 'never', 'except-zero'],
  ...['accounting', 'accounting-always', 'accounting-except-zero'],
].map((sign) => `sign-${sign}`);
const ROUNDINGS = ['floor', 'ceiling', 'down', 'up', 'half-even', 'half-down', 'half-up'].map(
  (mode) => `rounding-mode-${mode}`,
);
const NOTATIONS = ['compact-short', 'compact-long', 'scientific', 'engineering', 'notation-simple'];

const meaning = rememberedMeaning((token) => {
  const options = numberStyle(token, true);
  return 'unsupported' in options ? {} : { ...options };
});

const times = (sign: string, count: number): string => sign.repeat(Math.min(Math.max(count, 0), 99));

function fraction({
  minimumFractionDigits: least,
  maximumFractionDigits: most,
  trailingZeroDisplay,
}: NumberOptions): string | undefined {
  if (least === undefined && most === undefined) return undefined;
  const rest = most === undefined ? '*' : times('#', most - (least ?? 0));
  return `.${times('0', least ?? 0)}${rest}${trailingZeroDisplay === 'stripIfInteger' ? '/w' : ''}`;
}

function significant({
  minimumSignificantDigits,
  maximumSignificantDigits: most,
  roundingPriority,
}: NumberOptions): string | undefined {
  const least = minimumSignificantDigits ?? (most === undefined ? undefined : 1);
  if (least === undefined) return undefined;
  const priority =
    roundingPriority === 'morePrecision' ? 'r' : roundingPriority === 'lessPrecision' ? 's' : '';
  return `${times('@', least)}${most === undefined ? '+' : times('#', most - least)}${priority}`;
}

function styleToken({ style, currency, unit }: NumberOptions): string | undefined {
  if (style === 'percent') return 'percent';
  if (style === 'currency') return `currency/${currency}`;
  return style === 'unit' ? `unit/${unit}` : undefined;
}

function skeletonOf(options: NumberOptions): string {
  const bag = options as Bag;
  const { minimumIntegerDigits: digits, scale } = options;
  return [
    styleToken(options),
    tokenFor(bag, ['notation', 'compactDisplay'], NOTATIONS, meaning),
    tokenFor(bag, ['currencyDisplay', 'unitDisplay'], WIDTHS, meaning),
    tokenFor(bag, ['signDisplay', 'currencySign'], SIGNS, meaning),
    tokenFor(bag, ['roundingMode'], ROUNDINGS, meaning),
    tokenFor(bag, ['useGrouping'], ['group-off'], meaning),
    digits === undefined ? undefined : times('0', digits),
    fraction(options),
    significant(options),
    scale === undefined ? undefined : `scale/${scale}`,
  ]
    .filter((token) => token !== undefined)
    .join(' ');
}

/**
 * The number style of MessageFormat 1 that means these options: empty for none, a name, or `::` and a skeleton (UTS #35
 * part 3, number skeletons).
 *
 * @returns `undefined` when no style means them
 */
export function icuNumberStyle(options: NumberOptions): string | undefined {
  const wanted = relevantNumberOptions(options);
  const means = (style: string, skeleton: boolean): boolean => {
    const found = numberStyle(style, skeleton);
    return !('unsupported' in found) && same(relevantNumberOptions(found), wanted);
  };
  const given = Object.values(options).some((value) => value !== undefined);
  if (!given) return '';
  const name = ['integer', 'percent'].find((one) => means(one, false));
  if (name !== undefined) return name;
  // As the author had it first: an option without effect also stands in the form.
  for (const source of [options, wanted]) {
    const skeleton = skeletonOf(source);
    if (skeleton !== '' && means(skeleton, true)) return `::${skeleton}`;
  }
  return same(wanted, {}) ? '' : undefined;
}
