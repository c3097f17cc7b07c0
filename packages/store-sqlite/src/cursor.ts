import { Buffer } from 'node:buffer';
import { InvalidInputError } from '@localert/core';

/** Writes and reads the cursors of one list. */
export interface CursorCodec<Key> {
  /** @param key - the sort key of the last item of a page */
  write(key: Key): string;
  /** @throws LOCALERT_INVALID_INPUT when the cursor is of another list, or of nobody */
  read(cursor: string | undefined): Key | undefined;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/**
 * A codec for one list.
 *
 * @param list - stands in each cursor, so that one list refuses the cursors of another
 * @param isKey - whether what a cursor held is a sort key of the list
 */
export function cursorCodec<Key>(list: string, isKey: (value: unknown) => value is Key): CursorCodec<Key> {
  return {
    write: (key) => Buffer.from(JSON.stringify([list, key])).toString('base64url'),
    read(cursor) {
      if (cursor === undefined) return undefined;
      const value = typeof cursor === 'string' ? parsed(cursor) : undefined;
      if (Array.isArray(value) && value[0] === list && isKey(value[1])) return value[1];
      const message = 'a cursor that came with an earlier page of this list';
      throw new InvalidInputError({ what: 'page request', issues: [{ path: 'cursor', message }] });
    },
  };
}

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isNumber = (value: unknown): value is number => typeof value === 'number';

export const isNumberAndText = (value: unknown): value is readonly [number, string] =>
  Array.isArray(value) && isNumber(value[0]) && isText(value[1]);

export const isTwoNumbers = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);
