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

/** A database with the tables in it. */
async function makeDatabase(server: PostgresServer): Promise<string> {
  const database = await server.createDatabase();
  const pool = new Pool({ connectionString: server.url({ database }), max: 1 });
  await pool.query(`CREATE ROLE ${APP} LOGIN PASSWORD '${APP}'`);
  await postgresMigrations({ pool, logins: [APP] }).up();
  await pool.end();
  return database;
}

/** Every table but that of the version: a stack must not meet what an earlier one left. */
const EMPTY = `DO $$ DECLARE one regclass; BEGIN
  FOR one IN SELECT oid FROM pg_class WHERE relnamespace = 'localert'::regnamespace AND relkind IN ('r', 'p')
    AND NOT relispartition AND relname <> 'schema_version' LOOP EXECUTE 'DELETE FROM ' || one; END LOOP;
END $$`;

/** Stacks on a real PostgreSQL, one at a time, and what ends their connections. */
export function postgresStacks(server: () => PostgresServer) {
  let made: Promise<{ readonly owner: Pool; readonly pool: Pool }> | undefined;

  async function connect() {
    const database = await makeDatabase(server());
    const asApp = server().url({ database, user: APP, password: APP });
    return {
      owner: new Pool({ connectionString: server().url({ database }), max: 1 }),
      pool: new Pool({ connectionString: asApp, pipeline: true, max: 10 }),
    };
  }

  async function open(): Promise<Medium> {
    made ??= connect();
    const { owner, pool } = await made;
    await owner.query(EMPTY);
    return postgresStore({ pool });
  }

  return {
    /** A store of which nothing was written yet; what an earlier one wrote is gone. */
    open,
    stacks: {
      postgres: async () => plain(await open()),
      'encrypted postgres': async () => sealed(await open()),
    } satisfies Record<string, CreateStack>,
    async end() {
      const pools = await made;
      await Promise.all([pools?.owner.end(), pools?.pool.end()]);
    },
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
