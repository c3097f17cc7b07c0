import type {
  Declaration,
  Expression,
  FormNode,
  MarkupNode,
  MessageForm,
  Operand,
  VariantKey,
} from '../form.ts';
import { notConvertible } from './errors.ts';
import { mf2DateCall } from './mf2-date-call.ts';
import { mf2NumberCall } from './mf2-number-call.ts';
import { isMf2Identifier, isMf2Name, mf2Literal, mf2Text } from './mf2-text.ts';
import { toMf2Form } from './to-mf2.ts';

const refuse = (feature: string): Error => notConvertible('mf2', feature);

type Declarations = readonly Declaration[];

function variable(name: string): string {
  if (!isMf2Name(name)) throw refuse(`the argument name "${name}"`);
  return `$${name}`;
}

function operandText(operand: Operand, declarations: Declarations): string {
  if (operand.type === 'literal') return mf2Literal(operand.value);
  return variable(operand.type === 'argument' ? operand.name : (declarations[operand.index]?.name ?? ''));
}

function optionText(name: string, value: string): string {
  if (!isMf2Identifier(name)) throw refuse(`the option name "${name}"`);
  return ` ${name}=${value}`;
}

function functionText(name: string): string {
  if (!isMf2Identifier(name)) throw refuse(`the function name "${name}"`);
  return `:${name}`;
}

function operandOptions(options: Readonly<Record<string, Operand>>, declarations: Declarations): string {
  return Object.entries(options)
    .map(([name, operand]) => optionText(name, operandText(operand, declarations)))
    .join('');
}

/** The function with its options; empty where the value stands alone. */
function callText({ call, operand, direction }: Expression, declarations: Declarations): string {
  if (call.name === 'plain') return '';
  if (call.name === 'custom') return functionText(call.function) + operandOptions(call.options, declarations);
  if (call.name === 'string') return operand?.type === 'literal' && direction === undefined ? '' : ':string';
  if (call.variable) {
    return functionText(call.variable.function) + operandOptions(call.variable.options, declarations);
  }
  const found = call.name === 'number' ? mf2NumberCall(call) : mf2DateCall(call.options);
  if (!found) throw refuse(`these options of a ${call.name}`);
  const options = Object.entries(found.options).map(([name, value]) => optionText(name, mf2Literal(value)));
  return functionText(found.function) + options.join('');
}

function expressionText(expression: Expression, declarations: Declarations): string {
  const { operand, direction } = expression;
  const call = callText(expression, declarations);
  const dir = direction === undefined ? '' : ` u:dir=${direction}`;
  const value = operand === undefined ? '' : operandText(operand, declarations);
  return `{${[value, call + dir].filter(Boolean).join(' ')}}`;
}

function markupText({ kind, name, options }: MarkupNode, declarations: Declarations): string {
  if (!isMf2Identifier(name)) throw refuse(`the markup name "${name}"`);
  const content = `${kind === 'close' ? '/' : '#'}${name}${operandOptions(options, declarations)}`;
  return `{${content}${kind === 'standalone' ? ' /' : ''}}`;
}

function patternText(nodes: readonly FormNode[], declarations: Declarations): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return mf2Text(node.value);
      if (node.type === 'markup') return markupText(node, declarations);
      if (node.type === 'match') throw refuse('a choice inside of a text');
      return expressionText(node.expression, declarations);
    })
    .join('');
}

function declarationText({ name, expression }: Declaration, declarations: Declarations): string {
  const { operand } = expression;
  const input = operand?.type === 'argument' && operand.name === name;
  const value = expressionText(expression, declarations);
  return input ? `.input ${value}\n` : `.local ${variable(name)} = ${value}\n`;
}

const keyText = (key: VariantKey): string => (key.kind === 'any' ? '*' : mf2Literal(key.value));

function bodyText({ nodes, declarations }: MessageForm): string {
  const [node, ...more] = nodes;
  if (node?.type === 'match' && more.length === 0) {
    const selectors = node.selectors.map(({ operand }) => operand && operandText(operand, declarations));
    const variants = node.variants.map(
      ({ keys, nodes: inner }) => `\n${keys.map(keyText).join(' ')} {{${patternText(inner, declarations)}}}`,
    );
    return `.match ${selectors.join(' ')}${variants.join('')}`;
  }
  const text = patternText(nodes, declarations);
  // Only a simple message stands without braces, and only one that starts like one.
  const simple = declarations.length === 0 && !(node?.type === 'text' && /^[^\p{L}\p{N}]/u.test(node.value));
  return simple ? text : `{{${text}}}`;
}

/**
 * Writes a form as a MessageFormat 2 source (LDML 48 part 9), which parses to an equal form. A MessageFormat 1 form is
 * converted first: nested plurals and selects become one `.match` with several selectors.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE for what MessageFormat 2 has no words for: argument names such as `0`,
 * compact numbers, scales, eras
 *
 * @example
 * ```ts
 * import { parseForm } from '@localert/icu';
 * import { printMf2 } from '@localert/icu/catalog';
 *
 * printMf2(parseForm('{n, plural, one {# disk} other {# disks}}', 'icu'));
 * // .input {$n :number}
 * // .match $n
 * // one {{{$n} disk}}
 * // * {{{$n} disks}}
 * ```
 */
export function printMf2(form: MessageForm): string {
  const target = form.syntax === 'mf2' ? form : toMf2Form(form).form;
  return (
    target.declarations.map((one) => declarationText(one, target.declarations)).join('') + bodyText(target)
  );
}
