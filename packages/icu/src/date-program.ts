import type { ArgumentValue } from '@localert/core';
import { isNumeralLength, timeOfDate } from './bounds.ts';
import { type DateFormatter, dateFormat, dateFormatter } from './date-text.ts';
import type { DateCall, Operand } from './form.ts';
import { dateOptions, inheritedDateOptions, type OptionBag, setOption } from './mf2-options.ts';
import { variableReader } from './number-program.ts';
import type { DateSide, Operands, Program } from './program.ts';
import { type Env, follows, type Run, remembered, rootArgument, SHOWN, wrong } from './run.ts';
import { instantOf } from './zoned-time.ts';

/** Largest time that JavaScript's dates hold, in milliseconds from the epoch (ECMA-262, time values). */
export const MAX_TIME = 8.64e15;
/** A date, or a date and a time, in the form of XML Schema (LDML 48 part 9, date and time operands). */
const DATE_LITERAL = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** An instant in epoch milliseconds; a string without an offset means the wall clock of `timeZone`. */
export function timeOf(
  value: NonNullable<ArgumentValue>,
  strings: boolean,
  timeZone: string,
): number | undefined {
  let time = Number.NaN;
  if (value instanceof Date) time = timeOfDate(value);
  else if (typeof value === 'number') time = value;
  else if (strings && typeof value === 'string' && isNumeralLength(value)) {
    const match = DATE_LITERAL.exec(value);
    // Without a time, `Date.parse` takes no offset; midnight is what both mean.
    const full = value.includes('T') ? value : value.replace(/^.{10}/, '$&T00:00');
    if (match) time = match[1] === undefined ? instantOf(Date.parse(`${full}Z`), timeZone) : Date.parse(full);
  }
  return Math.abs(time) <= MAX_TIME ? time : undefined;
}

type Options = Intl.DateTimeFormatOptions;
type Reader = ReturnType<Operands['reader']>;
type TimeReader = (run: Run) => number | undefined;

// Each closure is made by a function of its own, so that it holds what it needs and no more.

function reading(value: Reader, strings: boolean, argument: string | undefined, zone: string): TimeReader {
  return (run) => {
    const given = value(run);
    if (given === undefined) return follows(run, 'bad-operand', 'date');
    return timeOf(given, strings, zone) ?? wrong(run, argument, 'bad-operand', 'date');
  };
}

const following =
  (base: DateSide): TimeReader =>
  (run) =>
    base.read(run) ?? follows(run, 'bad-operand', 'date');

/** The options of a call with what it inherits, as far as it may. */
function completed(
  call: DateCall,
  inherited: Options | undefined,
  own: OptionBag,
  timeZone: string,
): Options {
  const { variable } = call;
  const kept =
    inherited === undefined ? {} : inheritedDateOptions(variable?.function ?? 'datetime', inherited);
  return { timeZone, ...kept, ...own };
}

function variableOptions(
  call: DateCall,
  base: DateSide | undefined,
  operands: Operands,
  env: Env,
): (run: Run) => Options | undefined {
  const { variable } = call;
  const readVariables = variable && variableReader(variable, operands, env);
  const { timeZone } = env;
  return (run) => {
    const inherited = base ? base.options(run) : {};
    if (inherited === undefined) return undefined;
    if (!variable || !readVariables) return completed(call, inherited, call.options as OptionBag, timeZone);
    const bag: OptionBag = {};
    readVariables(run, (name, given) => setOption(variable.function, name, given, bag) !== 'bad');
    return completed(call, inherited, dateOptions(variable.function, bag), timeZone);
  };
}

function dateSide(call: DateCall, operand: Operand | undefined, operands: Operands, env: Env): DateSide {
  const base = operand?.type === 'local' ? operands.local(operand.index)?.date : undefined;
  const fixed =
    !call.variable && (!base || base.fixed)
      ? completed(call, base?.fixed, call.options as OptionBag, env.timeZone)
      : undefined;
  const argument = rootArgument(operand, env.form);
  const zone = fixed?.timeZone ?? env.timeZone;
  const read = base
    ? following(base)
    : reading(operands.reader(operand), env.form.syntax === 'mf2', argument, zone);
  if (fixed) return { read, fixed, options: () => fixed };
  return {
    read: remembered(operands.slot(), read),
    options: remembered(operands.slot(), variableOptions(call, base, operands, env)),
  };
}

function formatOf(locale: string, options: Options): Intl.DateTimeFormat | undefined {
  try {
    return dateFormat(locale, options);
  } catch {
    return undefined;
  }
}

/** The usual date: its options are known, so its formatter is. */
function shownBy(formatter: DateFormatter, read: TimeReader): (run: Run) => string | undefined {
  return (run) => {
    const time = read(run);
    if (time === undefined) return undefined;
    const text = formatter.text(time);
    run.shown = formatter.lastClean() ? SHOWN.clean : SHOWN.localized;
    return text;
  };
}

/** Finds the format of a rendering. */
function formatReader(side: DateSide, argument: string | undefined, locale: string) {
  return (run: Run): Intl.DateTimeFormat | undefined => {
    const options = side.options(run);
    if (options === undefined) return undefined;
    return formatOf(locale, options) ?? wrong(run, argument, 'bad-option', 'date');
  };
}

function shownWith(
  read: TimeReader,
  format: ReturnType<typeof formatReader>,
): (run: Run) => string | undefined {
  return (run) => {
    const time = read(run);
    const text = time === undefined ? undefined : format(run)?.format(time);
    run.shown = SHOWN.localized;
    return text;
  };
}

/** Compiles a date, a time or both: the time zone is the renderer's unless the message names one. */
export function dateProgram(
  call: DateCall,
  operand: Operand | undefined,
  operands: Operands,
  env: Env,
): Program {
  const date = dateSide(call, operand, operands, env);
  const { read, fixed } = date;
  const format = formatReader(date, rootArgument(operand, env.form), env.intlLocale);
  const ready = fixed && formatOf(env.intlLocale, fixed) ? dateFormatter(env.intlLocale, fixed) : undefined;
  return {
    kind: 'date',
    show: ready ? shownBy(ready, read) : shownWith(read, format),
    value: dateReader(read),
    parts: partsReader(read, format),
    date,
  };
}

const dateReader = (read: TimeReader) => (run: Run) => {
  const time = read(run);
  return time === undefined ? undefined : new Date(time);
};

const partsReader = (read: TimeReader, format: ReturnType<typeof formatReader>) => (run: Run) => {
  const time = read(run);
  return time === undefined ? undefined : format(run)?.formatToParts(time);
};
