import type { PostgresServer } from '@localert/servers/postgres';
import { postgresMigrations } from '@localert/store-postgres';
import { Pool } from 'pg';

const APP = 'localert_bench';

/** A new database with the tables in it: the addresses of its owner and of the user that stores log in as. */
export async function postgresPlace(
  server: PostgresServer,
): Promise<{ readonly owner: string; readonly app: string }> {
  const database = await server.createDatabase();
  const owner = server.url({ database });
  const pool = new Pool({ connectionString: owner, max: 1 });
  try {
    await pool.query(`CREATE ROLE ${APP} LOGIN PASSWORD '${APP}'`);
    await postgresMigrations({ pool, logins: [APP] }).up();
  } finally {
    await pool.end();
  }
  return { owner, app: server.url({ database, user: APP, password: APP }) };
}
