import type { Locale } from '@localert/core';
import type { Piece } from './pieces.ts';
import { placeOfKey, type TextUnit, type UnitFault } from './text-unit.ts';

/** A piece of a file's text: words, a code with its content, or a code that refers to one. */
export type RawPiece =
  | Piece
  | { readonly kind: 'reference'; readonly data?: string | undefined; readonly id: string };

/** A segment, or what stands between two. */
export interface RawSegment {
  readonly state: 'initial' | 'translated' | 'approved';
  readonly source: readonly RawPiece[];
  readonly target: readonly RawPiece[] | undefined;
  /** Not for translation: its source stands in the target as well. */
  readonly ignorable: boolean;
}

/** One unit as it was read. */
export interface RawUnit {
  readonly line: number;
  /** What may name it, the best first. */
  readonly names: readonly string[];
  readonly data: ReadonlyMap<string, string>;
  readonly segments: readonly RawSegment[];
}

/** Words next to each other become one piece, codes too: where a tool cut them says nothing. */
function merged(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.text === '') continue;
    if (last?.kind === piece.kind && piece.kind === 'text') {
      result[result.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    } else result.push(piece);
  }
  return result;
}

/** The pieces with what their references mean; `undefined` when one means nothing. */
function opened(
  pieces: readonly RawPiece[],
  data: ReadonlyMap<string, string>,
  codes: ReadonlyMap<string, string>,
): readonly Piece[] | undefined {
  const result: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'reference') {
      result.push(piece);
      continue;
    }
    const text = (piece.data === undefined ? undefined : data.get(piece.data)) ?? codes.get(piece.id);
    if (text === undefined) return undefined;
    result.push({ kind: 'code', text });
  }
  return result;
}

/** The codes of a source by their id: a tool may have kept nothing else of them in the target. */
function codesById(unit: RawUnit): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const { source } of unit.segments) {
    for (const piece of source) {
      if (piece.kind !== 'reference') continue;
      const text = piece.data === undefined ? undefined : unit.data.get(piece.data);
      if (text !== undefined) codes.set(piece.id, text);
    }
  }
  return codes;
}

/** The least advanced state of the parts that are translated. */
function stateOf(segments: readonly RawSegment[]): RawSegment['state'] {
  const states = segments.filter(({ ignorable }) => !ignorable).map(({ state }) => state);
  if (states.length === 0 || states.includes('initial')) return 'initial';
  return states.includes('translated') ? 'translated' : 'approved';
}

/** Whether all that is to be translated has a target: half a unit would be a text that lacks its other half. */
const isWhole = (segments: readonly RawSegment[]): boolean =>
  segments.some(({ target }) => target !== undefined) &&
  segments.every(({ ignorable, source, target }) => ignorable || target !== undefined || source.length === 0);

/** What a unit says; `undefined` when it is not translated, or not to its end. */
export function textUnitOf(unit: RawUnit, locale: Locale): TextUnit | UnitFault | undefined {
  const { line, names, data, segments } = unit;
  const state = stateOf(segments);
  if (state === 'initial' || !isWhole(segments)) return undefined;
  const place = names.map((name) => placeOfKey(name)).find((found) => found !== undefined);
  if (place === undefined) return { line, code: 'key', locale };
  const codes = codesById(unit);
  const source = opened(
    segments.flatMap((segment) => segment.source),
    data,
    codes,
  );
  const target = opened(
    segments.flatMap((segment) => segment.target ?? (segment.ignorable ? segment.source : [])),
    data,
    codes,
  );
  if (source === undefined || target === undefined) return { line, code: 'code-unknown', ...place, locale };
  return { ...place, locale, line, state, source: merged(source), pieces: merged(target) };
}
