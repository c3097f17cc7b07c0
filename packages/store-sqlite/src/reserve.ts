import { closeSync, fstatSync, openSync, statSync, unlinkSync, writeSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { isFull } from './result-codes.ts';

/** Milliseconds between two looks at the disk: for whether the reserve is there, and for room to keep it again. */
const LOOK_MS = 250;

const CHUNK = new Uint8Array(262_144);

/** Room for what has to go on when the disk is full: what was accepted is delivered, and noted as delivered. */
export interface Reserve {
  /** Does something that must not wait for somebody to tidy up: when there is no room, makes some and tries once more. */
  withRoom<Result>(work: () => Result): Result;
  /** While it is spent, nothing new is taken: the room is for what was accepted before. */
  isKept(): boolean;
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
 * @param connection - moves the log into the database
 * @param file - the database; absent in memory
 * @param bytes - how much is held back, in a file beside the database; 0 for none: then only what the write-ahead log
 *   can give back is made room of
 */
export function createReserve(connection: Connection, file: string | undefined, bytes: number): Reserve {
  const path = bytes === 0 || file === undefined ? undefined : `${file}-reserve`;
  let lookAt = 0;
  let kept = true;

  /** Moves the log into the database, and cuts it to nothing; where others read, as far as they let. */
  const emptyLog = () => tried(() => connection.exec('PRAGMA wal_checkpoint(TRUNCATE)'));

  /** The log goes first: what stands in it could not be moved once the reserve has taken the rest. */
  const keepAgain = (at: string) => emptyLog() && tried(() => fill(at, bytes)) && isWhole(at, bytes);

  /** Another process may have spent it, or have kept it again. */
  function look(at: string): boolean {
    const now = performance.now();
    if (now < lookAt) return kept;
    lookAt = now + LOOK_MS;
    kept = isWhole(at, bytes) || keepAgain(at);
    // What was written until the disk was full is given back.
    if (!kept) tried(() => unlinkSync(at));
    return kept;
  }

  function spend(at: string): void {
    tried(() => unlinkSync(at));
    kept = false;
    lookAt = performance.now() + LOOK_MS;
  }

  if (path !== undefined) look(path);
  return {
    withRoom(work) {
      try {
        return work();
      } catch (error) {
        if (!isFull(error) || file === undefined) throw error;
        if (path !== undefined) spend(path);
        emptyLog();
        return work();
      }
    },
    isKept: () => path === undefined || look(path),
  };
}
