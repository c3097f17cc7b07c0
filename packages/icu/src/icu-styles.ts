import { isNumberElement, isNumberSkeleton, parse } from '@formatjs/icu-messageformat-parser';
import type { NumberOptions } from './form.ts';
import { isUsable } from './usable-options.ts';

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
  /^(?:percent|%|%x100|group-off|,_|precision-integer|compact-short|K{1,2}|compact-long|notation-simple|unit-width-(?:narrow|short|full-name|iso-code)|rounding-mode-(?:floor|ceiling|down|up|half-even|half-down|half-up)|sign-(?:auto|always|never|except-zero|accounting|accounting-always|accounting-except-zero)|\(\)[!?]?|\+[!?_]|0+|E{1,2}(?:\+[!?])?0+|@+(?:\+|#+)?[rs]?|\.|\.0+\*?|\.#+|\.0+#+)$/;
/** Stems that need an option, and how it looks. */
const STEMS_WITH_OPTION: ReadonlyMap<string, RegExp> = new Map([
  ['currency', /^[A-Za-z]{3}$/],
  ['measure-unit', /^[a-z]+(?:-[a-z]+)+$/],
  ['unit', /^[a-z]+(?:-[a-z]+)*$/],
  ['scale', /^-?\d+(?:\.\d+)?$/],
  ['integer-width', /^\*0+$/],
]);
/** Options after a fraction: significant digits with a priority, or no zeros. */
const FREE_OPTION = /^(?:w|@+(?:\+|#+)?[rs]?)$/;
/** Notations may have a sign and, which nothing here can show, the least digits of their exponent. */
const NOTATION = /^(?:scientific|engineering)$/;
const NOTATION_OPTION =
  /^(?:sign-(?:auto|always|never|except-zero|accounting(?:-always|-except-zero)?)|\(\)[!?]?|\+[!?_]|\+?e+|\*?e+)$/;

/** What one token becomes: itself, less than that, nothing (`undefined`) or a fault. */
type Token = string | undefined | StyleFault;

function checkToken(token: string, lenient: boolean): Token {
  const [stem = '', ...options] = token.split('/');
  const fault: StyleFault = { unsupported: `the number skeleton "${token}"` };
  const needed = STEMS_WITH_OPTION.get(stem);
  const [option = ''] = options;
  if (needed) {
    if (!needed.test(option)) return fault;
    return options.length === 1 ? token : lenient ? `${stem}/${option}` : fault;
  }
  if (NOTATION.test(stem)) {
    const known = options.filter((one) => NOTATION_OPTION.test(one));
    return known.length === options.length || lenient ? [stem, ...known].join('/') : fault;
  }
  // formatjs stops at an exponent without digits, and skips what else it does not know.
  if (!STEMS.test(stem)) return lenient && !/^E/.test(stem) ? undefined : fault;
  if (options.length === 0) return token;
  // A second option would make the parser's regular expressions start the next message in its middle.
  if (options.length === 1 && stem.startsWith('.') && FREE_OPTION.test(option)) return token;
  return lenient && options.length === 1 ? stem : fault;
}

/** The tokens of a skeleton that the parser may read. */
function checkedSkeleton(skeleton: string, lenient: boolean): string | StyleFault {
  const kept: string[] = [];
  for (const token of skeleton.split(/\s+/).filter(Boolean)) {
    const checked = checkToken(token, lenient);
    if (typeof checked === 'object') return checked;
    if (checked !== undefined) kept.push(checked);
  }
  return kept.join(' ');
}

/** Lets the parser read a skeleton that is known to be sound. */
function skeletonOptions(skeleton: string): NumberOptions {
  if (skeleton === '') return {};
  const [element] = parse(`{x, number, ::${skeleton}}`, { ignoreTag: true });
  const options =
    element && isNumberElement(element) && isNumberSkeleton(element.style) && element.style.parsedOptions;
  return (options || {}) as NumberOptions;
}

/**
 * The options of a number style: a name (`integer`, `percent`) or a skeleton (`::currency/EUR`) without its colons.
 * A skeleton means what formatjs makes of it: `::percent` of 0.5 is "50%".
 *
 * @param lenient - skips unknown names and tokens, as formatjs does
 */
export function numberStyle(
  style: string | undefined,
  skeleton: boolean,
  lenient = false,
): NumberOptions | StyleFault {
  if (style === undefined) return {};
  if (style.length > MAX_STYLE) return { unsupported: `a number style of more than ${MAX_STYLE} characters` };
  if (!skeleton) {
    // formatjs knows `currency` and fails when it is to show one: it has no currency.
    const skip = lenient && style !== 'currency';
    return NUMBER_STYLES.get(style) ?? (skip ? {} : { unsupported: `the number style "${style}"` });
  }
  const checked = checkedSkeleton(style, lenient);
  if (typeof checked === 'object') return checked;
  const options = skeletonOptions(checked);
  const { scale: _, ...intl } = options;
  return isUsable('number', intl) ? options : { unsupported: `the number skeleton "${style}"` };
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
  // The clock of the locale; an odd number of letters asks for one digit (UTS #35 part 4, `j`).
  ['j', (count) => (count > 6 ? undefined : { hour: count % 2 === 1 ? 'numeric' : '2-digit' })],
  // The clock of the locale without its part of the day: as in formatjs the one with 24 hours.
  ['J', field('hour', TWO_DIGITS, { hourCycle: 'h23' })],
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

/** The options of the default style, which formatjs takes for none and for an unknown one. */
const DEFAULTS: Readonly<Record<'date' | 'time', Intl.DateTimeFormatOptions>> = {
  date: { year: 'numeric', month: 'numeric', day: 'numeric' },
  time: SECONDS,
};

/** formatjs reads a field with too many letters as several fields, of which the last counts. */
function overlong(rule: FieldRule, count: number): Intl.DateTimeFormatOptions | undefined {
  const longest = [6, 5, 4, 3, 2, 1].find((length) => rule(length) !== undefined);
  return longest === undefined || count < longest ? undefined : rule(count % longest || longest);
}

function dateSkeleton(skeleton: string, lenient: boolean): Intl.DateTimeFormatOptions | StyleFault {
  const options: Intl.DateTimeFormatOptions = {};
  // As formatjs does, what stands between the fields is left to the locale.
  for (const [run, letter = ''] of skeleton.replace(/'[^']*'/g, ' ').matchAll(/([A-Za-z])\1*/g)) {
    const rule = FIELDS.get(letter);
    const found = rule?.(run.length) ?? (rule && lenient ? overlong(rule, run.length) : undefined);
    if (!found) return { unsupported: `the field "${run}" of a date skeleton` };
    Object.assign(options, found);
  }
  // Intl shows a date when it is asked for nothing.
  if (Object.keys(options).length === 0)
    return lenient ? DEFAULTS.date : { unsupported: 'a date skeleton without a field' };
  return isUsable('date', options) ? options : { unsupported: `the date skeleton "${skeleton}"` };
}

/**
 * The options of a date or time style: a name (`short`, `medium`, `long`, `full`), a skeleton (`::yMMMd`) or none.
 *
 * @param lenient - takes the default for an unknown name, as formatjs does
 */
export function dateStyle(
  kind: 'date' | 'time',
  style: string | undefined,
  skeleton: boolean,
  lenient = false,
): Intl.DateTimeFormatOptions | StyleFault {
  if (style === undefined) return DEFAULTS[kind];
  if (style.length > MAX_STYLE)
    return { unsupported: `a ${kind} style of more than ${MAX_STYLE} characters` };
  if (skeleton) return dateSkeleton(style, lenient);
  const named = (kind === 'date' ? DATE_STYLES : TIME_STYLES).get(style);
  // An unknown style is none for Intl, which then shows a date, even as a time.
  return named ?? (lenient ? DEFAULTS.date : { unsupported: `the ${kind} style "${style}"` });
}
