import { StoreUnavailableError } from '@localert/core';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';

/**
 * Empties the write-ahead log, where what was deleted still stands: in the file itself `secure_delete` has written zeros
 * over it. It waits for readers of other processes as long as for writers, and for the disk.
 *
 * @throws LOCALERT_STORE_UNAVAILABLE when a reader does not let go; the rows are removed, and a repeat wipes again
 */
export function wipeLog(connection: Connection, operation: string): void {
  if (connection.get('PRAGMA wal_checkpoint(TRUNCATE)')?.['busy'] === 0) return;
  const hint =
    'what it removed can still be read in the write-ahead log, which another reader holds: repeat it';
  throw new StoreUnavailableError({ operation, hint });
}

/** Empties the write-ahead log once for all that was deleted in a turn of the event loop. */
export interface LogWiper {
  /** Resolves when what is deleted by now is gone from the disk. */
  wipe(): Promise<void>;
  /** Does at once what is asked for. */
  flush(): void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (fault: unknown) => void;
}

/** @param operation - what the rows were deleted by, for the error's sentence */
export function createLogWiper(database: Database, operation: string): LogWiper {
  let waiting: Waiting[] = [];

  function flush(): void {
    if (waiting.length === 0) return;
    const told = waiting;
    waiting = [];
    try {
      database.use(operation, (main) => wipeLog(main, operation));
      for (const { resolve } of told) resolve();
    } catch (fault) {
      for (const { reject } of told) reject(fault);
    }
  }

  return {
    wipe: () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        if (waiting.length === 1) setImmediate(flush);
      }),
    flush,
  };
}
