import { customCall, type FunctionTable } from './custom-call.ts';
import type { AnyFunctionDefinition } from './custom-function.ts';
import type { CustomCall } from './form.ts';
import { readOption } from './function-options.ts';

/** Hears, in words for the error, what is wrong with a call, and throws. */
type Fault = (feature: string) => never;

/** Apostrophes quote in styles as they do in texts: `'{time}'`; two are one. */
function unquoted(style: string): string {
  let text = '';
  for (let index = 0; index < style.length; index += 1) {
    if (style[index] !== "'") text += style[index];
    else if (style[index + 1] === "'") {
      text += "'";
      index += 1;
    }
  }
  return text.trim();
}

/** The option that a bare word sets: the flag of its name, else the first one free that takes the word. */
function optionFor(
  word: string,
  readers: NonNullable<AnyFunctionDefinition['options']>,
  taken: ReadonlyMap<string, string>,
): readonly [string, string] | undefined {
  if (Object.hasOwn(readers, word) && readOption(readers, word, 'true') === true) return [word, 'true'];
  const name = Object.keys(readers).find(
    (one) => !taken.has(one) && readOption(readers, one, word) !== undefined,
  );
  return name === undefined ? undefined : [name, word];
}

/**
 * The options in a style of MessageFormat 1: `{size, bytes, binary digits=2}`. Words stand apart by spaces; `name=value`
 * names its option, a bare word finds it. A definition may take the whole style for one option instead.
 */
function styleOptions(
  name: string,
  definition: AnyFunctionDefinition,
  style: string | undefined,
  fault: Fault,
): Readonly<Record<string, string>> {
  if (style === undefined) return {};
  if (definition.style !== undefined) return { [definition.style]: unquoted(style) };
  const { options: readers = {} } = definition;
  const found = new Map<string, string>();
  for (const word of unquoted(style).split(/\s+/).filter(Boolean)) {
    const equals = word.indexOf('=');
    const [option, value] =
      equals > 0
        ? [word.slice(0, equals), word.slice(equals + 1)]
        : (optionFor(word, readers, found) ?? [undefined, '']);
    if (option === undefined) return fault(`the style "${word}" of the function "${name}"`);
    if (found.has(option)) return fault(`the option "${option}" of the function "${name}" twice`);
    found.set(option, value);
  }
  return Object.fromEntries(found);
}

/**
 * A call as MessageFormat 1 writes it, `{argument, name, style}`.
 *
 * @param fault - throws
 */
export function styledCall(
  name: string,
  functions: FunctionTable,
  argument: string,
  style: string | undefined,
  fault: Fault,
): CustomCall {
  const definition = functions.get(name);
  const plain = style === undefined ? {} : { style };
  const given = definition ? styleOptions(name, definition, style, fault) : plain;
  const options = Object.entries(given).map(
    ([option, value]) => [option, { type: 'literal', value }] as const,
  );
  return customCall(
    name,
    definition,
    Object.fromEntries(options),
    { type: 'argument', name: argument },
    [],
    fault,
  );
}
