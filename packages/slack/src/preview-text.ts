import type {
  ButtonBlockElement,
  ImageBlockElement,
  SlackBlock,
  SlackMessage,
  TextObject,
} from './block-kit.ts';
import { cellWords } from './block-texts.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { plainWords, unescapeText } from './plain-words.ts';
import type { RichElement, RichTextPart, TableBlock } from './rich-kit.ts';
import { runsIn, runWords } from './rich-runs.ts';
import { slackDateText } from './slack-date-text.ts';

/** What could move a terminal's cursor, colour it, or turn the reading direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the purpose
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/g;

const shown = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;

const safe = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSAFE, shown);

/** A token as words: a link keeps its address, a date is shown in UTC. */
function tokenText(inner: string): string {
  const date = /^!date\^(\d+)\^([^|^]+)/.exec(inner);
  const words = date === null ? undefined : slackDateText(Number(date[1]), date[2] ?? '', {});
  if (words !== undefined) return words;
  const link = /^(https?:[^|]+)\|(.+)$/i.exec(inner);
  return link === null ? plainWords(`<${inner}>`) : `${link[2]} (${link[1]})`;
}

const textOf = ({ type, text }: TextObject): string =>
  unescapeText(
    type === 'mrkdwn' ? text.replace(/<([^<>\n]+)>/g, (_, inner: string) => tokenText(inner)) : text,
  );

/** A link keeps its address, a date is shown in UTC. */
function wordsWithLinks(runs: readonly RichElement[]): string {
  const shown = (run: RichElement): string => {
    if (run.type === 'date') return slackDateText(run.timestamp, run.format, {}) ?? run.fallback;
    return run.type === 'link' && run.text !== undefined ? `${run.text} (${run.url})` : runWords(run);
  };
  return runs.map(shown).join('');
}

function elementText(element: ButtonBlockElement | ImageBlockElement | TextObject): string {
  if (element.type === 'image') return `(${unescapeText(element.alt_text)})`;
  if (element.type !== 'button') return textOf(element);
  return `[${unescapeText(element.text.text)}]${element.url === undefined ? '' : ` ${element.url}`}`;
}

function partText(part: RichTextPart): string {
  const lines = runsIn(part).map(wordsWithLinks);
  if (part.type === 'rich_text_quote') return `> ${lines.join('').replaceAll('\n', '\n> ')}`;
  if (part.type !== 'rich_text_list') return lines.join('');
  const { style, indent = 0, offset = 0 } = part;
  const margin = '  '.repeat(indent);
  return lines
    .map((line, index) => `${margin}${style === 'ordered' ? `${offset + index + 1}.` : '•'} ${line}`)
    .join('\n');
}

/** Most columns of a terminal that a cell is padded to. */
const MAX_PADDING = 30;

function tableText({ rows }: TableBlock): string {
  const texts = rows.map((row) => row.map((cell) => cellWords(cell).replaceAll('\n', ' ')));
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.min(MAX_PADDING, Math.max(...texts.map((row) => row[column]?.length ?? 0))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join(' │ ')
      .trimEnd();
  return texts.map(line).join('\n');
}

function blockText(block: SlackBlock): string {
  switch (block.type) {
    case 'header':
      return textOf(block.text);
    case 'section': {
      const fields = (block.fields ?? []).map((field) => `• ${textOf(field)}`);
      const beside = block.accessory === undefined ? [] : [elementText(block.accessory)];
      return [...(block.text === undefined ? [] : [textOf(block.text)]), ...fields, ...beside].join('\n');
    }
    case 'context':
      return block.elements.map(elementText).join(' · ');
    case 'actions':
      return block.elements.map(elementText).join('  ');
    case 'image':
      return [...(block.title === undefined ? [] : [textOf(block.title)]), elementText(block)].join('\n');
    case 'rich_text':
      return block.elements.map(partText).join('\n');
    case 'table':
      return tableText(block);
    case 'markdown':
      return unescapeText(plainMarkdown(block.text));
    case 'divider':
      return '────────';
  }
}

/**
 * A message as a person reads it in a terminal: one block after the other, coloured ones behind a bar. Control
 * characters and direction overrides in it are made visible, so that no text can steer the terminal.
 *
 * @example
 * ```ts
 * import { previewText } from '@localert/slack/preview';
 *
 * previewText({ text: 'Disk full on <https://status.example|status>' });
 * ```
 */
export function previewText(message: SlackMessage): string {
  const { text, blocks = [], attachments = [] } = message;
  const lines = (block: SlackBlock): string[] => safe(blockText(block)).split('\n');
  const top = blocks.length > 0 ? blocks.flatMap(lines) : [safe(textOf({ type: 'mrkdwn', text }))];
  const attached = attachments.flatMap((attachment) =>
    attachment.blocks.flatMap(lines).map((line) => `┃ ${line}`),
  );
  return [...top, ...attached].join('\n');
}
