import type {
  AcknowledgeElement,
  ButtonElement,
  ImageElement,
  Layout,
  LayoutBlock,
  RenderProblem,
} from '@localert/core';
import { ACKNOWLEDGE_ACTION, ACKNOWLEDGE_VALUE } from './acknowledge-button.ts';
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
import { wellFormed } from './escape.ts';
import { SLACK_LIMITS } from './limits.ts';
import { markdownOf } from './markdown-block.ts';
import { richTextOf } from './rich-text.ts';
import { SEVERITY_STYLES } from './severity-style.ts';
import { filled, type SlotReader, type SlotSource, slotReader } from './slot-reader.ts';
import { tableOf } from './table.ts';

/** A rendered layout: what was left out stands in `problems`. */
export interface RenderedLayout {
  readonly message: SlackMessage;
  readonly problems: readonly RenderProblem[];
}

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

function acknowledgeOf(read: SlotReader, button: AcknowledgeElement): ButtonBlockElement | undefined {
  const text = read.text(button.text, 'plain');
  if (text === undefined) return undefined;
  return {
    type: 'button',
    text: plainText(oneLine(text)),
    action_id: ACKNOWLEDGE_ACTION,
    value: ACKNOWLEDGE_VALUE,
    ...(button.style === undefined ? {} : { style: button.style }),
  };
}

const pressableOf = (
  read: SlotReader,
  element: ButtonElement | AcknowledgeElement,
  source: SlotSource,
): ButtonBlockElement | undefined =>
  element.type === 'acknowledge' ? acknowledgeOf(read, element) : buttonOf(read, element, source);

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
        : pressableOf(read, element, source);
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
      const elements = present(block.elements.map((button) => pressableOf(read, button, source)));
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
    case 'rich_text':
      return richTextOf(read, block);
    case 'table':
      return tableOf(read, block);
    case 'markdown':
      return markdownOf(read, block, source);
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
    const id = 'blockId' in block ? block.blockId : undefined;
    if (body !== undefined) blocks.push(id === undefined ? body : { ...body, block_id: id });
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
