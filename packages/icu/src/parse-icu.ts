import {
  isArgumentElement,
  isDateElement,
  isLiteralElement,
  isNumberElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTagElement,
  isTimeElement,
  type Location,
  type MessageFormatElement,
  type PluralElement,
  parse,
  type SelectElement,
  type Skeleton,
  type TagElement,
} from '@formatjs/icu-messageformat-parser';
import type { FunctionTable } from './custom-call.ts';
import {
  MessageSyntaxError,
  MessageTooDeepError,
  MessageTooLargeError,
  MessageUnsupportedError,
} from './errors.ts';
import type {
  Expression,
  FormNode,
  FunctionCall,
  MessageForm,
  NumberCall,
  NumberOptions,
  Variant,
  VariantKey,
} from './form.ts';
import { MAX_FORMATS, MAX_NESTING, MAX_NODES } from './form.ts';
import { styledCall } from './function-style.ts';
import { expectedOf } from './icu-expected.ts';
import { poundsOf } from './icu-pounds.ts';
import { dateStyle, numberStyle, type StyleFault } from './icu-styles.ts';
import { type Patched, patchIcu } from './patch-icu.ts';
import { scanIcu } from './scan-icu.ts';

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
/** What the lowering of one source knows. */
interface Context extends Patched {
  /** Takes styles that nobody knows as formatjs does. */
  readonly lenient: boolean;
  /** The options of the styles so far, by kind and style. */
  readonly styles: Map<string, NumberOptions | Intl.DateTimeFormatOptions>;
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

/** The options of a style, read once for all places that have it. */
function styled(
  kind: 'number' | 'date' | 'time',
  text: string | undefined,
  skeleton: boolean,
  location: Location | undefined,
  context: Context,
): NumberOptions | Intl.DateTimeFormatOptions {
  const key = `${kind} ${skeleton ? '::' : ''}${text ?? ''}`;
  const known = context.styles.get(key);
  if (known) return known;
  const options =
    kind === 'number'
      ? numberStyle(text, skeleton, context.lenient)
      : dateStyle(kind, text, skeleton, context.lenient);
  if (isFault(options)) throw unsupported(context, location, options.unsupported);
  context.styles.set(key, options);
  if (context.styles.size > MAX_FORMATS)
    throw new MessageTooLargeError({ what: 'formats', limit: MAX_FORMATS });
  return options;
}

function formatted(element: MessageFormatElement, context: Context): FormNode | undefined {
  if (isArgumentElement(element)) return placeholder(element.value, { name: 'plain' });
  if (isNumberElement(element)) {
    const { text, skeleton } = styleText(element.style);
    const custom = context.custom.get(startOf(element.location));
    if (custom !== undefined) {
      const fault = (feature: string) => unsupported(context, element.location, feature);
      const style = skeleton ? `::${text}` : text;
      return placeholder(element.value, styledCall(custom, context.functions, element.value, style, fault));
    }
    const options = styled('number', text, skeleton, element.location, context);
    return placeholder(element.value, { name: 'number', options });
  }
  if (isDateElement(element) || isTimeElement(element)) {
    const { text, skeleton } = styleText(element.style);
    const kind = isDateElement(element) ? 'date' : 'time';
    const options = styled(kind, text, skeleton, element.location, context) as Intl.DateTimeFormatOptions;
    return placeholder(element.value, { name: 'date', options });
  }
  return undefined;
}

function pluralKey(selector: string, location: Location | undefined, context: Context): VariantKey {
  if (selector === 'other') return { kind: 'any' };
  if (selector.startsWith('=')) return { kind: 'exact', value: String(Number(selector.slice(1))) };
  // formatjs takes any word; one that is no category is a branch that nothing leads to.
  if (CATEGORIES.has(selector) || context.lenient) return { kind: 'category', value: selector };
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

/** Tags stand in no text, only in parts. They nest as branches do, which bounds the recursion. */
function tagged(element: TagElement, context: Context, around: Surroundings): readonly FormNode[] {
  const markup = { type: 'markup', name: element.value, options: {} } as const;
  const inside = lower(element.children, context, { ...around, depth: around.depth + 1 });
  return [{ ...markup, kind: 'open' }, ...inside, { ...markup, kind: 'close' }];
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
  if (isTagElement(element)) return tagged(element, context, around);
  const node = formatted(element, context);
  return node ? [node] : [];
}

/** Adds a node; a text after a text becomes one with it. */
function append(node: FormNode, nodes: FormNode[], context: Context): void {
  const last = nodes.at(-1);
  if (node.type === 'text' && node.value === '') return;
  if (node.type === 'text' && last?.type === 'text') {
    nodes[nodes.length - 1] = { type: 'text', value: last.value + node.value };
  } else {
    count(context);
    nodes.push(node);
  }
}

function lower(
  elements: readonly MessageFormatElement[],
  context: Context,
  around: Surroundings,
): readonly FormNode[] {
  if (around.depth > MAX_NESTING) throw new MessageTooDeepError({ limit: MAX_NESTING });
  const nodes: FormNode[] = [];
  for (const element of elements) {
    for (const node of lowerOne(element, context, around)) append(node, nodes, context);
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

/** How MessageFormat 1 is read. */
export interface IcuOptions {
  /** Names that may stand where a format stands: `{x, name}` and `{x, name, style}`. */
  readonly functions: FunctionTable;
  /** `<b>…</b>` is markup; without, it is text. */
  readonly tags: boolean;
  /** What formatjs skips without a word is skipped; without, it is refused. */
  readonly lenient: boolean;
}

/**
 * MessageFormat 1 to the intermediate form. `#` in a select in a plural is the number.
 *
 * @throws LOCALERT_MESSAGE_SYNTAX, LOCALERT_MESSAGE_UNSUPPORTED, LOCALERT_MESSAGE_TOO_LARGE, LOCALERT_MESSAGE_TOO_DEEP
 */
export function parseIcu(source: string, options: IcuOptions): MessageForm {
  const patched = patchIcu(source, scanIcu(source, options).uses);
  let elements: MessageFormatElement[];
  try {
    elements = parse(patched.text, {
      ignoreTag: !options.tags,
      captureLocation: true,
      captureEscapes: true,
      shouldParseSkeletons: false,
      requiresOtherClause: true,
    });
  } catch (error) {
    throw syntaxError(error, patched);
  }
  const { functions, lenient } = options;
  const context: Context = { ...patched, functions, lenient, styles: new Map(), nodes: 0 };
  return { syntax: 'icu', declarations: [], nodes: lower(elements, context, { depth: 0, inSelect: false }) };
}
