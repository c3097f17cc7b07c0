import type { Model } from 'messageformat';
import { customCall, type FunctionTable } from './custom-call.ts';
import { MessageTooLargeError } from './errors.ts';
import {
  type Expression,
  type FormNode,
  type FunctionCall,
  MAX_NODES,
  type MessageForm,
  type NumberOptions,
  type Operand,
  type VariantKey,
} from './form.ts';
import { lowerOptions } from './mf2-call.ts';
import { type Mf2Context, unsupportedMf2 } from './mf2-context.ts';
import { dateOptions, isDateFunction, isMf2Function, startingOptions } from './mf2-options.ts';
import { isUnicodeOption, unicodeMarkup, unicodeOptions } from './mf2-unicode.ts';
import { readModel } from './read-mf2.ts';

const CATEGORIES: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

function count(context: Mf2Context, more = 1): void {
  context.nodes += more;
  if (context.nodes > MAX_NODES) throw new MessageTooLargeError({ what: 'nodes', limit: MAX_NODES });
}

/** A variable or a literal. */
function lowerOperand(value: Model.Literal | Model.VariableRef, context: Mf2Context): Operand {
  if (value.type === 'literal') return { type: 'literal', value: value.value };
  const index = context.locals.get(value.name);
  return index === undefined ? { type: 'argument', name: value.name } : { type: 'local', index };
}

function lowerOperands(options: Model.Options | undefined, context: Mf2Context): Record<string, Operand> {
  const entries = Object.entries(options ?? {});
  count(context, entries.length);
  const own = entries.filter(([name]) => !isUnicodeOption(name));
  return Object.fromEntries(own.map(([name, value]) => [name, lowerOperand(value, context)]));
}

function inherited(operand: Operand | undefined, context: Mf2Context): NumberOptions {
  return (operand?.type === 'local' && context.folded[operand.index]) || {};
}

/** The call that decides how a variable selects: plain references lead to it. */
function selectingCall(operand: Operand | undefined, context: Mf2Context): FunctionCall {
  const declared = operand?.type === 'local' ? context.declarations[operand.index]?.expression : undefined;
  if (!declared) return { name: 'plain' };
  return declared.call.name === 'plain' ? selectingCall(declared.operand, context) : declared.call;
}

/** Whether a call on this operand would inherit an option `select`. */
function givenSelect(operand: Operand | undefined, context: Mf2Context): boolean {
  const call = selectingCall(operand, context);
  return call.name === 'number' && call.givenSelect === true;
}

function lowerCall(ref: Model.FunctionRef, operand: Operand | undefined, context: Mf2Context): FunctionCall {
  const { name } = ref;
  const options = lowerOperands(ref.options, context);
  if (context.functions.has(name)) {
    return customCall(
      name,
      context.functions.get(name),
      options,
      operand,
      context.declarations,
      (feature) => {
        if (!context.lenient) throw unsupportedMf2(context, feature, `:${name}`);
      },
    );
  }
  if (!isMf2Function(name) || operand === undefined) {
    if (context.lenient) return { name: 'custom', function: name, options };
    const feature = isMf2Function(name)
      ? `the function ":${name}" without a value`
      : `the function ":${name}"`;
    throw unsupportedMf2(context, feature, `:${name}`);
  }
  const above = { options: inherited(operand, context), select: givenSelect(operand, context) };
  const lowered = lowerOptions(name, options, above, context);
  const badSelect = lowered.badSelect ? { badSelect: true as const } : {};
  const variable = lowered.variable ? { variable: { function: name, options, ...badSelect } } : {};
  if (name === 'string') return { name: 'string' };
  if (isDateFunction(name)) return { name: 'date', options: dateOptions(name, lowered.bag), ...variable };
  return {
    name: 'number',
    options: { ...startingOptions(name), ...lowered.bag },
    ...(lowered.add === undefined ? {} : { add: lowered.add }),
    ...(name === 'integer' ? { integer: true } : {}),
    ...(lowered.select === undefined ? {} : { select: lowered.select }),
    ...((above.select || Object.hasOwn(options, 'select')) && { givenSelect: true as const }),
    ...variable,
  };
}

/** A plain reference to a declared variable is that variable, with its direction and its id. */
function inheritedUnicode(operand: Operand | undefined, context: Mf2Context): Partial<Expression> {
  const declared = operand?.type === 'local' ? context.declarations[operand.index]?.expression : undefined;
  if (!declared) return {};
  const { direction, directionFrom, id } = declared;
  return {
    ...(direction && { direction }),
    ...(directionFrom && { directionFrom }),
    ...(id && { id }),
  };
}

function lowerExpression(expression: Model.Expression, context: Mf2Context): Expression {
  const operand = expression.arg === undefined ? undefined : lowerOperand(expression.arg, context);
  const ref = expression.functionRef;
  const plain: FunctionCall = operand?.type === 'literal' ? { name: 'string' } : { name: 'plain' };
  const call = ref ? lowerCall(ref, operand, context) : plain;
  const unicode = ref
    ? unicodeOptions(ref.options, context, lowerOperand)
    : inheritedUnicode(operand, context);
  return { ...(operand === undefined ? {} : { operand }), call, ...unicode };
}

function declare(declaration: Model.Declaration, context: Mf2Context): void {
  count(context);
  const expression = lowerExpression(declaration.value, context);
  const { call, operand } = expression;
  const folded = { ...inherited(operand, context), ...(call.name === 'number' ? call.options : {}) };
  context.locals.set(declaration.name, context.declarations.length);
  context.declarations.push({ name: declaration.name, expression });
  context.folded.push(call.name === 'number' || call.name === 'plain' ? folded : undefined);
}

function lowerPattern(pattern: Model.Pattern, context: Mf2Context): readonly FormNode[] {
  return pattern
    .filter((part) => part !== '')
    .map((part): FormNode => {
      count(context);
      if (typeof part === 'string') return { type: 'text', value: part };
      if (part.type === 'expression')
        return { type: 'placeholder', expression: lowerExpression(part, context) };
      return {
        type: 'markup',
        kind: part.kind,
        name: part.name,
        options: lowerOperands(part.options, context),
        ...unicodeMarkup(part.options, context, lowerOperand),
      };
    });
}

function lowerKey(key: Model.Literal | Model.CatchallKey, call: FunctionCall | undefined): VariantKey {
  if (key.type === '*') return { kind: 'any' };
  if (call?.name !== 'number') return { kind: 'text', value: key.value };
  return {
    kind: CATEGORIES.has(key.value) && call.select !== 'exact' ? 'category' : 'exact',
    value: key.value,
  };
}

function cannotSelect(call: FunctionCall, { functions }: Mf2Context): boolean {
  if (call.name !== 'custom')
    return call.name === 'date' || (call.name === 'number' && call.select === 'none');
  const definition = functions.get(call.function);
  return definition !== undefined && definition.select === undefined;
}

function lowerMatch(message: Model.SelectMessage, context: Mf2Context): FormNode {
  count(context, message.selectors.length);
  const selectors = message.selectors.map(
    (selector): Expression => ({ operand: lowerOperand(selector, context), call: { name: 'plain' } }),
  );
  const calls = selectors.map(({ operand }) => selectingCall(operand, context));
  const unable = calls.find((call) => cannotSelect(call, context));
  if (unable && !context.lenient) throw unsupportedMf2(context, 'a selector that cannot select', '.match');
  const variants = message.variants.map(({ keys, value }) => {
    count(context, keys.length + 1);
    return { keys: keys.map((key, at) => lowerKey(key, calls[at])), nodes: lowerPattern(value, context) };
  });
  return { type: 'match', selectors, variants };
}

/**
 * MessageFormat 2 (LDML 48 part 9) to the intermediate form.
 *
 * @param functions - custom functions; they go before the ones of the specification
 * @param lenient - lets unknown functions and bad options pass to the rendering
 * @throws LOCALERT_MESSAGE_SYNTAX, LOCALERT_MESSAGE_UNSUPPORTED, LOCALERT_MESSAGE_TOO_LARGE
 */
export function parseMf2(source: string, functions: FunctionTable, lenient: boolean): MessageForm {
  const message = readModel(source);
  const context: Mf2Context = {
    source,
    functions,
    lenient,
    locals: new Map(),
    declarations: [],
    folded: [],
    formats: new Set(),
    nodes: 0,
  };
  for (const declaration of message.declarations) declare(declaration, context);
  const nodes =
    message.type === 'select' ? [lowerMatch(message, context)] : lowerPattern(message.pattern, context);
  return { syntax: 'mf2', declarations: context.declarations, nodes };
}
