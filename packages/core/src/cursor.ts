import { InvalidInputError } from './errors.ts';

/** What a sort key is made of, part by part. */
export type CursorShape = readonly ('number' | 'text')[];

/** The sort key of a shape: `['number', 'text']` is `readonly [number, string]`. */
export type CursorKey<Shape extends CursorShape> = {
  readonly [Index in keyof Shape]: Shape[Index] extends 'number' ? number : string;
};

/** Writes and reads the cursors of one list. */
export interface CursorCodec<Key> {
  /** @param key - the sort key of the last item of a page */
  write(key: Key): string;
  /** @throws LOCALERT_INVALID_INPUT when the cursor is of another list, or of nobody */
  read(cursor: string | undefined): Key | undefined;
}

/** base64url without padding (RFC 4648 section 5): a cursor stands in addresses as it is. */
function encode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * A codec for the cursors of one list, for adapters. A cursor is the sort key of the last item seen, never a position:
 * what is written meanwhile moves no other item from one page to the next.
 *
 * @param list - stands in each cursor, so that one list refuses the cursors of another
 * @param shape - what a sort key of the list is made of
 *
 * @example
 * ```ts
 * import { cursorCodec } from '@localert/core';
 *
 * const cursors = cursorCodec('fixtures', ['number', 'text']);
 * cursors.read(cursors.write([1_760_000_000_000, 'disk_full'])); // [1760000000000, 'disk_full']
 * ```
 */
export function cursorCodec<const Shape extends CursorShape>(
  list: string,
  shape: Shape,
): CursorCodec<CursorKey<Shape>> {
  const isKey = (value: unknown): value is CursorKey<Shape> =>
    Array.isArray(value) &&
    value.length === shape.length &&
    shape.every((kind, index) => typeof value[index] === (kind === 'number' ? 'number' : 'string'));
  return {
    write: (key) => encode(JSON.stringify([list, key])),
    read(cursor) {
      if (cursor === undefined) return undefined;
      const value = typeof cursor === 'string' ? decode(cursor) : undefined;
      if (Array.isArray(value) && value[0] === list && isKey(value[1])) return value[1];
      const message = 'a cursor that came with an earlier page of this list';
      throw new InvalidInputError({ what: 'page request', issues: [{ path: 'cursor', message }] });
    },
  };
}
