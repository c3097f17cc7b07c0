import type { ArgumentValue } from '@localert/core';
import { literalOf, takesOf } from './custom-call.ts';
import type { AnyFunctionDefinition, CustomFunction, Formatted, FunctionContext } from './custom-function.ts';
import { takenValue } from './custom-operand.ts';
import type { CustomCall, Expression } from './form.ts';
import { readOption } from './function-options.ts';
import { isMarkup } from './markup.ts';
import type { CustomSide, Operands, Prepared, Program } from './program.ts';
import { type Env, follows, type Run, remembered, rootArgument, SHOWN, troubled, wrong } from './run.ts';

/** What is known of a call before rendering. */
interface Site {
  readonly name: string;
  readonly call: CustomCall;
  readonly expression: Expression;
  readonly operands: Operands;
  readonly env: Env;
  /** The argument whose fault a wrong value is. */
  readonly argument: string | undefined;
}

type Reader = (run: Run) => NonNullable<ArgumentValue> | undefined;

function optionReaders({ call, operands, env }: Site) {
  return Object.entries(call.options).map(([option, from]) => ({
    option,
    read: operands.reader(from),
    argument: rootArgument(from, env.form),
  }));
}

/** What a function gave, if it is something that can be shown. */
const asFormatted = (result: unknown): Formatted | undefined =>
  typeof result === 'string' || isMarkup(result) ? result : undefined;

function attempt(call: () => unknown): unknown {
  try {
    return call();
  } catch {
    return undefined;
  }
}

function plainCall(
  format: CustomFunction | undefined,
  read: Reader | undefined,
  site: Site,
): (run: Run) => Formatted | undefined {
  const options = optionReaders(site);
  return (run) => {
    const value = read?.(run);
    if (read && value === undefined) return follows(run, 'bad-operand', site.name);
    if (!format) return troubled(run, 'unknown-function', site.name);
    const given: Record<string, ArgumentValue> = Object.fromEntries(
      options.map((one) => [one.option, one.read(run)]),
    );
    const result = asFormatted(attempt(() => format(value, given, site.env.locale)));
    return result ?? wrong(run, site.argument, 'bad-operand', site.name);
  };
}

/** Reads the options of a defined call; `undefined` after one was missing or not usable. */
function definedOptions(
  definition: AnyFunctionDefinition,
  site: Site,
): (run: Run) => Readonly<Record<string, unknown>> | undefined {
  const { options: known = {} } = definition;
  // The specification has functions pass over options that they do not know; strict parsing refuses them.
  const readers = optionReaders(site).filter(({ option }) => Object.hasOwn(known, option));
  return (run) => {
    const options: Record<string, unknown> = {};
    for (const { option, read, argument } of readers) {
      const value = read(run);
      if (value === undefined) return undefined;
      const usable = readOption(known, option, value);
      if (usable === undefined) return wrong(run, argument, 'bad-option', site.name);
      options[option] = usable;
    }
    return options;
  };
}

/** Reads value and options, those of a variable that the function was applied to before included. */
function preparer(
  definition: AnyFunctionDefinition,
  read: Reader | undefined,
  site: Site,
): (run: Run) => Prepared | undefined {
  const { name, call, expression, operands, env, argument } = site;
  const { operand } = expression;
  const custom = operand?.type === 'local' ? operands.local(operand.index)?.custom : undefined;
  const inherits = custom && (custom.name === name || definition.inherits?.includes(custom.name));
  const base: CustomSide | undefined = inherits ? custom : undefined;
  const takes = takesOf(definition, call.options);
  const strings = env.form.syntax === 'mf2';
  const readOptions = definedOptions(definition, site);
  const operandOf = (run: Run): Prepared | undefined => {
    if (base) return base.read(run);
    if (takes === 'none') return { value: undefined, options: {} };
    if (!read) return troubled(run, 'bad-operand', name);
    const given = read(run);
    if (given === undefined) return follows(run, 'bad-operand', name);
    const value = takenValue(takes, given, strings, env.timeZone);
    return value === undefined ? wrong(run, argument, 'bad-operand', name) : { value, options: {} };
  };
  return (run) => {
    const inner = operandOf(run);
    const own = inner && readOptions(run);
    return inner && own && { value: inner.value, options: { ...inner.options, ...own } };
  };
}

function contextOf(run: Run, site: Site, literal: boolean, fault: () => void): FunctionContext {
  const { locale, intlLocale, timeZone } = site.env;
  return {
    locale,
    intlLocale,
    timeZone,
    literal,
    get now() {
      run.now ??= Date.now();
      return run.now;
    },
    fault,
  };
}

/** Runs a definition's function; what it reports goes out after it, so that nobody's error is swallowed here. */
function definedCall(
  definition: AnyFunctionDefinition,
  prepare: (run: Run) => Prepared | undefined,
  site: Site,
): (run: Run) => Formatted | undefined {
  const literal = literalOf(site.expression.operand, site.env.form.declarations) !== undefined;
  return (run) => {
    const ready = prepare(run);
    if (!ready) return undefined;
    let faulty = false;
    const context = contextOf(run, site, literal, () => {
      faulty = true;
    });
    const result = asFormatted(attempt(() => definition.format?.(ready.value, ready.options, context)));
    if (faulty || result === undefined) wrong(run, site.argument, 'bad-operand', site.name);
    return result;
  };
}

function selector(
  definition: AnyFunctionDefinition,
  prepare: (run: Run) => Prepared | undefined,
  site: Site,
): NonNullable<Program['select']> {
  const literal = literalOf(site.expression.operand, site.env.form.declarations) !== undefined;
  return (run, keys) => {
    const ready = prepare(run);
    // The fault of the value is told; that nothing can be chosen by it is the message's own.
    if (!ready) run.trouble?.('bad-selector', site.name);
    if (!ready) return [];
    if (!definition.select) return troubled(run, 'bad-selector', site.name) ?? [];
    try {
      const context = contextOf(run, site, literal, () => undefined);
      const chosen = definition.select(ready.value, keys, ready.options, context) ?? [];
      return typeof chosen === 'string' ? [chosen] : [...chosen];
    } catch {
      return troubled(run, 'bad-selector', site.name) ?? [];
    }
  };
}

/** Compiles a call of one of the host's functions. */
export function customProgram(
  call: CustomCall,
  expression: Expression,
  operands: Operands,
  env: Env,
): Program {
  const { function: name } = call;
  const { operand } = expression;
  const found = Object.hasOwn(env.functions, name) ? env.functions[name] : undefined;
  const read = operand === undefined ? undefined : operands.reader(operand);
  const site: Site = { name, call, expression, operands, env, argument: rootArgument(operand, env.form) };
  const definition = typeof found === 'object' ? found : undefined;
  const prepare = definition && remembered(operands.slot(), preparer(definition, read, site));
  const format =
    definition && prepare
      ? definedCall(definition, prepare, site)
      : plainCall(typeof found === 'function' ? found : undefined, read, site);
  const result = remembered(operands.slot(), format);
  const show = (run: Run): string | undefined => {
    const shown = result(run);
    run.shown = SHOWN.value;
    return isMarkup(shown) ? shown.text : shown;
  };
  const markup = (run: Run): string | undefined => {
    const shown = result(run);
    return isMarkup(shown) ? shown.markup : undefined;
  };
  const program: Program = { kind: 'custom', show, markup, value: show };
  if (!definition || !prepare) return program;
  // Numbers, dates and lists go on as they are to what is applied to this call; of a text, what was made of it does.
  const value = (run: Run) => {
    const given = prepare(run)?.value;
    return given === undefined || typeof given === 'string' ? show(run) : given;
  };
  return { ...program, value, custom: { name, read: prepare }, select: selector(definition, prepare, site) };
}
