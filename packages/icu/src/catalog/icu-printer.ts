import type {
  CustomCall,
  Expression,
  FormNode,
  MatchNode,
  MessageForm,
  NumberOptions,
  VariantKey,
} from '../form.ts';
import { parseForm } from '../parse.ts';
import { notConvertible } from './errors.ts';
import { icuDateStyle } from './icu-date-style.ts';
import { icuNumberStyle } from './icu-number-style.ts';
import { icuText, isIcuName } from './icu-text.ts';
import { same } from './same.ts';

/** The name that a style of numbers or dates is to have; `undefined` leaves the style as it is. */
export type StyleNaming = (
  kind: 'number' | 'date' | 'time',
  style: string,
  options: NumberOptions | Intl.DateTimeFormatOptions,
) => string | undefined;

/** Who reads the source. */
export interface IcuDialect {
  /** formatjs: `<` starts a tag, custom functions are unknown, and `#` is text in a select, even in one in a plural. */
  readonly reader: 'icu' | 'formatjs';
  /** Names for styles; without one a style stands as it is. */
  readonly styleName?: StyleNaming;
}

/** What the writing of one message finds. */
interface Printing {
  readonly dialect: IcuDialect;
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
  const { reader, styleName } = printing.dialect;
  const styled: (...style: Parameters<StyleNaming>) => string = (kind, own, options) => {
    const style = styleName?.(kind, own, options) ?? own;
    return style === '' ? kind : `${kind}, ${style}`;
  };
  if (call.name === 'custom') {
    if (reader === 'formatjs') throw refuse(`the function "${call.function}"`);
    printing.functions.add(call.function);
    return `{${name}${customStyle(call)}}`;
  }
  if (call.name === 'string') throw refuse('a text in the place of a placeholder');
  if (call.variable) throw refuse('an option whose value is an argument');
  if (call.name === 'date') {
    const found = icuDateStyle(call.options);
    if (!found) throw refuse('these options of a date or time');
    return `{${name}, ${styled(found.kind, found.style, call.options)}}`;
  }
  const known = reader === 'icu' && call.add !== undefined;
  if (pound && same(pound, expression) && (!inSelect || known)) return '#';
  if (call.add !== undefined || call.integer) throw refuse('a changed number outside of its plural');
  const style = icuNumberStyle(call.options);
  if (style === undefined) throw refuse('these options of a number');
  return `{${name}, ${styled('number', style, call.options)}}`;
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
    const { dialect } = around.printing;
    const pounds = around.pound !== undefined && !(around.inSelect && dialect.reader === 'formatjs');
    if (pounds && around.inSelect && text.includes('#')) around.printing.quotedPound = true;
    source += icuText(text, `${pounds ? '#' : ''}${dialect.reader === 'formatjs' ? '<' : ''}`);
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

/**
 * Writes the nodes of a MessageFormat 1 form for a reader.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE
 */
export function printIcuNodes(
  nodes: readonly FormNode[],
  dialect: IcuDialect,
): Omit<Printing, 'dialect'> & { readonly source: string } {
  const printing: Printing = { dialect, functions: new Set(), quotedPound: false };
  const source = pattern(nodes, { printing, inSelect: false });
  return { source, functions: printing.functions, quotedPound: printing.quotedPound };
}
