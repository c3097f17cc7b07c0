const ELLIPSIS = '…';
const FENCE = '```';
/** A piece that ends inside a fenced code block is closed with a fence, and the next one reopened. */
const FENCE_ROOM = 2 * (FENCE.length + 1);

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where the token `<…>` that covers `end` begins; `end` when none does. Slack's tokens never span lines. */
function beforeToken(text: string, end: number): number {
  const open = text.lastIndexOf('<', end - 1);
  if (open < 0) return end;
  const stop = text.slice(open + 1).search(/[<>\n]/);
  const close = open + 1 + stop;
  return stop >= 0 && close >= end && text[close] === '>' ? open : end;
}

/** Where the entity that covers `end` begins; `end` when none does. */
function beforeEntity(text: string, end: number): number {
  const start = Math.max(0, end - 4);
  const offset = text.slice(start, end).lastIndexOf('&');
  if (offset < 0) return end;
  const entity = /^&(?:amp|lt|gt);/.exec(text.slice(start + offset, start + offset + 5));
  return entity !== null && start + offset + entity[0].length > end ? start + offset : end;
}

/** Where the grapheme that covers `end` begins; `end` when none does. */
const beforeGrapheme = (text: string, end: number): number =>
  graphemes.segment(text.slice(0, end + 8)).containing(end)?.index ?? end;

/** The last place up to `end` that divides no entity, token or grapheme; 0 when there is none. */
function safeEnd(text: string, end: number): number {
  let place = end;
  while (place > 0) {
    const next = beforeGrapheme(text, beforeEntity(text, beforeToken(text, place)));
    if (next === place) break;
    place = next;
  }
  return place;
}

/** For a grapheme longer than the room: only the halves of a pair stay together. */
const forcedEnd = (text: string, end: number): number =>
  /[\ud800-\udbff]/.test(text[end - 1] ?? '') ? end - 1 : end;

const hasOpenFence = (text: string): boolean => text.split(FENCE).length % 2 === 0;

/** The words that a token shows: behind its bar, else its inside. */
const tokenWords = (token: string): string => /\|([^>]*)>$/.exec(token)?.[1] ?? token.slice(1, -1);

/** Replaces a token that the text begins with by its words: it is longer than the room. */
function withoutGiantToken(text: string): string | undefined {
  const token = /^<[^<>\n]*>/.exec(text)?.[0];
  return token === undefined ? undefined : tokenWords(token) + text.slice(token.length);
}

/** The end of the best piece within `room`: at one of the breaks where that wastes little, else anywhere safe. */
function pieceEnd(text: string, room: number, least: number, breaks: readonly RegExp[]): number {
  const end = safeEnd(text, room);
  const head = text.slice(0, end + 1);
  for (const pattern of breaks) {
    const places = [...head.matchAll(pattern)].map((match) => match.index);
    const best = places.findLast((place) => place <= end && place >= least && safeEnd(text, place) === place);
    if (best !== undefined) return best;
  }
  return end;
}

/**
 * Shortens a text to at most `max` code units with `…` at its end, never inside an entity, a token `<…>` or a
 * grapheme, at a word's end where one is near.
 *
 * @param max - UTF-16 code units, at least 1
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const fenced = text.includes(FENCE) && max >= 4 * FENCE_ROOM;
  const room = max - ELLIPSIS.length - (fenced ? FENCE_ROOM : 0);
  if (room <= 0) return ELLIPSIS;
  const least = Math.ceil(Math.max(room / 2, room - Math.max(16, room / 5)));
  const end = pieceEnd(text, room, least, [/\s+/g]);
  if (end === 0) {
    const words = withoutGiantToken(text);
    if (words !== undefined) return words.length <= room ? words + ELLIPSIS : cutText(words, max);
  }
  const head = text.slice(0, end === 0 ? forcedEnd(text, room) : end).trimEnd();
  return fenced && hasOpenFence(head) ? `${head}${ELLIPSIS}\n${FENCE}` : `${head}${ELLIPSIS}`;
}

/** The pieces of a text that was too long. */
export interface SplitText {
  readonly parts: readonly string[];
  /** Whether something is lost: a token longer than a piece gave way to its words. */
  readonly shortened: boolean;
}

/**
 * Splits a text into pieces of at most `max` code units at paragraphs, else lines, else words, else between graphemes;
 * never inside an entity or a token `<…>`. White space at the seams is dropped; fenced code is closed and reopened.
 *
 * @param max - UTF-16 code units, at least 64
 */
export function splitText(text: string, max: number): SplitText {
  if (text.length <= max) return { parts: [text], shortened: false };
  const room = text.includes(FENCE) ? max - FENCE_ROOM : max;
  const parts: string[] = [];
  let shortened = false;
  let reopened = '';
  let rest = text;
  const push = (head: string) => {
    const open = hasOpenFence(reopened + head);
    if (head.trim() !== '') parts.push(`${reopened}${head.trimEnd()}${open ? `\n${FENCE}` : ''}`);
    reopened = open ? `${FENCE}\n` : '';
  };
  while (rest.length > room) {
    let end = pieceEnd(rest, room, Math.ceil(room / 2), [/\n\s*\n/g, /\n/g, /\s+/g]);
    if (end === 0) {
      const words = withoutGiantToken(rest);
      if (words !== undefined) {
        rest = words;
        shortened = true;
        continue;
      }
      end = forcedEnd(rest, room);
    }
    push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^\s*\n|^\s+/, '');
  }
  push(rest);
  return { parts, shortened };
}
