import type { Expression, MatchNode, NumberOptions, VariantKey } from './form.ts';
import { type PluralCategory, pluralCategory } from './plural-category.ts';
import type { NumberSide, Numeric, Program } from './program.ts';
import { type Env, type Run, troubled } from './run.ts';

/** How well a key fits: lower is better, `NO` is not at all. */
const EXACT = 0;
const CATEGORY = 1;
const ANY = 2;
const NO = 3;

/** What a selector stands at in one rendering. */
interface Position {
  /** Fits keys of kind `exact` and `text`. */
  readonly exact: string | undefined;
  category(): string | undefined;
}

const NOWHERE: Position = { exact: undefined, category: () => undefined };

/** What gives a number's category; `refused` when Intl does not take the options. */
function categoryFunction(
  side: NumberSide,
  options: NumberOptions,
  env: Env,
): PluralCategory | 'refused' | undefined {
  const { select = 'cardinal' } = side.call;
  if (select !== 'cardinal' && select !== 'ordinal') return undefined;
  try {
    return pluralCategory(env.pluralLocale, select, options);
  } catch {
    return 'refused';
  }
}

/** Percents select by what they show: 0.01 as `1`. */
function selected(value: Numeric, options: NumberOptions | undefined): Numeric {
  if (options?.style !== 'percent') return value;
  return typeof value === 'bigint' ? value * 100n : value * 100;
}

function numberPosition(side: NumberSide, env: Env): (run: Run) => Position {
  const ready = side.fixed && categoryFunction(side, side.fixed, env);
  const { exactBeforeAdd } = side.call;
  return (run) => {
    const raw = exactBeforeAdd ? side.before(run) : undefined;
    const value = exactBeforeAdd && raw === undefined ? undefined : side.read(run);
    const options = value === undefined ? undefined : side.options(run);
    if (value === undefined || options === undefined) return NOWHERE;
    const shown = selected(value, options);
    const categoryOf = side.fixed ? ready : categoryFunction(side, options, env);
    const category = () =>
      categoryOf === 'refused' ? troubled(run, 'bad-selector', 'number') : categoryOf?.(shown);
    return { exact: String(raw ?? shown), category };
  };
}

function positionOf(program: Program, env: Env): (run: Run) => Position {
  const { number } = program;
  if (number && number.call.select !== 'none') return numberPosition(number, env);
  if (program.kind === 'number' || program.kind === 'date') {
    return (run) => {
      if (program.value(run) !== undefined) troubled(run, 'bad-selector', program.kind);
      return NOWHERE;
    };
  }
  // Keys are in NFC (LDML 48 part 9, resolve selectors); MessageFormat 1 compares as they are.
  const normal = env.form.syntax === 'mf2';
  return (run) => {
    const text = program.show(run);
    return text === undefined
      ? NOWHERE
      : { exact: normal ? text.normalize() : text, category: () => undefined };
  };
}

function rankOf(key: VariantKey | undefined, position: Position): number {
  if (key === undefined || key.kind === 'any') return ANY;
  if (key.kind === 'category') return key.value === position.category() ? CATEGORY : NO;
  return key.value === position.exact ? EXACT : NO;
}

/** The variants of a match with one selector, by what they ask for. The first of equal keys wins. */
interface KeyTable {
  readonly exact: ReadonlyMap<string, number>;
  readonly categories: ReadonlyMap<string, number>;
  readonly any: number;
}

function keyTable(node: MatchNode): KeyTable {
  const exact = new Map<string, number>();
  const categories = new Map<string, number>();
  let any = -1;
  node.variants.forEach(({ keys: [key] }, index) => {
    if (key === undefined || key.kind === 'any') {
      if (any === -1) any = index;
      return;
    }
    const table = key.kind === 'category' ? categories : exact;
    if (!table.has(key.value)) table.set(key.value, index);
  });
  return { exact, categories, any };
}

/** One selector: look-ups instead of a walk. */
function pickByKey(node: MatchNode, position: (run: Run) => Position): (run: Run) => number {
  const { exact, categories, any } = keyTable(node);
  return (run) => {
    const at = position(run);
    const found = at.exact === undefined ? undefined : exact.get(at.exact);
    if (found !== undefined) return found;
    if (categories.size === 0) return any;
    const category = at.category();
    return (category === undefined ? undefined : categories.get(category)) ?? any;
  };
}

/** Keys that are written as JavaScript writes the number, by that number. */
function byNumber(exact: ReadonlyMap<string, number>): ReadonlyMap<number, number> | undefined {
  const numbers = new Map<number, number>();
  for (const [key, index] of exact) {
    const value = Number(key);
    if (Number.isFinite(value) && String(value) === key) numbers.set(value, index);
  }
  return numbers.size > 0 ? numbers : undefined;
}

/** The usual plural: finite numbers whose options are known beforehand are looked up without being written. */
function pickByNumber(
  node: MatchNode,
  side: NumberSide,
  categoryOf: PluralCategory | undefined,
  general: (run: Run) => number,
): (run: Run) => number {
  const { exact, categories, any } = keyTable(node);
  const numbers = byNumber(exact);
  const { exactBeforeAdd } = side.call;
  return (run) => {
    const value = side.read(run);
    if (value === undefined) return any;
    if (typeof value !== 'number' || !Number.isFinite(value)) return general(run);
    if (numbers) {
      const found = numbers.get(exactBeforeAdd ? Number(side.before(run)) : value);
      if (found !== undefined) return found;
    }
    return (categoryOf && categories.get(categoryOf(value))) ?? any;
  };
}

/** One selector. */
function pickOne(
  node: MatchNode,
  program: Program,
  position: (run: Run) => Position,
  env: Env,
): (run: Run) => number {
  const general = pickByKey(node, position);
  const { number } = program;
  if (!number?.fixed || number.call.select === 'none' || number.fixed.style === 'percent') return general;
  const categoryOf = categoryFunction(number, number.fixed, env);
  return categoryOf === 'refused' ? general : pickByNumber(node, number, categoryOf, general);
}

/** Several selectors: the best variant by the first selector, then by the second, and so on (LDML 48 part 9). */
function pickBest(node: MatchNode, positions: readonly ((run: Run) => Position)[]): (run: Run) => number {
  return (run) => {
    const here = positions.map((position) => position(run));
    let best = -1;
    let bestFits: readonly number[] = [];
    node.variants.forEach(({ keys }, index) => {
      const fits = here.map((position, at) => rankOf(keys[at], position));
      if (fits.includes(NO)) return;
      const first = fits.findIndex((value, at) => value !== bestFits[at]);
      if (best !== -1 && (first === -1 || (fits[first] ?? NO) > (bestFits[first] ?? NO))) return;
      best = index;
      bestFits = fits;
    });
    return best;
  };
}

/**
 * Compiles a choice.
 *
 * @returns the chosen variant's index for one rendering; a selector without a usable value fits `any` only
 */
export function compileMatch(
  node: MatchNode,
  compile: (expression: Expression) => Program,
  env: Env,
): (run: Run) => number {
  const programs = node.selectors.map(compile);
  const positions = programs.map((program) => positionOf(program, env));
  const [program] = programs;
  const [position] = positions;
  return positions.length === 1 && program && position
    ? pickOne(node, program, position, env)
    : pickBest(node, positions);
}
