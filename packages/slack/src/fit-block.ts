import type {
  ActionsBlock,
  ButtonBlockElement,
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  ImageBlockElement,
  SectionBlock,
  SlackBlock,
  TextObject,
} from './block-kit.ts';
import { cutText, splitText } from './cut.ts';
import { fitMarkdown, fitRichText, fitTable, type More } from './fit-rich.ts';
import { SLACK_LIMITS } from './limits.ts';

/** Told of every place that lost something, as a JSON Pointer. */
export type Cut = (path: string) => void;

const isBlank = (text: string): boolean => text.trim() === '';

const isAddress = (url: string): boolean => /^https?:\/\//i.test(url) && url.length <= SLACK_LIMITS.url;

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}

function shortened<Text extends { readonly text: string }>(
  object: Text,
  limit: number,
  path: string,
  cut: Cut,
): Text {
  if (object.text.length <= limit) return object;
  cut(path);
  return { ...object, text: cutText(object.text, limit) };
}

/** A text as several of at most `limit`, no longer than `most` together. */
function pieces<Text extends TextObject>(
  object: Text,
  limit: number,
  most: number,
  path: string,
  cut: Cut,
): Text[] {
  const whole = shortened(object, most, path, cut);
  if (whole.text.length <= limit) return [whole];
  const split = splitText(whole.text, limit);
  if (split.shortened) cut(path);
  return split.parts.map((text) => ({ ...whole, text }));
}

function fitImage<Image extends ImageBlockElement>(image: Image, path: string, cut: Cut): Image | undefined {
  if (!isAddress(image.image_url)) {
    cut(path);
    return undefined;
  }
  if (isBlank(image.alt_text)) return { ...image, alt_text: '…' };
  if (image.alt_text.length <= SLACK_LIMITS.altText) return image;
  cut(`${path}/alt_text`);
  return { ...image, alt_text: cutText(image.alt_text, SLACK_LIMITS.altText) };
}

const fitsId = (id: string, limit: number): boolean => id !== '' && id.length <= limit;

/** An address, a value or an id that is too long is of no use shortened: it goes. */
function fitButton(button: ButtonBlockElement, path: string, cut: Cut): ButtonBlockElement {
  const { url, value, action_id: id, text, ...rest } = button;
  const keep = <Key extends string>(key: Key, kept: string | undefined, fits: (kept: string) => boolean) => {
    if (kept === undefined) return {};
    if (fits(kept)) return { [key]: kept } as Record<Key, string>;
    cut(`${path}/${key}`);
    return {};
  };
  const words = isBlank(text.text) ? { ...text, text: '…' } : text;
  return {
    ...rest,
    text: shortened(words, SLACK_LIMITS.buttonText, `${path}/text`, cut),
    ...keep('url', url, isAddress),
    ...keep('value', value, (kept) => fitsId(kept, SLACK_LIMITS.buttonValue)),
    ...keep('action_id', id, (kept) => fitsId(kept, SLACK_LIMITS.actionId)),
  };
}

function fitHeader(block: HeaderBlock, path: string, cut: Cut): HeaderBlock[] {
  if (isBlank(block.text.text)) return [];
  return [{ ...block, text: shortened(block.text, SLACK_LIMITS.header, `${path}/text`, cut) }];
}

function fitSection(block: SectionBlock, path: string, most: number, cut: Cut): SlackBlock[] {
  const { text, fields = [], accessory, ...rest } = block;
  const element =
    accessory?.type === 'image'
      ? fitImage(accessory, `${path}/accessory`, cut)
      : accessory && fitButton(accessory, `${path}/accessory`, cut);
  const beside = element === undefined ? {} : { accessory: element };
  const texts =
    text === undefined || isBlank(text.text)
      ? []
      : pieces(text, SLACK_LIMITS.sectionText, most, `${path}/text`, cut);
  const shown = fields.flatMap((field, index) =>
    isBlank(field.text)
      ? []
      : [shortened(field, Math.min(most, SLACK_LIMITS.fieldText), `${path}/fields/${index}`, cut)],
  );
  const columns = chunks(shown, SLACK_LIMITS.sectionFields);
  const parts: Omit<SectionBlock, 'type'>[] = texts.map((part) => ({ text: part }));
  const last = parts.pop();
  const [near, ...far] = columns;
  if (last !== undefined || near !== undefined)
    parts.push({ ...last, ...(near === undefined ? {} : { fields: near }) });
  parts.push(...far.map((column) => ({ fields: column })));
  const [first, ...others] = parts;
  if (first === undefined) {
    // A picture or button beside nothing is still something.
    if (element === undefined) return [];
    return [
      element.type === 'image'
        ? { type: 'context', elements: [element] }
        : { type: 'actions', elements: [element] },
    ];
  }
  return [{ ...rest, ...first, ...beside }, ...others.map((part) => ({ type: 'section' as const, ...part }))];
}

function fitContext(block: ContextBlock, path: string, most: number, cut: Cut): ContextBlock[] {
  const elements = block.elements.flatMap((element, index): (TextObject | ImageBlockElement)[] => {
    const place = `${path}/elements/${index}`;
    if (element.type === 'image') {
      const image = fitImage(element, place, cut);
      return image === undefined ? [] : [image];
    }
    return isBlank(element.text) ? [] : pieces(element, SLACK_LIMITS.contextText, most, place, cut);
  });
  const { block_id: id, ...rest } = block;
  return chunks(elements, SLACK_LIMITS.contextElements).map((part, index) => ({
    ...rest,
    ...(id !== undefined && index === 0 ? { block_id: id } : {}),
    elements: part,
  }));
}

/** Slack refuses a block in which two buttons have one action_id. */
function withUniqueActions(
  buttons: readonly ButtonBlockElement[],
  path: string,
  cut: Cut,
): ButtonBlockElement[] {
  const seen = new Set<string>();
  return buttons.map((button, index) => {
    const { action_id: id, ...rest } = button;
    if (id === undefined) return button;
    if (!seen.has(id)) {
      seen.add(id);
      return button;
    }
    cut(`${path}/elements/${index}/action_id`);
    return rest;
  });
}

function fitActions(block: ActionsBlock, path: string, cut: Cut): ActionsBlock[] {
  const buttons = block.elements.map((button, index) => fitButton(button, `${path}/elements/${index}`, cut));
  const { block_id: id, ...rest } = block;
  return chunks(withUniqueActions(buttons, path, cut), SLACK_LIMITS.actionsElements).map((part, index) => ({
    ...rest,
    ...(id !== undefined && index === 0 ? { block_id: id } : {}),
    elements: part,
  }));
}

function fitPicture(block: ImageBlock, path: string, cut: Cut): ImageBlock[] {
  const image = fitImage(block, path, cut);
  if (image === undefined) return [];
  const { title, ...rest } = image;
  if (title === undefined || isBlank(title.text)) return [rest];
  return [{ ...rest, title: shortened(title, SLACK_LIMITS.imageTitle, `${path}/title`, cut) }];
}

/**
 * One block within its limits: as it is, shortened, or as several. A block with nothing to show becomes none.
 *
 * @param most - longest that one text, one table or one block of rich text may be for the message's budget, before it is
 *   split
 * @param more - the words for list items and rows that had to go, escaped
 */
export function fitBlock(
  block: SlackBlock,
  path: string,
  most: number,
  cut: Cut,
  more: More = (count) => `+${count}`,
): SlackBlock[] {
  const { block_id: id } = block;
  if (id !== undefined && !fitsId(id, SLACK_LIMITS.blockId)) {
    cut(`${path}/block_id`);
    const { block_id: _, ...rest } = block;
    return fitBlock(rest, path, most, cut, more);
  }
  switch (block.type) {
    case 'header':
      return fitHeader(block, path, cut);
    case 'section':
      return fitSection(block, path, most, cut);
    case 'context':
      return fitContext(block, path, most, cut);
    case 'actions':
      return fitActions(block, path, cut);
    case 'image':
      return fitPicture(block, path, cut);
    case 'rich_text':
      return fitRichText(block, path, most, more, cut);
    case 'table':
      return fitTable(block, path, most, more, cut);
    case 'markdown':
      return fitMarkdown(block, path, most, cut);
    case 'divider':
      return [block];
  }
}
