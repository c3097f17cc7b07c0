import { StoreUnavailableError } from '@localert/core';
import type { Connection } from './connection.ts';

/**
 * Empties the write-ahead log, where what was deleted still stands: in the file itself `secure_delete` has written zeros
 * over it. It waits for readers of other processes as long as for writers.
 *
 * @throws LOCALERT_STORE_UNAVAILABLE when a reader does not let go; the rows are removed, and a repeat wipes again
 */
export function wipeLog(connection: Connection, operation: string): void {
  if (connection.get('PRAGMA wal_checkpoint(TRUNCATE)')?.['busy'] === 0) return;
  const hint =
    'what it removed can still be read in the write-ahead log, which another reader holds: repeat it';
  throw new StoreUnavailableError({ operation, hint });
}
