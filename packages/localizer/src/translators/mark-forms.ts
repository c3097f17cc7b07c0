/**
 * Marks as engines bring them back: `<x id="0"></x>`, `<X ID=0 />`, full-width brackets, curly quotes, blanks, digits of
 * other scripts. What matches is written as the contract writes it; what does not is text.
 */
const MARK =
  /[<＜‹]\s*[xXｘＸ]\s+[iIｉＩ][dDｄＤ]\s*[=＝]\s*(?:["'“”„«»‘’＂＇]\s*(\p{Nd}{1,4})\s*["'“”„«»‘’＂＇]|(\p{Nd}{1,4}))\s*[/／]?\s*[>＞›](?:\s*[<＜‹]\s*[/／]\s*[xXｘＸ]\s*[>＞›])?/gu;

/** A mark as the contract writes it. */
const WRITTEN = /<x id="(\d+)"\/>/g;

/** First digits of the scripts whose numerals engines write into an attribute; full-width ones among them. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10] as const;

/** A piece of a text: words, or the number of a mark. */
export type MarkedPiece = { readonly text: string } | { readonly mark: number };

/** A mark, as the contract writes it. */
export const markOf = (number: number | string): string => `<x id="${number}"/>`;

/** `&`, `<` and `>` of a text as segments have them. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const NAMED = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
} as const;

function character(code: number, entity: string): string {
  const isText = code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isText ? String.fromCodePoint(code) : entity;
}

/** Takes the escapes of XML and the numeric ones out of a text, each once. */
export const unescapeText = (text: string): string =>
  text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g,
    (entity, decimal?: string, hex?: string, name?: keyof typeof NAMED) => {
      if (name !== undefined) return NAMED[name];
      return character(decimal === undefined ? Number(`0x${hex}`) : Number(decimal), entity);
    },
  );

function numberOf(digits: string): number {
  let value = 0;
  for (const digit of digits) {
    const code = Number(digit.codePointAt(0));
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    if (zero === undefined) return Number.NaN;
    value = value * 10 + (code - zero);
  }
  return value;
}

function pieces(text: string, pattern: RegExp): MarkedPiece[] {
  const found: MarkedPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const mark = numberOf(String(match[1] ?? match[2]));
    if (Number.isNaN(mark)) continue;
    found.push({ text: text.slice(end, match.index) }, { mark });
    end = match.index + match[0].length;
  }
  found.push({ text: text.slice(end) });
  return found.filter((piece) => 'mark' in piece || piece.text !== '');
}

/** The words and marks of a segment, in order; the words with their escapes taken off. */
export const piecesOf = (segment: string): readonly MarkedPiece[] =>
  pieces(segment, WRITTEN).map((piece) => ('mark' in piece ? piece : { text: unescapeText(piece.text) }));

/** What an engine brought back is XML or HTML (`escaped`), or its escapes are gone already (`plain`). */
export type AnswerForm = 'escaped' | 'plain';

/**
 * An engine's answer as a segment: every mark in the form of the contract, everything else as escaped text. Marks that are
 * missing, doubled or broken stay so: the pipeline counts them.
 */
export function normalAnswer(answer: string, form: AnswerForm = 'escaped', pattern: RegExp = MARK): string {
  return pieces(answer, pattern)
    .map((piece) => {
      if ('mark' in piece) return markOf(piece.mark);
      return escapeText(form === 'escaped' ? unescapeText(piece.text) : piece.text);
    })
    .join('');
}
