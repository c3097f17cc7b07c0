import type { CustomCall, Expression, FormNode, MatchNode, MessageForm, VariantKey } from '../form.ts';
import { parseForm } from '../parse.ts';
import { notConvertible } from './errors.ts';
import { icuDateStyle } from './icu-date-style.ts';
import { icuNumberStyle } from './icu-number-style.ts';
import { icuText, isIcuName } from './icu-text.ts';
import { same } from './same.ts';
import { toIcuForm } from './to-icu.ts';

/** What the writing of one message finds. */
interface Printing {
  readonly functions: Set<string>;
  /** A `#` was quoted in a select in a plural, which formatjs does not read in every place. */
  quotedPound: boolean;
}

/** What surrounds a pattern. */
interface Around {
  readonly printing: Printing;
  /** What `#` shows, inside a plural. */
  readonly pound?: Expression;
  /** A select stands between the plural and here: formatjs shows `#` as it is there. */
  readonly inSelect: boolean;
}

const refuse = (feature: string): Error => notConvertible('icu', feature);

function argumentOf({ operand, direction }: Expression): string {
  if (operand?.type !== 'argument' || direction !== undefined) {
    throw refuse(
      direction === undefined ? 'a placeholder without an argument' : 'a text direction of a placeholder',
    );
  }
  if (!isIcuName(operand.name)) throw refuse(`the argument name "${operand.name}"`);
  return operand.name;
}

function customStyle(call: CustomCall): string {
  if (!isIcuName(call.function)) throw refuse(`the function name "${call.function}"`);
  const { style, ...others } = call.options;
  if (Object.keys(others).length > 0) throw refuse(`options of the function "${call.function}"`);
  const source = style?.type === 'literal' ? `, ${style.value}` : '';
  const options = style === undefined ? {} : { style };
  let found: MessageForm | undefined;
  try {
    found = parseForm(`{x, ${call.function}${source}}`, 'icu', { functions: [call.function] });
  } catch {
    found = undefined;
  }
  const [node] = found?.nodes ?? [];
  const whole = node?.type === 'placeholder' && found?.nodes.length === 1;
  if (!whole || !same(node.expression.call, { ...call, options })) {
    throw refuse(`the style of the function "${call.function}"`);
  }
  return `, ${call.function}${source}`;
}

function placeholder(expression: Expression, { pound, inSelect, printing }: Around): string {
  const { call } = expression;
  const name = argumentOf(expression);
  if (call.name === 'plain') return `{${name}}`;
  if (call.name === 'custom') {
    printing.functions.add(call.function);
    return `{${name}${customStyle(call)}}`;
  }
  if (call.name === 'string') throw refuse('a text in the place of a placeholder');
  if (call.variable) throw refuse('an option whose value is an argument');
  if (call.name === 'date') {
    const found = icuDateStyle(call.options);
    if (!found) throw refuse('these options of a date or time');
    return `{${name}, ${found.kind}${found.style === '' ? '' : `, ${found.style}`}}`;
  }
  if (pound && same(pound, expression) && (!inSelect || call.add !== undefined)) return '#';
  if (call.add !== undefined || call.integer) throw refuse('a changed number outside of its plural');
  const style = icuNumberStyle(call.options);
  if (style === undefined) throw refuse('these options of a number');
  return `{${name}, number${style === '' ? '' : `, ${style}`}}`;
}

function keyText(key: VariantKey | undefined, plural: boolean): string {
  if (key === undefined || key.kind === 'any') return 'other';
  if (plural) return key.kind === 'exact' ? `=${key.value}` : key.value;
  if (key.value === 'other' || !isIcuName(key.value)) throw refuse('this branch of a select');
  return key.value;
}

function match(node: MatchNode, around: Around): string {
  const [selector, ...more] = node.selectors;
  if (!selector || more.length > 0) throw refuse('a choice by several values');
  const { call, operand } = selector;
  const name = argumentOf(selector);
  const plural = call.name === 'number';
  if (!plural && call.name !== 'string') throw refuse('a choice by a value that is neither text nor number');
  const offset = plural && call.add !== undefined ? { add: call.add } : {};
  const inside: Around = plural
    ? {
        printing: around.printing,
        pound: { ...(operand && { operand }), call: { name: 'number', options: {}, ...offset } },
        inSelect: false,
      }
    : { ...around, inSelect: true };
  const kind = plural ? (call.select === 'ordinal' ? 'selectordinal' : 'plural') : 'select';
  const branches = node.variants.map(
    ({ keys, nodes }) => `${keyText(keys[0], plural)} {${pattern(nodes, inside)}}`,
  );
  const before = offset.add === undefined ? '' : ` offset:${-offset.add}`;
  return `{${name}, ${kind},${before} ${branches.join(' ')}}`;
}

function pattern(nodes: readonly FormNode[], around: Around): string {
  let source = '';
  let text = '';
  const flush = (): void => {
    if (around.pound && around.inSelect && text.includes('#')) around.printing.quotedPound = true;
    source += icuText(text, around.pound !== undefined);
    text = '';
  };
  for (const node of nodes) {
    if (node.type === 'text') {
      text += node.value;
      continue;
    }
    flush();
    if (node.type === 'markup') throw refuse('markup');
    source += node.type === 'match' ? match(node, around) : placeholder(node.expression, around);
  }
  flush();
  return source;
}

/** Whether a source parses to just this form. */
function readsAs(source: string, { functions }: Printing, form: MessageForm): boolean {
  try {
    return same(parseForm(source, 'icu', { functions: [...functions] }), form);
  } catch {
    return false;
  }
}

/**
 * Writes a form as a MessageFormat 1 source, which parses to an equal form. A MessageFormat 2 form is converted first:
 * several selectors become nested plurals and selects, local variables are put where they are used.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE for what MessageFormat 1 has no words for: markup, text directions, options
 * from values, calendars, time zones
 *
 * @example
 * ```ts
 * import { parseForm } from '@localert/icu';
 * import { printIcu } from '@localert/icu/catalog';
 *
 * const form = parseForm('.input {$n :number} .match $n one {{# {$n} disk}} * {{# {$n} disks}}', 'mf2');
 * printIcu(form); // "{n, plural, one {'#' # disk} other {'#' # disks}}"
 * ```
 */
export function printIcu(form: MessageForm): string {
  const target = form.syntax === 'icu' ? form : toIcuForm(form).form;
  const printing: Printing = { functions: new Set(), quotedPound: false };
  const source = pattern(target.nodes, { printing, inSelect: false });
  if (printing.quotedPound && !readsAs(source, printing, target)) {
    throw refuse('a literal "#" before a brace in a select in a plural');
  }
  return source;
}
