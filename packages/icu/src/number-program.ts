import type { ArgumentValue } from '@localert/core';
import type { NumberCall, NumberOptions, Operand, VariableOptions } from './form.ts';
import { type NumberText, numberParts, numberText } from './formatters.ts';
import { type OptionBag, readSize, setOption, startingOptions } from './mf2-options.ts';
import type { NumberSide, Numeric, Operands, Program } from './program.ts';
import { type Env, type Run, remembered, rootArgument, troubled, wrong } from './run.ts';

/** A number of JSON (LDML 48 part 9, number literal). */
const NUMBER_LITERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

type Reader = (run: Run) => NonNullable<ArgumentValue> | undefined;

/** What may be a number: MessageFormat 2 also takes strings that are written as one. */
export function numeric(value: NonNullable<ArgumentValue>, strings: boolean): Numeric | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return strings && typeof value === 'string' && NUMBER_LITERAL.test(value) ? Number(value) : undefined;
}

function plus(value: Numeric, add: number): Numeric {
  return typeof value === 'bigint' ? value + BigInt(add) : value + add;
}

function rounded(value: Numeric): Numeric {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : value;
}

/** Reads the options of a call that are variables, together with its literal ones. */
export function variableReader(
  { function: fn, options }: VariableOptions,
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
      if (value === undefined || put(name, value)) continue;
      wrong(run, argument, 'bad-option', fn);
    }
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

function numberSide(
  call: NumberCall,
  operand: Operand | undefined,
  operands: Operands,
  env: Env,
): NumberSide {
  const base = operand?.type === 'local' ? operands.local(operand.index)?.number : undefined;
  const value = operands.reader(operand);
  const argument = rootArgument(operand, env.form);
  const strings = env.form.syntax === 'mf2';
  const before = base
    ? (run: Run) => base.read(run)
    : (run: Run) => {
        const given = value(run);
        if (given === undefined) return undefined;
        return numeric(given, strings) ?? wrong(run, argument, 'bad-operand', 'number');
      };
  const { add, integer, variable } = call;
  const addOf = variable?.function === 'offset' ? variableAdd(variable, operands) : undefined;
  const read = (run: Run): Numeric | undefined => {
    const given = before(run);
    if (given === undefined) return undefined;
    const more = addOf ? addOf(run) : (add ?? 0);
    if (more === undefined) return undefined;
    const sum = more === 0 ? given : plus(given, more);
    return integer ? rounded(sum) : sum;
  };
  if (!variable && (!base || base.fixed)) {
    const fixed: NumberOptions = { ...base?.fixed, ...call.options };
    return { read, before, call, fixed, options: () => fixed };
  }
  const readVariables = variable && variableReader(variable, operands, env);
  const options = (run: Run): NumberOptions | undefined => {
    const inherited = base ? base.options(run) : {};
    if (inherited === undefined) return undefined;
    if (!variable || !readVariables) return { ...inherited, ...call.options };
    const bag: OptionBag = {};
    readVariables(run, (name, given) => setOption(variable.function, name, given, bag) !== 'bad');
    return { ...inherited, ...startingOptions(variable.function), ...bag };
  };
  return {
    before,
    call,
    read: remembered(operands.slot(), read),
    options: remembered(operands.slot(), options),
  };
}

function textOf(locale: string, options: NumberOptions): NumberText | undefined {
  try {
    return numberText(locale, options);
  } catch {
    return undefined;
  }
}

/** Compiles a number: what it reads, how it is shown, what it gives to functions on top of it. */
export function numberProgram(
  call: NumberCall,
  operand: Operand | undefined,
  operands: Operands,
  env: Env,
): Program {
  const side = numberSide(call, operand, operands, env);
  const { read, fixed } = side;
  const argument = rootArgument(operand, env.form);
  const refused = (run: Run): undefined => wrong(run, argument, 'bad-option', 'number');
  const ready = fixed && textOf(env.intlLocale, fixed);
  const show = ready
    ? (run: Run) => {
        const value = read(run);
        return value === undefined ? undefined : ready(value);
      }
    : (run: Run) => {
        const value = read(run);
        const options = value === undefined ? undefined : side.options(run);
        if (value === undefined || options === undefined) return undefined;
        const format = textOf(env.intlLocale, options);
        return format ? format(value) : refused(run);
      };
  const parts = (run: Run) => {
    const value = read(run);
    const options = value === undefined ? undefined : side.options(run);
    if (value === undefined || options === undefined) return undefined;
    return textOf(env.intlLocale, options) ? numberParts(env.intlLocale, options, value) : refused(run);
  };
  return { kind: 'number', show, localized: () => true, value: read, parts, number: side };
}
