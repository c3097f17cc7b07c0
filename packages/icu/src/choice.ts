import type { Expression, MatchNode } from './form.ts';
import { type Keys, keysOf, placeOf } from './keys.ts';
import { isInherited } from './own-values.ts';
import type { PluralCode } from './plural-category.ts';
import type { Program } from './program.ts';
import { declaredBy, type Env, type Run } from './run.ts';
import { categoryFunction, compileMatch, type KeyTable, keyTable, pickByKey, variantAt } from './select.ts';

/** What compiling a choice takes. */
interface Compiler {
  readonly env: Env;
  compile(expression: Expression): Program;
}

/**
 * A choice of one variant as data. Most are by one argument: a `select` by a string, a `plural` by a finite number; these
 * are looked up right from the values. `general` does for all others.
 */
export interface Choice extends KeyTable {
  readonly kind: 'select' | 'plural' | 'general';
  /** The argument. */
  readonly name: string;
  /** Added to the number before its category is asked for. */
  readonly add: number;
  /** Exact keys test the number before `add`. */
  readonly beforeAdd: boolean;
  readonly numbers: Keys<number>;
  /** The variant of each of `numbers`. */
  readonly numberVariants: readonly number[];
  readonly code: PluralCode | undefined;
  readonly selector: Expression | undefined;
  /** Made when it is first needed. */
  general: ((run: Run) => number) | undefined;
}

/** Keys that are written as JavaScript writes the number, with their variants. */
function numberKeys({ exact, exactVariants }: KeyTable): Pick<Choice, 'numbers' | 'numberVariants'> {
  const keys = 'size' in exact ? [...exact.keys()] : exact;
  if (keys.length === 0) return NO_NUMBERS;
  const places = keys.flatMap((key, place) =>
    Number.isFinite(Number(key)) && String(Number(key)) === key ? [place] : [],
  );
  return {
    numbers: keysOf(places.map((place) => Number(keys[place]))),
    numberVariants: places.map((place) => exactVariants[place] ?? -1),
  };
}

/** One for all: most choices have no exact numbers. */
const NO_NUMBERS: Pick<Choice, 'numbers' | 'numberVariants'> = { numbers: [], numberVariants: [] };
const NONE = { kind: 'general', name: '', add: 0, beforeAdd: false, code: undefined } as const;

type Direct = Pick<Choice, 'kind' | 'name' | 'add' | 'beforeAdd' | 'code'>;

/** What can be looked up right from the values. */
function directly(selector: Expression, table: KeyTable, { env, compile }: Compiler): Direct {
  const { operand, call } = declaredBy(selector, env.form);
  if (operand?.type !== 'argument' || isInherited(operand.name)) return NONE;
  const { name } = operand;
  if (call.name === 'string') return { ...NONE, kind: 'select', name };
  if (call.name !== 'number' || call.integer || call.variable || call.select === 'none') return NONE;
  const { number } = compile(selector);
  if (!number?.fixed || number.fixed.style === 'percent') return NONE;
  const code = table.categories.length > 0 ? categoryFunction(number, number.fixed, env) : undefined;
  if (code === 'refused') return NONE;
  const { add = 0, exactBeforeAdd = false } = call;
  return { kind: 'plural', name, add, beforeAdd: exactBeforeAdd, code };
}

/** All choices are written here, in one literal: that keeps them small, and of one shape for V8. */
function choiceFrom(
  { kind, name, add, beforeAdd, code }: Direct,
  { exact, exactVariants, categories, any }: KeyTable,
  { numbers, numberVariants }: Pick<Choice, 'numbers' | 'numberVariants'>,
  selector: Choice['selector'],
  general: Choice['general'],
): Choice {
  // What most renderings read comes first, so that it lies in few lines of the processor's cache.
  return {
    kind,
    name,
    any,
    add,
    beforeAdd,
    numberVariants,
    code,
    categories,
    numbers,
    exact,
    exactVariants,
    selector,
    general,
  };
}

/** Compiles a choice to data. */
export function choiceOf(node: MatchNode, compiler: Compiler): Choice {
  const table = keyTable(node);
  const [selector] = node.selectors;
  if (selector === undefined || node.selectors.length > 1) {
    const general = compileMatch(node, compiler.compile, compiler.env);
    return choiceFrom(NONE, table, NO_NUMBERS, undefined, general);
  }
  const direct = directly(selector, table, compiler);
  // A function that selects is told all keys.
  if (direct.kind === 'general' && compiler.compile(selector).select)
    return choiceFrom(NONE, table, NO_NUMBERS, undefined, compileMatch(node, compiler.compile, compiler.env));
  const numbers = direct.kind === 'plural' ? numberKeys(table) : NO_NUMBERS;
  return choiceFrom(direct, table, numbers, selector, undefined);
}

function generally(choice: Choice, run: Run, { env, compile }: Compiler): number {
  if (choice.general === undefined) {
    if (choice.selector === undefined) return choice.any;
    choice.general = pickByKey(choice, compile(choice.selector), env);
  }
  return choice.general(run);
}

/** The chosen variant's index for one rendering; a selector without a usable value fits `any` only. */
export function choose(choice: Choice, run: Run, compiler: Compiler): number {
  const { kind, name, any } = choice;
  if (kind === 'general') return generally(choice, run, compiler);
  const { values } = run;
  const value = run.own || Object.hasOwn(values, name) ? values[name] : undefined;
  if (kind === 'select') {
    const place = typeof value === 'string' ? placeOf(choice.exact, value) : -1;
    if (place >= 0) return variantAt(choice.exactVariants, place, any);
    // MessageFormat 2 compares in NFC, so that another spelling may still fit.
    const other = typeof value === 'string' && compiler.env.form.syntax === 'icu';
    return other ? any : generally(choice, run, compiler);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return generally(choice, run, compiler);
  const { add, code, numbers } = choice;
  const sum = add === 0 ? value : value + add;
  if (choice.numberVariants.length > 0) {
    const place = placeOf(numbers, choice.beforeAdd ? value : sum);
    if (place >= 0) return variantAt(choice.numberVariants, place, any);
  }
  return code ? variantAt(choice.categories, code(sum), any) : any;
}
