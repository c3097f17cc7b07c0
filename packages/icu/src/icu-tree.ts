import {
  isLiteralElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTagElement,
  type MessageFormatElement,
  type PluralElement,
  parse,
  type SelectElement,
} from '@formatjs/icu-messageformat-parser';
import { type CustomUse, scanIcu } from './scan-icu.ts';

/** A stretch of a source: offsets in UTF-16 code units, the end is not part of it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Literal text as it is written, quotes included. */
export interface IcuText extends Stretch {
  readonly kind: 'text';
  /** Whether `'#` opens a quote here, as it does in a plural. */
  readonly quotesPound: boolean;
}

/** `{x}`, `{x, number}`, `{x, date}`, `{x, name}` or the `#` of a plural. */
export interface IcuValue extends Stretch {
  readonly kind: 'value' | 'pound';
  readonly name: string;
}

/** One branch of a choice; `start` is its selector's. */
export interface IcuBranch extends Stretch {
  readonly selector: string;
  readonly body: IcuPattern;
}

/** A plural, selectordinal or select. */
export interface IcuChoice extends Stretch {
  readonly kind: 'choice';
  readonly name: string;
  readonly type: 'cardinal' | 'ordinal' | 'select';
  readonly offset: number;
  /** In the order of the intermediate form's variants. */
  readonly branches: readonly IcuBranch[];
}

/** A text with what stands in it: the message, or the inside of a branch. */
export interface IcuPattern extends Stretch {
  readonly parts: readonly (IcuText | IcuValue | IcuChoice)[];
}

/** A source as the library reads it, and where its offsets are in the author's. */
interface Reading {
  readonly source: string;
  at(offset: number): number;
}

/** Stands for a custom function's name, which the library does not know. */
const STAND_IN = 'number';

function readable(source: string, uses: readonly CustomUse[]): { text: string; reading: Reading } {
  let text = '';
  let from = 0;
  const shifts = uses.map(({ name, offset }) => {
    text += source.slice(from, offset) + STAND_IN;
    from = offset + name.length;
    return { after: text.length, by: name.length - STAND_IN.length };
  });
  const at = (offset: number): number =>
    shifts.reduce((place, { after, by }) => (offset >= after ? place + by : place), offset);
  return { text: text + source.slice(from), reading: { source, at } };
}

function stretchOf({ location }: Pick<MessageFormatElement, 'location'>, reading: Reading): Stretch {
  return {
    start: reading.at(location?.start.offset ?? 0),
    end: reading.at(location?.end.offset ?? 0),
  };
}

function choiceOf(element: PluralElement | SelectElement, reading: Reading): IcuChoice {
  const plural = isPluralElement(element);
  const branches = Object.entries(element.options).map(([selector, { value, location }]): IcuBranch => {
    const { start, end } = stretchOf(location === undefined ? {} : { location }, reading);
    const before = reading.source.slice(0, start).trimEnd();
    const body = patternOf(value, { start: start + 1, end: end - 1 }, plural, reading);
    return { selector, start: before.length - selector.length, end, body };
  });
  return {
    kind: 'choice',
    name: element.value,
    type: plural ? (element.pluralType === 'ordinal' ? 'ordinal' : 'cardinal') : 'select',
    offset: plural ? element.offset : 0,
    branches,
    ...stretchOf(element, reading),
  };
}

function patternOf(
  elements: readonly MessageFormatElement[],
  stretch: Stretch,
  quotesPound: boolean,
  reading: Reading,
): IcuPattern {
  const parts = elements.map((element): IcuPattern['parts'][number] => {
    if (isPluralElement(element) || isSelectElement(element)) return choiceOf(element, reading);
    const place = stretchOf(element, reading);
    if (isLiteralElement(element)) return { kind: 'text', quotesPound, ...place };
    if (isPoundElement(element) || isTagElement(element)) return { kind: 'pound', name: '#', ...place };
    return { kind: 'value', name: element.value, ...place };
  });
  return { ...stretch, parts };
}

/**
 * The source of a MessageFormat 1 message as a tree in which everything knows its place. The intermediate form forgets
 * places and quotes, which rendering has no use for.
 *
 * @param functions - names that may stand where a format stands
 * @throws what the library throws: ask `parseForm` first
 */
export function readIcuTree(source: string, functions: ReadonlySet<string>): IcuPattern {
  const { text, reading } = readable(source, scanIcu(source, { functions, tags: false }).uses);
  const elements = parse(text, {
    ignoreTag: true,
    captureLocation: true,
    captureEscapes: true,
    shouldParseSkeletons: false,
    requiresOtherClause: true,
  });
  return patternOf(elements, { start: 0, end: source.length }, false, reading);
}

/** Every pattern of a tree, the outermost first. */
export function patternsIn(pattern: IcuPattern): readonly IcuPattern[] {
  const inner = choicesIn(pattern).flatMap(({ branches }) => branches.map(({ body }) => body));
  return [pattern, ...inner];
}

/** Every choice of a tree, in the order of the source. */
export function choicesIn(pattern: IcuPattern): readonly IcuChoice[] {
  return pattern.parts.flatMap((part) =>
    part.kind === 'choice' ? [part, ...part.branches.flatMap(({ body }) => choicesIn(body))] : [],
  );
}
