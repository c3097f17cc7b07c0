import { isNumberElement, isNumberSkeleton, parse } from '@formatjs/icu-messageformat-parser';
import type { NumberOptions } from './form.ts';

/** Longest style that is looked at; real ones have under 60 characters. */
const MAX_STYLE = 128;

/** A style that cannot be used: the words for the error. */
export interface StyleFault {
  readonly unsupported: string;
}

/** The named styles of numbers, as formatjs has them. */
const NUMBER_STYLES: ReadonlyMap<string, NumberOptions> = new Map([
  ['integer', { maximumFractionDigits: 0 }],
  ['percent', { style: 'percent' }],
]);

/** The named styles of dates, as formatjs has them. */
const DATE_STYLES: ReadonlyMap<string, Intl.DateTimeFormatOptions> = new Map<
  string,
  Intl.DateTimeFormatOptions
>([
  ['short', { month: 'numeric', day: 'numeric', year: '2-digit' }],
  ['medium', { month: 'short', day: 'numeric', year: 'numeric' }],
  ['long', { month: 'long', day: 'numeric', year: 'numeric' }],
  ['full', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }],
]);

const SECONDS: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: 'numeric', second: 'numeric' };

/** The named styles of times, as formatjs has them. */
const TIME_STYLES: ReadonlyMap<string, Intl.DateTimeFormatOptions> = new Map<
  string,
  Intl.DateTimeFormatOptions
>([
  ['short', { hour: 'numeric', minute: 'numeric' }],
  ['medium', SECONDS],
  ['long', { ...SECONDS, timeZoneName: 'short' }],
  ['full', { ...SECONDS, timeZoneName: 'short' }],
]);

/** Stems of number skeletons that the parser turns into options; it would skip any other without a word. */
const STEMS =
  /^(?:percent|%|%x100|group-off|,_|precision-integer|compact-short|K{1,2}|compact-long|scientific|engineering|notation-simple|unit-width-(?:narrow|short|full-name|iso-code)|rounding-mode-(?:floor|ceiling|down|up|half-even|half-down|half-up)|sign-(?:auto|always|never|except-zero|accounting|accounting-always|accounting-except-zero)|\(\)[!?]?|\+[!?_]|0+|E{1,2}(?:\+[!?])?0+|@+(?:\+|#+)?[rs]?|\.|\.0+\*?|\.#+|\.0+#+)$/;
/** Stems that need an option, and how it looks. */
const STEMS_WITH_OPTION: ReadonlyMap<string, RegExp> = new Map([
  ['currency', /^[A-Za-z]{3}$/],
  ['measure-unit', /^[a-z]+(?:-[a-z]+)+$/],
  ['unit', /^[a-z]+(?:-[a-z]+)*$/],
  ['scale', /^-?\d+(?:\.\d+)?$/],
  ['integer-width', /^\*0+$/],
]);
/** Options after stems that may have one: a sign after a notation, a rounding priority after a fraction. */
const FREE_OPTION = /^(?:sign-[a-z-]+|\(\)[!?]?|\+[!?_]|w|@+(?:\+|#+)?[rs]?)$/;

function skeletonFault(skeleton: string): StyleFault | undefined {
  for (const token of skeleton.split(/\s+/).filter(Boolean)) {
    const [stem = '', ...options] = token.split('/');
    const needed = STEMS_WITH_OPTION.get(stem);
    const [option = ''] = options;
    if (needed ? !needed.test(option) || options.length > 1 : !STEMS.test(stem)) {
      return { unsupported: `the number skeleton "${token}"` };
    }
    // A second option would make the parser's regular expressions start the next message in its middle.
    if (!needed && (options.length > 1 || (options.length === 1 && !FREE_OPTION.test(option)))) {
      return { unsupported: `the number skeleton "${token}"` };
    }
  }
  return undefined;
}

/** Lets the parser read a skeleton that is known to be sound. */
function skeletonOptions(skeleton: string): NumberOptions {
  const [element] = parse(`{x, number, ::${skeleton}}`, { ignoreTag: true });
  const options =
    element && isNumberElement(element) && isNumberSkeleton(element.style) && element.style.parsedOptions;
  return (options || {}) as NumberOptions;
}

function refusedByIntl(build: () => unknown): boolean {
  try {
    build();
    return false;
  } catch {
    return true;
  }
}

/**
 * The options of a number style: a name (`integer`, `percent`) or a skeleton (`::currency/EUR`) without its colons.
 * A skeleton means what formatjs makes of it: `::percent` of 0.5 is "50%".
 */
export function numberStyle(style: string, skeleton: boolean): NumberOptions | StyleFault {
  if (style.length > MAX_STYLE) return { unsupported: `a number style of more than ${MAX_STYLE} characters` };
  if (!skeleton) return NUMBER_STYLES.get(style) ?? { unsupported: `the number style "${style}"` };
  const fault = skeletonFault(style);
  if (fault) return fault;
  const options = skeletonOptions(style);
  const { scale: _, ...intl } = options;
  return refusedByIntl(() => new Intl.NumberFormat('en', intl))
    ? { unsupported: `the number skeleton "${style}"` }
    : options;
}

const WIDTHS = ['short', 'short', 'short', 'long', 'narrow', 'short'] as const;
const TWO_DIGITS = ['numeric', '2-digit'] as const;
const MONTHS = ['numeric', '2-digit', 'short', 'long', 'narrow'] as const;
const FRACTIONS = [1, 2, 3] as const;

type FieldRule = (count: number) => Intl.DateTimeFormatOptions | undefined;

const field =
  <Name extends keyof Intl.DateTimeFormatOptions>(
    name: Name,
    widths: readonly NonNullable<Intl.DateTimeFormatOptions[Name]>[],
    also?: Intl.DateTimeFormatOptions,
  ): FieldRule =>
  (count) => {
    const width = widths[count - 1];
    return width === undefined ? undefined : { ...also, [name]: width };
  };

/** Fields of date skeletons (UTS #35 part 4, date field symbols) that Intl can show. */
const FIELDS: ReadonlyMap<string, FieldRule> = new Map([
  ['G', field('era', WIDTHS.slice(0, 5))],
  ['y', (count) => ({ year: count === 2 ? '2-digit' : 'numeric' })],
  ['M', field('month', MONTHS)],
  ['L', field('month', MONTHS)],
  ['d', field('day', TWO_DIGITS)],
  ['E', field('weekday', WIDTHS)],
  ['c', (count) => (count < 4 ? undefined : field('weekday', WIDTHS)(count))],
  ['e', (count) => (count < 4 ? undefined : field('weekday', WIDTHS)(count))],
  ['a', (count) => (count > 5 ? undefined : { hour12: true })],
  ['j', field('hour', TWO_DIGITS)],
  ['h', field('hour', TWO_DIGITS, { hourCycle: 'h12' })],
  ['H', field('hour', TWO_DIGITS, { hourCycle: 'h23' })],
  ['K', field('hour', TWO_DIGITS, { hourCycle: 'h11' })],
  ['k', field('hour', TWO_DIGITS, { hourCycle: 'h24' })],
  ['m', field('minute', TWO_DIGITS)],
  ['s', field('second', TWO_DIGITS)],
  ['S', field('fractionalSecondDigits', FRACTIONS)],
  ['z', field('timeZoneName', ['short', 'short', 'short', 'long'])],
  ['O', (count) => ({ timeZoneName: count < 4 ? 'shortOffset' : 'longOffset' })],
  ['v', (count) => ({ timeZoneName: count < 4 ? 'shortGeneric' : 'longGeneric' })],
]);

function dateSkeleton(skeleton: string): Intl.DateTimeFormatOptions | StyleFault {
  const options: Intl.DateTimeFormatOptions = {};
  // As formatjs does, what stands between the fields is left to the locale.
  for (const [run, letter = ''] of skeleton.replace(/'[^']*'/g, ' ').matchAll(/([A-Za-z])\1*/g)) {
    const found = FIELDS.get(letter)?.(run.length);
    if (!found) return { unsupported: `the field "${run}" of a date skeleton` };
    Object.assign(options, found);
  }
  if (Object.keys(options).length === 0) return { unsupported: 'a date skeleton without a field' };
  return refusedByIntl(() => new Intl.DateTimeFormat('en', options))
    ? { unsupported: `the date skeleton "${skeleton}"` }
    : options;
}

/** The options of a date or time style: a name (`short`, `medium`, `long`, `full`), a skeleton (`::yMMMd`) or none. */
export function dateStyle(
  kind: 'date' | 'time',
  style: string | undefined,
  skeleton: boolean,
): Intl.DateTimeFormatOptions | StyleFault {
  if (style === undefined) {
    return kind === 'time' ? SECONDS : { year: 'numeric', month: 'numeric', day: 'numeric' };
  }
  if (style.length > MAX_STYLE)
    return { unsupported: `a ${kind} style of more than ${MAX_STYLE} characters` };
  if (skeleton) return dateSkeleton(style);
  const named = (kind === 'date' ? DATE_STYLES : TIME_STYLES).get(style);
  return named ?? { unsupported: `the ${kind} style "${style}"` };
}
