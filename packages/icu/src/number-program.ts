import type { ArgumentValue } from '@localert/core';
import { isNumeralLength, isShowable } from './bounds.ts';
import type { NumberCall, NumberOptions, Operand, VariableOptions } from './form.ts';

import { type OptionBag, readSize, setOption, startingOptions } from './mf2-options.ts';
import { type NumberFormatter, numberFormatter, numberParts } from './number-text.ts';
import type { NumberSide, Numeric, Operands, Program } from './program.ts';
import { type Env, follows, type Run, remembered, rootArgument, SHOWN, troubled, wrong } from './run.ts';

/** A number of JSON (LDML 48 part 9, number literal). */
const NUMBER_LITERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

type Reader = (run: Run) => NonNullable<ArgumentValue> | undefined;

/** What may be a number: MessageFormat 2 also takes strings that are written as one. */
export function numeric(value: NonNullable<ArgumentValue>, strings: boolean): Numeric | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return isShowable(value) ? value : undefined;
  if (!strings || typeof value !== 'string' || !isNumeralLength(value)) return undefined;
  return NUMBER_LITERAL.test(value) ? Number(value) : undefined;
}

function plus(value: Numeric, add: number): Numeric {
  return typeof value === 'bigint' ? value + BigInt(add) : value + add;
}

function rounded(value: Numeric): Numeric {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : value;
}

/** Reads the options of a call that are variables, together with its literal ones. */
export function variableReader(
  { function: fn, options, badSelect }: VariableOptions,
  operands: Operands,
  env: Env,
): (run: Run, put: (name: string, value: NonNullable<ArgumentValue>) => boolean) => void {
  const readers = Object.entries(options)
    .filter(([name]) => name !== 'select')
    .map(([name, operand]) => ({
      name,
      read: operands.reader(operand),
      argument: rootArgument(operand, env.form),
    }));
  return (run, put) => {
    for (const { name, read, argument } of readers) {
      const value = read(run);
      if (value === undefined) follows(run, 'bad-option', fn);
      else if (!put(name, value)) wrong(run, argument, 'bad-option', fn);
    }
    if (badSelect) follows(run, 'bad-option', fn);
  };
}

/** The sum of `:offset` when its size is a variable. */
function variableAdd(variable: VariableOptions, operands: Operands): (run: Run) => number | undefined {
  const { add, subtract } = variable.options;
  const read: Reader | undefined =
    (add === undefined) === (subtract === undefined) ? undefined : operands.reader(add ?? subtract);
  return (run) => {
    const value = read?.(run);
    const size = value === undefined ? undefined : readSize(value);
    if (size === undefined) return troubled(run, 'bad-option', 'offset');
    return add === undefined ? -size : size;
  };
}

type NumberReader = (run: Run) => Numeric | undefined;
type OptionReader = (run: Run) => NumberOptions | undefined;

// Each closure is made by a function of its own, so that it holds what it needs and no more.

function reading(value: Reader, strings: boolean, argument: string | undefined): NumberReader {
  return (run) => {
    const given = value(run);
    if (typeof given === 'number') return given;
    if (given === undefined) return follows(run, 'bad-operand', 'number');
    return numeric(given, strings) ?? wrong(run, argument, 'bad-operand', 'number');
  };
}

const following =
  (base: NumberSide): NumberReader =>
  (run) =>
    base.read(run) ?? follows(run, 'bad-operand', 'number');

function adding(
  before: NumberReader,
  addOf: (run: Run) => number | undefined,
  integer: boolean | undefined,
): NumberReader {
  return (run) => {
    const given = before(run);
    if (given === undefined) return undefined;
    const more = addOf(run);
    if (more === undefined) return undefined;
    const sum = more === 0 ? given : plus(given, more);
    return integer ? rounded(sum) : sum;
  };
}

function variableOptions(
  call: NumberCall,
  base: NumberSide | undefined,
  operands: Operands,
  env: Env,
): OptionReader {
  const { variable } = call;
  const readVariables = variable && variableReader(variable, operands, env);
  return (run) => {
    const inherited = base ? base.options(run) : {};
    if (inherited === undefined) return undefined;
    if (!variable || !readVariables) return { ...inherited, ...call.options };
    const bag: OptionBag = {};
    readVariables(run, (name, given) => setOption(variable.function, name, given, bag) !== 'bad');
    return { ...inherited, ...startingOptions(variable.function), ...bag };
  };
}

const always =
  <Value>(value: Value) =>
  (): Value =>
    value;

function numberSide(
  call: NumberCall,
  operand: Operand | undefined,
  operands: Operands,
  env: Env,
): NumberSide {
  const base = operand?.type === 'local' ? operands.local(operand.index)?.number : undefined;
  const before = base
    ? following(base)
    : reading(operands.reader(operand), env.form.syntax === 'mf2', rootArgument(operand, env.form));
  const { add = 0, integer, variable } = call;
  const addOf = variable?.function === 'offset' ? variableAdd(variable, operands) : always(add);
  const adds = variable?.function === 'offset' || add !== 0 || integer === true;
  const read = adds ? adding(before, addOf, integer) : before;
  if (!variable && (!base || base.fixed)) {
    const fixed: NumberOptions = { ...base?.fixed, ...call.options };
    return { read, before, call, fixed, options: always(fixed) };
  }
  return {
    before,
    call,
    read: remembered(operands.slot(), read),
    options: remembered(operands.slot(), variableOptions(call, base, operands, env)),
  };
}

/** A number that is to be money without a currency: its operand lacks it (LDML 48 part 9, `:currency`, `:unit`). */
function lacksUnit({ style, currency, unit }: NumberOptions): boolean {
  return (style === 'currency' && currency === undefined) || (style === 'unit' && unit === undefined);
}

/** Reports options that Intl refuses. */
function refused(run: Run, argument: string | undefined, options: NumberOptions): undefined {
  if (lacksUnit(options)) return troubled(run, 'bad-operand', options.style ?? 'number');
  return wrong(run, argument, 'bad-option', 'number');
}

function formatterOf(locale: string, options: NumberOptions): NumberFormatter | undefined {
  try {
    return numberFormatter(locale, options);
  } catch {
    return undefined;
  }
}

/** The usual number: its options are known, so its formatter is. */
function shownBy({ text, clean }: NumberFormatter, read: NumberReader): (run: Run) => string | undefined {
  const shown = clean ? SHOWN.clean : SHOWN.localized;
  return (run) => {
    const value = read(run);
    if (value === undefined) return undefined;
    run.shown = shown;
    return text(value);
  };
}

function shownWithOptions(
  side: NumberSide,
  argument: string | undefined,
  locale: string,
): (run: Run) => string | undefined {
  return (run) => {
    const value = side.read(run);
    const options = value === undefined ? undefined : side.options(run);
    if (value === undefined || options === undefined) return undefined;
    const formatter = formatterOf(locale, options);
    if (!formatter) return refused(run, argument, options);
    run.shown = formatter.clean ? SHOWN.clean : SHOWN.localized;
    return formatter.text(value);
  };
}

function partsOf(
  side: NumberSide,
  argument: string | undefined,
  locale: string,
): NonNullable<Program['parts']> {
  return (run) => {
    const value = side.read(run);
    const options = value === undefined ? undefined : side.options(run);
    if (value === undefined || options === undefined) return undefined;
    return formatterOf(locale, options)
      ? numberParts(locale, options, value)
      : refused(run, argument, options);
  };
}

/** Compiles a number: what it reads, how it is shown, what it gives to functions on top of it. */
export function numberProgram(
  call: NumberCall,
  operand: Operand | undefined,
  operands: Operands,
  env: Env,
): Program {
  const side = numberSide(call, operand, operands, env);
  const argument = rootArgument(operand, env.form);
  const ready = side.fixed && formatterOf(env.intlLocale, side.fixed);
  return {
    kind: 'number',
    show: ready ? shownBy(ready, side.read) : shownWithOptions(side, argument, env.intlLocale),
    value: side.read,
    parts: partsOf(side, argument, env.intlLocale),
    number: side,
  };
}
