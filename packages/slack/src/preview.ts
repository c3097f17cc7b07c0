import type {
  ButtonBlockElement,
  ImageBlockElement,
  SlackBlock,
  SlackMessage,
  TextObject,
} from './block-kit.ts';
import { markdownHtml } from './markdown-html.ts';
import { escapeHtml, mrkdwnHtml, plainHtml } from './mrkdwn-html.ts';
import type { PreviewReader } from './preview-reader.ts';
import { PREVIEW_CSS } from './preview-style.ts';
import { richHtml, tableHtml } from './rich-html.ts';
import { isRightToLeft } from './right-to-left.ts';
import { slackDateText } from './slack-date-text.ts';

export type { PreviewReader } from './preview-reader.ts';
export { previewText } from './preview-text.ts';

/** How to show one message. */
export interface PreviewOptions extends PreviewReader {
  /** The name over the message; default Localert. */
  readonly appName?: string | undefined;
}

/** One message on a page. */
export interface PreviewItem {
  readonly title: string;
  /** BCP 47. */
  readonly locale: string;
  readonly message: SlackMessage;
  /** Plain lines under the title, for example problems of the rendering. */
  readonly notes?: readonly string[] | undefined;
}

/** How to make a page. */
export interface PreviewPageOptions extends Omit<PreviewOptions, 'locale'> {
  readonly title: string;
  /** Messages side by side, as many as there is room for. Default: one below the other. */
  readonly columns?: boolean | undefined;
}

const textHtml = (text: TextObject, reader: PreviewReader): string =>
  text.type === 'mrkdwn' ? mrkdwnHtml(text.text, reader) : plainHtml(text.text);

/** A box with the picture's words: a preview loads nothing from anywhere. */
const imageHtml = ({ alt_text: alt }: ImageBlockElement, size: 'small' | 'large'): string =>
  `<span class="la-image la-${size}" role="img" aria-label="${escapeHtml(alt)}">${plainHtml(alt)}</span>`;

function buttonHtml(button: ButtonBlockElement): string {
  const classes = `la-button${button.style === undefined ? '' : ` la-${button.style}`}`;
  const words = plainHtml(button.text.text);
  if (button.url === undefined || !/^https?:\/\//i.test(button.url))
    return `<span class="${classes}">${words}</span>`;
  return `<a class="${classes}" href="${escapeHtml(button.url)}" rel="noopener noreferrer nofollow">${words}</a>`;
}

function elementHtml(
  element: ButtonBlockElement | ImageBlockElement | TextObject,
  reader: PreviewReader,
): string {
  if (element.type === 'button') return buttonHtml(element);
  if (element.type === 'image') return imageHtml(element, 'small');
  return `<span>${textHtml(element, reader)}</span>`;
}

function blockHtml(block: SlackBlock, reader: PreviewReader): string {
  switch (block.type) {
    case 'header':
      return `<h3 class="la-header">${plainHtml(block.text.text)}</h3>`;
    case 'section': {
      const text =
        block.text === undefined ? '' : `<div class="la-text">${textHtml(block.text, reader)}</div>`;
      const cells = (block.fields ?? []).map((field) => `<div>${textHtml(field, reader)}</div>`).join('');
      const fields = cells === '' ? '' : `<div class="la-fields">${cells}</div>`;
      const beside =
        block.accessory === undefined
          ? ''
          : `<div class="la-accessory">${elementHtml(block.accessory, reader)}</div>`;
      return `<div class="la-section"><div class="la-words">${text}${fields}</div>${beside}</div>`;
    }
    case 'context':
    case 'actions':
      return `<div class="la-${block.type}">${block.elements.map((element) => elementHtml(element, reader)).join('')}</div>`;
    case 'image': {
      const title =
        block.title === undefined ? '' : `<figcaption>${plainHtml(block.title.text)}</figcaption>`;
      return `<figure class="la-figure">${title}${imageHtml(block, 'large')}</figure>`;
    }
    case 'rich_text':
      return `<div class="la-rich">${richHtml(block, reader)}</div>`;
    case 'table':
      return tableHtml(block, reader);
    case 'markdown':
      return `<div class="la-text la-markdown">${markdownHtml(block.text)}</div>`;
    case 'divider':
      return '<hr>';
  }
}

const blocksHtml = (blocks: readonly SlackBlock[], reader: PreviewReader): string =>
  blocks.map((block) => blockHtml(block, reader)).join('');

/** Slack shows the text only where there are no blocks. */
function bodyHtml({ text, blocks = [], attachments = [] }: SlackMessage, reader: PreviewReader): string {
  const top =
    blocks.length > 0 ? blocksHtml(blocks, reader) : `<div class="la-text">${mrkdwnHtml(text, reader)}</div>`;
  const attached = attachments.map(({ color, blocks: inner }) => {
    const bar =
      color !== undefined && /^#[0-9a-f]{6}$/i.test(color)
        ? ` style="border-inline-start-color:${color}"`
        : '';
    return `<div class="la-attachment"${bar}>${blocksHtml(inner, reader)}</div>`;
  });
  return top + attached.join('');
}

/**
 * Shows a message about as Slack does, as a piece of HTML without script, style sheet or network: put it beside the
 * style of {@link previewPage}, or your own. Every text is escaped.
 *
 * @example
 * ```ts
 * import { previewHtml } from '@localert/slack/preview';
 *
 * const html = previewHtml({ text: '*Disk full* on db-1' }, { locale: 'en' });
 * ```
 */
export function previewHtml(message: SlackMessage, options: PreviewOptions = {}): string {
  const { appName = 'Localert', locale, now } = options;
  const direction = isRightToLeft(locale) ? 'rtl' : 'ltr';
  const language = locale === undefined ? '' : ` lang="${escapeHtml(locale)}"`;
  const at = now === undefined ? undefined : slackDateText(now / 1000, '{time}', options);
  const time = at === undefined ? '' : ` <time>${escapeHtml(at)}</time>`;
  const initial = escapeHtml([...appName][0] ?? '');
  return `<div class="la-message" dir="${direction}"${language}><span class="la-avatar" aria-hidden="true">${initial}</span><div class="la-body"><div class="la-who"><b>${escapeHtml(appName)}</b> <span class="la-app">APP</span>${time}</div>${bodyHtml(message, options)}</div></div>`;
}

function itemHtml(item: PreviewItem, options: PreviewPageOptions): string {
  const notes = (item.notes ?? []).map((note) => `<li>${escapeHtml(note)}</li>`).join('');
  const message = previewHtml(item.message, { ...options, locale: item.locale });
  return `<article><h2>${escapeHtml(item.title)} <code>${escapeHtml(item.locale)}</code></h2>${notes === '' ? '' : `<ul class="la-notes">${notes}</ul>`}${message}</article>`;
}

/**
 * A whole page of messages that looks like Slack, light or dark as the reader prefers. It has no script and loads
 * nothing; its Content-Security-Policy says so to the browser.
 *
 * @example
 * ```ts
 * import { previewPage } from '@localert/slack/preview';
 *
 * const page = previewPage([{ title: 'Disk full', locale: 'ar', message: { text: 'القرص ممتلئ' } }], { title: 'Previews' });
 * ```
 */
export function previewPage(items: readonly PreviewItem[], options: PreviewPageOptions): string {
  const title = escapeHtml(options.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PREVIEW_CSS}</style>
</head>
<body${options.columns === true ? ' class="la-wide"' : ''}>
<h1>${title}</h1>
<main>
${items.map((item) => itemHtml(item, options)).join('\n')}
</main>
</body>
</html>
`;
}
