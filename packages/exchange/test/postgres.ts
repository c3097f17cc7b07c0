import type { PostgresServer } from '@localert/servers/postgres';
import { postgresMigrations, postgresStore } from '@localert/store-postgres';
import { Pool } from 'pg';

const USER = 'localert_exchange';

/** A new database with the tables in it, and a store over it. */
export async function newPostgres(server: PostgresServer) {
  const database = await server.createDatabase();
  const owner = new Pool({ connectionString: server.url({ database }), max: 1 });
  await owner.query(`CREATE ROLE ${USER} LOGIN PASSWORD '${USER}'`).catch((error: { code?: string }) => {
    if (error.code !== '42710') throw error;
  });
  await postgresMigrations({ pool: owner, logins: [USER] }).up();
  await owner.end();
  const connectionString = server.url({ database, user: USER, password: USER });
  return postgresStore({ pool: new Pool({ connectionString, pipeline: true, max: 10 }), endPools: true });
}
