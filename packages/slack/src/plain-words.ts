const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** The characters behind Slack's three entities. */
export const unescapeText = (text: string): string =>
  text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/** What a token shows where it is not understood: its words, else what it names. */
function tokenWords(inner: string): string {
  const bar = inner.indexOf('|');
  const words = bar < 0 ? '' : inner.slice(bar + 1);
  if (words.trim() !== '') return inner.startsWith('#') ? `#${words}` : words;
  const head = bar < 0 ? inner : inner.slice(0, bar);
  if (head.startsWith('!')) return `@${head.slice(1).replace(/^subteam\^/, '')}`;
  return head.replace(/^mailto:/i, '');
}

/**
 * Turns the tokens of an escaped mrkdwn text into their words, for plain_text, which shows a token as it is written.
 * Entities stay: Slack decodes them in either kind of text.
 */
export const plainWords = (text: string): string =>
  text.includes('<') ? text.replace(/<([^<>\n]*)>/g, (_, inner: string) => tokenWords(inner)) : text;
