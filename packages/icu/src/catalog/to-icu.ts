import type { Expression, FormNode, MessageForm, NumberCall } from '../form.ts';
import type { ConversionDifference, ConvertedForm } from './conversion.ts';
import { notConvertible } from './errors.ts';
import { icuDateStyle } from './icu-date-style.ts';
import { icuNumberStyle, relevantNumberOptions } from './icu-number-style.ts';
import { icuKey, icuSelector } from './icu-selector.ts';
import { nestRows } from './nest.ts';
import { resolved } from './resolved.ts';
import { same } from './same.ts';

const refuse = (feature: string): Error => notConvertible('icu', feature);

/** What the writing of one message knows. */
interface Context {
  readonly form: MessageForm;
  readonly differences: Set<ConversionDifference>;
}

/** A number of MessageFormat 1; one that is changed first only stands in a plural with that offset, as its `#`. */
function number(expression: Expression, above: readonly Expression[]): FormNode {
  const { operand, call } = expression;
  const { add, integer, options } = call as NumberCall;
  const shown = relevantNumberOptions(options);
  if (integer && shown.style === 'percent') throw refuse('a percentage of a rounded number');
  if (icuNumberStyle(shown) === undefined) throw refuse('these options of a number');
  const offset = add === undefined ? {} : { add };
  const value: FormNode = {
    type: 'placeholder',
    expression: { ...(operand && { operand }), call: { name: 'number', options: shown, ...offset } },
  };
  if (add === undefined) return value;
  if (!same(shown, {})) throw refuse('a changed number with options');
  const plural = above.findLast(({ call: one }) => one.name === 'number');
  const inPlural = plural?.call.name === 'number' && plural.call.add === add && same(plural.operand, operand);
  if (inPlural) return value;
  const selector: Expression = {
    ...(operand && { operand }),
    call: { name: 'number', options: {}, add, exactBeforeAdd: true, select: 'cardinal' },
  };
  return { type: 'match', selectors: [selector], variants: [{ keys: [{ kind: 'any' }], nodes: [value] }] };
}

/** Clocks of MessageFormat 2 in the words of skeletons. */
function dateOptions({ hour12, ...options }: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions {
  if (hour12 === undefined) return options;
  return hour12 ? { ...options, hour12 } : { ...options, hourCycle: 'h23' };
}

function placeholder(
  given: Expression,
  { form, differences }: Context,
  above: readonly Expression[],
): FormNode {
  const expression = resolved(given, form);
  const { operand, call, direction } = expression;
  if (direction !== undefined) throw refuse('a text direction of a placeholder');
  if (operand?.type === 'literal' && (call.name === 'plain' || call.name === 'string')) {
    return { type: 'text', value: operand.value };
  }
  if (operand?.type !== 'argument') throw refuse('a formatted value that is no argument');
  if (call.name === 'number') return number(expression, above);
  if (call.name === 'date') {
    const options = dateOptions(call.options);
    if (options.hourCycle !== undefined) differences.add('hour-cycle');
    if (!icuDateStyle(options)) throw refuse('these options of a date or time');
    return { type: 'placeholder', expression: { operand, call: { name: 'date', options } } };
  }
  const plain = call.name === 'string' ? ({ name: 'plain' } as const) : call;
  return { type: 'placeholder', expression: { operand, call: plain } };
}

function pattern(nodes: readonly FormNode[], context: Context, above: readonly Expression[]): FormNode[] {
  const merged: FormNode[] = [];
  for (const node of nodes) {
    if (node.type === 'markup') throw refuse('markup');
    if (node.type === 'match') throw refuse('a choice inside of a text');
    const next = node.type === 'text' ? node : placeholder(node.expression, context, above);
    const last = merged.at(-1);
    if (next.type === 'text' && last?.type === 'text') {
      merged[merged.length - 1] = { type: 'text', value: last.value + next.value };
    } else if (next.type !== 'text' || next.value !== '') merged.push(next);
  }
  return merged;
}

/**
 * MessageFormat 2 to MessageFormat 1. An argument without a function becomes `{x}`: a number there shows its digits
 * ungrouped.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE, LOCALERT_MESSAGE_TOO_LARGE, LOCALERT_MESSAGE_TOO_DEEP
 */
export function toIcuForm(form: MessageForm): ConvertedForm {
  const differences = new Set<ConversionDifference>();
  const [node, ...more] = form.nodes;
  const write = (nodes: readonly FormNode[], above: readonly Expression[]) =>
    pattern(nodes, { form, differences }, above);
  let nodes: readonly FormNode[];
  if (node?.type === 'match' && more.length === 0) {
    const selectors = node.selectors.map((selector) => icuSelector(resolved(selector, form), differences));
    const rows = node.variants.map((variant) => ({
      keys: variant.keys.map((key, at) => {
        const selector = selectors[at];
        return selector ? icuKey(key, selector) : key;
      }),
      nodes: variant.nodes,
    }));
    nodes = nestRows(selectors, rows, write);
  } else nodes = write(form.nodes, []);
  return { form: { syntax: 'icu', declarations: [], nodes }, differences: [...differences] };
}
