import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Clock, InvalidInputError, StoreUnavailableError } from '@localert/core';
import { type Connection, openConnection } from './connection.ts';
import { attempt } from './faults.ts';
import { migrate, schemaVersion } from './migrations.ts';

/** Where the database is, and how it is used. */
export interface DatabaseOptions {
  readonly path: string;
  readonly busyTimeoutMs: number;
  readonly maxPages?: number | undefined;
}

/** The connections to one database, and whether they may be used. */
export interface Database {
  /**
   * For fixtures, tenants and claims: synchronous = NORMAL. A crash of the process loses nothing; a loss of power may
   * undo the last moments, never tear a transaction.
   */
  readonly main: Connection;
  /** For alerts that come in: synchronous = FULL, so that a commit is on the disk. The same as `main` in memory. */
  readonly durable: Connection;
  /** `undefined` for a database in memory. */
  readonly file: string | undefined;
  /** Runs a piece of work; what it throws is typed. @throws LOCALERT_STORE_UNAVAILABLE once closed */
  use<Result>(operation: string, work: (main: Connection) => Result): Result;
  /** Ends both connections; a second call does nothing. */
  close(): void;
}

/** Pages in the write-ahead log before they go into the file: each time waits for the disk, so not too often. */
const CHECKPOINT_PAGES = 4_000;

/** Enough for the inner pages of large indexes and what is read often. */
const CACHE_KIB = 32_768;

const MEMORY = ':memory:';

/** Only the owner may read what alerts say. SQLite gives its side files the rights of the database. */
const OWNER_ONLY = 0o600;

function refuse(path: string, message: string): never {
  throw new InvalidInputError({ what: 'SQLite store', issues: [{ path, message }] });
}

function assertOptions({ path, busyTimeoutMs, maxPages = 1 }: DatabaseOptions): void {
  if (typeof path !== 'string' || path === '' || path.includes('\0'))
    refuse('path', 'the path of a file, or ":memory:"');
  if (!Number.isInteger(busyTimeoutMs) || busyTimeoutMs < 0)
    refuse('busyTimeoutMs', 'whole milliseconds from 0');
  if (!Number.isInteger(maxPages) || maxPages < 1) refuse('maxPages', 'a whole number from 1');
}

/** Makes the file for its owner alone, if there is none. What is wrong with the path, SQLite will say. */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY));
  } catch {
    // Mostly: it is there already.
  }
}

/** SQLite does not wait for other processes here as it does elsewhere (two that wait for each other would hang). */
function enterWal(connection: Connection, busyTimeoutMs: number): void {
  const end = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      connection.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (performance.now() >= end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Closes what a failed set-up leaves open. */
function openWith(options: DatabaseOptions, setUp: (connection: Connection) => void): Connection {
  const connection = openConnection(options);
  try {
    setUp(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

const openMain = (options: DatabaseOptions, now: number): Connection =>
  openWith(options, (connection) => {
    // Before anything is written: a file of another program stays as it is.
    schemaVersion(connection);
    if (options.path !== MEMORY) enterWal(connection, options.busyTimeoutMs);
    tune(connection, options);
    connection.syncCommits(false);
    connection.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    migrate(connection, now);
  });

const openDurable = (options: DatabaseOptions): Connection =>
  openWith(options, (connection) => {
    tune(connection, options);
    connection.syncCommits(true);
  });

/** These belong to the connection, not to the file. */
function tune(connection: Connection, { maxPages }: DatabaseOptions): void {
  // What is deleted or moved is written over with zeros (https://sqlite.org/pragma.html#pragma_secure_delete): a purged
  // tenant's texts are gone from the disk, not only from the tables. It has to be on from the first write.
  connection.exec(`PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  if (maxPages !== undefined) connection.exec(`PRAGMA max_page_count = ${maxPages}`);
}

/**
 * Opens a database, and makes or migrates its tables.
 *
 * @throws LOCALERT_INVALID_INPUT, LOCALERT_STORE_UNAVAILABLE, LOCALERT_STORE_CORRUPT, LOCALERT_STORE_NEWER, LOCALERT_STORE_FULL
 */
export function openDatabase(given: DatabaseOptions, clock: Clock): Database {
  assertOptions(given);
  // Resolved, so that a later change of the working directory, or a path that looks like a URI, changes nothing.
  const file = given.path === MEMORY ? undefined : resolve(given.path);
  const options = { ...given, path: file ?? MEMORY };
  if (file !== undefined) createFile(file);
  const main = attempt('open', () => openMain(options, clock.now()));
  const durable = file === undefined ? main : attempt('open', () => openDurable(options));
  let open = true;
  return {
    main,
    durable,
    file,
    use(operation, work) {
      if (!open) throw new StoreUnavailableError({ operation });
      return attempt(operation, () => work(main));
    },
    close() {
      open = false;
      durable.close();
      main.close();
    },
  };
}
