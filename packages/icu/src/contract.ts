import type {
  ArgumentContract,
  ArgumentSpec,
  ArgumentType,
  ArgumentValue,
  ArgumentValues,
} from '@localert/core';
import { fieldNameSchema, isArgumentItem } from '@localert/core';
import type { ValueFault } from './fault.ts';
import type { Expression, FormNode, FunctionCall, MatchNode, MessageForm, Operand } from './form.ts';
import { rootArgument } from './run.ts';

/** A contract that cannot be kept, as an error of the messages. */
export interface ContractConflict {
  /** `argument-conflict`: two uses exclude each other · `argument-name`: core's models do not take the name. */
  readonly code: 'argument-conflict' | 'argument-name';
  readonly argument: string;
  /** What the messages use it as. */
  readonly types: readonly ArgumentType[];
}

/** The arguments of a set of messages. */
export interface ContractResult {
  readonly contract: ArgumentContract;
  readonly conflicts: readonly ContractConflict[];
}

/** One use of an argument in a translation that does not keep the base's contract. */
export interface ContractFault {
  /** `choice-unknown` is worth a warning: the base never chooses so. */
  readonly code: 'argument-unknown' | 'argument-type' | 'choice-unknown';
  readonly argument: string;
  readonly used: ArgumentType;
  readonly expected?: ArgumentType;
  /** The branches that the base does not have. */
  readonly choices?: readonly string[];
}

/** How messages use one argument. */
interface Use {
  readonly types: Set<ArgumentType>;
  readonly choices: Set<string>;
  readonly examples: (string | number)[];
}

type Uses = Map<string, Use>;

function noteUse(uses: Uses, argument: string, type: ArgumentType): Use {
  const use = uses.get(argument) ?? { types: new Set(), choices: new Set(), examples: [] };
  uses.set(argument, use);
  use.types.add(type);
  return use;
}

function optionsOf(call: FunctionCall): readonly Operand[] {
  if (call.name === 'custom') return Object.values(call.options);
  return call.name === 'number' || call.name === 'date' ? Object.values(call.variable?.options ?? {}) : [];
}

/** Of each form: the calls that meet the arguments of its declarations first. */
const INNERMOST = new WeakMap<MessageForm, readonly FunctionCall[]>();

function through(call: FunctionCall, inner: FunctionCall): FunctionCall {
  if (inner.name !== 'plain' && inner.name !== 'string') return inner;
  return call.name === 'plain' ? inner : call;
}

function innermostOf(form: MessageForm): readonly FunctionCall[] {
  const known = INNERMOST.get(form);
  if (known) return known;
  const calls: FunctionCall[] = [];
  for (const { expression } of form.declarations) {
    const { operand, call } = expression;
    const inner = operand?.type === 'local' ? calls[operand.index] : undefined;
    calls.push(inner ? through(call, inner) : call);
  }
  INNERMOST.set(form, calls);
  return calls;
}

/** The call that meets the argument first: plain references lead through declarations to it. */
function innermost({ operand, call }: Expression, form: MessageForm): FunctionCall {
  const inner = operand?.type === 'local' ? innermostOf(form)[operand.index] : undefined;
  return inner ? through(call, inner) : call;
}

function typeOfCall(call: FunctionCall): ArgumentType {
  if (call.name === 'number' || call.name === 'date') return call.name;
  if (call.name !== 'custom' || call.takes === undefined || call.takes === 'none') return 'text';
  return call.takes;
}

function noteExpression(expression: Expression, form: MessageForm, uses: Uses): void {
  const argument = rootArgument(expression.operand, form);
  if (argument !== undefined) {
    const call = innermost(expression, form);
    const { examples } = noteUse(uses, argument, typeOfCall(call));
    if (call.name === 'custom' && call.sample !== undefined) examples.push(call.sample);
  }
  for (const operand of [...optionsOf(expression.call), expression.directionFrom, expression.id]) {
    const option = rootArgument(operand, form);
    if (option !== undefined) noteUse(uses, option, 'text');
  }
}

function noteMatch(node: MatchNode, form: MessageForm, uses: Uses): void {
  node.selectors.forEach((selector, at) => {
    noteExpression(selector, form, uses);
    const argument = rootArgument(selector.operand, form);
    const { name } = innermost(selector, form);
    if (argument === undefined || (name !== 'string' && name !== 'plain')) return;
    const { choices } = noteUse(uses, argument, 'choice');
    for (const { keys } of node.variants) {
      const key = keys[at];
      if (key?.kind === 'text') choices.add(key.value);
    }
  });
}

function noteNodes(nodes: readonly FormNode[], form: MessageForm, uses: Uses): void {
  for (const node of nodes) {
    if (node.type === 'placeholder') noteExpression(node.expression, form, uses);
    if (node.type === 'markup') {
      for (const operand of [...Object.values(node.options), ...(node.id ? [node.id] : [])])
        noteExpression({ operand, call: { name: 'plain' } }, form, uses);
    }
    if (node.type === 'match') {
      noteMatch(node, form, uses);
      for (const variant of node.variants) noteNodes(variant.nodes, form, uses);
    }
  }
}

function usesOf(forms: readonly MessageForm[]): Uses {
  const uses: Uses = new Map();
  for (const form of forms) {
    for (const { expression } of form.declarations) noteExpression(expression, form, uses);
    noteNodes(form.nodes, form, uses);
  }
  return uses;
}

/** A value of one type is none of the other. Anything but a list can be shown as text. */
function excludes(type: ArgumentType, other: ArgumentType): boolean {
  if (type === other) return false;
  if (type === 'text' || other === 'text') return type === 'list' || other === 'list';
  return true;
}

/** Text gives way to what else a value is used as. */
function typeOf(use: Use): ArgumentType {
  return [...use.types].find((type) => type !== 'text') ?? 'text';
}

function specOf(use: Use): ArgumentSpec {
  const type = typeOf(use);
  const [example] = use.examples;
  return {
    type,
    ...(type === 'choice' ? { choices: [...use.choices] } : {}),
    ...(example === undefined ? {} : { example }),
  };
}

/**
 * The arguments that messages take, with their types: every message of a fixture's base locale together.
 * An argument that is shown as text and counted is a number; one that is counted and shown as a date is a conflict.
 *
 * @example
 * ```ts
 * import { contractOf, parseForm } from '@localert/icu';
 *
 * const forms = [parseForm('{count, plural, other {#}} of {what}', 'icu')];
 * contractOf(forms).contract; // { count: { type: 'number' }, what: { type: 'text' } }
 * ```
 */
export function contractOf(forms: readonly MessageForm[]): ContractResult {
  const uses = usesOf(forms);
  const conflicts: ContractConflict[] = [];
  for (const [argument, use] of uses) {
    const types = [...use.types];
    if (types.some((type) => types.some((other) => excludes(type, other))))
      conflicts.push({ code: 'argument-conflict', argument, types });
    if (!fieldNameSchema.safeParse(argument).success)
      conflicts.push({ code: 'argument-name', argument, types });
  }
  const contract = Object.fromEntries([...uses].map(([argument, use]) => [argument, specOf(use)]));
  return { contract, conflicts };
}

/** What a translation takes that the contract of its base does not give. Empty when it keeps the contract. */
export function checkContract(form: MessageForm, contract: ArgumentContract): readonly ContractFault[] {
  const faults: ContractFault[] = [];
  for (const [argument, use] of usesOf([form])) {
    const spec = Object.hasOwn(contract, argument) ? contract[argument] : undefined;
    const used = typeOf(use);
    if (!spec) {
      faults.push({ code: 'argument-unknown', argument, used });
      continue;
    }
    // Each other use is looked at: a translation may conflict with itself.
    const wrong = [...use.types].find(
      (type) => type !== spec.type && (type !== 'text' || spec.type === 'list'),
    );
    if (wrong) faults.push({ code: 'argument-type', argument, used: wrong, expected: spec.type });
    else if (used === 'choice') {
      const choices = [...use.choices].filter((choice) => !spec.choices?.includes(choice));
      if (choices.length > 0) faults.push({ code: 'choice-unknown', argument, used, choices });
    }
  }
  return faults;
}

const isTime = (value: ArgumentValue): boolean =>
  value instanceof Date
    ? !Number.isNaN(value.getTime())
    : typeof value === 'number' && Math.abs(value) <= 8.64e15;

/** Whether a value can be what the contract says. */
export function fits(value: ArgumentValue, type: ArgumentType): boolean {
  if (type === 'number') return typeof value === 'number' || typeof value === 'bigint';
  if (type === 'date') return isTime(value);
  if (type === 'list') return Array.isArray(value) && value.every(isArgumentItem);
  if (type === 'choice') return isArgumentItem(value);
  return isArgumentItem(value) || (value instanceof Date && isTime(value));
}

/**
 * The faults of an alert's values before it is rendered: missing, of the wrong type, unknown to the contract. A choice
 * that no branch names is no fault: it takes `other`.
 */
export function checkValues(contract: ArgumentContract, values: ArgumentValues): readonly ValueFault[] {
  const faults: ValueFault[] = [];
  for (const argument of Object.keys(contract)) {
    const value = Object.hasOwn(values, argument) ? values[argument] : undefined;
    const type = contract[argument]?.type ?? 'text';
    if (value === undefined || value === null) faults.push({ code: 'argument-missing', argument });
    else if (!fits(value, type)) faults.push({ code: 'argument-type', argument });
  }
  for (const argument of Object.keys(values)) {
    if (!Object.hasOwn(contract, argument)) faults.push({ code: 'argument-unknown', argument });
  }
  return faults;
}
