import {
  InvalidInputError,
  isLocalertError,
  type LocalertError,
  StoreCorruptError,
  StoreFullError,
  StoreUnavailableError,
} from '@localert/core';

/** SQLite's primary result codes (https://sqlite.org/rescode.html) that mean something of their own here. */
const SQLITE = { error: 1, corrupt: 11, full: 13, tooBig: 18, constraint: 19, notADatabase: 26 } as const;

/** What to look at, for result codes that leave the data as it is. */
const HINTS: ReadonlyMap<number | undefined, string> = new Map([
  [5, 'another process holds its lock for longer than busyTimeoutMs'],
  [8, 'this process may not write to its file'],
  [14, 'its file cannot be opened: the folder must exist, and this process be allowed to write there'],
]);

/** The primary result code of a fault of `node:sqlite`; the upper bits only refine it. */
function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** A value that is neither text, number, bytes nor `null`: plain JavaScript can hand in anything. */
const isUnbindable = (error: unknown): boolean =>
  (error as { code?: unknown } | null | undefined)?.code === 'ERR_INVALID_ARG_TYPE';

const unfit = (operation: string, message: string, cause: unknown): LocalertError =>
  new InvalidInputError({ what: `input of "${operation}"`, issues: [{ path: '', message }] }, { cause });

/**
 * The typed error for what a call of the driver threw. The driver's own sentence is dropped: it may quote the file, and
 * a later version of it a value.
 *
 * @param operation - what was asked of the store, for example `commit`
 */
export function storeFault(operation: string, error: unknown): LocalertError {
  if (isLocalertError(error)) return error;
  const options = { cause: error };
  switch (resultCode(error)) {
    case SQLITE.full:
      return new StoreFullError({ operation }, options);
    case SQLITE.notADatabase:
      return new StoreCorruptError({ what: 'the file is no SQLite database' }, options);
    case SQLITE.corrupt:
      return new StoreCorruptError({ what: 'the database file is malformed' }, options);
    case SQLITE.error:
      return new StoreCorruptError({ what: `"${operation}" does not fit the tables of the file` }, options);
    case SQLITE.tooBig:
    case SQLITE.constraint:
      return unfit(operation, 'something that the database can keep', error);
    default:
      break;
  }
  if (isUnbindable(error)) {
    return unfit(operation, 'texts and numbers where they are expected', error);
  }
  const hint = HINTS.get(resultCode(error));
  return new StoreUnavailableError(hint === undefined ? { operation } : { operation, hint }, options);
}

/** Whether a fault is of one row's data: the rest of its batch is not touched by it. */
export function isFaultOfRow(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE.tooBig || code === SQLITE.constraint || isUnbindable(error);
}

/** Runs a piece of work on the database; what it throws comes out typed. */
export function attempt<Result>(operation: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storeFault(operation, error);
  }
}
