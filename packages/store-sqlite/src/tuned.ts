import { type Connection, type ConnectionOptions, openConnection } from './connection.ts';

/** How a connection of a store is set up. */
export interface TunedOptions extends ConnectionOptions {
  readonly maxPages?: number | undefined;
}

/** Pages in the write-ahead log before they go into the file: each time waits for the disk, so not too often. */
export const CHECKPOINT_PAGES = 4_000;

/** Enough for the inner pages of large indexes and what is read often. */
const CACHE_KIB = 32_768;

/** Closes what a failed set-up leaves open. */
export function openWith(options: ConnectionOptions, setUp: (connection: Connection) => void): Connection {
  const connection = openConnection(options);
  try {
    setUp(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * What belongs to the connection, not to the file.
 *
 * @param checkpointPages - pages in the log from which on a commit of this connection moves them
 */
export function tune(
  connection: Connection,
  { maxPages }: TunedOptions,
  checkpointPages = CHECKPOINT_PAGES,
): void {
  // What is deleted or moved is written over with zeros (https://sqlite.org/pragma.html#pragma_secure_delete): a purged
  // tenant's texts are gone from the disk, not only from the tables. It has to be on from the first write.
  connection.exec(`
    PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA cache_size = -${CACHE_KIB}`);
  if (maxPages !== undefined) connection.exec(`PRAGMA max_page_count = ${maxPages}`);
}

/** A connection whose commits are on the disk when they return. */
export const openDurable = (options: TunedOptions): Connection =>
  openWith(options, (connection) => {
    tune(connection, options);
    connection.syncCommits(true);
  });
