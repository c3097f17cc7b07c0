import { type Choice, choiceOf } from './choice.ts';
import { type DateFormatter, dateFormatter } from './date-text.ts';
import { type Escape, jsonText, specialOf } from './escape.ts';
import { expressionCompiler } from './expression.ts';
import type { Expression, FormNode, MarkupNode, PlaceholderNode } from './form.ts';
import type { isolator } from './isolator.ts';
import { type NumberFormatter, numberFormatter } from './number-text.ts';
import { isInherited } from './own-values.ts';
import type { Program } from './program.ts';
import { declaredBy, type Env, type Run } from './run.ts';

/** `json`: what stands between the quotes of a JSON string. */
export type RenderMode = 'text' | 'json';

/** How the text looks. */
export interface TextSettings {
  readonly mode: RenderMode;
  readonly escape: Escape | undefined;
  readonly isolate: boolean;
  /** Words what stands in for a value that cannot be shown. */
  readonly fallback: (run: Run, source: string) => string;
}

/** What the steps of one form share. */
export interface Kit extends TextSettings {
  readonly env: Env;
  readonly encode: (text: string) => string;
  /** Compiles an expression; what it needs for that is made at the first. */
  compile(expression: Expression): Program;
}

/**
 * What a step does: literal text alone · an argument that is mostly a string · a number or a date that is an argument ·
 * any other placeholder · one whose text has to be looked at whatever it is · a choice · markup with options that it cannot have.
 */
export const OP = {
  text: 0,
  string: 1,
  number: 2,
  date: 3,
  any: 4,
  careful: 5,
  choice: 6,
  fault: 7,
} as const;

/**
 * One piece of a pattern as data: a placeholder with the literals beside it, or a choice with those before it. All have
 * the same members, so that they are read the same way.
 */
export interface Step {
  readonly op: (typeof OP)[keyof typeof OP];
  /** Literals in the output's encoding. */
  readonly before: string;
  readonly after: string;
  /** The same as text. */
  readonly textBefore: string;
  readonly textAfter: string;
  /** No literal stands before, or behind. */
  readonly starts: boolean;
  readonly ends: boolean;
  /** UTF-16 code units of both texts. */
  readonly length: number;
  /** The argument; empty where the step does not read one itself. */
  readonly name: string;
  /** Values that it matches have to be escaped or encoded; `undefined`: none has to. */
  readonly special: RegExp | undefined;
  readonly formatter: NumberFormatter | DateFormatter | undefined;
  readonly node: PlaceholderNode | MarkupNode | undefined;
  /** Made when they are first needed. */
  program: Program | undefined;
  isolation: ReturnType<typeof isolator> | 'unknown';
  readonly choice: Choice | undefined;
  readonly branches: readonly Branch[];
}

/** A branch: most are a text, the same in either encoding. */
export type Branch = string | Steps;
/** A pattern. */
export type Steps = readonly Step[];

/** One for all: most lists of branches are empty. */
const NONE: readonly never[] = [];

/** How a step reads and shows what it has. */
type Way = Pick<Step, 'op' | 'name' | 'formatter'>;

/** All steps are written here, in one literal: that keeps them small, and of one shape for V8. */
function stepOf(
  { op, name, formatter }: Way,
  textBefore: string,
  textAfter: string,
  kit: Kit,
  special?: RegExp,
  node?: PlaceholderNode | MarkupNode,
  choice?: Choice,
  branches: readonly Branch[] = NONE,
): Step {
  // What most renderings read comes first, so that it lies in few lines of the processor's cache.
  return {
    op,
    name,
    before: kit.encode(textBefore),
    after: kit.encode(textAfter),
    starts: textBefore === '',
    ends: textAfter === '',
    length: textBefore.length + textAfter.length,
    special,
    formatter,
    choice,
    branches,
    textBefore,
    textAfter,
    node,
    program: undefined,
    isolation: 'unknown',
  };
}

const way = (op: Step['op']): Way => ({ op, name: '', formatter: undefined });

/** How a placeholder reads and shows its value, where it can be done without a program. */
function directly(expression: Expression, kit: Kit): Way {
  const other = way(OP.any);
  const { operand, call } = declaredBy(expression, kit.env.form);
  if (operand?.type !== 'argument' || isInherited(operand.name)) return other;
  const { name } = operand;
  if (call.name === 'plain' || call.name === 'string') return { op: OP.string, name, formatter: undefined };
  if (call.name !== 'number' && call.name !== 'date') return other;
  if (call.variable || (call.name === 'number' && (call.add || call.integer))) return other;
  try {
    const { number, date } = kit.compile(expression);
    const { intlLocale } = kit.env;
    if (number?.fixed) return { op: OP.number, name, formatter: numberFormatter(intlLocale, number.fixed) };
    if (date?.fixed) return { op: OP.date, name, formatter: dateFormatter(intlLocale, date.fixed) };
  } catch {
    // Options that Intl refuses show as a fault when the message is rendered.
  }
  return other;
}

function placeholder(node: PlaceholderNode, before: string, after: string, kit: Kit): Step {
  const careful = kit.isolate || node.expression.directionFrom !== undefined;
  const special = careful ? 'always' : specialOf(kit.escape, node.zone, kit.mode === 'json');
  if (special === 'always') return stepOf(way(OP.careful), before, after, kit, undefined, node);
  return stepOf(directly(node.expression, kit), before, after, kit, special, node);
}

function branchOf(nodes: readonly FormNode[], kit: Kit): Branch {
  const [only, ...others] = nodes;
  if (only === undefined) return '';
  const same = others.length === 0 && only.type === 'text' && kit.encode(only.value) === only.value;
  return same ? only.value : stepsOf(nodes, kit);
}

/** One step for each placeholder and choice; literals go with what stands behind them, the last with what stands before. */
function stepsOf(nodes: readonly FormNode[], kit: Kit): Steps {
  const steps: Step[] = [];
  const shown = nodes.filter((node) => node.type !== 'markup' || node.faulty);
  let before = '';
  for (const [at, node] of shown.entries()) {
    const next = at + 2 === shown.length ? shown[at + 1] : undefined;
    const after = next?.type === 'text' ? next.value : '';
    if (node.type === 'text') {
      before += node.value;
      continue;
    }
    if (node.type === 'placeholder') steps.push(placeholder(node, before, after, kit));
    if (node.type === 'markup') steps.push(stepOf(way(OP.fault), before, after, kit, undefined, node));
    if (node.type === 'match') {
      const branches = node.variants.map((variant) => branchOf(variant.nodes, kit));
      const choice = choiceOf(node, kit);
      steps.push(stepOf(way(OP.choice), before, after, kit, undefined, undefined, choice, branches));
    }
    before = '';
    if (after !== '') return steps;
  }
  if (before !== '') steps.push(stepOf(way(OP.text), before, '', kit));
  return steps;
}

const asText = (text: string): string => text;

/** Compiles a form's nodes to steps, and what they share. */
export function compileSteps(
  env: Env,
  nodes: readonly FormNode[],
  settings: TextSettings,
): { readonly steps: Steps; readonly kit: Kit } {
  let compiler: ReturnType<typeof expressionCompiler> | undefined;
  const kit: Kit = {
    ...settings,
    env,
    encode: settings.mode === 'json' ? jsonText : asText,
    compile(expression) {
      compiler ??= expressionCompiler(env);
      return compiler(expression);
    },
  };
  return { kit, steps: stepsOf(nodes, kit) };
}
