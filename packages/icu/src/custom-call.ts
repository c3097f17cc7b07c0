import type { AnyFunctionDefinition, CustomFunctions, Takes } from './custom-function.ts';
import { takenValue } from './custom-operand.ts';
import type { CustomCall, Declaration, Operand } from './form.ts';
import { readOption } from './function-options.ts';

/** Functions by name as the parser knows them; without a definition where only the name is known. */
export type FunctionTable = ReadonlyMap<string, AnyFunctionDefinition | undefined>;

/** What a message may use: names alone, or functions, whose options are checked too. */
export function functionTable(functions: CustomFunctions | readonly string[] = []): FunctionTable {
  // TypeScript does not tell a readonly array from a record here.
  const names = Array.isArray(functions) ? (functions as readonly string[]) : undefined;
  if (names) return new Map(names.map((name) => [name, undefined]));
  const entries = Object.entries(functions as CustomFunctions);
  return new Map(entries.map(([name, one]) => [name, typeof one === 'function' ? undefined : one]));
}

/** The text of an operand that the author wrote himself, though it may go through variables. */
export function literalOf(
  operand: Operand | undefined,
  declarations: readonly Declaration[],
): string | undefined {
  if (operand?.type === 'literal') return operand.value;
  const declared = operand?.type === 'local' ? declarations[operand.index]?.expression : undefined;
  const { name } = declared?.call ?? {};
  return name === 'plain' || name === 'string' ? literalOf(declared?.operand, declarations) : undefined;
}

/** The options of a call that stand in the message; a variable's are `undefined`. */
function literalOptions(
  definition: AnyFunctionDefinition,
  options: CustomCall['options'],
): Readonly<Record<string, unknown>> {
  const { options: readers = {} } = definition;
  const known = Object.entries(options).filter(([name]) => Object.hasOwn(readers, name));
  return Object.fromEntries(
    known.map(([name, operand]) => [
      name,
      operand.type === 'literal' ? readOption(readers, name, operand.value) : undefined,
    ]),
  );
}

/** What a call takes, by its options. */
export function takesOf(definition: AnyFunctionDefinition, options: CustomCall['options']): Takes {
  const { takes } = definition;
  return typeof takes === 'function' ? takes(literalOptions(definition, options)) : takes;
}

/** The first thing that is wrong with a call, in words for the error; `undefined` when nothing is. */
function faultOf(
  name: string,
  definition: AnyFunctionDefinition,
  { options, takes }: CustomCall,
  operand: Operand | undefined,
): string | undefined {
  const { options: readers = {} } = definition;
  for (const [option, from] of Object.entries(options)) {
    if (!Object.hasOwn(readers, option)) return `the option "${option}" of the function "${name}"`;
    if (from.type === 'literal' && readOption(readers, option, from.value) === undefined)
      return `the value of the option "${option}" of the function "${name}"`;
  }
  if (takes === 'none') return operand && `the function "${name}" with a value`;
  if (operand === undefined) return `the function "${name}" without a value`;
  const bad =
    operand.type === 'literal' && takes && takenValue(takes, operand.value, true, 'UTC') === undefined;
  return bad ? `the function "${name}" with a value that it cannot take` : undefined;
}

/**
 * A call of a registered function, with what its definition says of it.
 *
 * @param fault - hears what is wrong with the call; may throw
 */
export function customCall(
  name: string,
  definition: AnyFunctionDefinition | undefined,
  options: CustomCall['options'],
  operand: Operand | undefined,
  declarations: readonly Declaration[],
  fault: (feature: string) => void,
): CustomCall {
  const call: CustomCall = { name: 'custom', function: name, options };
  if (!definition) return call;
  const { sample } = definition;
  const effect = definition.effect?.(literalOf(operand, declarations));
  const full: CustomCall = {
    ...call,
    takes: takesOf(definition, options),
    ...(sample === undefined ? {} : { sample }),
    ...(effect === undefined ? {} : { effect }),
  };
  const feature = faultOf(name, definition, full, operand);
  if (feature !== undefined) fault(feature);
  return full;
}
