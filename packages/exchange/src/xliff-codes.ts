import type { MessageSyntax } from '@localert/core';
import { type Piece, piecesOf } from './pieces.ts';

/** A piece of a text with the number that its code has in the unit. */
export type NumberedPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string; readonly number: number };

/** Numbers codes: in a target, the n-th copy of a code of the source is that code. */
export function codeNumbers() {
  let last = 0;
  const known = new Map<string, number[]>();
  return {
    /** @param text - a source first, then its target */
    pieces(text: string, syntax: MessageSyntax): readonly NumberedPiece[] {
      const used = new Map<string, number>();
      return piecesOf(text, syntax).map((piece: Piece): NumberedPiece => {
        if (piece.kind === 'text') return { kind: 'text', text: piece.text };
        const nth = used.get(piece.text) ?? 0;
        used.set(piece.text, nth + 1);
        const numbers = known.get(piece.text) ?? [];
        known.set(piece.text, numbers);
        const number = numbers[nth] ?? ++last;
        numbers[nth] = number;
        return { kind: 'code', text: piece.text, number };
      });
    },
    /** Every code with its first number, in the order of those. */
    data: (): readonly (readonly [number: number, text: string])[] =>
      [...known].map(([text, [first = 0]]): readonly [number, string] => [first, text]),
    numberOf: (text: string): number => Number(known.get(text)?.[0]),
  };
}
