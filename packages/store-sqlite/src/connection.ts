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

/** A statement that takes its values in the order of their numbers. */
interface Prepared {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  run(...values: SQLInputValue[]): { readonly changes: number | bigint };
}

const plain = (statement: StatementSync): Prepared => statement;

const numbered = (statement: StatementSync, places: readonly number[]): Prepared => {
  const placed = (values: readonly SQLInputValue[]) => places.map((place) => values[place] as SQLInputValue);
  return {
    get: (...values: SQLInputValue[]) => statement.get(...placed(values)),
    all: (...values: SQLInputValue[]) => statement.all(...placed(values)),
    run: (...values: SQLInputValue[]) => statement.run(...placed(values)),
  };
};

/**
 * The same statement without numbers at its parameters, and which value goes where: Node 22.13 takes numbered ones for
 * named ones, and binds nothing to them. A parameter without a number has the one after the largest before it
 * (https://sqlite.org/lang_expr.html#varparam).
 */
function inOrder(sql: string): { readonly text: string; readonly places: readonly number[] | undefined } {
  if (!/\?\d/.test(sql)) return { text: sql, places: undefined };
  const places: number[] = [];
  let largest = 0;
  const text = sql.replaceAll(/\?(\d*)/g, (_, number: string) => {
    const at = number === '' ? largest + 1 : Number(number);
    largest = Math.max(largest, at);
    places.push(at - 1);
    return '?';
  });
  return { text, places };
}

/**
 * Opens a connection. Throws what the driver throws.
 *
 * The time-out is set by pragma: the driver's option came after Node 22.13.
 */
export function openConnection({ path, busyTimeoutMs }: ConnectionOptions): Connection {
  const database = new DatabaseSync(path);
  const statements = new Map<string, Prepared>();
  let open = true;
  let inside = false;
  let synced: boolean | undefined;

  function prepared(sql: string): Prepared {
    let found = statements.get(sql);
    if (found === undefined) {
      const { text, places } = inOrder(sql);
      const statement = database.prepare(text);
      found = places === undefined ? plain(statement) : numbered(statement, places);
      statements.set(sql, found);
    }
    return found;
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
