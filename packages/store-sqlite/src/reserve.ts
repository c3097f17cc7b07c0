import { closeSync, fstatSync, openSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { InvalidInputError, StoreFullError } from '@localert/core';
import type { Database } from './database.ts';

/** Milliseconds between two looks at the disk: for whether the reserve is there, and for room to keep it again. */
const LOOK_MS = 250;

const CHUNK = new Uint8Array(262_144);

/** Room for what has to go on when the disk is full: what was accepted is delivered, and noted as delivered. */
export interface Reserve {
  /** Does something that must not wait for somebody to tidy up: when there is no room, makes some and tries once more. */
  withRoom<Result>(work: () => Result): Result;
  /**
   * Refuses what is new while the reserve is spent: the room is for what was accepted before.
   *
   * @throws LOCALERT_STORE_FULL
   */
  assertKept(operation: string): void;
}

/** Goes on where a process that was killed stopped. Two at once make it longer than it has to be, which is no harm. */
function fill(path: string, bytes: number): void {
  const file = openSync(path, 'a', 0o600);
  try {
    for (let size = fstatSync(file).size; size < bytes; )
      size += writeSync(file, CHUNK, 0, Math.min(CHUNK.length, bytes - size));
  } finally {
    closeSync(file);
  }
}

/** Whether something was done that may fail. */
function tried(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** Whether all of it is there: half a reserve is none. */
const isWhole = (path: string, bytes: number): boolean =>
  (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytes;

/**
 * @param bytes - how much is held back, in a file beside the database; 0 for none: then only what the write-ahead log
 *   can give back is made room of
 */
export function createReserve(database: Database, bytes: number): Reserve {
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    const issues = [{ path: 'reserveBytes', message: 'whole bytes from 0' }];
    throw new InvalidInputError({ what: 'SQLite store', issues });
  }
  const path = bytes === 0 || database.file === undefined ? undefined : `${database.file}-reserve`;
  let lookAt = 0;
  let kept = true;

  /** Another process may have spent it, or have kept it again. */
  function look(at: string): boolean {
    const now = performance.now();
    if (now < lookAt) return kept;
    lookAt = now + LOOK_MS;
    kept = isWhole(at, bytes) || (tried(() => fill(at, bytes)) && isWhole(at, bytes));
    // What was written until the disk was full is given back.
    if (!kept) tried(() => unlinkSync(at));
    return kept;
  }

  function spend(at: string): void {
    tried(() => unlinkSync(at));
    kept = false;
    lookAt = performance.now() + LOOK_MS;
  }

  /** Moves the log into the database, and cuts it to nothing; where others read, as far as they let. */
  const emptyLog = () => tried(() => database.main.exec('PRAGMA wal_checkpoint(TRUNCATE)'));

  if (path !== undefined) look(path);
  return {
    withRoom(work) {
      try {
        return work();
      } catch (error) {
        if (!StoreFullError.is(error) || database.file === undefined) throw error;
        if (path !== undefined) spend(path);
        emptyLog();
        return work();
      }
    },
    assertKept(operation) {
      if (path !== undefined && !look(path)) throw new StoreFullError({ operation });
    },
  };
}
