import { plainWords, unescapeText } from './plain-words.ts';
import type { PreviewReader } from './preview-reader.ts';
import { slackDateText } from './slack-date-text.ts';

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: HTML forbids them
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Any text as HTML text or attribute value. */
export const escapeHtml = (text: string): string =>
  text.replace(CONTROL, '\ufffd').replace(/[&<>"']/g, (character) => HTML[character] ?? character);

/** Text between tokens as HTML: Slack's entities decoded, then all of it escaped for HTML. */
const words = (text: string): string => escapeHtml(unescapeText(text));

/** Only addresses that can run nothing become links. */
function link(address: string, label: string): string {
  const url = unescapeText(address);
  if (!/^(?:https?:\/\/|mailto:)/i.test(url) || !URL.canParse(url)) return words(label);
  return `<a href="${escapeHtml(url)}" rel="noopener noreferrer nofollow">${words(label)}</a>`;
}

function token(inner: string, reader: PreviewReader): string {
  const bar = inner.indexOf('|');
  const head = bar < 0 ? inner : inner.slice(0, bar);
  const date = /^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(head);
  if (date !== null) {
    const fallback = bar < 0 ? '' : inner.slice(bar + 1);
    const shown = slackDateText(Number(date[1]), date[2] ?? '', reader) ?? fallback;
    return date[3] === undefined ? `<time>${words(shown)}</time>` : link(date[3], shown);
  }
  const label = plainWords(`<${inner}>`);
  return /^[@#!]/.test(head) ? `<span class="la-mention">${words(label)}</span>` : link(head, label);
}

const STYLES: Readonly<Record<string, string>> = { '*': 'b', _: 'i', '~': 's' };

/** One styled run: marks right beside its words, nothing wordlike around it. */
const RUN = /(?<![\p{L}\p{N}_])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}_])/u;

/** Deepest nesting of styles: bold, italic and struck through, and one to spare. */
const MAX_STYLES = 4;

function styled(text: string, depth: number): string {
  let html = '';
  let rest = text;
  for (let run = RUN.exec(rest); run !== null && depth < MAX_STYLES; run = RUN.exec(rest)) {
    const [whole, mark = '', inner = ''] = run;
    const tag = STYLES[mark];
    html += `${words(rest.slice(0, run.index))}<${tag}>${styled(inner, depth + 1)}</${tag}>`;
    rest = rest.slice(run.index + whole.length);
  }
  return html + words(rest);
}

/** Code, tokens and bare addresses come first: no mark inside them is a style. */
const ATOMS = /`([^`\n]+)`|<([^<>\n]+)>|\bhttps?:\/\/[^\s<>|*~`\ue000\ue001]+/gu;

function inline(text: string, reader: PreviewReader): string {
  const atoms: string[] = [];
  // Private-use characters hold the atoms' places while the styles around them are found.
  const rest = text
    .replace(/[\ue000\ue001]/g, '\ufffd')
    .replace(ATOMS, (whole, code?: string, inner?: string) => {
      if (code !== undefined) atoms.push(`<code dir="ltr">${words(code)}</code>`);
      else atoms.push(inner === undefined ? link(whole, whole) : token(inner, reader));
      return `\ue000${atoms.length - 1}\ue001`;
    });
  return styled(rest, 0).replace(/\ue000(\d+)\ue001/g, (_, index: string) => atoms[Number(index)] ?? '');
}

const QUOTE = /^(?:>|&gt;) ?/;

/** Lines, with neighbouring quoted ones in one quotation. */
function lines(text: string, reader: PreviewReader): string {
  const html: string[] = [];
  let quoted: string[] = [];
  const endQuote = () => {
    if (quoted.length > 0) html.push(`<blockquote>${quoted.join('<br>')}</blockquote>`);
    quoted = [];
  };
  for (const line of text.split(/\r?\n/)) {
    if (QUOTE.test(line)) {
      quoted.push(inline(line.replace(QUOTE, ''), reader));
    } else {
      endQuote();
      html.push(inline(line, reader));
    }
  }
  endQuote();
  return html.join('<br>').replaceAll('</blockquote><br>', '</blockquote>');
}

/**
 * Renders Slack's markup as HTML, approximately as Slack shows it: bold, italic, struck through, code, quotations, links,
 * mentions and dates. Everything else is escaped: no text can bring a tag, an attribute or a script address.
 *
 * @param text - escaped mrkdwn
 */
export function mrkdwnHtml(text: string, reader: PreviewReader = {}): string {
  const parts = text.split('```');
  if (parts.length % 2 === 0) {
    // The last fence has no partner, so it is text.
    const [before, after] = parts.splice(-2);
    parts.push(`${before}\`\`\`${after}`);
  }
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return lines(index > 0 ? part.replace(/^\n/, '') : part, reader);
      return `<pre dir="ltr">${words(plainWords(part.replace(/^\n|\n$/g, '')))}</pre>`;
    })
    .join('');
}

/** Text without markup as HTML. */
export const plainHtml = (text: string): string => words(text).replace(/\r?\n/g, '<br>');
