import type { ArgumentValue } from '@localert/core';
import { isShowable, timeOfDate } from './bounds.ts';
import { customProgram } from './custom-program.ts';
import { dateProgram } from './date-program.ts';
import { type DateText, dateText } from './date-text.ts';
import type { Expression, Operand } from './form.ts';
import { numberProgram } from './number-program.ts';
import { type NumberText, numberText } from './number-text.ts';
import type { Operands, Program } from './program.ts';
import { resolvedOnce } from './resolved-once.ts';
import { type Env, type Run, readArgument, rootArgument, SHOWN, wrong } from './run.ts';
import { unknownProgram } from './unknown-program.ts';

type Reader = (run: Run) => NonNullable<ArgumentValue> | undefined;

/** What shows dates and numbers that have no function. */
interface Defaults {
  readonly date: () => DateText;
  /** MessageFormat 1 shows a number's digits as formatjs does. */
  readonly number: (() => NumberText) | undefined;
}

/** How a value without a function is shown, if it is no string. Objects that are no dates are faults. */
function plainText(value: Exclude<ArgumentValue, string | null>, { date, number }: Defaults) {
  if (typeof value === 'bigint' && !isShowable(value)) return undefined;
  if (typeof value === 'number' || typeof value === 'bigint') return number ? number()(value) : String(value);
  if (typeof value === 'boolean') return String(value);
  const time = value instanceof Date ? timeOfDate(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : date()(time);
}

/**
 * A value as it is. A date shows its medium date and time in the renderer's zone. Numbers: MessageFormat 1 shows their
 * digits as formatjs does, MessageFormat 2 localizes them where no `:string` forbids it.
 */
function plainProgram(kind: 'plain' | 'text', read: Reader, operand: Operand | undefined, env: Env): Program {
  const options = { dateStyle: 'medium', timeStyle: 'medium', timeZone: env.timeZone } as const;
  const localizes = kind === 'plain' && env.form.syntax === 'mf2';
  let date: DateText | undefined;
  let number: NumberText | undefined;
  const defaults: Defaults = {
    // Few messages show numbers and dates so: the formatters are only built when one does.
    number: localizes
      ? () => {
          number ??= numberText(env.intlLocale, {});
          return number;
        }
      : undefined,
    date() {
      date ??= dateText(env.intlLocale, options);
      return date;
    },
  };
  const argument = rootArgument(operand, env.form);
  // In MessageFormat 1 only a select asks for a string, and no branch is named like a date.
  const choosing = kind === 'text' && env.form.syntax === 'icu';
  const show = (run: Run): string | undefined => {
    const value = read(run);
    run.shown = SHOWN.value;
    if (value === undefined || typeof value === 'string') return value;
    if (localizes && (typeof value === 'number' || typeof value === 'bigint')) run.shown = SHOWN.localized;
    const text = choosing && value instanceof Date ? undefined : plainText(value, defaults);
    return text ?? wrong(run, argument, 'bad-operand', 'string');
  };
  return { kind, show, value: kind === 'text' ? show : read };
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
  // All `#` of a plural are one expression.
  let last: { readonly expression: Expression; readonly program: Program } | undefined;
  const compile = (expression: Expression): Program => {
    if (last?.expression !== expression) last = { expression, program: compileOne(expression) };
    return last.program;
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
