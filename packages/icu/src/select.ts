import {
  type Expression,
  MAX_SOURCE_LENGTH,
  type MatchNode,
  type NumberOptions,
  type VariantKey,
} from './form.ts';
import { type Keys, keysOf, placeOf } from './keys.ts';
import { PLURAL_CATEGORIES, type PluralCode, pluralCode } from './plural-category.ts';
import type { NumberSide, Numeric, Program } from './program.ts';
import { type Env, follows, type Run, troubled } from './run.ts';

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

function nowhere(run: Run, kind: string): Position {
  follows(run, 'bad-selector', kind);
  return NOWHERE;
}

/** What gives a number's category; `refused` when Intl does not take the options. */
export function categoryFunction(
  side: NumberSide,
  options: NumberOptions,
  env: Env,
): PluralCode | 'refused' | undefined {
  const { select = 'cardinal' } = side.call;
  if (select !== 'cardinal' && select !== 'ordinal') return undefined;
  try {
    return pluralCode(env.pluralLocale, select, options);
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
    if (value === undefined || options === undefined) return nowhere(run, 'number');
    const shown = selected(value, options);
    const categoryOf = side.fixed ? ready : categoryFunction(side, options, env);
    const category = () =>
      categoryOf === 'refused'
        ? troubled(run, 'bad-selector', 'number')
        : categoryOf && PLURAL_CATEGORIES[categoryOf(shown)];
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
      if (program.value(run) === undefined) return nowhere(run, program.kind);
      // What is wrong with the options is worth telling, whether the value is shown or not.
      number?.options(run);
      troubled(run, 'bad-selector', program.kind);
      return NOWHERE;
    };
  }
  // Keys are in NFC (LDML 48 part 9, resolve selectors); MessageFormat 1 compares as they are. No key is as long as a
  // text that is not looked at.
  const normal = env.form.syntax === 'mf2';
  return (run) => {
    const text = program.show(run);
    return text === undefined
      ? nowhere(run, program.kind)
      : {
          exact: normal && text.length <= MAX_SOURCE_LENGTH ? text.normalize() : text,
          category: () => undefined,
        };
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

/** The variants of a match with one selector, by what they ask for. The first of equal keys wins. */
export interface KeyTable {
  readonly exact: Keys<string>;
  /** The variant of each of `exact`. */
  readonly exactVariants: readonly number[];
  /** The variant of each category by its code; -1 for none. Empty when no variant asks for a category. */
  readonly categories: readonly number[];
  readonly any: number;
}

const codeOf = (category: string): number => (PLURAL_CATEGORIES as readonly string[]).indexOf(category);

const NO_CATEGORIES: readonly number[] = [];

/** Reads the keys of a match with one selector. */
export function keyTable(node: MatchNode): KeyTable {
  const exact: string[] = [];
  const exactVariants: number[] = [];
  const seen = new Set<string>();
  const categories = PLURAL_CATEGORIES.map(() => -1);
  let any = -1;
  node.variants.forEach(({ keys: [key] }, index) => {
    if (key === undefined || key.kind === 'any') {
      if (any === -1) any = index;
    } else if (key.kind === 'category') {
      const code = codeOf(key.value);
      if (categories[code] === -1) categories[code] = index;
    } else if (!seen.has(key.value)) {
      seen.add(key.value);
      exact.push(key.value);
      exactVariants.push(index);
    }
  });
  const asked = categories.some((variant) => variant !== -1);
  return { exact: keysOf(exact), exactVariants, categories: asked ? categories : NO_CATEGORIES, any };
}

/** The variant at a place, `any` for none. */
export function variantAt(variants: readonly number[], place: number, any: number): number {
  const variant = place < 0 ? -1 : (variants[place] ?? -1);
  return variant < 0 ? any : variant;
}

/** One selector: look-ups instead of a walk. */
export function pickByKey(
  { exact, exactVariants, categories, any }: KeyTable,
  program: Program,
  env: Env,
): (run: Run) => number {
  const position = positionOf(program, env, []);
  return (run) => {
    const at = position(run);
    const found = at.exact === undefined ? -1 : placeOf(exact, at.exact);
    if (found >= 0) return exactVariants[found] ?? any;
    if (categories.length === 0) return any;
    const category = at.category();
    return category === undefined ? any : variantAt(categories, codeOf(category), any);
  };
}

/** Several selectors: the best variant by the first selector, then by the second, and so on (LDML 48 part 9). */
function pickBest(
  variants: readonly (readonly VariantKey[])[],
  positions: readonly ((run: Run) => Position)[],
): (run: Run) => number {
  return (run) => {
    const here = positions.map((position) => position(run));
    let best = -1;
    let bestFits: readonly number[] = [];
    variants.forEach((keys, index) => {
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
function keysAt(node: MatchNode, at: number): readonly string[] {
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
  const [program] = programs;
  if (programs.length === 1 && program && !program.select) return pickByKey(keyTable(node), program, env);
  return pickBest(
    node.variants.map(({ keys }) => keys),
    programs.map((one, at) => positionOf(one, env, keysAt(node, at))),
  );
}
