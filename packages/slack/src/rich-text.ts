import type { IdSlot, LayoutBlock, RichItem, RichPart, RichSlot } from '@localert/core';
import { plainWords, unescapeText } from './plain-words.ts';
import type { RichElement, RichMarks, RichSection, RichTextBlock, RichTextPart } from './rich-kit.ts';
import { linkRun, mentionRun, runsOf, runWords, textRun } from './rich-runs.ts';
import { DEFAULT_DATE_FORMAT, type SlotReader } from './slot-reader.ts';

type Marked = { readonly [Mark in keyof RichMarks]?: boolean | undefined };

/** The marks that are set. */
function marksOf(slot: object): RichMarks {
  const { bold, italic, strike, code }: Marked = slot;
  return {
    ...(bold === true && { bold }),
    ...(italic === true && { italic }),
    ...(strike === true && { strike }),
    ...(code === true && { code }),
  };
}

/** A mention, or the text of a value that is no id: it pings nobody, and is not lost. */
function mentionsOf(read: SlotReader, slot: IdSlot, kinds: string): RichElement[] {
  const escaped = 'arg' in slot ? read.raw(slot, 'plain') : slot.id;
  if (escaped === undefined) return [];
  const value = unescapeText(escaped);
  const mention = mentionRun(value, kinds);
  if (mention !== undefined) return [mention];
  if ('arg' in slot) read.report({ code: 'argument-type', argument: slot.arg });
  return textRun(value, {});
}

function dateRuns(read: SlotReader, name: string, format = DEFAULT_DATE_FORMAT): RichElement[] {
  const moment = read.moment(name);
  if (moment === undefined) return [];
  const { seconds: timestamp, fallback } = moment;
  // Slack counts from 1970; what was before is told in the tenant's zone.
  return timestamp < 0 ? textRun(fallback, {}) : [{ type: 'date', timestamp, format, fallback }];
}

/** The runs that a slot gives; none where it gives nothing. */
export function runsOfSlot(read: SlotReader, slot: RichSlot): RichElement[] {
  if ('emoji' in slot) return [{ type: 'emoji', name: slot.emoji }];
  if ('user' in slot) return mentionsOf(read, slot.user, 'UW');
  if ('group' in slot) return mentionsOf(read, slot.group, 'S');
  if ('channel' in slot) return mentionsOf(read, slot.channel, 'CGD');
  if ('date' in slot) return dateRuns(read, slot.date, slot.format);
  if ('link' in slot) {
    const words = slot.text === undefined ? undefined : read.raw(slot.text, 'plain');
    const text = words === undefined ? undefined : unescapeText(plainWords(words));
    const url = read.url(slot.link);
    if (url === undefined) return textRun(text ?? '', marksOf(slot));
    return [linkRun(url, text, marksOf(slot))];
  }
  const text = read.raw(slot, 'mrkdwn');
  return text === undefined ? [] : runsOf(text, marksOf(slot));
}

const runsOfSlots = (read: SlotReader, slots: readonly RichSlot[]): RichElement[] =>
  slots.flatMap((slot) => runsOfSlot(read, slot));

const section = (elements: readonly RichElement[]): RichSection => ({ type: 'rich_text_section', elements });

const isSaid = (runs: readonly RichElement[]): boolean =>
  runs.some((run) => run.type !== 'text' || run.text.trim() !== '');

function itemsOf(read: SlotReader, item: RichItem): RichSection[] {
  const items =
    'each' in item
      ? read.list(item.each).map((value) => textRun(value, marksOf(item)))
      : [runsOfSlots(read, item)];
  return items.filter(isSaid).map(section);
}

/** Code shows texts and links; whatever else it is given becomes its words. */
const typedRun = (run: RichElement): RichElement =>
  run.type === 'text' || run.type === 'link' ? run : { type: 'text', text: runWords(run) };

const bordered = ({ border }: { readonly border?: boolean | undefined }) =>
  border === undefined ? {} : { border: border ? (1 as const) : (0 as const) };

function partOf(read: SlotReader, part: RichPart): RichTextPart | undefined {
  if (part.type === 'list') {
    const elements = part.items.flatMap((item) => itemsOf(read, item));
    if (elements.length === 0) return undefined;
    const { style, indent, offset } = part;
    const numbers = { ...(indent !== undefined && { indent }), ...(offset !== undefined && { offset }) };
    return { type: 'rich_text_list', style, elements, ...numbers, ...bordered(part) };
  }
  const runs = runsOfSlots(read, part.elements);
  if (!isSaid(runs)) return undefined;
  if (part.type === 'section') return section(runs);
  if (part.type === 'quote') return { type: 'rich_text_quote', elements: runs, ...bordered(part) };
  return { type: 'rich_text_preformatted', elements: runs.map(typedRun), ...bordered(part) };
}

/** A rich text block of a layout; `undefined` when it says nothing. */
export function richTextOf(
  read: SlotReader,
  block: Extract<LayoutBlock, { type: 'rich_text' }>,
): RichTextBlock | undefined {
  const elements = block.elements.map((part) => partOf(read, part)).filter((part) => part !== undefined);
  return elements.length === 0 ? undefined : { type: 'rich_text', elements };
}
