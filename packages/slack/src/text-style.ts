/** How a slot's text looks. */
export type TextStyle = 'plain' | 'bold' | 'italic' | 'code' | 'quote';

const MARKS: Readonly<Partial<Record<TextStyle, string>>> = { bold: '*', italic: '_', code: '`' };

/**
 * One line between two marks. Slack needs them right beside the words, and a mark inside would end the style early:
 * such a line keeps its words and loses the style; code takes a look-alike backtick instead.
 */
function markLine(line: string, mark: string): string {
  const words = line.trim();
  if (words === '') return line;
  const inner = mark === '`' ? words.replaceAll('`', '\u02cb') : words;
  if (inner.includes(mark)) return line;
  return `${mark}${inner}${mark}`;
}

/**
 * Puts a style on a text, line by line: Slack's marks do not reach across line breaks (reference: "Formatting message
 * text").
 *
 * @param text - escaped mrkdwn
 */
export function styleText(text: string, style: TextStyle | undefined): string {
  if (style === undefined || style === 'plain') return text;
  const lines = text.split('\n');
  if (style === 'quote') return lines.map((line) => `> ${line}`).join('\n');
  const mark = MARKS[style];
  return mark === undefined ? text : lines.map((line) => markLine(line, mark)).join('\n');
}
