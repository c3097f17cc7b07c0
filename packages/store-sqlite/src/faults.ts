import {
  InvalidInputError,
  isLocalertError,
  type LocalertError,
  StoreCorruptError,
  StoreFullError,
  StoreUnavailableError,
} from '@localert/core';
import { isUnbindable, resultCode, SQLITE } from './result-codes.ts';

/** What to look at, for result codes that leave the data as it is. */
const HINTS: ReadonlyMap<number | undefined, string> = new Map([
  [5, 'another process holds its lock for longer than busyTimeoutMs'],
  [8, 'this process may not write to its file'],
  [14, 'its file cannot be opened: the folder must exist, and this process be allowed to write there'],
]);

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

/** Runs a piece of work on the database; what it throws comes out typed. */
export function attempt<Result>(operation: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storeFault(operation, error);
  }
}
