import { randomBytes } from 'node:crypto';
import { redisCached } from '@localert/cache/redis';
import type { PostgresServer } from '@localert/servers/postgres';
import { postgresMigrations, postgresStore } from '@localert/store-postgres';
import { sqliteStore } from '@localert/store-sqlite';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { type CreateStack, type Medium, plain, sealed } from './stacks.ts';

/** The user that stores log in as: it owns nothing. */
const APP = 'localert_stacks';

/** A database with the tables in it, of which every stack gets a copy. */
async function makeTemplate(server: PostgresServer): Promise<string> {
  const database = await server.createDatabase();
  const pool = new Pool({ connectionString: server.url({ database }), max: 1 });
  await pool.query(`CREATE ROLE ${APP} LOGIN PASSWORD '${APP}'`);
  await postgresMigrations({ pool, logins: [APP] }).up();
  await pool.end();
  return database;
}

/** Stacks on a real PostgreSQL, and what ends their connections. */
export function postgresStacks(server: () => PostgresServer) {
  let template: Promise<string> | undefined;
  const pools: Pool[] = [];

  async function open(): Promise<Medium> {
    template ??= makeTemplate(server());
    const database = await server().createDatabase(await template);
    const pool = new Pool({
      connectionString: server().url({ database, user: APP, password: APP }),
      pipeline: true,
      max: 4,
      idleTimeoutMillis: 500,
    });
    pools.push(pool);
    return postgresStore({ pool });
  }

  return {
    /** A store of which nothing was written yet. */
    open,
    stacks: {
      postgres: async () => plain(await open()),
      'encrypted postgres': async () => sealed(await open()),
    } satisfies Record<string, CreateStack>,
    end: () => Promise.all(pools.map((pool) => pool.end())),
  };
}

/** Puts a real Redis before stores, each time under a prefix of its own; and what ends the connections. */
export function redisLevels(url: () => string) {
  const clients: Redis[] = [];
  const connect = () => {
    const client = new Redis(url());
    clients.push(client);
    return client;
  };
  let shared: { client: Redis; subscriber: Redis } | undefined;

  function before<Store extends Medium>(store: Store): Medium {
    shared ??= { client: connect(), subscriber: connect() };
    return redisCached(store, {
      ...shared,
      keys: [{ id: 'k1', key: randomBytes(32) }],
      current: 'k1',
      prefix: `test:${randomBytes(8).toString('hex')}`,
    });
  }

  return {
    before,
    sqlite: () => plain(before(sqliteStore({ path: ':memory:' }))),
    end: () => clients.map((client) => client.disconnect()),
  };
}
