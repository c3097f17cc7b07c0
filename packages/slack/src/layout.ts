import type {
  AlertSeverity,
  ButtonElement,
  ImageElement,
  Layout,
  LayoutBlock,
  RenderProblem,
  TextSlot,
  UrlSlot,
} from '@localert/core';
import type {
  ButtonBlockElement,
  ImageBlockElement,
  MrkdwnText,
  PlainText,
  SlackBlock,
  SlackMessage,
  TextObject,
} from './block-kit.ts';
import { blockTexts } from './block-texts.ts';
import { cutText } from './cut.ts';
import { escapeText, wellFormed } from './escape.ts';
import { SLACK_LIMITS } from './limits.ts';
import { plainWords } from './plain-words.ts';
import { SEVERITY_STYLES } from './severity-style.ts';
import { slackDate } from './slack-date.ts';
import { styleText } from './text-style.ts';
import { checkedUrl } from './url-slot.ts';

/** Which markup a text is for: `plain` shows no markup at all, `mrkdwn` is Slack's own. */
export type TextTarget = 'mrkdwn' | 'plain';

/** A moment, and its words for clients that cannot show dates. */
export interface Instant {
  /** Seconds since 1970, whole. */
  readonly seconds: number;
  /** In the reader's language and the tenant's time zone; not escaped. */
  readonly fallback: string;
}

/** What a layout's slots are filled from. */
export interface SlotSource {
  readonly severity: AlertSeverity;
  /** A message field, formatted and escaped for the target; `undefined` when there is none. */
  field(name: string, target: TextTarget): string | undefined;
  /** An argument's value as text, not escaped; `undefined` when it is missing. */
  argument(name: string): string | undefined;
  /** An argument that is an instant; `undefined` when it is missing or none. Only layouts with `date` slots ask. */
  instant?(name: string): Instant | undefined;
}

/** A rendered layout: what was left out stands in `problems`. */
export interface RenderedLayout {
  readonly message: SlackMessage;
  readonly problems: readonly RenderProblem[];
}

const filled = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** Reads slots and keeps the list of what could not be read; each problem stands there once. */
function slotReader(source: SlotSource) {
  const problems = new Map<string, RenderProblem>();
  const report = (problem: RenderProblem) =>
    void problems.set(`${problem.code}/${problem.field ?? ''}/${problem.argument ?? ''}`, problem);

  const instant = (
    name: string,
    format = '{date_short_pretty} {time}',
    target: TextTarget,
  ): string | undefined => {
    const found = source.instant?.(name);
    if (found === undefined) {
      report({
        code: source.argument(name) === undefined ? 'argument-missing' : 'argument-type',
        argument: name,
      });
      return undefined;
    }
    // Slack's token counts from 1970; what was before is told in the tenant's zone.
    const plain = target === 'plain' || found.seconds < 0;
    return plain ? escapeText(found.fallback) : slackDate(found.seconds, format, found.fallback);
  };

  const raw = (slot: TextSlot, target: TextTarget): string | undefined => {
    if ('text' in slot) return escapeText(slot.text);
    if ('arg' in slot) {
      const value = source.argument(slot.arg);
      if (value === undefined) report({ code: 'argument-missing', argument: slot.arg });
      return value === undefined ? undefined : escapeText(value);
    }
    if ('date' in slot) return instant(slot.date, slot.format, target);
    const text = source.field(slot.field, target);
    if (text === undefined && !('optional' in slot && slot.optional)) {
      report({ code: 'message-missing', field: slot.field });
    }
    return text;
  };

  const text = (slot: TextSlot, target: TextTarget): string | undefined => {
    const words = raw(slot, target);
    if (!filled(words)) return undefined;
    const style = 'style' in slot ? slot.style : undefined;
    const styled = target === 'mrkdwn' ? styleText(words, style) : plainWords(words);
    return 'emoji' in slot && slot.emoji ? `${SEVERITY_STYLES[source.severity].emoji} ${styled}` : styled;
  };

  const url = (slot: UrlSlot): string | undefined => {
    const argument = 'arg' in slot ? slot.arg : undefined;
    const value = 'url' in slot ? slot.url : source.argument(slot.arg);
    if (value === undefined) {
      report(argument === undefined ? { code: 'url-refused' } : { code: 'argument-missing', argument });
      return undefined;
    }
    const checked = checkedUrl(value);
    if (checked === undefined)
      report(argument === undefined ? { code: 'url-refused' } : { code: 'url-refused', argument });
    return checked;
  };

  return { report, text, url, problems: () => [...problems.values()] };
}

type SlotReader = ReturnType<typeof slotReader>;

const plainText = (text: string): PlainText => ({ type: 'plain_text', text, emoji: true });
const mrkdwn = (text: string): MrkdwnText => ({ type: 'mrkdwn', text });

/** A title, a name or an alternative text is one line. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim();

function buttonOf(
  read: SlotReader,
  button: ButtonElement,
  source: SlotSource,
): ButtonBlockElement | undefined {
  const text = read.text(button.text, 'plain');
  const url = button.url === undefined ? undefined : read.url(button.url);
  if (text === undefined || (button.url !== undefined && url === undefined)) return undefined;
  const value = buttonValue(read, button.value, source);
  return {
    type: 'button',
    text: plainText(oneLine(text)),
    ...(url === undefined ? {} : { url }),
    ...(button.actionId === undefined ? {} : { action_id: button.actionId }),
    ...(value === undefined ? {} : { value }),
    ...(button.style === undefined ? {} : { style: button.style }),
  };
}

/** Slack hands a button's value back as it was, so it is neither escaped nor shortened. */
function buttonValue(
  read: SlotReader,
  value: ButtonElement['value'],
  source: SlotSource,
): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  const text = source.argument(value.arg);
  if (text === undefined) read.report({ code: 'argument-missing', argument: value.arg });
  else if (text.length > SLACK_LIMITS.buttonValue)
    read.report({ code: 'limit-shortened', argument: value.arg });
  else if (text !== '') return wellFormed(text);
  return undefined;
}

function imageOf(read: SlotReader, image: Pick<ImageElement, 'url' | 'alt'>): ImageBlockElement | undefined {
  const alt = read.text(image.alt, 'plain');
  const url = read.url(image.url);
  if (alt === undefined || url === undefined) return undefined;
  return { type: 'image', image_url: url, alt_text: oneLine(alt) };
}

const present = <Item>(items: readonly (Item | undefined)[]): Item[] =>
  items.filter((item): item is Item => item !== undefined);

function sectionOf(
  read: SlotReader,
  block: Extract<LayoutBlock, { type: 'section' }>,
  source: SlotSource,
): SlackBlock | undefined {
  const text = block.text === undefined ? undefined : read.text(block.text, 'mrkdwn');
  const fields = present((block.fields ?? []).map((slot) => read.text(slot, 'mrkdwn'))).map(mrkdwn);
  const element = block.accessory;
  const accessory =
    element === undefined
      ? undefined
      : element.type === 'image'
        ? imageOf(read, element)
        : buttonOf(read, element, source);
  if (text === undefined && fields.length === 0) return undefined;
  return {
    type: 'section',
    ...(text === undefined ? {} : { text: mrkdwn(text) }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(accessory === undefined ? {} : { accessory }),
  };
}

function bodyOf(read: SlotReader, block: LayoutBlock, source: SlotSource): SlackBlock | undefined {
  switch (block.type) {
    case 'header': {
      const text = read.text(block.text, 'plain');
      return text === undefined ? undefined : { type: 'header', text: plainText(oneLine(text)) };
    }
    case 'section':
      return sectionOf(read, block, source);
    case 'context': {
      const elements = present<TextObject | ImageBlockElement>(
        block.elements.map((element) => {
          if ('type' in element) return imageOf(read, element);
          const text = read.text(element, 'mrkdwn');
          return text === undefined ? undefined : mrkdwn(text);
        }),
      );
      return elements.length === 0 ? undefined : { type: 'context', elements };
    }
    case 'actions': {
      const elements = present(block.elements.map((button) => buttonOf(read, button, source)));
      return elements.length === 0 ? undefined : { type: 'actions', elements };
    }
    case 'divider':
      return { type: 'divider' };
    case 'image': {
      const image = imageOf(read, block);
      if (image === undefined) return undefined;
      const title = block.title === undefined ? undefined : read.text(block.title, 'plain');
      return title === undefined ? image : { ...image, title: plainText(oneLine(title)) };
    }
  }
}

/** The notification: what the layout names, else title and description, else whatever the blocks say. */
function notificationOf(
  layout: Layout,
  source: SlotSource,
  read: SlotReader,
  blocks: readonly SlackBlock[],
): string {
  const chosen = layout.notification === undefined ? undefined : read.text(layout.notification, 'mrkdwn');
  const usual = () => ['title', 'description'].map((name) => source.field(name, 'mrkdwn')).filter(filled);
  const words = chosen === undefined ? usual() : [chosen];
  return cutText((words.length > 0 ? words : blocks.flatMap(blockTexts)).join('\n'), SLACK_LIMITS.text);
}

function colorOf(layout: Layout, source: SlotSource): string | undefined {
  if (layout.color === 'none') return undefined;
  return layout.color === undefined || layout.color === 'severity'
    ? SEVERITY_STYLES[source.severity].color
    : layout.color;
}

/**
 * Fills a layout's slots and makes the message. What cannot be filled is left out and reported; the message is made
 * all the same. Sizes are kept by `fitMessage`, which comes after.
 *
 * The first block stands at top level, since Slack would show the top-level text in its place; the blocks after it
 * stand in an attachment, which alone can have a colour. With `color: 'none'` all are at top level.
 *
 * @returns a message whose text is empty only when no slot gave any text; then `layout-broken` is among the problems
 *
 * @example
 * ```ts
 * import { defaultLayout, renderLayout } from '@localert/slack';
 *
 * const { message } = renderLayout(defaultLayout('critical', ['title']), {
 *   severity: 'critical',
 *   field: (name) => (name === 'title' ? 'Disk full' : undefined),
 *   argument: () => undefined,
 * });
 * message.text; // 'Disk full'
 * ```
 */
export function renderLayout(layout: Layout, source: SlotSource): RenderedLayout {
  const read = slotReader(source);
  const blocks: SlackBlock[] = [];
  for (const block of layout.blocks) {
    const body = bodyOf(read, block, source);
    if (body !== undefined)
      blocks.push(block.blockId === undefined ? body : { ...body, block_id: block.blockId });
  }
  const said = blocks.some((block) => block.type !== 'divider') ? blocks : [];
  const text = notificationOf(layout, source, read, said);
  if (said.length === 0) read.report({ code: 'layout-broken' });
  return { message: { text, ...arranged(said, colorOf(layout, source)) }, problems: read.problems() };
}

function arranged(blocks: readonly SlackBlock[], color: string | undefined): Omit<SlackMessage, 'text'> {
  if (blocks.length === 0) return {};
  if (color === undefined || blocks.length === 1) return { blocks };
  return { blocks: blocks.slice(0, 1), attachments: [{ color, blocks: blocks.slice(1) }] };
}
