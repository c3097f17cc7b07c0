import type { ArgumentValue } from '@localert/core';
import { isShowable, timeOfDate } from './bounds.ts';
import { customProgram } from './custom-program.ts';
import { dateProgram } from './date-program.ts';
import type { Expression, Operand } from './form.ts';
import { type DateText, dateText, type NumberText, numberText } from './formatters.ts';
import { numberProgram } from './number-program.ts';
import type { Operands, Program } from './program.ts';
import { resolvedOnce } from './resolved-once.ts';
import { type Env, type Run, readArgument, rootArgument, wrong } from './run.ts';
import { unknownProgram } from './unknown-program.ts';

type Reader = (run: Run) => NonNullable<ArgumentValue> | undefined;

/** How a value without a function is shown. Objects that are no dates are faults. */
function plainText(value: NonNullable<ArgumentValue>, date: DateText, number: NumberText | undefined) {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' && !isShowable(value)) return undefined;
  if (typeof value === 'number' || typeof value === 'bigint') return number ? number(value) : String(value);
  if (typeof value === 'boolean') return String(value);
  const time = value instanceof Date ? timeOfDate(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : date(time);
}

/**
 * A value as it is. A date shows its medium date and time in the renderer's zone. Numbers: MessageFormat 1 shows their
 * digits as formatjs does, MessageFormat 2 localizes them where no `:string` forbids it.
 */
function plainProgram(kind: 'plain' | 'text', read: Reader, operand: Operand | undefined, env: Env): Program {
  let format: DateText | undefined;
  const date: DateText = (time) => {
    // Few messages show a date so: the formatter is only built when one does.
    format ??= dateText(env.intlLocale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: env.timeZone });
    return format(time);
  };
  let numbers: NumberText | undefined;
  const localizes = kind === 'plain' && env.form.syntax === 'mf2';
  const number: NumberText = (value) => {
    numbers ??= numberText(env.intlLocale, {});
    return numbers(value);
  };
  const argument = rootArgument(operand, env.form);
  // In MessageFormat 1 only a select asks for a string, and no branch is named like a date.
  const choosing = kind === 'text' && env.form.syntax === 'icu';
  const show = (run: Run): string | undefined => {
    const value = read(run);
    if (value === undefined) return undefined;
    const text =
      choosing && value instanceof Date ? undefined : plainText(value, date, localizes ? number : undefined);
    return text ?? wrong(run, argument, 'bad-operand', 'string');
  };
  const localized = (run: Run): boolean => {
    const value = localizes ? read(run) : undefined;
    return typeof value === 'number' || typeof value === 'bigint';
  };
  return { kind, show, localized, value: kind === 'text' ? show : read };
}

/** Compiles the expressions of one form; the declarations first, in their order. */
export function expressionCompiler(env: Env): (expression: Expression) => Program {
  const locals: Program[] = [];
  let slots = 0;
  const operands: Operands = {
    slot: () => slots++,
    local: (index) => locals[index],
    reader(operand) {
      if (operand === undefined) return () => undefined;
      if (operand.type === 'literal') return () => operand.value;
      if (operand.type === 'argument') return (run) => readArgument(run, operand.name);
      const program = locals[operand.index];
      return program ? (run) => program.value(run) : () => undefined;
    },
  };
  const compiled = new Map<Expression, Program>();
  // All `#` of a plural are one expression.
  const compile = (expression: Expression): Program => {
    const known = compiled.get(expression);
    if (known) return known;
    const program = compileOne(expression);
    compiled.set(expression, program);
    return program;
  };
  const compileOne = (expression: Expression): Program => {
    const { call, operand } = expression;
    if (call.name === 'number') return numberProgram(call, operand, operands, env);
    if (call.name === 'date') return dateProgram(call, operand, operands, env);
    if (call.name === 'custom' && !Object.hasOwn(env.functions, call.function))
      return unknownProgram(call, operand, operands);
    if (call.name === 'custom') return customProgram(call, expression, operands, env);
    const local = operand?.type === 'local' ? locals[operand.index] : undefined;
    if (call.name === 'plain' && local) return local;
    // A string of a local variable is the text that the variable shows.
    const read = local ? (run: Run) => local.show(run) : operands.reader(operand);
    return plainProgram(call.name === 'plain' ? 'plain' : 'text', read, operand, env);
  };
  for (const { expression } of env.form.declarations) locals.push(resolvedOnce(compile(expression), slots++));
  return compile;
}
