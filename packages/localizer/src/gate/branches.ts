import type { Expression, FormNode, MatchNode, MessageForm, VariantKey } from '@localert/icu';

/** Stand around the name of an argument in a sentence; the text itself has none of them. */
export const OPEN = '\ue000';
export const CLOSE = '\ue001';

/** One decision on the way to a sentence. */
export interface Step {
  readonly argument: string;
  readonly type: ChoiceType;
  /** `other`, `=1`, `few`, or a key of a select. */
  readonly key: string;
}

/** A whole sentence that a message can become. */
export interface Branch {
  readonly path: readonly Step[];
  /** The words, with each argument's name between {@link OPEN} and {@link CLOSE}. */
  readonly text: string;
  /** The arguments that are shown, in their order. */
  readonly shown: readonly string[];
  /** Markup of MessageFormat 2: `+b`, `-b`, `b/`. */
  readonly markup: readonly string[];
}

export type ChoiceType = 'plural' | 'ordinal' | 'select';

/** All choices by one argument of one type. */
export interface Choice {
  readonly argument: string;
  readonly type: ChoiceType;
  /** One list of keys for each place where it is chosen by. */
  readonly keys: readonly (readonly string[])[];
  readonly offset: number;
}

/** Most sentences that a message is taken apart into. */
const MAX_BRANCHES = 128;

const keyOf = (key: VariantKey): string => {
  if (key.kind === 'any') return 'other';
  return key.kind === 'exact' ? `=${key.value}` : key.value;
};

/** What an expression shows: the argument at its root and how, or a literal. */
interface Shown {
  readonly argument?: string;
  readonly literal?: string;
  readonly use: string;
}

function useOf({ call }: Expression): string {
  if (call.name === 'number') {
    const { style, unit, currency } = call.options;
    return style === undefined || style === 'decimal'
      ? 'number'
      : `number ${style} ${unit ?? currency ?? ''}`.trim();
  }
  if (call.name === 'date') {
    const { options } = call;
    const day = options.dateStyle ?? options.year ?? options.month ?? options.day ?? options.weekday;
    const time = options.timeStyle ?? options.hour ?? options.minute;
    return day !== undefined && time !== undefined ? 'date and time' : time === undefined ? 'date' : 'time';
  }
  if (call.name !== 'custom') return 'plain';
  const options = Object.entries(call.options).map(
    ([name, value]) => `${name}=${value.type === 'literal' ? value.value : value.type}`,
  );
  return [`:${call.function}`, call.effect ?? '', ...options.sort()].join(' ').trim();
}

function rootOf(expression: Expression, form: MessageForm, depth = 0): Shown {
  const { operand } = expression;
  const own = useOf(expression);
  // A function that is called with words of the author's is something to keep, as an argument is.
  if (operand === undefined) return own.startsWith(':') ? { argument: own, use: own } : { use: own };
  if (operand.type === 'literal') {
    return own.startsWith(':')
      ? { argument: `${own} ${operand.value}`, use: own }
      : { literal: operand.value, use: own };
  }
  if (operand.type === 'argument') return { argument: operand.name, use: own };
  const inner = form.declarations[operand.index]?.expression;
  if (inner === undefined || depth > 50) return { use: own };
  const root = rootOf(inner, form, depth + 1);
  return own === 'plain' ? root : { ...root, use: own };
}

/** By what an expression chooses. */
function typeOf(expression: Expression, form: MessageForm, depth = 0): { type: ChoiceType; offset: number } {
  const { call, operand } = expression;
  if (call.name === 'number') {
    return { type: call.select === 'ordinal' ? 'ordinal' : 'plural', offset: -(call.add ?? 0) };
  }
  const inner = operand?.type === 'local' ? form.declarations[operand.index]?.expression : undefined;
  return inner !== undefined && call.name === 'plain' && depth < 50
    ? typeOf(inner, form, depth + 1)
    : { type: 'select', offset: 0 };
}

/** A way through the choices so far. */
interface Way {
  readonly path: readonly Step[];
  text: string;
  shown: string[];
  markup: string[];
}

const clean = (text: string): string => text.replace(/[\ue000-\ue002]/g, '\ufffd');

/** The steps that a variant's keys are; `undefined` when the way has decided otherwise already. */
function stepsOf(
  match: MatchNode,
  keys: readonly VariantKey[],
  way: Way,
  form: MessageForm,
): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (const [index, key] of keys.entries()) {
    const selector = match.selectors[index];
    if (selector === undefined) continue;
    const argument = rootOf(selector, form).argument ?? '';
    const { type } = typeOf(selector, form);
    const step: Step = { argument, type, key: keyOf(key) };
    const decided = way.path.find((one) => one.argument === argument && one.type === type);
    if (decided === undefined) {
      steps.push(step);
    } else if (decided.key !== step.key) {
      const has = match.variants.some((one) => one.keys[index] && keyOf(one.keys[index]) === decided.key);
      if (has || step.key !== 'other') return undefined;
    }
  }
  return steps;
}

function walk(nodes: readonly FormNode[], ways: readonly Way[], form: MessageForm): readonly Way[] {
  let open = ways;
  for (const node of nodes) {
    if (node.type === 'match') {
      const next: Way[] = [];
      for (const way of open) {
        for (const { keys, nodes: inner } of node.variants) {
          if (next.length >= MAX_BRANCHES) break;
          const steps = stepsOf(node, keys, way, form);
          if (steps === undefined) continue;
          const start = {
            path: [...way.path, ...steps],
            text: way.text,
            shown: [...way.shown],
            markup: [...way.markup],
          };
          next.push(...walk(inner, [start], form).slice(0, MAX_BRANCHES - next.length));
        }
      }
      open = next;
      continue;
    }
    for (const way of open) {
      if (node.type === 'text') {
        way.text += clean(node.value);
      } else if (node.type === 'markup') {
        way.markup.push(
          node.kind === 'open' ? `+${node.name}` : node.kind === 'close' ? `-${node.name}` : `${node.name}/`,
        );
      } else {
        const { argument, literal } = rootOf(node.expression, form);
        if (literal !== undefined) way.text += clean(literal);
        if (argument !== undefined) {
          way.text += `${OPEN}${argument}${CLOSE}`;
          way.shown.push(argument);
        }
      }
    }
  }
  return open;
}

/** All sentences that a message can become, at most 128. */
export function branchesOf(form: MessageForm): readonly Branch[] {
  return walk(form.nodes, [{ path: [], text: '', shown: [], markup: [] }], form);
}

/** The choices of a message, and how its arguments are used. */
export function choicesOf(form: MessageForm): {
  choices: readonly Choice[];
  uses: ReadonlyMap<string, ReadonlySet<string>>;
} {
  const choices = new Map<string, { argument: string; type: ChoiceType; keys: string[][]; offset: number }>();
  const uses = new Map<string, Set<string>>();
  const note = (argument: string, use: string) => {
    const known = uses.get(argument);
    if (known === undefined) uses.set(argument, new Set([use]));
    else known.add(use);
  };
  const visit = (nodes: readonly FormNode[], pounds: ReadonlySet<string>) => {
    for (const node of nodes) {
      if (node.type === 'placeholder') {
        const { argument, use } = rootOf(node.expression, form);
        // "#" is a number by itself; that says nothing about how the argument is shown elsewhere.
        if (argument !== undefined) note(argument, use === 'number' && pounds.has(argument) ? 'plural' : use);
      } else if (node.type === 'match') {
        const inside = new Set(pounds);
        node.selectors.forEach((selector, index) => {
          const argument = rootOf(selector, form).argument ?? '';
          const { type, offset } = typeOf(selector, form);
          if (type !== 'select') inside.add(argument);
          note(argument, type);
          const keys = [
            ...new Set(
              node.variants.map((variant) => variant.keys[index]).map((key) => (key ? keyOf(key) : 'other')),
            ),
          ];
          const name = `${type} ${argument}`;
          const known = choices.get(name);
          if (known === undefined) choices.set(name, { argument, type, keys: [keys], offset });
          else known.keys.push(keys);
        });
        for (const variant of node.variants) visit(variant.nodes, inside);
      }
    }
  };
  visit(form.nodes, new Set());
  for (const { expression } of form.declarations) {
    const { argument } = rootOf(expression, form);
    if (argument !== undefined && !uses.has(argument)) note(argument, 'plain');
  }
  return { choices: [...choices.values()], uses };
}
