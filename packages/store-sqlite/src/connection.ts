import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';

/** A row as the driver hands it out. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** One connection: statements are prepared once and kept. */
export interface Connection {
  get(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: SQLInputValue[]): readonly Row[];
  /** Answers how many rows were changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** For statements that take no values, and may be several. */
  exec(sql: string): void;
  /** Reads as of one moment, whatever others write meanwhile. */
  snapshot<Result>(work: () => Result): Result;
  /**
   * Does the work as a whole or not at all. It takes the write lock first, so that what it reads stays true. Inside of
   * another one it is a part of that, which can fail by itself.
   */
  transaction<Result>(work: () => Result): Result;
  /** Whether commits wait for the disk from now on. Outside of a transaction. */
  syncCommits(wanted: boolean): void;
  /** Ends the connection; a second call does nothing. */
  close(): void;
}

/** How a connection is set up. */
export interface ConnectionOptions {
  readonly path: string;
  /** Milliseconds to wait for another process that writes. */
  readonly busyTimeoutMs: number;
}

/**
 * Opens a connection. Throws what the driver throws.
 *
 * The time-out is set by pragma: the driver's option came after Node 22.13.
 */
export function openConnection({ path, busyTimeoutMs }: ConnectionOptions): Connection {
  const database = new DatabaseSync(path);
  const statements = new Map<string, StatementSync>();
  let open = true;
  let inside = false;
  let synced: boolean | undefined;

  function prepared(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  function within<Result>(begin: string, work: () => Result): Result {
    prepared(begin).run();
    try {
      const result = work();
      prepared('COMMIT').run();
      return result;
    } catch (error) {
      undo(['ROLLBACK']);
      throw error;
    }
  }

  function part<Result>(work: () => Result): Result {
    prepared('SAVEPOINT part').run();
    try {
      const result = work();
      prepared('RELEASE part').run();
      return result;
    } catch (error) {
      undo(['ROLLBACK TO part', 'RELEASE part']);
      throw error;
    }
  }

  const connection: Connection = {
    get: (sql, ...values) => prepared(sql).get(...values),
    all: (sql, ...values) => prepared(sql).all(...values),
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    exec: (sql) => database.exec(sql),

    snapshot: (work) => within('BEGIN', work),
    transaction(work) {
      if (inside) return part(work);
      inside = true;
      try {
        return within('BEGIN IMMEDIATE', work);
      } finally {
        inside = false;
      }
    },

    syncCommits(wanted) {
      if (synced === wanted) return;
      database.exec(`PRAGMA synchronous = ${wanted ? 'FULL' : 'NORMAL'}`);
      synced = wanted;
    },

    close() {
      if (!open) return;
      open = false;
      database.close();
    },
  };

  /** Some faults (a full disk, for one) have ended the transaction already; then there is nothing to roll back. */
  function undo(statements: readonly string[]): void {
    try {
      for (const statement of statements) prepared(statement).run();
    } catch {
      // The first fault is the one to tell.
    }
  }

  try {
    connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
