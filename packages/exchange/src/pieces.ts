import type { MessageSyntax } from '@localert/core';
import { maskedPatterns } from '@localert/icu/lint';

/** A stretch of a message: words, or what must stay as it is. Together they are the message, character by character. */
export interface Piece {
  readonly kind: 'text' | 'code';
  readonly text: string;
}

const MASK = '\u0000';

/** The word behind an argument's name: a type of MessageFormat, or a function of the host, of which any is taken. */
const FUNCTION = /,\s*([A-Za-z][\w-]*)/g;

/** The functions of a host, and Localert's own, that a MessageFormat 1 source may use: all that it names. */
export const functionsIn = (source: string): readonly string[] =>
  [...source.matchAll(FUNCTION)].map(([, name]) => String(name)).filter((name) => !BUILT_IN.has(name));

const BUILT_IN: ReadonlySet<string> = new Set([
  'number',
  'date',
  'time',
  'plural',
  'select',
  'selectordinal',
]);

/** 1 where a character is words; and where patterns begin and end, which cuts what stands between words. */
function marksOf(source: string, syntax: MessageSyntax): { words: Uint8Array; cuts: ReadonlySet<number> } {
  const words = new Uint8Array(source.length);
  const cuts = new Set<number>();
  for (const { offset, text } of maskedPatterns(
    source,
    syntax,
    syntax === 'icu' ? functionsIn(source) : [],
  )) {
    cuts.add(offset).add(offset + text.length);
    for (let index = 0; index < text.length; index++) if (text[index] !== MASK) words[offset + index] = 1;
  }
  return { words, cuts };
}

/**
 * Cuts a message into words and codes: placeholders, `#`, and the frames of plurals and selects. A message that cannot be
 * parsed is all words.
 */
export function piecesOf(source: string, syntax: MessageSyntax): readonly Piece[] {
  let marks: ReturnType<typeof marksOf>;
  try {
    marks = marksOf(source, syntax);
  } catch {
    return [{ kind: 'text', text: source }];
  }
  const { words, cuts } = marks;
  const pieces: Piece[] = [];
  let start = 0;
  for (let end = 1; end <= source.length; end++) {
    const isText = words[start] === 1;
    if (end < source.length && (words[end] === 1) === isText && (isText || !cuts.has(end))) continue;
    pieces.push({ kind: isText ? 'text' : 'code', text: source.slice(start, end) });
    start = end;
  }
  return pieces;
}

const plain = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

const codesOf = (pieces: readonly Piece[]): string =>
  pieces
    .filter(({ kind }) => kind === 'code')
    .map(({ text }) => text)
    .join('');

/** An apostrophe right before a brace quotes it: written twice, it is one that readers see. */
const withApostrophes = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.map((piece, index) =>
    piece.kind === 'text' && piece.text.endsWith("'") && pieces[index + 1]?.kind === 'code'
      ? { ...piece, text: `${piece.text}'` }
      : piece,
  );

/**
 * The message that pieces make. A translator who writes an apostrophe right before a placeholder means an apostrophe:
 * where it would quote the placeholder away, it is doubled.
 */
export function joinedPieces(pieces: readonly Piece[], syntax: MessageSyntax): string {
  const text = plain(pieces);
  if (syntax !== 'icu' || !text.includes("'")) return text;
  const codes = codesOf(pieces);
  if (codesOf(piecesOf(text, syntax)) === codes) return text;
  const mended = plain(withApostrophes(pieces));
  return codesOf(piecesOf(mended, syntax)) === codes ? mended : text;
}
