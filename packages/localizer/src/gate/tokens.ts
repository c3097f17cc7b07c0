import { CLOSE, OPEN } from './branches.ts';

/** Stands in the words where an argument is shown: no letter, no space. */
export const ARGUMENT = '\ue002';

/** What a translation must keep as it is. */
export type TokenKind = 'tag' | 'link' | 'code' | 'mention' | 'emoji' | 'format' | 'markup';

/** One such thing in a sentence. */
export interface Token {
  readonly kind: TokenKind;
  /** Two tokens with the same key say the same. */
  readonly key: string;
  /** As it stands there. */
  readonly text: string;
}

/** A sentence, taken apart. */
export interface Tokens {
  readonly tokens: readonly Token[];
  /** The rest: words and numbers, with a space in place of each token, and {@link ARGUMENT} of each argument. */
  readonly words: string;
}

const HOLE = `${OPEN}[^${CLOSE}]{0,200}${CLOSE}`;
const ADDRESS = `(?:[!#$%&*+,\\-./\\w:;=?@~()\\[\\]^|]|${HOLE})`;
/** Top-level domains that end a bare address; two letters only in lower case, for words may touch across a full stop. */
const DOMAINS =
  '(?:com|org|net|io|dev|app|ai|gg|xyz|info|biz|edu|gov|link|site|online|top|club|shop|cloud|tech|zip|page|live|ru|cn|uk|de|fr|eu|nl|pl|br|jp|ly|tk|me|tv|cc|sh)';

/** Each alternative is one group; their order is that of `READERS`. All quantifiers are bounded, or cannot overlap. */
const TOKEN = new RegExp(
  [
    '(```[\\s\\S]{0,4000}?```|``[^`\\n]{1,500}``|`[^`\\n]{1,500}`)', // 1 code
    `(<(?:https?:\\/\\/|mailto:|${HOLE})[^<>|\\n]{0,2000}(?:\\|[^<>\\n]{0,500})?>)`, // 2 link of Slack
    '(<(?:[@#]|!(?!--))[^<>\\n]{1,500}>)', // 3 mention of Slack
    '(<!--|<\\/?[A-Za-z][\\w.:-]{0,60}(?:\\s[^<>]{0,2000})?\\/?>|<\\/?\\d{1,4}\\s{0,3}\\/?>)', // 4 tag
    `(!?\\[[^\\[\\]\\n]{0,300}\\]\\(${ADDRESS}{1,2000}\\))`, // 5 link of Markdown
    `((?:\\b(?:https?|ftps?|wss?|slack|file|ssh|sftp)://|\\bwww\\.(?=[\\w${OPEN}-]))${ADDRESS}{0,2000}|\\b(?:mailto|tel|javascript|data|vbscript):(?=[^\\s])${ADDRESS}{1,2000})`, // 6 address
    '([\\w.+-]{1,64}@[A-Za-z\\d-]{1,63}(?:\\.[A-Za-z\\d-]{1,63}){1,4})', // 7 mail
    `((?<![\\w@.-])(?:[A-Za-z\\d-]{1,63}\\.){1,4}(?:${DOMAINS}(?![\\w-]|\\.[a-z])(?:[/:]${ADDRESS}{0,500})?|[A-Za-z]{2,24}/${ADDRESS}{1,500}))`, // 8 bare address
    '((?<![\\w:]):(?=[a-z\\d_+-]{0,50}[a-z])[a-z\\d_+-]{1,50}:(?::skin-tone-\\d:)?)', // 9 emoji by name
    `((?<![\\w@/.])@(?:${HOLE}|[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,60}))`, // 10 mention
    `(${HOLE})`, // 11 argument
    '((?<![\\d\\w%])%(?:\\d{1,2}\\$)?(?:\\([\\w.]{1,60}\\))?[-+0#]{0,3}\\d{0,3}(?:\\.\\d{1,2})?(?:hh|h|ll|l|z|q)?[sdifuxXeEgGc@](?![\\p{L}\\p{N}]))', // 12 printf
    '((?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\ufe0f)(?:\\p{Emoji_Modifier}|\\ufe0f|\\u200d\\p{Extended_Pictographic})*)', // 13 emoji
    '(<[^<>\\s=\\d-][^<>\\n]{0,80}>)', // 14 words in angle brackets
    '(&(?:[A-Za-z][A-Za-z\\d]{1,20}|#\\d{1,6}|#x[\\dA-Fa-f]{1,5});)', // 15 entity
    '(\\$t\\([\\w.:-]{1,100}\\)|@:[\\w.]{1,100})', // 16 reference to another message
  ].join('|'),
  'gu',
);

/** Without one of these a text holds no token. */
const SUSPECT = /[<`@:/.&%$*_~>\ue000#]|\p{Emoji_Presentation}|\ufe0f|^\s*[-•]/u;

const TRAILING = /(?:[.,;:!?*_~|]|&(?:quot|gt|lt|nbsp);?)+$/;

/** Takes off what belongs to the sentence and not to the address. */
function addressOf(text: string): string {
  let address = text;
  for (;;) {
    const before = address;
    address = address.replace(TRAILING, '');
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
    ] as const) {
      if (address.endsWith(close) && address.split(open).length < address.split(close).length) {
        address = address.slice(0, -1);
      }
    }
    if (address === before) return address;
  }
}

const linkKey = (address: string): string =>
  address.replace(/\/$/, '').replace(/^[A-Z]+(?=:)/i, (scheme) => scheme.toLowerCase());

const VOID = /^(?:br|hr|img|input|wbr|meta|link|source|area|col|embed|track)$/i;
const ATTRIBUTE =
  /([\w:@.-]{1,60})(?:\s{0,5}=\s{0,5}\\?(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,500})))?/g;
/** Attributes with words in them. */
const SPOKEN = /^(?:title|alt|aria-label|placeholder|label)$/i;

/** Names of HTML and of Slack's older markup; another word in angle brackets stands for something that readers fill in. */
const HTML =
  /^(?:a|abbr|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|menu|meta|meter|nav|noscript|object|ol|optgroup|option|output|p|param|picture|pre|progress|q|rp|rt|ruby|s|samp|script|section|select|slot|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|x)$/i;

/** The values of attributes that readers get to see. */
function spokenIn(tag: string): string | undefined {
  if (!tag.includes('=')) return undefined;
  const values = [...tag.matchAll(ATTRIBUTE)].flatMap(([, key = '', double, single]) =>
    SPOKEN.test(key) ? [double ?? single ?? ''] : [],
  );
  return values.length === 0 ? undefined : values.join(' ');
}

function tagKey(text: string): string {
  if (text.startsWith('<!--')) return '<!--';
  const [, slash = '', name = '', rest = ''] = /^<(\/?)([\w.:-]+)([\s\S]*?)\/?>$/.exec(text) ?? [];
  const closed = text.endsWith('/>') && !VOID.test(name) ? '/' : '';
  const attributes =
    rest.trim() === ''
      ? []
      : [...rest.matchAll(ATTRIBUTE)].map(([, key = '', double, single, bare]) =>
          SPOKEN.test(key) ? key : `${key}=${(double ?? single ?? bare ?? '').replace(/\\$/, '')}`,
        );
  return `<${slash}${[name.toLowerCase(), ...attributes.sort()].join(' ')}${closed}>`;
}

const isTag = (text: string, whole: string): boolean => {
  const name = /^<\/?([\w.:-]+)/.exec(text)?.[1] ?? '';
  return (
    text.startsWith('<!--') ||
    /^\d/.test(name) ||
    HTML.test(name) ||
    text.startsWith('</') ||
    text.endsWith('/>') ||
    /=/.test(text) ||
    whole.includes(`</${name}>`)
  );
};

const plainEmoji = (text: string): string => text.replace(/[\ufe0f\u{1f3fb}-\u{1f3ff}]/gu, '');

/** What of a match must be kept, what it leaves among the words, and text inside of it, in which nothing may hide. */
type Taken = readonly [token: Token | undefined, left: string, inside?: string];

function readToken(groups: readonly (string | undefined)[], whole: string): Taken {
  const [
    ,
    code,
    slackLink,
    slackMention,
    tag,
    markdown,
    address,
    mail,
    bare,
    named,
    mention,
    hole,
    printf,
    emoji,
    angle,
    ,
    reference,
  ] = groups;
  const token = (kind: TokenKind, key: string, text: string, left = ' ', inside?: string): Taken =>
    inside === undefined ? [{ kind, key, text }, left] : [{ kind, key, text }, left, inside];
  if (code !== undefined) return token('code', code.replace(/\s+/g, ' '), code);
  if (slackLink !== undefined) {
    const [to = '', label = ''] = slackLink.slice(1, -1).split('|', 2);
    return token('link', `<${linkKey(to)}`, slackLink, ' ', label);
  }
  if (slackMention !== undefined) {
    const inner = slackMention.slice(1, -1);
    // The words behind the bar of a date are its fallback: they are translated.
    const bar = inner.indexOf('|');
    const [head, label] = bar < 0 ? [inner] : [inner.slice(0, bar), inner.slice(bar + 1)];
    return token('mention', `<${head}>`, slackMention, ' ', label);
  }
  if (tag !== undefined) {
    return isTag(tag, whole)
      ? token('tag', tagKey(tag), tag, ' ', spokenIn(tag))
      : token('tag', '<…>', tag, ' ', tag.slice(1, -1));
  }
  if (markdown !== undefined) {
    const at = markdown.lastIndexOf('](');
    const label = markdown.slice(markdown.indexOf('[') + 1, at);
    return token('link', `](${linkKey(markdown.slice(at + 2, -1))}`, markdown, ' ', label);
  }
  if (address !== undefined || bare !== undefined) {
    const text = address ?? bare ?? '';
    const link = addressOf(text);
    return token('link', linkKey(link), link, ` ${text.slice(link.length)}`);
  }
  if (mail !== undefined) return token('link', mail.toLowerCase().replace(/\.+$/, ''), mail);
  if (named !== undefined) return token('emoji', named, named);
  if (mention !== undefined) {
    const text = mention.replace(/[.-]+$/, '');
    return token(
      'mention',
      text.startsWith(`@${OPEN}`) ? '@{}' : text.toLowerCase(),
      text,
      ` ${mention.slice(text.length)}`,
    );
  }
  if (printf !== undefined) return token('format', printf, printf);
  if (emoji !== undefined) return token('emoji', plainEmoji(emoji), emoji);
  if (angle !== undefined) {
    // "<svg/onload=x>" is a tag to readers of HTML, whatever its form; "<your name>" is none.
    const name = /^<\/?([A-Za-z\d]+)/.exec(angle)?.[1] ?? '';
    const key = HTML.test(name) || angle.includes('=') ? angle.toLowerCase() : '<…>';
    return token('tag', key, angle, ' ', angle.slice(1, -1));
  }
  if (reference !== undefined) return token('format', reference, reference);
  return [undefined, hole === undefined ? ' ' : ARGUMENT];
}

/** Slack's and Markdown's marks around words, and what begins a line: the second part is what they are called. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w*\\])\*{1,3}(?=[^\s*])[^*\n]{0,400}?[^\s*]\*{1,3}(?![\w*])/g, '*'],
  [/(?<![\w_\\])_{1,2}(?=[^\s_])[^_\n]{0,400}?[^\s_]_{1,2}(?![\w_])/g, '_'],
  [/(?<![\w~\\])~{1,2}(?=[^\s~])[^~\n]{0,400}?[^\s~]~{1,2}(?![\w~])/g, '~'],
  [/^[ \t]{0,8}(?:>|&gt;)[ \t>]/gm, '>'],
  [/^[ \t]{0,8}[*•-][ \t]+(?=\S)/gm, '-'],
  [/^[ \t]{0,3}#{1,6}[ \t]+(?=\S)/gm, '#'],
];
const MARK_SUSPECT = /[*_~>]|&gt;|^[ \t]{0,8}[•-][ \t]|^[ \t]{0,3}#/m;

function marksOf(text: string): readonly Token[] {
  if (!MARK_SUSPECT.test(text)) return [];
  return MARKS.flatMap(([pattern, key]) =>
    [...text.matchAll(pattern)].map(([found]): Token => ({ kind: 'markup', key, text: found })),
  );
}

const NO_TOKENS: readonly Token[] = [];

/** Takes a sentence apart. */
export function tokensOf(text: string): Tokens {
  if (!SUSPECT.test(text)) return { tokens: NO_TOKENS, words: text };
  const tokens: Token[] = [];
  // Marks may stand around tokens, so these leave a sign behind that is no space.
  let marked = '';
  let words = '';
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, left, inside] = readToken(match, text);
    const between = text.slice(end, match.index);
    if (token !== undefined) tokens.push(token);
    words += between + left;
    if (inside !== undefined && inside !== '') {
      const inner = tokensOf(inside);
      tokens.push(...inner.tokens);
      // What readers fill in themselves, and titles, are no words of the sentence.
      if (token?.kind !== 'tag') words += `${inner.words} `;
    }
    marked += `${between}${OPEN}${left.trim()}`;
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  tokens.push(...marksOf(marked + rest));
  return { tokens, words: words + rest };
}
