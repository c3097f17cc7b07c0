import type { PostgresServer } from '@localert/servers/postgres';
import { Pool, type PoolConfig } from 'pg';
import { postgresMigrations } from '../src/migrate.ts';

/** The user that stores of tests log in as. */
const APP = 'localert_app';

const templates = new WeakMap<PostgresServer, Promise<string>>();

/** A database with the tables in it, of which others are copies. */
async function makeTemplate(server: PostgresServer): Promise<string> {
  const database = await server.createDatabase();
  const pool = new Pool({ connectionString: server.url({ database }), max: 1 });
  try {
    await pool.query(`CREATE ROLE ${APP} LOGIN PASSWORD '${APP}'`).catch((error: { code?: string }) => {
      if (error.code !== '42710') throw error;
    });
    await postgresMigrations({ pool, logins: [APP] }).up();
  } finally {
    await pool.end();
  }
  return database;
}

/** A new database with the tables in it; answers its name. */
export async function migrated(server: PostgresServer): Promise<string> {
  const known = templates.get(server) ?? makeTemplate(server);
  templates.set(server, known);
  return server.createDatabase(await known);
}

const shared = new WeakMap<PostgresServer, Promise<string>>();

/** A row of a later test must not meet one of an earlier: every table but that of the version is emptied. */
const EMPTY = `DO $$ DECLARE one regclass; BEGIN
  FOR one IN SELECT oid FROM pg_class WHERE relnamespace = 'localert'::regnamespace AND relkind IN ('r', 'p')
    AND NOT relispartition AND relname <> 'schema_version' LOOP EXECUTE 'DELETE FROM ' || one; END LOOP;
END $$`;

/** A database with the tables in it and nothing in them: always the same one, so tests must run in turn. */
export async function emptied(server: PostgresServer): Promise<string> {
  const known = shared.get(server) ?? migrated(server);
  shared.set(server, known);
  const database = await known;
  const pool = ownerPool(server, database);
  await pool.query(EMPTY);
  await pool.end();
  return database;
}

/** A pool of the user that the store runs as. */
export const appPool = (server: PostgresServer, database: string, options: PoolConfig = {}): Pool =>
  new Pool({
    connectionString: server.url({ database, user: APP, password: APP }),
    pipeline: true,
    max: 10,
    ...options,
  });

/** A pool of the user that owns the tables. */
export const ownerPool = (server: PostgresServer, database: string): Pool =>
  new Pool({ connectionString: server.url({ database }), max: 2 });
