import type { Expression, FormNode, MatchNode, MessageForm } from '@localert/icu';
import type { TextZone } from './escape.ts';
import { broadcastOf } from './functions/mention.ts';
import { HOLE, readToken } from './token.ts';

/** Something in the literal text of a message that its author should know of. */
export interface SlackTextFault {
  readonly code:
    | 'broadcast'
    | 'token-argument'
    | 'token-broken'
    | 'date-fallback-missing'
    | 'link-host-argument';
  /** What is wrong and what to do. Quotes the author's literal text, never a value. */
  readonly message: string;
}

/** A mention that reaches everyone in the channel or workspace. */
export type Broadcast = 'channel' | 'here' | 'everyone';

type Report = (code: SlackTextFault['code'], snippet: string) => void;
type CodeState = 'none' | 'inline' | 'fenced';

/** One pattern as a single text with holes, so that a token around a placeholder is seen whole. */
interface FlatPattern {
  readonly text: string;
  readonly items: readonly Exclude<FormNode, { type: 'text' }>[];
}

function flatten(nodes: readonly FormNode[]): FlatPattern {
  const items: Exclude<FormNode, { type: 'text' }>[] = [];
  let text = '';
  for (const node of nodes) {
    if (node.type === 'text') {
      text += node.value.replaceAll(HOLE, '');
    } else {
      items.push(node);
      text += HOLE;
    }
  }
  return { text, items };
}

/** Literal text is escaped like a value, but an entity that the author wrote stays one. */
const escapeLiteral = (text: string): string =>
  text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** The literal part of an address: what would end it is encoded. */
const escapeAddress = (text: string): string => escapeLiteral(text.replace(/[|<>\s]/g, encodeURIComponent));

/** Collects text and placeholders into nodes again. */
function nodeWriter() {
  const nodes: FormNode[] = [];
  let buffer = '';
  const flush = () => {
    if (buffer !== '') nodes.push({ type: 'text', value: buffer });
    buffer = '';
  };
  return {
    text(value: string) {
      buffer += value;
    },
    node(node: FormNode) {
      flush();
      nodes.push(node);
    },
    done(): readonly FormNode[] {
      flush();
      return nodes;
    },
  };
}

/** Only a function makes markup; a variable may stand for its result. */
const mayBeMarkup = ({ call, operand }: Expression): boolean =>
  call.name === 'custom' || operand?.type === 'local';

function markPattern(
  nodes: readonly FormNode[],
  outer: TextZone | undefined,
  report: Report,
): readonly FormNode[] {
  const { text, items } = flatten(nodes);
  /** Where the brackets end that are no token though they look like one: no markup may stand in them. */
  let bracketsEnd = 0;
  const out = nodeWriter();
  let item = 0;
  let code: CodeState = outer === 'code' ? 'fenced' : 'none';

  const placeholder = (zone: TextZone | undefined) => {
    const node = items[item];
    item += 1;
    if (node === undefined || node.type === 'markup') return node && out.node(node);
    if (node.type === 'match') return out.node(markMatch(node, zone, report));
    const plain = zone === undefined || (zone === 'brackets' && !mayBeMarkup(node.expression));
    out.node(plain ? node : { ...node, zone });
  };

  const stretch = (value: string, zone: TextZone | undefined) => {
    value.split(HOLE).forEach((words, index) => {
      if (index > 0) placeholder(zone);
      out.text(zone === 'url' ? escapeAddress(words) : escapeLiteral(words));
    });
  };

  /** Writes the token that begins at `start` and answers where it ends; `undefined` when none begins there. */
  const token = (start: number): number | undefined => {
    const inner = /^<([^<>\r\n]*)>/.exec(text.slice(start))?.[1];
    if (inner === undefined || outer === 'url' || outer === 'label') return undefined;
    const reading = readToken(inner);
    if (reading === undefined) return undefined;
    const snippet = inner.replaceAll(HOLE, '{…}');
    if ('fault' in reading) {
      bracketsEnd = start + inner.length + 2;
      report(reading.fault, snippet);
      return undefined;
    }
    const address = inner.slice(0, reading.bar);
    if (reading.kind === 'broadcast') report('broadcast', address);
    if (reading.kind === 'link' && /^https?:\/\/[^/?#]*\0/i.test(address))
      report('link-host-argument', snippet);
    out.text('<');
    // Only an address can hold arguments; the head of another token is literal.
    stretch(address, reading.kind === 'link' || reading.kind === 'mail' ? 'url' : undefined);
    if (reading.bar < inner.length) {
      out.text('|');
      stretch(inner.slice(reading.bar + 1), 'label');
    }
    out.text('>');
    return start + inner.length + 2;
  };

  for (let place = 0; place < text.length; ) {
    const rest = /^[^<`\0\n]+/.exec(text.slice(place))?.[0];
    if (rest !== undefined) {
      out.text(outer === 'url' ? escapeAddress(rest) : escapeLiteral(rest));
      place += rest.length;
    } else if (text[place] === HOLE) {
      placeholder(code === 'none' ? (outer ?? (place < bracketsEnd ? 'brackets' : undefined)) : 'code');
      place += 1;
    } else if (text.startsWith('```', place)) {
      code = code === 'fenced' ? 'none' : 'fenced';
      out.text('```');
      place += 3;
    } else {
      const character = text[place] ?? '';
      if (character === '`' && code !== 'fenced') code = code === 'inline' ? 'none' : 'inline';
      if (character === '\n' && code === 'inline') code = 'none';
      const end = character === '<' ? token(place) : undefined;
      if (end === undefined) out.text(outer === 'url' ? escapeAddress(character) : escapeLiteral(character));
      place = end ?? place + 1;
    }
  }
  return out.done();
}

const markMatch = (node: MatchNode, zone: TextZone | undefined, report: Report): MatchNode => ({
  ...node,
  variants: node.variants.map((variant) => ({ ...variant, nodes: markPattern(variant.nodes, zone, report) })),
});

/**
 * Readies a message for Slack: permitted tokens in its literal text stay (links, mail, users, channels, groups, dates
 * with their fallback, broadcasts), all other `&`, `<`, `>` are escaped, and each placeholder learns the zone that its
 * value lands in, for `escapeFor`. A token with an argument inside is a link's or nothing: `<@{user}>` is escaped, so
 * that no value ever becomes a mention. Branches are read on their own, in the zone that their choice stands in.
 *
 * @example
 * ```ts
 * import { compileForm, parseForm } from '@localert/icu';
 * import { escapeFor, markSlackText, type TextZone } from '@localert/slack';
 *
 * const form = markSlackText(parseForm('<https://status.example/{id}|Status> of {name}', 'icu'));
 * const format = compileForm(form, {
 *   locale: 'en',
 *   timeZone: 'UTC',
 *   escape: (text, zone) => escapeFor(zone as TextZone | undefined)(text),
 * });
 * format({ id: 'a|b', name: '<!here>' }, () => undefined);
 * // '<https://status.example/a%7Cb|Status> of &lt;!here&gt;'
 * ```
 */
export function markSlackText(form: MessageForm): MessageForm {
  return { ...form, nodes: markPattern(form.nodes, undefined, () => undefined) };
}

const SENTENCES: Readonly<Record<SlackTextFault['code'], (snippet: string) => string>> = {
  broadcast: (snippet) => `<${snippet}> notifies everyone; it needs the permission mention:broadcast.`,
  'token-argument': (snippet) =>
    `<${snippet}> would be made of an argument's value, so it is shown as text. Begin a link with https://, or use a button with a url slot.`,
  'token-broken': (snippet) => `<${snippet}> is no token that Slack knows, so it is shown as text.`,
  'date-fallback-missing': (snippet) =>
    `<${snippet}> is shown as text: a date is <!date^seconds^format|fallback>, and the fallback is mandatory.`,
  'link-host-argument': (snippet) =>
    `In <${snippet}> a value becomes part of the host, so it decides where the link leads. Put a "/" before the argument.`,
};

/** What functions mention when they are called with the author's own words, wherever their result is shown. */
function calledBroadcasts(form: MessageForm): readonly Broadcast[] {
  const found = new Set<Broadcast>();
  const note = ({ call }: Expression) => {
    const broadcast = call.name === 'custom' ? broadcastOf(call.effect) : undefined;
    if (broadcast !== undefined) found.add(broadcast as Broadcast);
  };
  const walk = (nodes: readonly FormNode[]) => {
    for (const node of nodes) {
      if (node.type === 'placeholder') note(node.expression);
      if (node.type === 'match') for (const variant of node.variants) walk(variant.nodes);
    }
  };
  for (const { expression } of form.declarations) note(expression);
  walk(form.nodes);
  return [...found];
}

/**
 * Lists what an author should know about the literal text of a message: broadcasts, which need a permission, and
 * tokens that Slack would not take. Each stands there once.
 */
export function lintSlackText(form: MessageForm): readonly SlackTextFault[] {
  const faults = new Map<string, SlackTextFault>();
  const report: Report = (code, snippet) => {
    const message = SENTENCES[code](snippet.length > 80 ? `${snippet.slice(0, 80)}…` : snippet);
    faults.set(message, { code, message });
  };
  markPattern(form.nodes, undefined, report);
  for (const broadcast of calledBroadcasts(form)) report('broadcast', `!${broadcast}`);
  return [...faults.values()];
}

/** The broadcasts in the literal text of a message and in its calls of `mention`, in any branch. */
export function findBroadcasts(form: MessageForm): readonly Broadcast[] {
  const found = new Set<Broadcast>(calledBroadcasts(form));
  markPattern(form.nodes, undefined, (code, snippet) => {
    if (code === 'broadcast') found.add(snippet.slice(1) as Broadcast);
  });
  return [...found];
}
