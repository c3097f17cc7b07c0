import type { NumberOptions } from '../src/form.ts';
import type { Random } from './random.ts';

type Numeric = number | bigint;

/** Numbers that formatters have stumbled over: ties, signs, the ends of doubles, carries into a new digit. */
const KNOWN: readonly Numeric[] = [
  0,
  -0,
  1,
  -1,
  2,
  5,
  10,
  100,
  999,
  1_000,
  1_234,
  9_999,
  10_000,
  99_999,
  100_000,
  999_999,
  1_000_000,
  0.5,
  1.5,
  2.5,
  3.5,
  -0.5,
  -1.5,
  -2.5,
  0.25,
  0.75,
  0.125,
  0.375,
  1.005,
  1.015,
  1.025,
  2.675,
  0.005,
  0.015,
  0.045,
  0.285,
  0.545,
  0.145,
  1.45,
  1.255,
  8.345,
  9.5,
  9.95,
  9.995,
  99.5,
  99.95,
  99.995,
  999.5,
  999.995,
  9_999.5,
  99_999.95,
  999_999.5,
  999_999.995,
  0.1,
  0.2,
  0.3,
  0.1 + 0.2,
  1 / 3,
  2 / 3,
  0.07,
  0.57,
  0.58,
  1.1,
  0.004_999_999_999_999_999,
  0.494_999_999_999_999_9,
  0.499_999_999_999_999_94,
  4.35,
  4.345,
  10.235,
  1e-7,
  1e-10,
  1e15,
  1e16,
  1e20,
  1e21,
  1e22,
  1.5e21,
  123_456_789.125,
  4_503_599_627_370_495.5,
  9_007_199_254_740_991,
  9_007_199_254_740_992,
  9_007_199_254_740_994,
  -9_007_199_254_740_991,
  -9_007_199_254_740_992,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.MIN_VALUE,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.EPSILON,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_648,
  4_294_967_295,
  4_294_967_296,
  0n,
  1n,
  -1n,
  1_000n,
  9_007_199_254_740_991n,
  9_007_199_254_740_993n,
  -9_007_199_254_740_993n,
  123_456_789_012_345_678_901_234_567_890n,
  10n ** 21n,
];

const digitsOf = (random: Random, count: number): number => Math.floor(random.fraction() * 10 ** count);
const sign = (random: Random): number => (random.chance(0.25) ? -1 : 1);

/** A value that lies on a rounding tie in decimals, or one double beside it. */
function nearTie(random: Random): number {
  const places = random.below(5);
  const tie = (digitsOf(random, 1 + random.below(6)) + 0.5) / 10 ** places;
  const step = Number.EPSILON * Math.max(tie, 1);
  return sign(random) * (tie + random.pick([0, 0, step, -step, 1e-9, -1e-9]));
}

/** Any double at all: its bits are random. */
function anyDouble(random: Random): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, random.below(4_294_967_296));
  view.setUint32(4, random.below(4_294_967_296));
  return view.getFloat64(0);
}

const KINDS: readonly ((random: Random) => Numeric)[] = [
  (random) => random.pick(KNOWN),
  (random) => random.pick(KNOWN),
  (random) => random.below(2_000),
  (random) => sign(random) * digitsOf(random, 1 + random.below(16)),
  (random) => (sign(random) * digitsOf(random, 1 + random.below(9))) / 10 ** (1 + random.below(4)),
  (random) => (sign(random) * digitsOf(random, 3 + random.below(5))) / 100,
  (random) => random.fraction(),
  (random) => sign(random) * random.fraction() * 10 ** random.below(12),
  nearTie,
  nearTie,
  // One past or before a power of ten: where a separator or a digit comes in.
  (random) => sign(random) * (10 ** random.below(17) + random.pick([-1, -0.5, -0.05, -0.005, 0, 0.5, 1])),
  anyDouble,
  (random) =>
    BigInt(random.below(4_294_967_296)) * 10n ** BigInt(random.below(25)) + BigInt(random.below(1_000)),
  (random) => -BigInt(random.below(10_000_000)),
];

/** One number to show. */
export function numberValue(random: Random): Numeric {
  return random.pick(KINDS)(random);
}

const CURRENCIES = [
  'USD',
  'EUR',
  'JPY',
  'KWD',
  'CLF',
  'GBP',
  'INR',
  'CHF',
  'BRL',
  'XAF',
  'SEK',
  'RUB',
  'TRY',
  'XXX',
];
const UNITS = ['meter', 'kilometer-per-hour', 'percent', 'byte', 'celsius', 'second', 'liter', 'degree'];
const SIGNS = ['auto', 'always', 'exceptZero', 'negative', 'never'] as const;
const ROUNDINGS = [
  'ceil',
  'floor',
  'expand',
  'trunc',
  'halfCeil',
  'halfFloor',
  'halfExpand',
  'halfTrunc',
  'halfEven',
] as const;

const fractions = (random: Random): NumberOptions => {
  const least = random.below(4);
  return random.pick([
    { maximumFractionDigits: random.below(5) },
    { minimumFractionDigits: least },
    { minimumFractionDigits: least, maximumFractionDigits: least + random.below(4) },
    { minimumFractionDigits: 0, maximumFractionDigits: 0 },
  ]);
};

const styles: readonly ((random: Random) => NumberOptions)[] = [
  () => ({}),
  () => ({ maximumFractionDigits: 0 }),
  () => ({ style: 'percent' }),
  (random) => ({ style: 'percent', ...fractions(random) }),
  (random) => ({ style: 'currency', currency: random.pick(CURRENCIES) }),
  (random) => ({
    style: 'currency',
    currency: random.pick(CURRENCIES),
    currencyDisplay: random.pick(['symbol', 'narrowSymbol', 'code', 'name'] as const),
    currencySign: random.pick(['standard', 'accounting'] as const),
  }),
  (random) => ({
    style: 'unit',
    unit: random.pick(UNITS),
    unitDisplay: random.pick(['short', 'narrow', 'long'] as const),
  }),
  (random) => ({ notation: 'compact', compactDisplay: random.pick(['short', 'long'] as const) }),
  (random) => ({ notation: random.pick(['scientific', 'engineering'] as const) }),
];

const extras: readonly ((random: Random) => NumberOptions)[] = [
  fractions,
  fractions,
  (random) => ({ useGrouping: random.pick(['always', 'auto', 'min2', true, false] as const) }),
  (random) => ({ signDisplay: random.pick(SIGNS) }),
  (random) => ({ minimumIntegerDigits: 1 + random.below(6) }),
  (random) => ({
    minimumSignificantDigits: 1 + random.below(3),
    maximumSignificantDigits: 3 + random.below(4),
  }),
  (random) => ({ maximumSignificantDigits: 1 + random.below(21) }),
  (random) => ({ roundingMode: random.pick(ROUNDINGS) }),
  (random) => ({ trailingZeroDisplay: 'stripIfInteger', minimumFractionDigits: random.below(3) }),
  (random) => ({
    roundingIncrement: random.pick([5, 10, 25, 50] as const),
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }),
  (random) => ({
    roundingPriority: random.pick(['morePrecision', 'lessPrecision'] as const),
    maximumSignificantDigits: 1 + random.below(5),
    maximumFractionDigits: random.below(4),
  }),
  (random) => ({ scale: random.pick([100, 1_000, 10, 0.01, 0.5, -1]) }),
];

/** Options of one formatter. Some contradict each other: Intl refuses those, and so must we. */
export function numberOptions(random: Random): NumberOptions {
  let options = random.pick(styles)(random);
  while (random.chance(0.35)) options = { ...options, ...random.pick(extras)(random) };
  return options;
}
