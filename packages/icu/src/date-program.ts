import type { ArgumentValue } from '@localert/core';
import type { DateCall, Operand } from './form.ts';
import { dateFormat, dateText } from './formatters.ts';
import { dateOptions, inheritedDateOptions, type OptionBag, setOption } from './mf2-options.ts';
import { variableReader } from './number-program.ts';
import type { DateSide, Operands, Program } from './program.ts';
import { type Env, type Run, remembered, rootArgument, wrong } from './run.ts';
import { instantOf } from './zoned-time.ts';

/** Largest time that JavaScript's dates hold, in milliseconds from the epoch (ECMA-262, time values). */
const MAX_TIME = 8.64e15;
/** A date, or a date and a time, in the form of XML Schema (LDML 48 part 9, date and time operands). */
const DATE_LITERAL = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** An instant in epoch milliseconds; a string without an offset means the wall clock of `timeZone`. */
export function timeOf(
  value: NonNullable<ArgumentValue>,
  strings: boolean,
  timeZone: string,
): number | undefined {
  let time = Number.NaN;
  if (value instanceof Date) time = value.getTime();
  else if (typeof value === 'number') time = value;
  else if (strings && typeof value === 'string') {
    const match = DATE_LITERAL.exec(value);
    // Without a time, `Date.parse` takes no offset; midnight is what both mean.
    const full = value.includes('T') ? value : value.replace(/^.{10}/, '$&T00:00');
    if (match) time = match[1] === undefined ? instantOf(Date.parse(`${full}Z`), timeZone) : Date.parse(full);
  }
  return Math.abs(time) <= MAX_TIME ? time : undefined;
}

type Options = Intl.DateTimeFormatOptions;

function dateSide(call: DateCall, operand: Operand | undefined, operands: Operands, env: Env): DateSide {
  const base = operand?.type === 'local' ? operands.local(operand.index)?.date : undefined;
  const { variable } = call;
  const inherit = (options: Options | undefined): OptionBag =>
    options === undefined ? {} : inheritedDateOptions(variable?.function ?? 'datetime', options);
  const complete = (inherited: OptionBag, own: OptionBag): Options => ({
    timeZone: env.timeZone,
    ...inherited,
    ...own,
  });
  const value = operands.reader(operand);
  const argument = rootArgument(operand, env.form);
  const strings = env.form.syntax === 'mf2';
  const fixed =
    !variable && (!base || base.fixed)
      ? complete(inherit(base?.fixed), call.options as OptionBag)
      : undefined;
  const readVariables = variable && variableReader(variable, operands, env);
  const options = (run: Run): Options | undefined => {
    if (fixed) return fixed;
    const inherited = base ? base.options(run) : {};
    if (inherited === undefined) return undefined;
    if (!variable || !readVariables) return complete(inherit(inherited), call.options as OptionBag);
    const bag: OptionBag = {};
    readVariables(run, (name, given) => setOption(variable.function, name, given, bag) !== 'bad');
    return complete(inherit(inherited), dateOptions(variable.function, bag));
  };
  const read = base
    ? (run: Run) => base.read(run)
    : (run: Run) => {
        const given = value(run);
        if (given === undefined) return undefined;
        const zone = fixed?.timeZone ?? env.timeZone;
        return timeOf(given, strings, zone) ?? wrong(run, argument, 'bad-operand', 'date');
      };
  if (fixed) return { read, fixed, options };
  return { read: remembered(operands.slot(), read), options: remembered(operands.slot(), options) };
}

function formatOf(locale: string, options: Options): Intl.DateTimeFormat | undefined {
  try {
    return dateFormat(locale, options);
  } catch {
    return undefined;
  }
}

/** Compiles a date, a time or both: the time zone is the renderer's unless the message names one. */
export function dateProgram(
  call: DateCall,
  operand: Operand | undefined,
  operands: Operands,
  env: Env,
): Program {
  const side = dateSide(call, operand, operands, env);
  const argument = rootArgument(operand, env.form);
  const { read, fixed } = side;
  const ready = fixed && formatOf(env.intlLocale, fixed) ? dateText(env.intlLocale, fixed) : undefined;
  const format = (run: Run): Intl.DateTimeFormat | undefined => {
    const options = side.options(run);
    if (options === undefined) return undefined;
    return formatOf(env.intlLocale, options) ?? wrong(run, argument, 'bad-option', 'date');
  };
  const show = ready
    ? (run: Run) => {
        const time = read(run);
        return time === undefined ? undefined : ready(time);
      }
    : (run: Run) => {
        const time = read(run);
        return time === undefined ? undefined : format(run)?.format(time);
      };
  const parts = (run: Run) => {
    const time = read(run);
    return time === undefined ? undefined : format(run)?.formatToParts(time);
  };
  const value = (run: Run) => {
    const time = read(run);
    return time === undefined ? undefined : new Date(time);
  };
  return { kind: 'date', show, localized: () => true, value, parts, date: side };
}
