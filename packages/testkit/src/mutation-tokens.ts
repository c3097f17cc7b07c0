import { inserted, type Maker, pick, print, withText } from './mutation-text.ts';

/** Adds one of these to a text. */
const adding =
  (...pieces: readonly string[]): Maker =>
  ({ target, random }) => {
    const piece = pick(pieces, random) ?? '';
    const form = withText(target, random, (text) =>
      /\p{L}/u.test(text) ? inserted(text, piece, random) : undefined,
    );
    return form === undefined ? undefined : print(form);
  };

/** Takes one away that both texts have. */
const dropping =
  (pattern: RegExp): Maker =>
  ({ source, target, random, pair }) => {
    const known = new Set([...pair.source.matchAll(pattern)].map(([found]) => found));
    if (source.nodes.length === 0 || known.size === 0) return undefined;
    const form = withText(target, random, (text) => {
      const found = [...text.matchAll(pattern)].find(([piece]) => known.has(piece));
      return found === undefined
        ? undefined
        : text.slice(0, found.index) + text.slice(found.index + found[0].length);
    });
    return form === undefined ? undefined : print(form);
  };

const LINK = /https?:\/\/[\w.-]+\.[a-z]{2,}(?:\/[\w./#-]*)?/g;
const TAG = /<\/?[a-z\d]+[^<>]*>/gi;
const CODE = /`[^`\n]+`/g;
const MENTION = /<[@#!][^<>\n]+>/g;
const EMOJI = /(?<![\w:]):[a-z][a-z\d_+-]+:/g;

const changeLink: Maker = ({ target, random, pair }) => {
  const form = withText(target, random, (text) => {
    const found = [...text.matchAll(LINK)].find(([piece]) => pair.source.includes(piece));
    return found === undefined
      ? undefined
      : text.replace(found[0], found[0].replace(/\/\/[\w-]+/, '//status-page'));
  });
  return form === undefined ? undefined : print(form);
};

const changeNumber: Maker = ({ target, random, pair }) => {
  const numbers = new Set(pair.source.match(/(?<![\w.,-])\d{2,8}(?![\w.,-]|\p{L})/gu) ?? []);
  const form = withText(target, random, (text) => {
    const found = [...text.matchAll(/(?<![\w.,-])\d{2,8}(?![\w.,-])/g)].find(([piece]) => numbers.has(piece));
    if (found === undefined) return undefined;
    const digit = (Number(found[0].at(-1)) + 1 + Math.floor(random() * 8)) % 10;
    return `${text.slice(0, found.index)}${found[0].slice(0, -1)}${digit}${text.slice(found.index + found[0].length)}`;
  });
  return form === undefined ? undefined : print(form);
};

/** Faults in what must stay as it is. */
export const tokenMakers = {
  'link-added': adding(
    'https://example.net/help',
    'http://evil.example',
    'www.example.org',
    '<https://example.net|more>',
    '[more](https://example.net)',
  ),
  'link-dropped': dropping(LINK),
  'link-changed': changeLink,
  'mail-added': adding('support@example.com'),
  'tag-added': adding(
    '<b>!</b>',
    '<br/>',
    '<script>alert(1)</script>',
    '<img src=x>',
    '<a href="https://example.net">x</a>',
  ),
  'tag-dropped': dropping(TAG),
  'code-added': adding('`restart`', '```x```'),
  'code-dropped': dropping(CODE),
  'mention-added': adding('<@U012AB3CD>', '<#C012AB3CD>', '<!subteam^S012AB3CD>', '@oncall'),
  'mention-dropped': dropping(MENTION),
  'broadcast-added': adding('<!channel>', '<!here>', '<!everyone>', '@channel', '@here', '@everyone'),
  'emoji-added': adding(':fire:', ':warning:', '\u{1f525}', '\u2705'),
  'emoji-dropped': dropping(EMOJI),
  'markup-added': adding('*now*', '_now_', '~now~', '**now**'),
  'number-changed': changeNumber,
} satisfies Readonly<Record<string, Maker>>;
