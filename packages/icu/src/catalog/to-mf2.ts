import type {
  Declaration,
  Expression,
  FormNode,
  FunctionCall,
  MessageForm,
  NumberCall,
  Operand,
  VariantKey,
} from '../form.ts';
import type { ConversionDifference, ConvertedForm } from './conversion.ts';
import { notConvertible } from './errors.ts';
import { type FlatMessage, flatten } from './flatten.ts';
import { mf2Date } from './mf2-date-call.ts';
import { mf2Number } from './mf2-number-call.ts';
import { isMf2Name } from './mf2-text.ts';
import { canonical } from './same.ts';

const refuse = (feature: string): Error => notConvertible('mf2', feature);

const PLAIN: FunctionCall = { name: 'plain' };
const STRING: FunctionCall = { name: 'string' };
const NUMBER: NumberCall = { name: 'number', options: { style: 'decimal' } };

/** How a message uses an argument: the names of the calls on it, and whether it is chosen by. */
interface Use {
  readonly calls: Set<FunctionCall['name']>;
  selects: boolean;
}

/** What the writing of one message knows. */
interface Context {
  readonly uses: ReadonlyMap<string, Use>;
  readonly declarations: Declaration[];
  /** Where a declaration stands, by what it is for. */
  readonly declared: Map<string, number>;
  readonly differences: Set<ConversionDifference>;
}

/** Names are in NFC (LDML 48 part 9, names). */
function argumentOf({ operand }: Expression): string {
  if (operand?.type !== 'argument') throw refuse('a placeholder without an argument');
  if (!isMf2Name(operand.name)) throw refuse(`the argument name "${operand.name}"`);
  return operand.name.normalize();
}

function usesOf({ selectors, rows }: FlatMessage): Map<string, Use> {
  const uses = new Map<string, Use>();
  const note = (expression: Expression, selects: boolean): void => {
    const name = argumentOf(expression);
    const use = uses.get(name) ?? { calls: new Set(), selects: false };
    uses.set(name, use);
    use.calls.add(expression.call.name);
    use.selects ||= selects;
  };
  for (const selector of selectors) note(selector, true);
  for (const { nodes } of rows)
    for (const node of nodes) if (node.type === 'placeholder') note(node.expression, false);
  return uses;
}

function declare(context: Context, key: string, name: string, expression: () => Expression): Operand {
  const known = context.declared.get(key);
  if (known !== undefined) return { type: 'local', index: known };
  const value = expression();
  const taken = (one: string): boolean =>
    (context.uses.has(one) && one !== key) ||
    context.declarations.some((declaration) => declaration.name === one);
  let free = name;
  while (taken(free)) free += '_';
  const index = context.declarations.push({ name: free, expression: value }) - 1;
  context.declared.set(key, index);
  return { type: 'local', index };
}

/** Whether all uses of an argument are of these kinds, one of them a choice: then it is declared under its own name. */
function onlyUsedAs(argument: string, names: readonly FunctionCall['name'][], { uses }: Context): boolean {
  const use = uses.get(argument);
  return use?.selects === true && [...use.calls].every((name) => names.includes(name));
}

const argumentOperand = (name: string): Operand => ({ type: 'argument', name });

/** An argument that is a number wherever it stands: `.input`. Else the argument itself. */
function numberOf(argument: string, context: Context): Operand {
  if (!onlyUsedAs(argument, ['number'], context)) return argumentOperand(argument);
  return declare(context, argument, argument, () => ({ operand: argumentOperand(argument), call: NUMBER }));
}

function offsetOf(argument: string, add: number, context: Context): Operand {
  return declare(context, `${argument} ${add}`, `${argument}_offset`, () => ({
    operand: numberOf(argument, context),
    call: { ...NUMBER, add },
  }));
}

function selectorOf(selector: Expression, context: Context): Operand {
  const argument = argumentOf(selector);
  const { call } = selector;
  if (call.name !== 'number') {
    const name = onlyUsedAs(argument, ['plain', 'string'], context) ? argument : `${argument}_text`;
    const key = name === argument ? argument : `${argument} text`;
    return declare(context, key, name, () => ({ operand: argumentOperand(argument), call: STRING }));
  }
  const number = call.add === undefined ? numberOf(argument, context) : offsetOf(argument, call.add, context);
  if (call.select === 'ordinal') {
    return declare(context, `${argument} ${call.add} ordinal`, `${argument}_ordinal`, () => ({
      operand: number,
      call: { ...NUMBER, select: 'ordinal', givenSelect: true },
    }));
  }
  if (number.type === 'local') return number;
  return declare(context, `${argument} number`, `${argument}_count`, () => ({
    operand: number,
    call: NUMBER,
  }));
}

function placeholder(expression: Expression, context: Context): Expression {
  const argument = argumentOf(expression);
  const { call } = expression;
  if (call.name === 'plain') {
    const declared = context.declared.get(argument);
    return declared === undefined
      ? { operand: argumentOperand(argument), call: STRING }
      : { operand: { type: 'local', index: declared }, call: PLAIN };
  }
  if (call.name === 'custom') return { operand: argumentOperand(argument), call };
  if (call.name === 'date') {
    const date = mf2Date(call.options);
    if (!date) throw refuse('these options of a date or time');
    if (!date.exact)
      context.differences.add(call.options.hourCycle === undefined ? 'date-width' : 'hour-cycle');
    return { operand: argumentOperand(argument), call: { name: 'date', options: date.options } };
  }
  if (call.name !== 'number' || call.integer || call.variable) throw refuse('this placeholder');
  if (call.add !== undefined) return { operand: offsetOf(argument, call.add, context), call: PLAIN };
  const number = mf2Number(call.options);
  if (!number) throw refuse('these options of a number');
  const operand = numberOf(argument, context);
  const asDeclared =
    operand.type === 'local' &&
    Object.keys(number.options).length === 1 &&
    number.options.style === 'decimal';
  return asDeclared ? { operand, call: PLAIN } : { operand, call: number };
}

function pattern(nodes: readonly FormNode[], context: Context): FormNode[] {
  const merged: FormNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      merged[merged.length - 1] = { type: 'text', value: last.value + node.value };
    } else if (node.type === 'placeholder') {
      merged.push({ type: 'placeholder', expression: placeholder(node.expression, context) });
    } else merged.push(node);
  }
  return merged;
}

/** Exact keys of MessageFormat 1 test the value before the offset, those of MessageFormat 2 after it. */
function keyOf(key: VariantKey, selector: Expression | undefined): VariantKey {
  if (key.kind === 'any') return key;
  const { call } = selector ?? {};
  if (key.kind === 'exact' && call?.name === 'number') {
    return { kind: 'exact', value: String(Number(key.value) + (call.add ?? 0)) };
  }
  return key.kind === 'text' ? { kind: 'text', value: key.value.normalize() } : key;
}

/**
 * MessageFormat 1 to MessageFormat 2, as a form that the parser could have given.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE, LOCALERT_MESSAGE_TOO_LARGE when the choices multiply beyond a message's size
 */
export function toMf2Form(form: MessageForm): ConvertedForm {
  const flat = flatten(form.nodes);
  const context: Context = {
    uses: usesOf(flat),
    declarations: [],
    declared: new Map(),
    differences: new Set(),
  };
  const selectors = flat.selectors.map(
    (selector): Expression => ({
      operand: selectorOf(selector, context),
      call: PLAIN,
    }),
  );
  const seen = new Set<string>();
  const variants = flat.rows
    .map(({ keys, nodes }) => ({
      keys: keys.map((key, at) => keyOf(key, flat.selectors[at])),
      nodes: pattern(nodes, context),
    }))
    // Keys that differ in their normal form only have become one.
    .filter(({ keys }) => !seen.has(canonical(keys)) && seen.add(canonical(keys)));
  const nodes: readonly FormNode[] =
    selectors.length === 0 ? (variants[0]?.nodes ?? []) : [{ type: 'match', selectors, variants }];
  return {
    form: { syntax: 'mf2', declarations: context.declarations, nodes },
    differences: [...context.differences],
  };
}
