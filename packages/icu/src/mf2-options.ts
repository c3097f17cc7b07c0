import type { ArgumentValue } from '@localert/core';
import type { NumberCall } from './form.ts';

/** Intl options under construction. */
export type OptionBag = Record<string, unknown>;

/** Reads an option's value, `undefined` when it is not usable. */
type Reader = (value: ArgumentValue) => unknown;
/** Puts an option into the bag, `false` when its value is not usable. */
type Setter = (bag: OptionBag, value: ArgumentValue) => boolean;

const DIGITS = /^(?:0|[1-9]\d{0,2})$/;

const digits: Reader = (value) => {
  if (typeof value === 'string' && DIGITS.test(value)) return Number(value);
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 999
    ? value
    : undefined;
};

const oneOf =
  (...words: readonly string[]): Reader =>
  (value) =>
    typeof value === 'string' && words.includes(value) ? value : undefined;

const matching =
  (pattern: RegExp): Reader =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;

const boolean: Reader = (value) => {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
};

const put =
  (name: string, read: Reader): Setter =>
  (bag, value) => {
    const usable = read(value);
    if (usable !== undefined) bag[name] = usable;
    return usable !== undefined;
  };

const grouping: Setter = (bag, value) => {
  const word = oneOf('auto', 'always', 'never', 'min2')(value);
  if (word !== undefined) bag['useGrouping'] = word === 'never' ? false : word;
  return word !== undefined;
};

const fractionDigits: Setter = (bag, value) => {
  const count = value === 'auto' ? undefined : digits(value);
  if (value !== 'auto' && count === undefined) return false;
  bag['minimumFractionDigits'] = count;
  bag['maximumFractionDigits'] = count;
  return true;
};

/** Read by the lowering, not by Intl. */
const readElsewhere: Setter = () => true;

const byName = (...names: readonly string[]): Readonly<Record<string, Setter>> =>
  Object.fromEntries(names.map((name) => [name, put(name, digits)]));

const ROUNDING = {
  roundingMode: put(
    'roundingMode',
    oneOf('ceil', 'floor', 'expand', 'trunc', 'halfCeil', 'halfFloor', 'halfExpand', 'halfTrunc', 'halfEven'),
  ),
  roundingPriority: put('roundingPriority', oneOf('auto', 'morePrecision', 'lessPrecision')),
  trailingZeroDisplay: put('trailingZeroDisplay', oneOf('auto', 'stripIfInteger')),
  useGrouping: grouping,
};
const SIGN = { signDisplay: put('signDisplay', oneOf('auto', 'always', 'exceptZero', 'negative', 'never')) };
const FRACTIONS = byName('minimumFractionDigits', 'maximumFractionDigits');
const SIGNIFICANT = byName('minimumSignificantDigits', 'maximumSignificantDigits');
const WIDTH = byName('minimumIntegerDigits');
const INCREMENT = byName('roundingIncrement');
const SELECT = { select: readElsewhere };

const DATE_FIELDS = [
  'weekday',
  'day-weekday',
  'month-day',
  'month-day-weekday',
  'year-month-day',
  'year-month-day-weekday',
] as const;

const dateParts =
  (name: 'fields' | 'length'): Setter =>
  (bag, value) => {
    const words = name === 'fields' ? DATE_FIELDS : ['long', 'medium', 'short'];
    const word = oneOf(...words)(value);
    if (word !== undefined) bag[`date-${name}`] = word;
    return word !== undefined;
  };

const precision: Setter = (bag, value) => {
  const word = oneOf('hour', 'minute', 'second')(value);
  if (word !== undefined) bag['time-precision'] = word;
  return word !== undefined;
};

const timeZone: Setter = (bag, value) => {
  // `input` asks for the zone of the value; an instant has none, so the renderer's stays.
  if (value === 'input') return true;
  return put('timeZone', matching(/^[A-Za-z0-9_+:/-]{1,64}$/))(bag, value);
};

const CALENDAR = { calendar: put('calendar', matching(/^[a-z0-9-]{3,32}$/)), timeZone };
const CLOCK = {
  hour12: put('hour12', boolean),
  timeZoneStyle: put('timeZoneName', oneOf('long', 'short')),
};

/** Options that each function of MessageFormat 2 has (LDML 48 part 9, default functions). */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, Setter>>>> = {
  string: {},
  number: { ...ROUNDING, ...SIGN, ...FRACTIONS, ...SIGNIFICANT, ...WIDTH, ...INCREMENT, ...SELECT },
  integer: {
    ...SIGN,
    ...WIDTH,
    ...SELECT,
    ...byName('maximumSignificantDigits'),
    useGrouping: grouping,
  },
  percent: { ...ROUNDING, ...SIGN, ...FRACTIONS, ...SIGNIFICANT, ...WIDTH },
  offset: { add: readElsewhere, subtract: readElsewhere },
  currency: {
    ...ROUNDING,
    ...SIGNIFICANT,
    ...WIDTH,
    ...INCREMENT,
    currency: put('currency', matching(/^[A-Za-z]{3}$/)),
    currencySign: put('currencySign', oneOf('standard', 'accounting')),
    currencyDisplay: put('currencyDisplay', oneOf('symbol', 'narrowSymbol', 'code', 'name')),
    fractionDigits,
  },
  unit: {
    ...ROUNDING,
    ...SIGN,
    ...FRACTIONS,
    ...SIGNIFICANT,
    ...WIDTH,
    ...INCREMENT,
    unit: put('unit', matching(/^[a-z]+(?:-[a-z]+)*$/)),
    unitDisplay: put('unitDisplay', oneOf('long', 'short', 'narrow')),
  },
  date: { ...CALENDAR, fields: dateParts('fields'), length: dateParts('length') },
  time: { ...CALENDAR, ...CLOCK, precision },
  datetime: {
    ...CALENDAR,
    ...CLOCK,
    dateFields: dateParts('fields'),
    dateLength: dateParts('length'),
    timePrecision: precision,
  },
};

/** Whether MessageFormat 2 itself has this function. */
export function isMf2Function(name: string): boolean {
  return Object.hasOwn(OPTIONS, name);
}

/** Whether the function of that name formats dates. */
export function isDateFunction(name: string): boolean {
  return name === 'date' || name === 'time' || name === 'datetime';
}

/** Reads a size such as `add=1`: a whole number, not negative. */
export function readSize(value: ArgumentValue): number | undefined {
  return digits(value) as number | undefined;
}

/** Reads what a number selects by; the specification calls the cardinal `plural`. */
export function readSelect(value: ArgumentValue): NumberCall['select'] {
  if (value === 'plural') return 'cardinal';
  return value === 'ordinal' || value === 'exact' ? value : undefined;
}

/**
 * Puts one option of a function into a bag.
 *
 * @returns `unknown` when the function has no such option, `bad` when the value is not usable
 */
export function setOption(
  fn: string,
  name: string,
  value: ArgumentValue,
  bag: OptionBag,
): 'set' | 'unknown' | 'bad' {
  const options = Object.hasOwn(OPTIONS, fn) ? OPTIONS[fn] : undefined;
  const set = options && Object.hasOwn(options, name) ? options[name] : undefined;
  if (!set) return 'unknown';
  return set(bag, value) ? 'set' : 'bad';
}

/** What a function asks of Intl before its options: a number's style, an integer's digits. */
export function startingOptions(fn: string): OptionBag {
  if (isDateFunction(fn) || fn === 'string') return {};
  if (fn === 'integer') {
    return {
      style: 'decimal',
      maximumFractionDigits: 0,
      minimumFractionDigits: undefined,
      minimumSignificantDigits: undefined,
    };
  }
  return { style: fn === 'number' || fn === 'offset' ? 'decimal' : fn };
}

const MONTHS = { long: 'long', short: 'numeric', medium: 'short' } as const;

/** Turns the bag of a date function into Intl's options: the fields by name, each in the width of the length. */
export function dateOptions(fn: string, bag: OptionBag): OptionBag {
  const { 'date-fields': fields, 'date-length': length, 'time-precision': upTo, ...options } = bag;
  if (fn !== 'time') {
    const shown = new Set(String(fields ?? 'year-month-day').split('-'));
    if (shown.has('year')) options['year'] = 'numeric';
    if (shown.has('month')) options['month'] = MONTHS[(length ?? 'medium') as keyof typeof MONTHS];
    if (shown.has('day')) options['day'] = 'numeric';
    if (shown.has('weekday')) options['weekday'] = length === 'long' ? 'long' : 'short';
  }
  if (fn !== 'date') {
    options['hour'] = 'numeric';
    if (upTo !== 'hour') options['minute'] = 'numeric';
    if (upTo === 'second') options['second'] = 'numeric';
  }
  return options;
}

/** What a date inherits from the local variable that it is applied to: not its fields. */
export function inheritedDateOptions(fn: string, options: Intl.DateTimeFormatOptions): OptionBag {
  const { calendar, hour12, timeZone: zone } = options;
  const kept: OptionBag = {};
  if (calendar !== undefined) kept['calendar'] = calendar;
  if (hour12 !== undefined && fn !== 'date') kept['hour12'] = hour12;
  if (zone !== undefined) kept['timeZone'] = zone;
  return kept;
}
