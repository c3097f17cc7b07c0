import { type Outbox, systemScope, tenantScope } from '@localert/core';
import type { PostgresServer } from '@localert/servers/postgres';
import { Client, type Pool, type PoolConfig } from 'pg';
import { type Database, openDatabase } from '../src/database.ts';
import { tellOfAlerts, writeAlerts } from '../src/enqueue.ts';
import { createHints, type Hints } from '../src/listener.ts';
import { postgresOutbox } from '../src/outbox.ts';
import { createOutboxWriter } from '../src/outbox-writer.ts';
import { settingOf } from '../src/setting.ts';
import { appPool, emptied, migrated } from './database.ts';

export const system = systemScope('test');
export const acme = tenantScope({ tenant: 'acme', actor: 'test' });

/** The oldest and the newest version: what the whole store, its roles, tables, feed and plans are tested on. */
export const ALL_VERSIONS = [15, 17] as const;

/**
 * What else is tested on: the newest, unless POSTGRES_VERSIONS says more (`15,17`). Of the parts of the store their suites
 * run on all versions as parts of the whole store.
 */
export const VERSIONS: readonly number[] = process.env['POSTGRES_VERSIONS']?.split(',').map(Number) ?? [17];

/** A way to the tables, with a pool of its own, as each process has. */
export interface Home {
  readonly name: string;
  readonly pool: Pool;
  readonly database: Database;
  close(): Promise<void>;
}

/** Opens a database by its name. */
export function homeAt(server: PostgresServer, name: string, config: PoolConfig = {}): Home {
  const pool = appPool(server, name, { max: 4, ...config });
  // The server may go before the last of its sockets has.
  pool.on('error', () => undefined);
  const database = openDatabase({ ...settingOf({}), pool, statementTimeoutMs: 30_000 });
  return {
    ...{ name, pool, database },
    async close() {
      await database.close();
      if (!pool.ended) await pool.end();
    },
  };
}

/** Opens a new database with empty tables. */
export const newHome = async (server: PostgresServer, config?: PoolConfig): Promise<Home> =>
  homeAt(server, await migrated(server), config);

/** What a conformance suite of a part is given. Its tests follow each other in one database, which each finds empty. */
export function partOptions<Part extends object>(
  server: () => PostgresServer,
  name: string,
  make: (database: Database, pool: Pool) => Part,
) {
  const homes = new WeakMap<Part, Home>();
  const homeOf = (part: Part) => homes.get(part) as Home;
  const open = (home: Home): Part => {
    const part = make(home.database, home.pool);
    homes.set(part, home);
    return part;
  };
  return {
    name,
    create: async () => open(homeAt(server(), await emptied(server()))),
    reopen: (part: Part) => open(homeAt(server(), homeOf(part).name)),
    async close(part: Part) {
      if ('close' in part) await (part.close as () => Promise<void>)();
      await homeOf(part).close();
    },
  };
}

/** Runs a statement behind the store's back, as a user whom no rule holds. */
export async function asOwner<Row>(
  server: PostgresServer,
  database: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: server.url({ database }) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SET search_path = localert');
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** The queue alone; who wants to hear of alerts gives what tells of them. */
export const outboxOf = (database: Database, hints?: Hints) =>
  postgresOutbox(database, {
    writer: createOutboxWriter(
      (batch) => writeAlerts(database, batch),
      () => tellOfAlerts(database),
    ),
    subscribe: hints?.subscribeAlerts ?? (() => () => undefined),
    clock: { now: Date.now },
  });

/** The queue, as a process has it that listens. */
export function outboxOn(database: Database, pool: Pool): Outbox {
  const hints = createHints(pool, database.schema, () => undefined);
  const outbox = outboxOf(database, hints);
  return { ...outbox, close: () => outbox.close().finally(hints.close) };
}
