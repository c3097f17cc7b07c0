/** SQLite's primary result codes (https://sqlite.org/rescode.html) that mean something of their own here. */
export const SQLITE = {
  error: 1,
  corrupt: 11,
  full: 13,
  tooBig: 18,
  constraint: 19,
  notADatabase: 26,
} as const;

/** The primary result code of a fault of `node:sqlite`; the upper bits only refine it. */
export function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** A value that is neither text, number, bytes nor `null`: plain JavaScript can hand in anything. */
export const isUnbindable = (error: unknown): boolean =>
  (error as { code?: unknown } | null | undefined)?.code === 'ERR_INVALID_ARG_TYPE';

/** Whether a fault is of one row's data: the rest of its batch is not touched by it. */
export function isFaultOfRow(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE.tooBig || code === SQLITE.constraint || isUnbindable(error);
}

/** Whether there was no room for something. */
export const isFull = (error: unknown): boolean => resultCode(error) === SQLITE.full;
