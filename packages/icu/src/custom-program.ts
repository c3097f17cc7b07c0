import type { ArgumentValue } from '@localert/core';
import type { CustomCall, Expression } from './form.ts';
import type { Operands, Program } from './program.ts';
import { type Env, follows, type Run, remembered, rootArgument, SHOWN, troubled, wrong } from './run.ts';

/** Compiles a call of one of the host's functions. */
export function customProgram(
  call: CustomCall,
  expression: Expression,
  operands: Operands,
  env: Env,
): Program {
  const { function: name } = call;
  const { operand } = expression;
  const format = Object.hasOwn(env.functions, name) ? env.functions[name] : undefined;
  const read = operand === undefined ? undefined : operands.reader(operand);
  const options = Object.entries(call.options).map(([option, from]) => ({
    option,
    value: operands.reader(from),
  }));
  const argument = rootArgument(operand, env.form);
  const apply = (run: Run): string | undefined => {
    const value = read?.(run);
    if (read && value === undefined) return follows(run, 'bad-operand', name);
    if (!format) return troubled(run, 'unknown-function', name);
    const given: Record<string, ArgumentValue> = Object.fromEntries(
      options.map((one) => [one.option, one.value(run)]),
    );
    let text: unknown;
    try {
      text = format(value, given, env.locale);
    } catch {
      text = undefined;
    }
    return typeof text === 'string' ? text : wrong(run, argument, 'bad-operand', name);
  };
  const value = options.length > 0 ? remembered(operands.slot(), apply) : apply;
  const show = (run: Run): string | undefined => {
    const text = value(run);
    run.shown = SHOWN.value;
    return text;
  };
  return { kind: 'custom', show, value };
}
