import fc from 'fast-check';

type Text = fc.Arbitrary<string>;

/** An option's value as a literal, quoted or not. */
const literal = (...values: readonly (string | number)[]): Text =>
  fc
    .tuple(fc.constantFrom(...values.map(String)), fc.boolean())
    .map(([value, quoted]) => (quoted || !/^[\w.+-]+$/.test(value) ? `|${value}|` : value));
const option = (name: string, ...values: readonly (string | number)[]): Text =>
  literal(...values).map((value) => `${name}=${value}`);
/** One that may come from a value instead. */
const variable = (name: string, value: string, ...values: readonly (string | number)[]): Text =>
  fc.oneof({ weight: 4, arbitrary: option(name, ...values) }, fc.constant(`${name}=$${value}`));

/** A function with some of its options, each at most once. */
const call = (name: string, ...options: readonly Text[]): Text =>
  fc
    .shuffledSubarray([...options], { maxLength: Math.min(3, options.length) })
    .chain((chosen) => fc.tuple(...chosen))
    .map((chosen) => [`:${name}`, ...chosen].join(' '));
const withRequired = (calls: Text, required: Text): Text =>
  fc.tuple(calls, required).map(([text, also]) => `${text} ${also}`);

const sign = option('signDisplay', 'auto', 'always', 'exceptZero', 'negative', 'never');
const grouping = option('useGrouping', 'auto', 'always', 'never', 'min2');
const rounding = option(
  'roundingMode',
  'ceil',
  'floor',
  'expand',
  'trunc',
  'halfCeil',
  'halfEven',
  'halfExpand',
);
const trailing = option('trailingZeroDisplay', 'auto', 'stripIfInteger');
const integers = option('minimumIntegerDigits', 1, 2, 3, 5);
// A minimum above a maximum is refused by Intl; both sides name that, at moments of their own.
const digits = fc.oneof(
  variable('minimumFractionDigits', 'two', 0, 1, 2),
  option('minimumFractionDigits', 1).map((text) => `${text} maximumFractionDigits=3`),
  option('maximumSignificantDigits', 1, 2, 3, 9),
  option('minimumSignificantDigits', 2).map((text) => `${text} maximumSignificantDigits=5`),
  fc.constant('roundingIncrement=5 maximumFractionDigits=2 minimumFractionDigits=2'),
);
const least = fc.oneof(
  option('minimumFractionDigits', 0, 1, 2),
  option('maximumFractionDigits', 3, 4),
  option('maximumSignificantDigits', 1, 2, 3),
);

const numberCall = call('number', sign, grouping, rounding, trailing, integers, digits);
const integerCall = call('integer', sign, grouping, integers, option('maximumSignificantDigits', 1, 2, 4));
const percentCall = call('percent', sign, grouping, rounding, trailing, least);

/** Numbers that can select. */
export const selectable = fc.oneof(numberCall, integerCall, percentCall);

/** Calls on a number that has options of its own: digits of both would contradict each other at different moments. */
export const onTop = fc.oneof(
  call('number', sign, grouping),
  call('integer', sign, grouping),
  call('percent', sign),
);

/** Everything that can be done to a number. */
export const numeric = fc.oneof(
  { weight: 3, arbitrary: selectable },
  withRequired(
    call(
      'currency',
      option('currencyDisplay', 'symbol', 'narrowSymbol', 'code', 'name'),
      option('currencySign', 'standard', 'accounting'),
      option('fractionDigits', 'auto', 0, 1, 2, 3),
      grouping,
      rounding,
      trailing,
    ),
    variable('currency', 'money', 'EUR', 'USD', 'JPY', 'KWD'),
  ),
  withRequired(
    call('unit', option('unitDisplay', 'short', 'narrow', 'long'), sign, grouping, rounding, least),
    option('unit', 'meter', 'kilometer-per-hour', 'byte', 'celsius'),
  ),
  fc
    .oneof(option('add', 0, 1, 99), option('subtract', 1, 2), fc.constant('add=$two'))
    .map((size) => `:offset ${size}`),
  fc.constant(':string'),
);

const calendar = option('calendar', 'gregory', 'buddhist', 'hebrew', 'japanese');
const hour12 = option('hour12', 'true', 'false');
const zoneStyle = option('timeZoneStyle', 'long', 'short');
const FIELDS = [
  'weekday',
  'day-weekday',
  'month-day',
  'month-day-weekday',
  'year-month-day',
  'year-month-day-weekday',
];
const LENGTHS = ['long', 'medium', 'short'];
const PRECISIONS = ['hour', 'minute', 'second'];

/** Everything that can be done to an instant, in a time zone. */
export const temporal = (zone: string): Text =>
  fc
    .oneof(
      call('date', option('fields', ...FIELDS), option('length', ...LENGTHS), calendar),
      call('time', option('precision', ...PRECISIONS), hour12, zoneStyle, calendar),
      call(
        'datetime',
        option('dateFields', ...FIELDS),
        option('dateLength', ...LENGTHS),
        option('timePrecision', ...PRECISIONS),
        hour12,
        zoneStyle,
        calendar,
      ),
    )
    .map((text) => `${text} timeZone=|${zone}|`);
