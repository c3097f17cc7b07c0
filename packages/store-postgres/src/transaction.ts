import { StoreUnavailableError } from '@localert/core';
import { ignoreError, type Query, type Session, type Statement } from './session.ts';

/** As whom, and for whom, a transaction runs. */
export interface Acting {
  readonly role: string;
  /** The tenant whose rows are seen; none for the system's role. */
  readonly tenant: string | undefined;
  readonly schema: string;
  readonly statementTimeoutMs: number;
  readonly mode: 'read' | 'write';
}

/** A statement and its values. */
export type Step = readonly [statement: Statement, values: readonly unknown[]];

/** Said in full: what a database or a user has as default must not count. */
const BEGIN = {
  read: 'BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY',
  write: 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
} as const;

/**
 * All of it ends with the transaction, so it holds behind a pooler in transaction mode too. The tenant is always set, so
 * that none of an earlier transaction carries over, whoever forgot it there. `pg_temp` stands last: a temporary table
 * must not stand before ours.
 */
const ACT: Statement = {
  name: 'act',
  text: `SELECT set_config('role', $1, true), set_config('localert.tenant', $2, true),
  set_config('search_path', $3, true), set_config('statement_timeout', $4, true),
  set_config('idle_in_transaction_session_timeout', $5, true)`,
};

const actValues = ({ role, tenant, schema, statementTimeoutMs }: Acting): readonly string[] => [
  role,
  tenant ?? '',
  `${schema}, pg_temp`,
  String(statementTimeoutMs),
  String(statementTimeoutMs * 4),
];

/** One after another where the driver wants that; else all at once. The first fault is the one that counts. */
async function sendAll(session: Session, sends: readonly (() => Promise<Sent>)[]): Promise<Sent[]> {
  if (session.pipelined) {
    const sent = sends.map((send) => send());
    // All have to be answered before the connection goes back, whatever became of them.
    await Promise.allSettled(sent);
    return Promise.all(sent);
  }
  const answers: Sent[] = [];
  for (const send of sends) answers.push(await send());
  return answers;
}

type Sent = { rows: unknown[]; command: string };

/** PostgreSQL answers ROLLBACK to the COMMIT of a transaction that failed. */
function assertCommitted(operation: string, command: string | undefined): void {
  if (command !== 'COMMIT')
    throw new StoreUnavailableError({ operation, hint: 'its transaction was undone' });
}

/** A connection that did not answer is ended, and the server undoes the rest by itself. */
async function undo(session: Session): Promise<void> {
  if (!session.isBroken()) await session.send('ROLLBACK').catch(ignoreError);
}

/**
 * Runs a transaction whose statements do not depend on each other's answers: where the pool is in pipeline mode, in one
 * round trip with its beginning and its end.
 */
export async function runAtOnce(
  session: Session,
  operation: string,
  acting: Acting,
  steps: readonly Step[],
): Promise<unknown[][]> {
  try {
    const answers = await sendAll(session, [
      () => session.send(BEGIN[acting.mode]),
      () => session.send(ACT, actValues(acting)),
      ...steps.map((step) => () => session.send(...step)),
      () => session.send('COMMIT'),
    ]);
    assertCommitted(operation, answers.at(-1)?.command);
    return answers.slice(2, -1).map(({ rows }) => rows);
  } catch (error) {
    if (!session.pipelined) await undo(session);
    throw error;
  }
}

/** Runs a transaction whose statements follow from each other. Its beginning travels with its first statement. */
export async function runInTurn<Result>(
  session: Session,
  operation: string,
  acting: Acting,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  const opening = sendAll(session, [
    () => session.send(BEGIN[acting.mode]),
    () => session.send(ACT, actValues(acting)),
  ]);
  opening.catch(ignoreError);
  const query: Query = async <Row>(statement: Statement, values: readonly unknown[]) => {
    if (!session.pipelined) await opening;
    const sent = session.send<Row>(statement, values);
    // A fault of the opening comes first, and is the cause of that of the statement.
    sent.catch(ignoreError);
    await opening;
    return (await sent).rows;
  };
  try {
    const result = await work(query);
    await opening;
    assertCommitted(operation, (await session.send('COMMIT')).command);
    return result;
  } catch (error) {
    await undo(session);
    throw error;
  }
}
