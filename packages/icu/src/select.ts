import type { Expression, MatchNode, NumberOptions, VariantKey } from './form.ts';
import { type PluralCategory, pluralCategory } from './formatters.ts';
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
  /** The keys that fit, the best first, where a function says so itself. */
  readonly order?: readonly string[];
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

function positionOf(program: Program, env: Env, keys: readonly string[]): (run: Run) => Position {
  const { select } = program;
  if (select) return (run) => ({ ...NOWHERE, order: select(run, keys) });
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
  if (position.order) {
    const place = position.order.indexOf(key.value);
    return place === -1 ? NO : place / position.order.length;
  }
  if (key.kind === 'category') return key.value === position.category() ? CATEGORY : NO;
  return key.value === position.exact ? EXACT : NO;
}

/** One selector: look-ups instead of a walk. The first of equal keys wins. */
function pickByKey(node: MatchNode, position: (run: Run) => Position): (run: Run) => number {
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
  return (run) => {
    const at = position(run);
    const found = at.exact === undefined ? undefined : exact.get(at.exact);
    if (found !== undefined) return found;
    if (categories.size === 0) return any;
    const category = at.category();
    return (category === undefined ? undefined : categories.get(category)) ?? any;
  };
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

/** The keys of one selector in the order of the source, `*` left out. */
function keysOf(node: MatchNode, at: number): readonly string[] {
  const keys = node.variants.map((variant) => variant.keys[at]);
  return [...new Set(keys.flatMap((key) => (key && key.kind !== 'any' ? [key.value] : [])))];
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
  const positions = programs.map((program, at) => positionOf(program, env, keysOf(node, at)));
  const [only] = positions;
  return positions.length === 1 && only && !programs[0]?.select
    ? pickByKey(node, only)
    : pickBest(node, positions);
}
