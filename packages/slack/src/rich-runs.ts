import { plainWords, unescapeText } from './plain-words.ts';
import type { RichElement, RichMarks, RichTextPart } from './rich-kit.ts';

/** A run of text, with its marks where it has some. */
export function textRun(text: string, marks: RichMarks): RichElement[] {
  if (text === '') return [];
  return [{ type: 'text', text: text.toWellFormed(), ...styled(marks) }];
}

const styled = (marks: RichMarks): { readonly style?: RichMarks } =>
  Object.keys(marks).length === 0 ? {} : { style: marks };

/** A link, with its words where it has some. */
export const linkRun = (url: string, text: string | undefined, marks: RichMarks): RichElement => ({
  type: 'link',
  url,
  ...(text === undefined || text.trim() === '' ? {} : { text: text.toWellFormed() }),
  ...styled(marks),
});

/** An id as what it mentions; `undefined` when it is no id of a kind that is wanted. */
export function mentionRun(id: string, kinds: string): RichElement | undefined {
  if (!/^[A-Z][A-Z0-9]{1,31}$/.test(id) || !kinds.includes(id[0] ?? '')) return undefined;
  if (id.startsWith('S')) return { type: 'usergroup', usergroup_id: id };
  return /^[UW]/.test(id) ? { type: 'user', user_id: id } : { type: 'channel', channel_id: id };
}

const BROADCAST = /^!(here|channel|everyone)$/;
const DATE = /^!date\^(\d{1,12})\^([^^]+)(?:\^(https?:.+))?$/;
const isAddress = (address: string): boolean => /^(?:https?:\/\/|mailto:)\S+$/i.test(address);

/** A token of Slack's markup as a run; `undefined` for one that is none. */
function tokenRun(inner: string, marks: RichMarks): RichElement | undefined {
  const bar = inner.indexOf('|');
  const head = bar < 0 ? inner : inner.slice(0, bar);
  const words = bar < 0 ? '' : unescapeText(inner.slice(bar + 1));
  const [, range] = BROADCAST.exec(head) ?? [];
  if (range !== undefined) return { type: 'broadcast', range: range as 'here' };
  const [, timestamp, format, url] = DATE.exec(head) ?? [];
  if (timestamp !== undefined && format !== undefined) {
    const leads = url === undefined ? {} : { url: unescapeText(url) };
    return {
      type: 'date',
      timestamp: Number(timestamp),
      format: unescapeText(format),
      ...leads,
      fallback: words,
    };
  }
  if (head.startsWith('@')) return mentionRun(head.slice(1), 'UW');
  if (head.startsWith('#')) return mentionRun(head.slice(1), 'CGD');
  if (head.startsWith('!subteam^')) return mentionRun(head.slice('!subteam^'.length), 'S');
  return isAddress(head) ? linkRun(unescapeText(head), words, marks) : undefined;
}

/**
 * A field's text as runs of rich text: its links, mentions and dates become runs of their own, all else is text as it is
 * written. The tokens are the author's, or made by typed functions: what a value brings is escaped, and comes out as text.
 *
 * @param mrkdwn - formatted and escaped
 */
export function runsOf(mrkdwn: string, marks: RichMarks): RichElement[] {
  const runs: RichElement[] = [];
  let text = '';
  const flush = () => {
    runs.push(...textRun(unescapeText(text), marks));
    text = '';
  };
  // An odd part is what stood between angle brackets.
  for (const [index, part] of mrkdwn.split(/<([^<>\n]+)>/).entries()) {
    const run = index % 2 === 0 ? undefined : tokenRun(part, marks);
    if (run === undefined) {
      text += index % 2 === 0 ? part : plainWords(`<${part}>`);
      continue;
    }
    flush();
    runs.push(run);
  }
  flush();
  return runs;
}

/** What a run shows where it cannot be what it is: in code, in a plain text, in a notification. */
export function runWords(run: RichElement): string {
  switch (run.type) {
    case 'text':
      return run.text;
    case 'link':
      return run.text ?? run.url;
    case 'emoji':
      return `:${run.name}:`;
    case 'user':
      return `@${run.user_id}`;
    case 'usergroup':
      return `@${run.usergroup_id}`;
    case 'channel':
      return `#${run.channel_id}`;
    case 'broadcast':
      return `@${run.range}`;
    case 'date':
      return run.fallback;
  }
}

/** The lists of runs in a part: one, or one for each item. */
export const runsIn = (part: RichTextPart): readonly (readonly RichElement[])[] =>
  part.type === 'rich_text_list' ? part.elements.map(({ elements }) => elements) : [part.elements];

/** The words of runs, one behind the other. */
export const wordsOf = (runs: readonly RichElement[]): string => runs.map(runWords).join('');
