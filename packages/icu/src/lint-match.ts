import type { ArgumentValue, ArgumentValues } from '@localert/core';
import type { CST } from 'messageformat/cst';
import { compileForm } from './compile.ts';
import type { FunctionCall, MatchNode, MessageForm, Operand, VariantKey } from './form.ts';
import { CATEGORY_NAMES, categoriesOf, FRACTIONS, RARE, WHOLE } from './lint-categories.ts';
import { mf2Variables } from './lint-mf2.ts';
import type { LintReport } from './lint-report.ts';
import { rootArgument } from './run.ts';

/** Most combinations of values that are tried out; a message with more is only looked at selector by selector. */
const MAX_COMBINATIONS = 4_096;
/** No key is called that, one hopes. */
const NO_KEY = '…';
const ANY: VariantKey = { kind: 'any' };

/** A selector and what its values can be told apart by. */
interface Column {
  readonly at: number;
  readonly argument: string | undefined;
  readonly call: FunctionCall;
  readonly keys: readonly VariantKey[];
  /** Which of the exact or text keys fits; -1 for none. */
  exact(values: ArgumentValues): number;
  category(values: ArgumentValues): string | undefined;
}

/** The call that a selector chooses by: plain references lead through declarations to it. */
function selectingCall(operand: Operand | undefined, form: MessageForm): FunctionCall {
  const declared = operand?.type === 'local' ? form.declarations[operand.index]?.expression : undefined;
  if (!declared) return { name: 'plain' };
  return declared.call.name === 'plain' ? selectingCall(declared.operand, form) : declared.call;
}

/** Compiles a choice that shows which of its variants was taken. */
function chooser(
  form: MessageForm,
  node: MatchNode,
  keys: readonly (readonly VariantKey[])[],
  locale: string,
): (values: ArgumentValues) => number {
  const variants = keys.map((one, index) => ({
    keys: one,
    nodes: [{ type: 'text' as const, value: String(index) }],
  }));
  const nodes = [{ type: 'match' as const, selectors: node.selectors, variants }];
  const run = compileForm({ ...form, nodes }, { locale, timeZone: 'UTC' });
  return (values) => Number(run(values, () => undefined));
}

function columnOf(form: MessageForm, node: MatchNode, at: number, locale: string): Column {
  const selectors = node.selectors.slice(at, at + 1);
  const keys = node.variants.flatMap((variant) => variant.keys.slice(at, at + 1));
  const exact = keys.filter(({ kind }) => kind === 'exact' || kind === 'text');
  const categories = CATEGORY_NAMES.map((value): VariantKey => ({ kind: 'category', value }));
  const one = { ...node, selectors };
  const pickExact = chooser(
    form,
    one,
    [...exact, ANY].map((key) => [key]),
    locale,
  );
  const pickCategory = chooser(
    form,
    one,
    [...categories, ANY].map((key) => [key]),
    locale,
  );
  return {
    at,
    argument: rootArgument(selectors[0]?.operand, form),
    call: selectingCall(selectors[0]?.operand, form),
    keys,
    exact: (values) => {
      const index = pickExact(values);
      return index === exact.length ? -1 : index;
    },
    category: (values) => CATEGORY_NAMES[pickCategory(values)],
  };
}

const isPercent = (call: FunctionCall): boolean => call.name === 'number' && call.options.style === 'percent';

/** Whole numbers as a selector sees them. */
const wholeFor = (call: FunctionCall): readonly number[] =>
  isPercent(call) ? WHOLE.map((value) => value / 100) : WHOLE;

/** Values worth trying for a selector. */
function candidates({ call, keys }: Column): readonly ArgumentValue[] {
  if (call.name !== 'number')
    return [...keys.flatMap((key) => (key.kind === 'text' ? [key.value] : [])), NO_KEY];
  const add = call.add ?? 0;
  const near = keys.flatMap((key) => (key.kind === 'exact' ? [Number(key.value)] : []));
  const own = near
    .filter((value) => Number.isFinite(value))
    .flatMap((value) => [value, value - add, value / 100]);
  return [...own, ...wholeFor(call), ...WHOLE.map((value) => value - add), ...FRACTIONS];
}

/** One value of each kind that the selectors can tell apart, by argument. */
function classesOf(columns: readonly Column[]): ReadonlyMap<string, readonly ArgumentValue[]> {
  const classes = new Map<string, ArgumentValue[]>();
  for (const argument of new Set(columns.flatMap((column) => column.argument ?? []))) {
    const own = columns.filter((column) => column.argument === argument);
    const kinds = new Map<string, ArgumentValue>();
    for (const value of own.flatMap(candidates)) {
      const values = { [argument]: value };
      const kind = own.map((column) => `${column.exact(values)} ${column.category(values)}`).join('/');
      if (!kinds.has(kind)) kinds.set(kind, value);
    }
    classes.set(argument, [...kinds.values()]);
  }
  return classes;
}

/** Which variants some values lead to; `undefined` when there are too many combinations to try. */
function reached(
  form: MessageForm,
  node: MatchNode,
  columns: readonly Column[],
  locale: string,
): ReadonlySet<number> | undefined {
  let combinations: ArgumentValues[] = [{}];
  for (const [argument, values] of classesOf(columns)) {
    if (combinations.length * values.length > MAX_COMBINATIONS) return undefined;
    combinations = combinations.flatMap((one) => values.map((value) => ({ ...one, [argument]: value })));
  }
  const pick = chooser(
    form,
    node,
    node.variants.map(({ keys }) => keys),
    locale,
  );
  return new Set(combinations.map(pick));
}

/** Tells of categories that whole numbers have and no variant is for. */
function checkMissing(column: Column, match: CST.SelectMessage, locale: string, report: LintReport): void {
  const { argument, call, keys } = column;
  if (argument === undefined || call.name !== 'number' || keys.every(({ kind }) => kind === 'any')) return;
  const there = new Set(keys.flatMap((key) => (key.kind === 'category' ? [key.value] : [])));
  const missing = new Map<string, number>();
  wholeFor(call).forEach((value, index) => {
    const values = { [argument]: value };
    const category = column.category(values);
    if (category === undefined || category === 'other' || there.has(category)) return;
    if (!missing.has(category) && column.exact(values) === -1) missing.set(category, WHOLE[index] ?? value);
  });
  const place = match.selectors[column.at] ?? match.match;
  for (const [category, count] of missing) {
    const message = `Counts such as ${count} are "${category}" in ${locale} and take "*" here; add a variant "${category}".`;
    report.add('category-missing', place.start, place.end, message, {
      argument,
      ...(count >= RARE ? { severity: 'info' as const } : {}),
    });
  }
}

/** Tells of keys that the language does not have; answers with the variants that have one. */
function checkUnknown(
  column: Column,
  match: CST.SelectMessage,
  locale: string,
  report: LintReport,
): readonly number[] {
  const { call, keys, at } = column;
  const type = call.name === 'number' && call.select === 'ordinal' ? 'ordinal' : 'cardinal';
  const known = categoriesOf(locale, type)?.known;
  return keys.flatMap((key, index) => {
    if (key.kind !== 'category' || known === undefined || known.has(key.value)) return [];
    const place = match.variants[index]?.keys[at] ?? match.match;
    const message = `No ${type === 'ordinal' ? 'ordinal' : 'count'} in ${locale} is "${key.value}"; the language has ${[...known].join(', ')}.`;
    report.add('category-unknown', place.start, place.end, message, removal(match, index));
    return [index];
  });
}

/** Takes a variant out, unless arguments would go with it. */
function removal(match: CST.SelectMessage, index: number) {
  const [variant, next] = match.variants.slice(index, index + 2);
  if (variant === undefined) return {};
  const all = mf2Variables(match);
  const outside = new Set(
    all.flatMap((one) => (one.start < variant.start || one.start >= variant.end ? [one.name] : [])),
  );
  if (all.some(({ name }) => !outside.has(name))) return {};
  const edit = { start: variant.start, end: next?.start ?? variant.end, text: '' };
  return { fix: { description: 'Remove the variant', edits: [edit] } };
}

/** Looks at the `.match` of a MessageFormat 2 message: variants never taken, categories that lack. */
export function lintMatch(
  form: MessageForm,
  match: CST.SelectMessage,
  locale: string,
  report: LintReport,
): void {
  const [node] = form.nodes;
  if (node?.type !== 'match' || Intl.PluralRules.supportedLocalesOf(locale).length === 0) return;
  const columns = node.selectors.map((_, at) => columnOf(form, node, at, locale));
  // Nobody knows what a host's function gives; and a variable option decides only when the message is rendered.
  if (
    columns.some(
      ({ call }) => call.name === 'custom' || call.name === 'date' || ('variable' in call && call.variable),
    )
  )
    return;
  const unknown = new Set(columns.flatMap((column) => checkUnknown(column, match, locale, report)));
  for (const column of columns) checkMissing(column, match, locale, report);
  const taken = reached(form, node, columns, locale);
  node.variants.forEach(({ keys }, index) => {
    const variant = match.variants[index];
    if (taken === undefined || variant === undefined || unknown.has(index) || taken.has(index)) return;
    if (keys.every(({ kind }) => kind === 'any')) return;
    const message = 'No values lead to this variant: other variants stand for all of its cases.';
    const end = variant.keys.at(-1)?.end ?? variant.start;
    report.add('branch-unreachable', variant.start, end, message, removal(match, index));
  });
}
