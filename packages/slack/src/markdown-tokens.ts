import { escapeMarkdown } from './markdown-escape.ts';
import { unescapeText } from './plain-words.ts';

/** An address as it may stand between the brackets of a Markdown link. */
const destination = (address: string): string =>
  address.replace(/[\s()<>\\]/g, (character) =>
    encodeURIComponent(character).replace('(', '%28').replace(')', '%29'),
  );

function tokenMarkdown(whole: string, inner: string): string {
  const bar = inner.indexOf('|');
  const words = bar < 0 ? '' : escapeMarkdown(unescapeText(inner.slice(bar + 1)));
  if (inner.startsWith('!date^')) return words;
  const head = bar < 0 ? inner : inner.slice(0, bar);
  if (!/^(?:https?:\/\/|mailto:)/i.test(head)) return whole;
  const address = destination(unescapeText(head));
  return `[${words === '' ? escapeMarkdown(unescapeText(head).replace(/^mailto:/i, '')) : words}](${address})`;
}

/**
 * A field's text for a Markdown block: what authors and functions write as Slack's links becomes Markdown's, a moment
 * becomes its words; mentions stay. Values were escaped before and have no brackets left.
 */
export const markdownText = (text: string): string =>
  text.includes('<')
    ? text.replace(/<([^<>\n]+)>/g, (whole, inner: string) => tokenMarkdown(whole, inner))
    : text;
