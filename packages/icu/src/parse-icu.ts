import {
  isArgumentElement,
  isDateElement,
  isLiteralElement,
  isNumberElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTimeElement,
  type Location,
  type MessageFormatElement,
  type PluralElement,
  parse,
  type SelectElement,
  type Skeleton,
} from '@formatjs/icu-messageformat-parser';
import type { FunctionTable } from './custom-call.ts';
import {
  MessageSyntaxError,
  MessageTooDeepError,
  MessageTooLargeError,
  MessageUnsupportedError,
  type SourcePlace,
} from './errors.ts';
import type {
  Expression,
  FormNode,
  FunctionCall,
  MessageForm,
  NumberCall,
  Variant,
  VariantKey,
} from './form.ts';
import { MAX_NESTING, MAX_NODES } from './form.ts';
import { styledCall } from './function-style.ts';
import { expectedOf } from './icu-expected.ts';
import { dateStyle, numberStyle, type StyleFault } from './icu-styles.ts';
import { placeAt } from './place.ts';
import { type CustomUse, scanIcu } from './scan-icu.ts';

const CATEGORIES: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many']);
/** Formats of ICU4J and ICU4C that Intl has nothing for. */
const ICU_ONLY: ReadonlySet<string> = new Set([
  'spellout',
  'ordinal',
  'duration',
  'choice',
  'list',
  'relativetime',
]);
/** Stands in the source for a custom function's name while the library parses. */
const STAND_IN = 'number';

/** A source in which custom functions are replaced by a name that the library knows. */
interface Patched {
  readonly text: string;
  /** Custom functions by the offset of their stand-in, in order. */
  readonly custom: readonly CustomUse[];
  /** The place in the author's source of an offset in this text. */
  place(offset: number): SourcePlace;
}

/** What the lowering of one source knows. */
interface Context extends Patched {
  readonly functions: FunctionTable;
  nodes: number;
}

/** What surrounds a pattern. */
interface Surroundings {
  readonly depth: number;
  /** What `#` shows, inside a plural. */
  readonly pound?: Expression;
  /** The library leaves `#` alone in a select, even in one inside a plural. */
  readonly inSelect: boolean;
}

function count(context: Context): void {
  context.nodes += 1;
  if (context.nodes > MAX_NODES) throw new MessageTooLargeError({ what: 'nodes', limit: MAX_NODES });
}

function startOf(location: Location | undefined): number {
  return location?.start.offset ?? 0;
}

function unsupported(context: Context, location: Location | undefined, feature: string): never {
  throw new MessageUnsupportedError({ syntax: 'icu', feature, ...context.place(startOf(location)) });
}

const isFault = (result: object): result is StyleFault => 'unsupported' in result;

/** A style as the library leaves it without reading skeletons: a name, or a skeleton's text. */
function styleText(style: string | Skeleton | null | undefined): {
  text: string | undefined;
  skeleton: boolean;
} {
  if (style === null || style === undefined) return { text: undefined, skeleton: false };
  if (typeof style === 'string') return { text: style, skeleton: false };
  if ('pattern' in style) return { text: style.pattern, skeleton: true };
  return {
    text: style.tokens.map(({ stem, options }) => [stem, ...options].join('/')).join(' '),
    skeleton: true,
  };
}

function placeholder(name: string, call: FunctionCall): FormNode {
  return { type: 'placeholder', expression: { operand: { type: 'argument', name }, call } };
}

function customUse(context: Context, location: Location | undefined): CustomUse | undefined {
  const end = location?.end.offset ?? 0;
  return context.custom.find(({ offset }) => offset > startOf(location) && offset < end);
}

function formatted(element: MessageFormatElement, context: Context): FormNode | undefined {
  if (isArgumentElement(element)) return placeholder(element.value, { name: 'plain' });
  if (isNumberElement(element)) {
    const { text, skeleton } = styleText(element.style);
    const use = customUse(context, element.location);
    if (use) {
      const fault = (feature: string) => unsupported(context, element.location, feature);
      const style = skeleton ? `::${text}` : text;
      return placeholder(element.value, styledCall(use.name, context.functions, element.value, style, fault));
    }
    const options = text === undefined ? {} : numberStyle(text, skeleton);
    if (isFault(options)) return unsupported(context, element.location, options.unsupported);
    return placeholder(element.value, { name: 'number', options });
  }
  if (isDateElement(element) || isTimeElement(element)) {
    const { text, skeleton } = styleText(element.style);
    const options = dateStyle(isDateElement(element) ? 'date' : 'time', text, skeleton);
    if (isFault(options)) return unsupported(context, element.location, options.unsupported);
    return placeholder(element.value, { name: 'date', options });
  }
  return undefined;
}

function pluralKey(selector: string, location: Location | undefined, context: Context): VariantKey {
  if (selector === 'other') return { kind: 'any' };
  if (selector.startsWith('=')) return { kind: 'exact', value: String(Number(selector.slice(1))) };
  if (CATEGORIES.has(selector)) return { kind: 'category', value: selector };
  throw new MessageSyntaxError({
    syntax: 'icu',
    expected:
      'a plural category (zero, one, two, few, many, other) or an exact number such as =1 before this branch',
    ...context.place(startOf(location)),
  });
}

function pluralMatch(element: PluralElement, context: Context, around: Surroundings): FormNode {
  const operand = { type: 'argument', name: element.value } as const;
  const add = element.offset === 0 ? {} : { add: -element.offset };
  const pound: Expression = { operand, call: { name: 'number', options: {}, ...add } };
  const call: NumberCall = {
    name: 'number',
    options: {},
    ...add,
    exactBeforeAdd: true,
    select: element.pluralType === 'ordinal' ? 'ordinal' : 'cardinal',
  };
  const inside: Surroundings = { depth: around.depth + 1, pound, inSelect: false };
  const variants = Object.entries(element.options).map(([selector, { value, location }]): Variant => {
    count(context);
    return { keys: [pluralKey(selector, location, context)], nodes: lower(value, context, inside) };
  });
  return { type: 'match', selectors: [{ operand, call }], variants };
}

function selectMatch(element: SelectElement, context: Context, around: Surroundings): FormNode {
  const inside: Surroundings = { ...around, depth: around.depth + 1, inSelect: true };
  const variants = Object.entries(element.options).map(([selector, { value }]): Variant => {
    count(context);
    const key: VariantKey = selector === 'other' ? { kind: 'any' } : { kind: 'text', value: selector };
    return { keys: [key], nodes: lower(value, context, inside) };
  });
  const operand = { type: 'argument', name: element.value } as const;
  return { type: 'match', selectors: [{ operand, call: { name: 'string' } }], variants };
}

/**
 * Literal text inside a select inside a plural, where ICU substitutes `#` and the library does not: read anew from its
 * source, with the quoting rules of a plural.
 */
function poundsOf(raw: string, pound: Expression): FormNode[] {
  const nodes: FormNode[] = [];
  let text = '';
  let quoted = false;
  for (let index = 0; index < raw.length; index += 1) {
    const character = raw[index];
    const next = raw[index + 1];
    if (character === "'" && next === "'") {
      text += "'";
      index += 1;
    } else if (character === "'" && (quoted || (next !== undefined && '{}<>#'.includes(next)))) {
      quoted = !quoted;
    } else if (character === '#' && !quoted) {
      nodes.push({ type: 'text', value: text }, { type: 'placeholder', expression: pound });
      text = '';
    } else {
      text += character;
    }
  }
  return [...nodes, { type: 'text', value: text }];
}

function lowerOne(
  element: MessageFormatElement,
  context: Context,
  around: Surroundings,
): readonly FormNode[] {
  if (isLiteralElement(element)) {
    if (around.pound && around.inSelect) return poundsOf(element.rawValue ?? element.value, around.pound);
    return [{ type: 'text', value: element.value }];
  }
  if (isPoundElement(element)) return around.pound ? [{ type: 'placeholder', expression: around.pound }] : [];
  if (isPluralElement(element)) return [pluralMatch(element, context, around)];
  if (isSelectElement(element)) return [selectMatch(element, context, around)];
  const node = formatted(element, context);
  return node ? [node] : [];
}

function lower(
  elements: readonly MessageFormatElement[],
  context: Context,
  around: Surroundings,
): readonly FormNode[] {
  if (around.depth > MAX_NESTING) throw new MessageTooDeepError({ limit: MAX_NESTING });
  const nodes: FormNode[] = [];
  for (const node of elements.flatMap((element) => lowerOne(element, context, around))) {
    const last = nodes.at(-1);
    if (node.type === 'text' && node.value === '') continue;
    if (node.type === 'text' && last?.type === 'text') {
      nodes[nodes.length - 1] = { type: 'text', value: last.value + node.value };
    } else {
      count(context);
      nodes.push(node);
    }
  }
  return nodes;
}

/** The library's errors are plain SyntaxErrors that name their kind and place. */
function syntaxError(error: unknown, patched: Patched): Error {
  // The scan bounds the nesting; should quoting fool it, the stack is the last resort.
  if (error instanceof RangeError) return new MessageTooDeepError({ limit: MAX_NESTING });
  const kind = error instanceof Error ? error.message : '';
  const location = (error as { location?: Location } | undefined)?.location;
  const place = patched.place(startOf(location));
  const type = patched.text.slice(startOf(location), location?.end.offset ?? 0);
  return kind === 'INVALID_ARGUMENT_TYPE' && ICU_ONLY.has(type)
    ? new MessageUnsupportedError({ syntax: 'icu', feature: `the format "${type}"`, ...place })
    : new MessageSyntaxError({ syntax: 'icu', expected: expectedOf(kind), ...place });
}

function patch(source: string, uses: readonly CustomUse[]): Patched {
  let text = '';
  let from = 0;
  const custom = uses.map(({ name, offset }): CustomUse => {
    text += source.slice(from, offset);
    const use = { name, offset: text.length };
    text += STAND_IN;
    from = offset + name.length;
    return use;
  });
  text += source.slice(from);
  const place = (offset: number) => {
    const before = custom.filter((use) => use.offset < offset);
    return placeAt(
      source,
      before.reduce((shifted, use) => shifted + use.name.length - STAND_IN.length, offset),
    );
  };
  return { text, custom, place };
}

/**
 * MessageFormat 1 to the intermediate form. Tags are text; `#` in a select in a plural is the number, as in ICU.
 *
 * @param functions - whose names may stand where a format stands: `{x, name}` and `{x, name, style}`
 * @throws LOCALERT_MESSAGE_SYNTAX, LOCALERT_MESSAGE_UNSUPPORTED, LOCALERT_MESSAGE_TOO_LARGE, LOCALERT_MESSAGE_TOO_DEEP
 */
export function parseIcu(source: string, functions: FunctionTable): MessageForm {
  const patched = patch(source, scanIcu(source, functions));
  let elements: MessageFormatElement[];
  try {
    elements = parse(patched.text, {
      ignoreTag: true,
      captureLocation: true,
      captureEscapes: true,
      shouldParseSkeletons: false,
      requiresOtherClause: true,
    });
  } catch (error) {
    throw syntaxError(error, patched);
  }
  const nodes = lower(elements, { ...patched, functions, nodes: 0 }, { depth: 0, inSelect: false });
  return { syntax: 'icu', declarations: [], nodes };
}
