import {
  type ChangeHint,
  InvalidTenantIdError,
  isStorable,
  StoreUnavailableError,
  type TenantId,
} from '@localert/core';
import type { Pool } from 'pg';
import { isAnswer, isRepeatable, storeFault } from './faults.ts';
import { createReplicas, IS_FRESH, POSITION } from './replicas.ts';
import { ignoreError, openSession, type Query, type Session } from './session.ts';
import type { Setting } from './setting.ts';
import { type Acting, runAtOnce, runInTurn, type Step } from './transaction.ts';
import { assertSchema } from './version.ts';

/** How the tables are reached. */
export interface DatabaseOptions extends Setting {
  readonly pool: Pool;
  /** For the system's work, when its user is another one. */
  readonly systemPool?: Pool | undefined;
  /** Of replicas. */
  readonly readPools?: readonly Pool[] | undefined;
  /** Milliseconds. */
  readonly statementTimeoutMs: number;
}

/**
 * The way to the tables. Every call is one transaction, as the role of one tenant or as the system's, with row-level
 * security on. Faults come out typed; what a transaction lost to another one is repeated.
 */
export interface Database extends Setting {
  /** Runs work in one transaction as the tenant's role. It may run more than once, each time from the beginning. */
  asTenant<Result>(
    operation: string,
    tenant: TenantId,
    work: (query: Query) => Promise<Result>,
  ): Promise<Result>;
  /** Runs work in one transaction as the system's role. It may run more than once, each time from the beginning. */
  asSystem<Result>(operation: string, work: (query: Query) => Promise<Result>): Promise<Result>;
  /** Writes whose statements do not wait for each other's answers: one round trip. Answers the rows of each. */
  tenantSteps(operation: string, tenant: TenantId, steps: readonly Step[]): Promise<unknown[][]>;
  systemSteps(operation: string, steps: readonly Step[]): Promise<unknown[][]>;
  /** One statement that only reads: one round trip, repeated when its connection was dead. */
  readTenant<Row>(operation: string, tenant: TenantId, ...step: Step): Promise<Row[]>;
  readSystem<Row>(operation: string, ...step: Step): Promise<Row[]>;
  /** The same, of a replica where one has what this process knows to be written; else of the primary. */
  readTenantAnywhere<Row>(operation: string, tenant: TenantId, ...step: Step): Promise<Row[]>;
  /** Tells what was written, here or elsewhere: no older state of it is read any more. */
  noteChange(hint: ChangeHint): void;
  /** Refuses every later call, and waits for those that run. The pools stay the host's. */
  close(): Promise<void>;
}

/** Times that a transaction runs when others get in its way. */
const TRIES = 5;

/** Milliseconds: those that met once should not meet again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** attempt * 5));

/** NUL and lone halves of characters would become another tenant's id on the way, or none. */
function assertTenant(tenant: TenantId): void {
  if (typeof tenant !== 'string' || tenant === '' || !isStorable(tenant)) {
    throw new InvalidTenantIdError({ reason: 'it is no text that every store can keep' });
  }
}

/**
 * Opens the way to the tables. Nothing is asked of the server yet.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { pool, systemPool = pool, readPools = [], statementTimeoutMs } = options;
  const { schema, tenantRole, systemRole } = options;
  const pools = [...new Set([pool, systemPool, ...readPools])];
  const replicas = createReplicas(readPools);
  // A connection that dies while it is idle is told here; without a listener Node ends the process.
  for (const one of pools) one.on('error', ignoreError);
  const running = new Set<Promise<unknown>>();
  let closed = false;
  let checked: Promise<void> | undefined;

  const acting = (tenant: TenantId | undefined, mode: Acting['mode']): Acting => ({
    role: tenant === undefined ? systemRole : tenantRole,
    tenant,
    schema,
    statementTimeoutMs,
    mode,
  });

  const open = (from: Pool, operation: string): Promise<Session> =>
    openSession(from, operation, schema, statementTimeoutMs);

  async function withSession<Result>(
    from: Pool,
    operation: string,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    const session = await open(from, operation);
    try {
      return await work(session);
    } finally {
      session.release();
    }
  }

  /** Once, before anything else: whether the tables are those that this code knows. */
  function check(operation: string): Promise<void> {
    const asNobody: Acting = { ...acting(undefined, 'read'), role: tenantRole };
    checked ??= withSession(pool, operation, (session) => assertSchema(session, asNobody)).catch((error) => {
      checked = undefined;
      throw error;
    });
    return checked;
  }

  async function attempts<Result>(
    operation: string,
    mode: Acting['mode'],
    once: () => Promise<Result>,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once();
      } catch (error) {
        // What only reads may be asked again; of a write nobody knows whether it was done.
        const again = isRepeatable(error) || (mode === 'read' && attempt === 1 && isLost(error));
        if (!again || attempt === TRIES) throw storeFault(operation, error);
      }
      await pause(attempt);
    }
  }

  /** Runs a piece of work, which a closing store waits for. */
  async function run<Result>(
    operation: string,
    { tenant, mode }: Acting,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    if (closed) throw new StoreUnavailableError({ operation });
    if (tenant !== undefined) assertTenant(tenant);
    const from = tenant === undefined ? systemPool : pool;
    const result = attempts(operation, mode, async () => {
      await check(operation);
      return withSession(from, operation, work);
    });
    running.add(result);
    const done = () => void running.delete(result);
    result.then(done, done);
    return result;
  }

  const inTurn = <Result>(operation: string, as: Acting, work: (query: Query) => Promise<Result>) =>
    run(operation, as, (session) => runInTurn(session, operation, as, work));

  const atOnce = (operation: string, as: Acting, steps: readonly Step[]) =>
    run(operation, as, (session) => runAtOnce(session, operation, as, steps));

  const readOne = async <Row>(operation: string, as: Acting, step: Step): Promise<Row[]> => {
    const [rows] = await atOnce(operation, as, [step]);
    return rows as Row[];
  };

  /** A replica that cannot answer, for whatever reason, is no reason not to. */
  async function readOfReplica<Row>(
    operation: string,
    tenant: TenantId,
    step: Step,
  ): Promise<Row[] | undefined> {
    const chosen = closed ? undefined : replicas.pick(tenant);
    if (chosen === undefined) return undefined;
    assertTenant(tenant);
    const as = acting(tenant, 'read');
    try {
      const [fresh, rows] = await withSession(chosen.pool, operation, (session) =>
        runAtOnce(session, operation, as, [[IS_FRESH, [chosen.floor]], step]),
      );
      return (fresh as { fresh: boolean }[])[0]?.fresh ? (rows as Row[]) : undefined;
    } catch {
      replicas.failed(chosen.pool);
      return undefined;
    }
  }

  async function readAnywhere<Row>(operation: string, tenant: TenantId, ...step: Step): Promise<Row[]> {
    const as = acting(tenant, 'read');
    if (readPools.length === 0) return readOne(operation, as, step);
    await check(operation).catch(ignoreError);
    const rows = await readOfReplica<Row>(operation, tenant, step);
    if (rows !== undefined) return rows;
    const learn = replicas.asking();
    const [read, position] = await atOnce(operation, as, [step, [POSITION, []]]);
    learn((position as { position: string | null }[])[0]?.position);
    return read as Row[];
  }

  return {
    schema,
    tenantRole,
    systemRole,
    asTenant: (operation, tenant, work) => inTurn(operation, acting(tenant, 'write'), work),
    asSystem: (operation, work) => inTurn(operation, acting(undefined, 'write'), work),
    tenantSteps: (operation, tenant, steps) => atOnce(operation, acting(tenant, 'write'), steps),
    systemSteps: (operation, steps) => atOnce(operation, acting(undefined, 'write'), steps),
    readTenant: (operation, tenant, ...step) => readOne(operation, acting(tenant, 'read'), step),
    readTenantAnywhere: readAnywhere,
    noteChange: replicas.note,
    readSystem: (operation, ...step) => readOne(operation, acting(undefined, 'read'), step),
    async close() {
      if (closed) return;
      closed = true;
      await Promise.allSettled(running);
      for (const one of pools) one.removeListener('error', ignoreError);
    },
  };
}

/** Whether the connection was lost: it may have been dead before anything was asked. */
const isLost = (error: unknown): boolean =>
  error instanceof Error && !isAnswer(error) && !('details' in error);
