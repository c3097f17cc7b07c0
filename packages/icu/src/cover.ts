import type { ArgumentContract, ArgumentValue, ArgumentValues } from '@localert/core';
import { type CompileOptions, compileEnv } from './compile.ts';
import type { CustomFunctions } from './custom-function.ts';
import { expressionCompiler } from './expression.ts';
import { DEFAULT_MAX_OUTPUT, type FormNode, type MatchNode, type MessageForm } from './form.ts';
import { rootArgument, startRun } from './run.ts';
import { sampleValues } from './samples.ts';
import { compileMatch } from './select.ts';

/** How branches are covered. */
export interface CoverOptions {
  /** Whose plural rules count; give the locale of the forms. Default `en`. */
  readonly locale?: string;
  /** Values of the arguments that decide nothing. Default {@link sampleValues}. */
  readonly fill?: ArgumentValues;
  /** The functions that the forms were parsed with. */
  readonly functions?: CustomFunctions;
  /** Most sets of values. Default 200. */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 200;
/** Most choices that are tried out for one branch, and for all: hostile messages end here. */
const MAX_TRIES = 3_000;
const MAX_ALL_TRIES = 60_000;
/** Sets that a further branch may join. */
const MAX_JOINED = 12;

/** Numbers that reach every plural category of every CLDR locale, cardinal and ordinal, some with a fraction. */
const NUMBERS: readonly number[] = [
  ...Array.from({ length: 31 }, (_, value) => value),
  ...[
    40, 41, 60, 61, 80, 81, 90, 100, 101, 102, 103, 111, 140, 200, 1000, 1100, 1101, 10_000, 100_000,
    1_000_000,
  ],
  ...[0.1, 0.5, 1.1, 1.5, 2.1, 10.1, 0.01, 0.02],
];
/** Texts that no branch is called by, one hopes: they lead to `other`. */
const NO_CHOICES: readonly string[] = ['other', '…'];

/** One choice on the way to a branch. */
interface Step {
  /** The variant that these values lead to. */
  pick(values: ArgumentValues): number;
  readonly wanted: number;
  readonly args: readonly string[];
}

/** The way to a branch, from the outermost choice. */
type Path = readonly Step[];

/** Values tried for each argument that decides something. */
type Candidates = Map<string, Set<ArgumentValue>>;

/** An exact key names the value itself, the value after an offset, or the percents that it shows. */
function addNear(values: Set<ArgumentValue>, exact: number, add: number): void {
  for (const value of [exact, exact - add, exact / 100]) values.add(value);
}

function suggest(candidates: Candidates, node: MatchNode, form: MessageForm): void {
  node.selectors.forEach((selector, at) => {
    const argument = rootArgument(selector.operand, form);
    if (argument === undefined) return;
    const values = candidates.get(argument) ?? new Set<ArgumentValue>();
    candidates.set(argument, values);
    const add = selector.call.name === 'number' ? (selector.call.add ?? 0) : 0;
    for (const { keys } of node.variants) {
      const key = keys[at];
      if (key?.kind === 'exact') addNear(values, Number(key.value), add);
      if (key?.kind === 'text') values.add(key.value);
      // The offset moves the categories.
      if (key?.kind === 'category' && add !== 0) for (const value of NUMBERS) values.add(value - add);
    }
  });
}

function pathsOf(form: MessageForm, options: CompileOptions, candidates: Candidates): readonly Path[] {
  const env = compileEnv(form, options);
  const compile = expressionCompiler(env);
  const paths: Path[] = [];
  const walk = (nodes: readonly FormNode[], before: Path): void => {
    for (const node of nodes) {
      if (node.type !== 'match') continue;
      suggest(candidates, node, form);
      const choose = compileMatch(node, compile, env);
      const pick = (values: ArgumentValues) =>
        choose(startRun(values, () => undefined, DEFAULT_MAX_OUTPUT, undefined, 0));
      const roots = node.selectors.map((selector) => rootArgument(selector.operand, form));
      const args = [...new Set(roots.filter((root) => root !== undefined))];
      node.variants.forEach((variant, wanted) => {
        const path = [...before, { pick, wanted, args }];
        paths.push(path);
        walk(variant.nodes, path);
      });
    }
  };
  walk(form.nodes, []);
  return paths;
}

/** Values so far; what is not decided yet is absent. */
type Decided = Readonly<Record<string, ArgumentValue>>;

interface Search {
  readonly candidates: Candidates;
  readonly fill: ArgumentValues;
  /** Tries that are left for this branch. */
  left: number;
  /** Tries that are left for all. */
  allLeft: number;
}

/** Decides the arguments of a path one after another; the first decision that leads to the branch stands. */
function solve(path: Path, decided: Decided, search: Search): Decided | undefined {
  const [step, ...rest] = path;
  if (!step) return decided;
  const open = step.args.find((argument) => !Object.hasOwn(decided, argument));
  if (open === undefined) {
    search.left -= 1;
    return step.pick({ ...search.fill, ...decided }) === step.wanted
      ? solve(rest, decided, search)
      : undefined;
  }
  for (const value of search.candidates.get(open) ?? []) {
    if (search.left <= 0) return undefined;
    const solution = solve(path, { ...decided, [open]: value }, search);
    if (solution) return solution;
  }
  return undefined;
}

/** Lets the branch join a set that leaves it room, else opens a new one. */
function cover(path: Path, sets: Decided[], search: Search, limit: number): void {
  const budget = Math.min(MAX_TRIES, search.allLeft);
  search.left = budget;
  const joined = sets.slice(0, MAX_JOINED).findIndex((set, index) => {
    const solution = solve(path, set, search);
    if (solution) sets[index] = solution;
    return solution !== undefined;
  });
  const alone = joined === -1 && sets.length < limit ? solve(path, {}, search) : undefined;
  if (alone) sets.push(alone);
  search.allLeft -= budget - search.left;
}

/** Adds what else an argument may be: numbers, or texts that no branch is called by. */
function widen(values: Set<ArgumentValue>, contract: ArgumentContract, argument: string): void {
  const counted = Object.hasOwn(contract, argument) && contract[argument]?.type === 'number';
  for (const value of counted ? [...values] : []) {
    if (typeof value !== 'string') continue;
    // A function's keys are texts, though it takes a number.
    values.delete(value);
    if (Number.isFinite(Number(value))) values.add(Number(value));
  }
  const choice = !counted && [...values].some((value) => typeof value === 'string');
  for (const value of choice ? NO_CHOICES : [...NUMBERS, ...NO_CHOICES]) values.add(value);
}

/**
 * Sets of values that together visit every branch of the forms that the locale can reach, so that a fixture is proved
 * whole when it is saved. Without branches: one set.
 *
 * @param contract - the arguments, for the values that decide nothing
 *
 * @example
 * ```ts
 * import { contractOf, coveringValues, parseForm } from '@localert/icu';
 *
 * const forms = [parseForm('{count, plural, =0 {no streams} one {# stream} other {# streams}}', 'icu')];
 * coveringValues(forms, contractOf(forms).contract, { locale: 'en' }); // [{ count: 0 }, { count: 1 }, { count: 2 }]
 * ```
 */
export function coveringValues(
  forms: readonly MessageForm[],
  contract: ArgumentContract,
  options: CoverOptions = {},
): readonly ArgumentValues[] {
  const { locale = 'en', functions = {}, fill = sampleValues(contract), limit = DEFAULT_LIMIT } = options;
  const candidates: Candidates = new Map();
  const settings = { locale, timeZone: 'UTC', functions };
  const paths = forms.flatMap((form) => pathsOf(form, settings, candidates));
  for (const [argument, values] of candidates) widen(values, contract, argument);
  const search: Search = { candidates, fill, left: 0, allLeft: MAX_ALL_TRIES };
  const sets: Decided[] = [];
  for (const path of paths) cover(path, sets, search, limit);
  return sets.length === 0 ? [fill] : sets.map((set) => ({ ...fill, ...set }));
}
