import { escapeHtml } from './mrkdwn-html.ts';
import { unescapeText } from './plain-words.ts';

/** Holds the place of what is done already, while the rest is looked at. */
const hold = (index: number): string => `\ue000${index}\ue001`;

/** Escapes, code, links and images; a sign behind a backslash is none of Markdown's. */
const ATOMS = /\\([!-/:-@[-`{-~])|`([^`\n]+)`|(!?)\[((?:\\.|[^\]\\\n])*)\]\(([^()\s]*)\)/g;

const words = (text: string): string => escapeHtml(unescapeText(text.replaceAll('\u2060', '')));

const plain = (label: string): string => words(label.replace(/\\([!-/:-@[-`{-~])/g, '$1'));

function inline(text: string): string {
  const atoms: string[] = [];
  const keep = (html: string): string => hold(atoms.push(html) - 1);
  const rest = text
    .replace(/[\ue000\ue001]/g, '\ufffd')
    .replace(ATOMS, (_, sign?: string, code?: string, image?: string, label = '', address = '') => {
      if (sign !== undefined) return keep(words(sign));
      if (code !== undefined) return keep(`<code dir="ltr">${words(code)}</code>`);
      const url = unescapeText(address);
      if (image === '!' || !/^(?:https?:\/\/|mailto:)/i.test(url) || !URL.canParse(url))
        return keep(plain(label));
      return keep(`<a href="${escapeHtml(url)}" rel="noopener noreferrer nofollow">${plain(label)}</a>`);
    });
  return words(rest)
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '<b>$2</b>')
    .replace(/(?<![\p{L}\p{N}])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '<i>$2</i>')
    .replace(/~~(?=\S)(.+?)(?<=\S)~~/g, '<s>$1</s>')
    .replace(/\ue000(\d+)\ue001/g, (_, index: string) => atoms[Number(index)] ?? '');
}

/**
 * Renders a Markdown block as HTML, approximately: headings, lists as lines, bold, italic, struck through, code and links.
 * Everything is escaped; a picture is its words.
 */
export function markdownHtml(text: string): string {
  const html = text.split(/\r?\n/).map((line) => {
    const heading = /^ {0,3}#{1,6}[ \t]+(.*)$/.exec(line)?.[1];
    return heading === undefined ? `${inline(line)}<br>` : `<h3>${inline(heading)}</h3>`;
  });
  return html.join('').replace(/(?:<br>)+$/, '');
}
