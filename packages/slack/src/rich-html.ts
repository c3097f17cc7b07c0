import { escapeHtml } from './mrkdwn-html.ts';
import type { PreviewReader } from './preview-reader.ts';
import type { RichElement, RichTextBlock, RichTextPart, TableBlock } from './rich-kit.ts';
import { runWords } from './rich-runs.ts';
import { slackDateText } from './slack-date-text.ts';

/** Text as HTML, its line ends kept. */
const words = (text: string): string => escapeHtml(text).replace(/\r?\n/g, '<br>');

/** Only addresses that can run nothing become links. */
function linkHtml(url: string, label: string): string {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url) || !URL.canParse(url)) return label;
  return `<a href="${escapeHtml(url)}" rel="noopener noreferrer nofollow">${label}</a>`;
}

function runHtml(run: RichElement, reader: PreviewReader): string {
  const text = words(runWords(run));
  if (run.type === 'emoji') return text;
  if (run.type === 'date') {
    const shown = words(slackDateText(run.timestamp, run.format, reader) ?? run.fallback);
    return run.url === undefined ? `<time>${shown}</time>` : linkHtml(run.url, `<time>${shown}</time>`);
  }
  if (run.type !== 'text' && run.type !== 'link') return `<span class="la-mention">${text}</span>`;
  const { bold, italic, strike, code } = run.style ?? {};
  let html = code === true ? `<code dir="ltr">${text}</code>` : text;
  if (strike === true) html = `<s>${html}</s>`;
  if (italic === true) html = `<i>${html}</i>`;
  if (bold === true) html = `<b>${html}</b>`;
  return run.type === 'link' ? linkHtml(run.url, html) : html;
}

const runsHtml = (runs: readonly RichElement[], reader: PreviewReader): string =>
  runs.map((run) => runHtml(run, reader)).join('');

function partHtml(part: RichTextPart, reader: PreviewReader): string {
  switch (part.type) {
    case 'rich_text_section':
      return `<div>${runsHtml(part.elements, reader)}</div>`;
    case 'rich_text_quote':
      return `<blockquote>${runsHtml(part.elements, reader)}</blockquote>`;
    case 'rich_text_preformatted':
      return `<pre dir="ltr">${runsHtml(part.elements, reader)}</pre>`;
    case 'rich_text_list': {
      const { style, indent = 0, offset = 0, border } = part;
      const tag = style === 'ordered' ? 'ol' : 'ul';
      const start = style === 'ordered' && offset > 0 ? ` start="${Math.floor(offset) + 1}"` : '';
      const margin =
        indent > 0 ? ` style="margin-inline-start:${Math.min(8, Math.floor(indent)) * 1.5}rem"` : '';
      const line = border === 1 ? ' class="la-border"' : '';
      const items = part.elements.map(({ elements }) => `<li>${runsHtml(elements, reader)}</li>`).join('');
      return `<${tag}${start}${line}${margin}>${items}</${tag}>`;
    }
  }
}

/** Rich text about as Slack shows it. */
export const richHtml = ({ elements }: RichTextBlock, reader: PreviewReader): string =>
  elements.map((part) => partHtml(part, reader)).join('');

const ALIGNMENTS: ReadonlySet<string> = new Set(['left', 'center', 'right']);

/** A table about as Slack shows it: its first row is the head. */
export function tableHtml(
  { rows, column_settings: settings = [] }: TableBlock,
  reader: PreviewReader,
): string {
  const row = (cells: TableBlock['rows'][number], tag: 'th' | 'td') =>
    cells
      .map((cell, column) => {
        const align = settings[column]?.align;
        const style = align !== undefined && ALIGNMENTS.has(align) ? ` style="text-align:${align}"` : '';
        const inner = cell.type === 'raw_text' ? words(cell.text) : richHtml(cell, reader);
        return `<${tag}${style}>${inner}</${tag}>`;
      })
      .join('');
  const [head = [], ...body] = rows;
  const lines = body.map((cells) => `<tr>${row(cells, 'td')}</tr>`).join('');
  return `<table class="la-table"><thead><tr>${row(head, 'th')}</tr></thead><tbody>${lines}</tbody></table>`;
}
