/** A message as data, whatever it came as. */
export type MessageJson = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is MessageJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A stored payload; `undefined` when it is no JSON object. */
export function messageOf(payload: string): MessageJson | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** A token of Slack's as the words that it shows. Source: Slack's "Formatting message text". */
function tokenWords(inner: string): string {
  const bar = inner.indexOf('|');
  const words = bar < 0 ? '' : inner.slice(bar + 1);
  if (/^(?:https?:|mailto:)/i.test(inner)) {
    const address = (bar < 0 ? inner : inner.slice(0, bar)).replace(/^mailto:/i, '');
    return words.trim() === '' ? address : `${words} (${address})`;
  }
  if (words.trim() !== '') return inner.startsWith('#') ? `#${words}` : words;
  return inner.startsWith('!') ? `@${inner.slice(1).replace(/^subteam\^/, '')}` : inner;
}

/** A text in Slack's markup as words for elsewhere: tokens and entities are resolved, marks of styles stay. */
export const plainText = (text: string): string =>
  text
    .replace(/<([^<>\n]+)>/g, (_, inner: string) => tokenWords(inner))
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/** Deepest nesting that is looked into: a table's cell of rich text is the deepest that there is. */
const MAX_DEPTH = 10;

function textsIn(value: unknown, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, depth + 1));
  if (!isObject(value)) return [];
  const { text } = value;
  if (typeof text === 'string') return text.trim() === '' ? [] : [plainText(text)];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'metadata' || name === 'accessory' ? [] : textsIn(inner, depth + 1),
  );
}

/** The texts of the blocks of a message, in their order, as plain words. */
export const blockWords = ({ blocks, attachments }: MessageJson): readonly string[] =>
  textsIn([blocks, attachments], 0);
