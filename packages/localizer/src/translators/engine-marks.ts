import { type AnswerForm, escapeText, normalAnswer, piecesOf } from './mark-forms.ts';

const SPAN =
  /<\s{0,9}span\b[^<>]{0,200}\bid\s{0,9}=\s{0,9}["']?x(\d{1,4})["']?[^<>]{0,200}>[^<>]{0,20}<\s{0,9}\/\s{0,9}span\s{0,9}>/giu;

/**
 * A segment for engines that read HTML and know `translate="no"` (HTML standard, section 3.2.6.1): each mark as a span with its
 * number inside.
 */
export const toHtml = (segment: string): string =>
  piecesOf(segment)
    .map((piece) =>
      'mark' in piece
        ? `<span translate="no" class="notranslate" id="x${piece.mark}">${piece.mark}</span>`
        : escapeText(piece.text),
    )
    .join('');

/**
 * A segment out of such HTML.
 *
 * @param form - `plain`: the engine takes the escapes off its answer
 */
export const fromHtml = (answer: string, form: AnswerForm): string => normalAnswer(answer, form, SPAN);

/** Words that look like codes, which models of plain text copy: tried in turn, so that none meets a word of the text. */
const WORDS = ['QX', 'ZQ', 'XJ', 'KZQ', 'WXQ'] as const;
/** Ends such a word, so that a digit right behind a mark stays apart from its number. */
const END = 'Z';

/** A segment as plain text, and the way back. */
export interface PlainText {
  readonly text: string;
  readonly back: (answer: string) => string;
}

/**
 * For engines of plain text: each mark as a word such as `QX0Z`. The escapes are taken off, since such an engine would
 * translate them.
 */
export function plainText(segment: string): PlainText {
  const parts = piecesOf(segment);
  const words = parts.map((piece) => ('mark' in piece ? '' : piece.text)).join(' ');
  const word = WORDS.find((one) => !words.toUpperCase().includes(one)) ?? `${WORDS[0]}${WORDS[1]}`;
  // Only what was sent counts as a mark: `QX7Z` in an answer to a text with one mark is the engine's own.
  const sent = parts.flatMap((piece) => ('mark' in piece ? [piece.mark] : [])).sort((a, b) => b - a);
  const pattern = new RegExp(`${word}[\\s-]?(${sent.join('|') || '(?!)'})[\\s-]?${END}`, 'giu');
  return {
    text: parts.map((piece) => ('mark' in piece ? `${word}${piece.mark}${END}` : piece.text)).join(''),
    back: (answer) => normalAnswer(answer, 'plain', pattern),
  };
}
