import { StoreUnavailableError } from '@localert/core';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { isAnswer } from './faults.ts';

/** A named statement: parsed once a connection. Names are short and tell one text from another. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs a statement of the transaction; answers its rows. */
export type Query = <Row>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;

/** Object ids of types (https://www.postgresql.org/docs/current/datatype-oid.html), and how their texts are read. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  20: Number,
  21: Number,
  23: Number,
  701: Number,
};

const asText = (text: string) => text;

/** Our own reading of values: a host may have set another one for its own queries, for the process or the pool. */
const TYPES = {
  getTypeParser: (oid: number) => PARSERS[oid] ?? asText,
} as unknown as NonNullable<QueryConfig['types']>;

/** One connection, taken out of a pool. */
export interface Session {
  /** Whether statements may be sent before the ones before them are answered. */
  readonly pipelined: boolean;
  send<Row>(
    statement: Statement | string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; command: string }>;
  /** Whether a statement was left without an answer: nothing more can be asked then. */
  isBroken(): boolean;
  /** Gives the connection back; one that is broken is ended. */
  release(): void;
}

/** What a dead connection throws outside of any query; the query after it tells. */
export const ignoreError = (): void => undefined;

/**
 * A connection of a pool that is listened to from the first moment. Its end may come in the same packet as the last word
 * of its beginning: by the time that a promise is answered, an `error` event that nobody hears has ended the process.
 */
export function takeClient(pool: Pool): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      client?.on('error', ignoreError);
      if (client === undefined) reject(error);
      else resolve(client);
    });
  });
}

/** Gives a connection back. One that is broken stays listened to: it may have more to say. */
export function giveBack(client: PoolClient, broken: boolean): void {
  // The pool listens again from here on.
  client.release(broken);
  if (!broken) client.removeListener('error', ignoreError);
}

/** Takes a connection, and gives it back by itself when it comes too late. */
async function connect(pool: Pool, operation: string, limitMs: number): Promise<PoolClient> {
  let late = false;
  const connecting = takeClient(pool);
  const timeout = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => {
      late = true;
      const hint = 'no connection of its pool became free in time';
      reject(new StoreUnavailableError({ operation, hint }));
    }, limitMs);
    const stop = () => clearTimeout(timer);
    connecting.then(stop, stop);
  });
  connecting.then((client) => late && giveBack(client, false), ignoreError);
  return Promise.race([connecting, timeout]);
}

/**
 * Takes a connection out of a pool.
 *
 * @param limitMs - how long to wait for one, and how much longer than that for an answer
 * @param prefix - of names of statements: two stores may share a pool
 */
export async function openSession(
  pool: Pool,
  operation: string,
  prefix: string,
  limitMs: number,
): Promise<Session> {
  const client = await connect(pool, operation, limitMs);
  let broken = false;
  const configOf = (statement: Statement | string, values: readonly unknown[]): QueryConfig => ({
    ...(typeof statement === 'string'
      ? { text: statement }
      : { name: `${prefix}.${statement.name}`, text: statement.text, values: [...values], types: TYPES }),
    // The server ends a statement by itself; this is for when nothing at all comes back. `pg` takes it of a query too.
    ...{ query_timeout: limitMs * 2 + 1_000 },
  });
  return {
    pipelined: client.pipeline === true,
    async send<Row>(statement: Statement | string, values: readonly unknown[] = []) {
      try {
        const { rows, command } = await client.query(configOf(statement, values));
        return { rows: rows as Row[], command };
      } catch (error) {
        broken ||= !isAnswer(error);
        throw error;
      }
    },
    isBroken: () => broken,
    release: () => giveBack(client, broken),
  };
}
