/** Shows a number exactly as Intl does, or `undefined` where only Intl can tell. */
export type QuickNumber = (value: number) => string | undefined;

/** How one format writes its numbers, read off what Intl writes. */
interface Shape {
  /** What surrounds the digits, by sign. */
  readonly positive: Affixes;
  readonly negative: Affixes;
  /** `undefined`: never grouped. */
  readonly grouping: Grouping | undefined;
  readonly decimal: string;
  /** The ten digits where they are not ASCII's. */
  readonly digits: readonly string[] | undefined;
  /** Fraction digits. */
  readonly least: number;
  readonly most: number;
  /** What the value is multiplied by before it is shown: 100 for percents. */
  readonly factor: number;
}

interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
}

interface Grouping {
  readonly separator: string;
  /** Digits of the last group, and of the others. */
  readonly primary: number;
  readonly secondary: number;
  /** Digits that have to stand before the last group. */
  readonly minimum: number;
}

/** More fraction digits leave too little of a double's precision to round by. */
const MAX_FRACTION = 6;
/** Below it a product's error stays under 0.001, far from the distance that a tie is told by. */
const MAX_SCALED = 1e12;
/** ICU rounds the shortest decimal, which a product cannot tell from its neighbours near a tie: those go to Intl. */
const TIE_DISTANCE = 0.499;

const THREE_DIGITS: readonly string[] = Array.from({ length: 1_000 }, (_, value) =>
  String(value).padStart(3, '0'),
);

/** The options whose numbers are digits between two fixed affixes, rounded half up. */
function isRegular(options: Intl.ResolvedNumberFormatOptions): boolean {
  return (
    options.style !== 'unit' &&
    options.notation === 'standard' &&
    options.signDisplay === 'auto' &&
    options.currencyDisplay !== 'name' &&
    options.minimumIntegerDigits === 1 &&
    options.minimumSignificantDigits === undefined &&
    options.maximumFractionDigits !== undefined &&
    options.maximumFractionDigits <= MAX_FRACTION &&
    options.roundingMode === 'halfExpand' &&
    options.roundingIncrement === 1 &&
    options.trailingZeroDisplay === 'auto'
  );
}

type Parts = readonly Intl.NumberFormatPart[];

const isDigits = ({ type }: Intl.NumberFormatPart): boolean => type === 'integer' || type === 'fraction';

function affixesOf(parts: Parts): Affixes {
  const joined = (some: Parts) => some.map(({ value }) => value).join('');
  return {
    prefix: joined(parts.slice(0, parts.findIndex(isDigits))),
    suffix: joined(parts.slice(parts.findLastIndex(isDigits) + 1)),
  };
}

const integers = (parts: Parts): readonly string[] =>
  parts.filter(({ type }) => type === 'integer').map(({ value }) => value);

const firstOf = (parts: Parts, type: Intl.NumberFormatPart['type']): string | undefined =>
  parts.find((part) => part.type === type)?.value;

/** `undefined` where the digits are ASCII's; `null` where they are no ten single ones. */
function digitsOf(intl: Intl.NumberFormat): readonly string[] | undefined | null {
  const shown = [...integers(intl.formatToParts(1_234_567_890)).join('')].slice(0, 10);
  if (shown.join('') === '1234567890') return undefined;
  const digits = [...shown.slice(9), ...shown.slice(0, 9)];
  return new Set(digits).size === 10 ? digits : null;
}

function groupingOf(intl: Intl.NumberFormat, factor: number): Grouping | undefined | null {
  const parts = intl.formatToParts(123_456_789_012);
  const separator = firstOf(parts, 'group');
  if (separator === undefined) return undefined;
  const sizes = integers(parts).map((digits) => [...digits].length);
  const primary = sizes.at(-1) ?? 0;
  const secondary = sizes.at(-2) ?? 0;
  const groups = (digits: number) =>
    firstOf(intl.formatToParts(10 ** (digits - 1) / factor), 'group') !== undefined;
  const minimum = [1, 2].find((before) => groups(primary + before));
  return minimum === undefined ? null : { separator, primary, secondary, minimum };
}

function shapeOf(intl: Intl.NumberFormat): Shape | undefined {
  const options = intl.resolvedOptions();
  if (!isRegular(options)) return undefined;
  const factor = options.style === 'percent' ? 100 : 1;
  const digits = digitsOf(intl);
  const grouping = groupingOf(intl, factor);
  const fraction = intl.formatToParts(0.123456 / factor);
  if (digits === null || grouping === null) return undefined;
  return {
    positive: affixesOf(fraction),
    negative: affixesOf(intl.formatToParts(-5)),
    grouping,
    decimal: firstOf(fraction, 'decimal') ?? '',
    digits,
    least: options.minimumFractionDigits ?? 0,
    most: options.maximumFractionDigits ?? 0,
    factor,
  };
}

/** Writes an integer of at most 15 digits with its groups, in ASCII digits. */
function integerWriter(grouping: Grouping | undefined): (value: number) => string {
  if (grouping === undefined) return String;
  const { separator, primary, secondary, minimum } = grouping;
  const ungrouped = 10 ** (primary + minimum - 1);
  const anySizes = (value: number): string => {
    const digits = String(value);
    let end = digits.length - primary;
    let text = digits.slice(end);
    for (; end > 0; end -= secondary)
      text = digits.slice(Math.max(0, end - secondary), end) + separator + text;
    return text;
  };
  if (primary !== 3 || secondary !== 3)
    return (value) => (value < ungrouped ? String(value) : anySizes(value));
  return (value) => {
    if (value < ungrouped) return String(value);
    if (value >= 1e9) return anySizes(value);
    const thousands = Math.floor(value / 1e3);
    const last = THREE_DIGITS[value - thousands * 1e3];
    if (thousands < 1e3) return `${thousands}${separator}${last}`;
    const millions = Math.floor(thousands / 1e3);
    return `${millions}${separator}${THREE_DIGITS[thousands - millions * 1e3]}${separator}${last}`;
  };
}

/** Writes the digits after the decimal separator, together with it. */
function fractionWriter({ decimal, least, most }: Shape): (fraction: number) => string {
  return (fraction) => {
    if (fraction === 0 && least === 0) return '';
    let digits = String(fraction).padStart(most, '0');
    let end = most;
    while (end > least && digits.charCodeAt(end - 1) === 48) end -= 1;
    if (end < most) digits = digits.slice(0, end);
    return decimal + digits;
  };
}

function writerOf(shape: Shape): QuickNumber {
  const { positive, negative, digits, least, most, factor } = shape;
  const integer = integerWriter(shape.grouping);
  const fraction = fractionWriter(shape);
  const ones = 10 ** most;
  const scale = ones * factor;
  const maxInteger = Math.min(MAX_SCALED, Number.MAX_SAFE_INTEGER / factor);
  const own = digits
    ? (text: string) => text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit)
    : undefined;
  return (value) => {
    const size = Math.abs(value);
    let text: string;
    if (least === 0 && Number.isInteger(size) && size <= maxInteger) {
      // Zero may be negative, and only Intl knows how that looks.
      if (size === 0 && Object.is(value, -0)) return undefined;
      text = integer(size * factor);
    } else {
      const scaled = size * scale;
      if (!(scaled <= MAX_SCALED)) return undefined;
      const rounded = Math.round(scaled);
      if (Math.abs(scaled - rounded) > TIE_DISTANCE) return undefined;
      if (rounded === 0 && (value < 0 || Object.is(value, -0))) return undefined;
      const whole = Math.floor(rounded / ones);
      text = integer(whole) + fraction(rounded - whole * ones);
    }
    const { prefix, suffix } = value < 0 ? negative : positive;
    return prefix + (own ? own(text) : text) + suffix;
  };
}

/** One of each kind that a writer could get wrong: each length of digits, groups, carries, small and long fractions. */
const PROOF: readonly number[] = [
  0, 1, 7, 10, 42, 99, 100, 500, 999, 1_000, 1_234, 9_999, 10_000, 12_345, 99_999, 100_000, 123_456, 999_999,
  1_000_000, 1_234_567, 12_345_678, 123_456_789, 1_234_567_890, 99_999_999_999, 123_456_789_012, 0.001,
  0.0104, 0.05, 0.1, 0.123, 0.256, 0.75, 0.9, 0.9996, 1.01, 1.1, 9.99, 12.34, 99.999, 123.456, 999.96,
  1_234.56, 9_999.99, 12_345.678, 999_999.9, 1_234_567.891,
];

/**
 * A short way to what a format writes: digits, separators, affixes and groups are read off its parts, and the way has to
 * agree with the format on samples of every kind before it is taken. Near-ties, -0, above 10^12, NaN and infinities
 * are left to Intl.
 *
 * @returns `undefined` for a format that is not digits between fixed affixes (compact, units, names of currencies), or
 *   one that the way does not agree with
 */
export function quickNumber(intl: Intl.NumberFormat): QuickNumber | undefined {
  const shape = shapeOf(intl);
  if (shape === undefined) return undefined;
  const quick = writerOf(shape);
  const agrees = (value: number) => (quick(value) ?? intl.format(value)) === intl.format(value);
  return PROOF.every((value) => agrees(value) && agrees(-value)) ? quick : undefined;
}
