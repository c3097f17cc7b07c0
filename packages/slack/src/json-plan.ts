import { type LayoutBlock, type Locale, type RenderProblem, visible } from '@localert/core';
import type { LocaleMatch } from '@localert/icu';
import type { SlackMessage } from './block-kit.ts';
import type { TenantBundle } from './bundle.ts';
import { checkLimits, type LimitVisitor, visitLimits } from './check-limits.ts';
import { type FieldChoice, fieldChoices } from './field-choice.ts';
import { createMarks, looksMarked, type Marks } from './json-marks.ts';
import { type JsonSource, type SourceKind, sourceOf } from './json-source.ts';
import { kindOf, markedLayout, refusals } from './json-trials.ts';
import { SLACK_LIMITS } from './limits.ts';
import { messageSize } from './message-size.ts';
import { plainMessage } from './render.ts';

/** A JSON text with places for sources. */
export interface JsonTemplate {
  readonly head: string;
  readonly tail: readonly { readonly source: number; readonly after: string }[];
}

/** Sources that must not be longer together than the room for them. */
export interface JsonRoom {
  readonly sources: readonly number[];
  readonly room: number;
}

/** One text that differs from alert to alert, and which of its forms the template takes as it is. */
export interface PlannedSource {
  readonly read: JsonSource;
  /** Most code units. */
  readonly most: number;
  /** What the layout would not leave as it is. */
  readonly refused: RegExp | undefined;
  /** Where all values are calm, the text need not be looked at. */
  readonly calm: boolean;
}

/**
 * A bundle's payload for one route as JSON text with holes. It holds for alerts whose values keep the contract and whose
 * texts fit and need nothing done to them; all others are rendered step by step.
 */
export interface JsonPlan {
  readonly locale: Locale;
  readonly step: LocaleMatch['step'];
  /** The same for every alert of the route. */
  readonly problems: readonly RenderProblem[];
  readonly sources: readonly PlannedSource[];
  /** The arguments of the contract. */
  readonly names: readonly string[];
  readonly rooms: readonly JsonRoom[];
  readonly payload: JsonTemplate;
  readonly plain: JsonTemplate;
}

/**
 * Writes what is beyond Latin-1 as escapes, mostly emoji: a string with such a character takes twice the memory, and four
 * times as long to become UTF-8.
 */
const narrow = (json: string): string =>
  json.replace(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The text that each field takes first, and what was passed over for it. */
function firstChoices(bundle: TenantBundle, match: LocaleMatch) {
  const problems: RenderProblem[] = [];
  const choices = new Map<string, FieldChoice | undefined>();
  const find = (field: string): FieldChoice | undefined => {
    for (const choice of fieldChoices(bundle, match.order, field)) {
      for (const { locale, reason } of choice.skipped)
        problems.push({ code: `message-${reason}`, locale, field });
      return choice;
    }
    return undefined;
  };
  const choice = (field: string): FieldChoice | undefined => {
    if (!choices.has(field)) choices.set(field, find(field));
    return choices.get(field);
  };
  return { choice, problems };
}

/** The sources of one plan: each once, however many places show it. */
interface SourceList {
  readonly sources: readonly PlannedSource[];
  indexOf(kind: SourceKind, name: string): number;
  /** Lets a source be at most so long. */
  shorten(index: number, most: number): void;
}

function sourceList(
  bundle: TenantBundle,
  locale: Locale,
  choice: (field: string) => FieldChoice | undefined,
  refused: ReadonlyMap<string, ReadonlySet<string>>,
): SourceList {
  const keys: string[] = [];
  const sources: PlannedSource[] = [];
  return {
    sources,
    indexOf(kind, name) {
      const key = `${kind}/${name}`;
      const known = keys.indexOf(key);
      if (known >= 0) return known;
      const field = kind === 'field' ? choice(name)?.compiled : undefined;
      const patterns = refused.get(key);
      sources.push({
        read: sourceOf(kind, name, field, locale, bundle.tenant.timeZone),
        most: Number.POSITIVE_INFINITY,
        refused: patterns && new RegExp([...patterns].join('|')),
        calm: kind !== 'field' || field?.calm === true,
      });
      return keys.push(key) - 1;
    },
    shorten(index, most) {
      const source = sources[index];
      if (source) sources[index] = { ...source, most: Math.min(source.most, most) };
    },
  };
}

function templateOf(json: string, marks: Marks, list: SourceList): JsonTemplate {
  const places = marks.find(json);
  return {
    head: narrow(json.slice(0, places[0]?.start ?? json.length)),
    tail: places.map((place, at) => ({
      source: list.indexOf(kindOf(place, json.slice(0, place.start)), place.name),
      after: narrow(json.slice(place.end, places[at + 1]?.start ?? json.length)),
    })),
  };
}

/** The room that the marks of a text have: its limit without what stands around them. */
function roomOf(text: string, limit: number, marks: Marks) {
  const places = marks.find(text);
  const marked = places.reduce((sum, { start, end }) => sum + end - start, 0);
  return { places, room: limit - (text.length - marked) };
}

/** Holds the sources to Slack's limits, each by itself where it stands alone. */
function roomsOf(message: SlackMessage, plain: SlackMessage, marks: Marks, list: SourceList): JsonRoom[] {
  const rooms: JsonRoom[] = [];
  const bound = (text: string | undefined, limit: number, kind: 'text' | 'url' | 'raw') => {
    const { places, room } = roomOf(text ?? '', limit, marks);
    const sources = places.map((place) =>
      list.indexOf(place.kind === 'argument' ? kind : place.kind, place.name),
    );
    const [only] = sources;
    if (sources.length === 1 && only !== undefined) list.shorten(only, room);
    else if (sources.length > 0) rooms.push({ sources, room });
  };
  const nothing = () => undefined;
  const visitor: LimitVisitor = {
    length: (text, limit) => bound(text, limit, 'text'),
    optional: (text, limit) => bound(text, limit, 'raw'),
    url: (address) => bound(address, SLACK_LIMITS.url, 'url'),
    count: nothing,
    missing: nothing,
    total: nothing,
    unique: nothing,
  };
  visitLimits(visitor, message);
  bound(plain.text, SLACK_LIMITS.text, 'text');
  return [...rooms, budgetRoom(message, marks, list)];
}

/** The room of all blocks together: the notification's text does not count. */
function budgetRoom(message: SlackMessage, marks: Marks, list: SourceList): JsonRoom {
  const json = JSON.stringify({ ...message, text: '' });
  const places = marks.find(json);
  const fixed = messageSize(message) - places.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    sources: places.map((place) => list.indexOf(kindOf(place, json.slice(0, place.start)), place.name)),
    room: SLACK_LIMITS.budget - fixed,
  };
}

/** The tags that were no language tags. */
const malformed = (match: LocaleMatch): RenderProblem[] =>
  [...new Set(match.skipped.map((tag) => visible(tag, 40)))].map((locale) => ({
    code: 'locale-malformed',
    locale,
  }));

/** Blocks whose form, and not only their texts, depends on the values. */
const isRich = ({ type }: LayoutBlock): boolean =>
  type === 'rich_text' || type === 'table' || type === 'markdown';

/**
 * Makes the plan of a route.
 *
 * @returns `undefined` where no plan can stand for the layout: a text of it looks like a mark, it breaks a limit by itself,
 *   or it has rich text, a table or Markdown
 */
export function planJson(bundle: TenantBundle, match: LocaleMatch): JsonPlan | undefined {
  if (looksMarked(JSON.stringify(bundle.layout)) || bundle.layout.blocks.some(isRich)) return undefined;
  const { choice, problems } = firstChoices(bundle, match);
  const has = (field: string) => choice(field) !== undefined;
  const marks = createMarks();
  const plain = plainMessage(bundle, (field) => (has(field) ? marks.text('field', field) : undefined));
  const { message, problems: inLayout } = markedLayout(bundle, has, marks, '');
  if (plain === undefined || checkLimits(message).length > 0) return undefined;
  const json = JSON.stringify(message);
  const list = sourceList(bundle, match.locale, choice, refusals(bundle, has, marks, json));
  const payload = templateOf(json, marks, list);
  const plainTemplate = templateOf(JSON.stringify(plain), marks, list);
  const rooms = roomsOf(message, plain, marks, list);
  return {
    locale: match.locale,
    step: match.step,
    problems: [...malformed(match), ...problems, ...inLayout],
    sources: list.sources,
    names: Object.keys(bundle.contract),
    rooms,
    payload,
    plain: plainTemplate,
  };
}
