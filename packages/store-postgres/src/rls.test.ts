import { tenantScope } from '@localert/core';
import { describePostgres } from '@localert/servers/postgres';
import { sampleCreate } from '@localert/testkit';
import { Client, Pool, type PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appPool, emptied, migrated } from '../test/database.ts';
import { ALL_VERSIONS, asOwner } from '../test/parts.ts';
import { postgresMigrations } from './migrate.ts';
import { postgresStore } from './postgres-store.ts';

vi.setConfig({ testTimeout: 120_000 });

const scopeOf = (tenant: string) => tenantScope({ tenant, actor: 'test' });

/** Every table that holds rows of tenants, and the column that says whose. */
const TABLES = `
  SELECT c.relname AS table, a.attname AS column, c.relrowsecurity AS on, c.relforcerowsecurity AS forced
  FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid
    AND a.attname = CASE c.relname WHEN 'tenant' THEN 'id' ELSE 'tenant_id' END
  WHERE c.relnamespace = 'localert'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> 'schema_version' ORDER BY 1`;

interface Table {
  readonly table: string;
  readonly column: string | null;
  readonly on: boolean;
  readonly forced: boolean;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: { code?: string }) => error.code,
  );

for (const version of ALL_VERSIONS) {
  describePostgres(
    { describe, beforeAll, afterAll },
    `row-level security on ${version}`,
    { version },
    (server) => {
      /** A raw transaction on a pool's connection, as whoever goes past the store would run it. */
      async function raw<Result>(
        pool: Pool,
        role: string,
        tenant: string | undefined,
        work: (client: PoolClient) => Promise<Result>,
      ): Promise<Result> {
        const client = await pool.connect();
        try {
          await client.query('BEGIN');
          await client.query(`SET LOCAL ROLE ${role}`);
          await client.query('SET LOCAL search_path = localert');
          if (tenant !== undefined)
            await client.query("SELECT set_config('localert.tenant', $1, true)", [tenant]);
          return await work(client);
        } finally {
          await client.query('ROLLBACK');
          client.release();
        }
      }

      async function filled(options = {}) {
        const database = await emptied(server());
        const pool = appPool(server(), database, { max: 1, ...options });
        const store = postgresStore({ pool });
        await store.commit(scopeOf('a'), sampleCreate('disk'));
        await store.commit(scopeOf('b'), sampleCreate('disk'));
        await store.commit(scopeOf('b'), sampleCreate('cpu'));
        return { database, pool, store };
      }

      const seen = (client: PoolClient, table = 'fixture') =>
        client.query(`SELECT * FROM ${table}`).then(({ rows }) => rows.map(({ tenant_id }) => tenant_id));

      it('is on for every table of tenants, for their owner too', async () => {
        const tables = await asOwner<Table>(server(), await migrated(server()), TABLES);
        expect(tables.length).toBeGreaterThanOrEqual(9);
        for (const table of tables)
          expect(table).toMatchObject({ on: true, forced: true, column: expect.any(String) });
      });

      it('shows the rows of the tenant that is named, whatever is asked for', async () => {
        const { pool, store } = await filled();
        await raw(pool, 'localert_tenant', 'a', async (client) => {
          for (const table of ['fixture', 'event', 'total']) expect(await seen(client, table)).toEqual(['a']);
          expect(new Set(await seen(client, 'fixture_term'))).toEqual(new Set(['a']));
          const { rows } = await client.query("SELECT * FROM fixture WHERE tenant_id = 'b' OR true");
          expect(rows).toHaveLength(1);
          const { rowCount } = await client.query(
            "UPDATE fixture SET severity = 'low' WHERE tenant_id = 'b'",
          );
          expect(rowCount).toBe(0);
          const write = client.query("INSERT INTO total (tenant_id, fixtures, bytes) VALUES ('c', 1, 1)");
          expect(await codeOf(write)).toBe('42501');
        });
        await store.close();
        await pool.end();
      });

      it('shows nothing when no tenant is named, not even when one was before on the connection', async () => {
        const { database, pool, store } = await filled();
        const tables = await asOwner<Table>(server(), database, TABLES);
        for (let turn = 0; turn < 2; turn++) {
          await raw(pool, 'localert_tenant', undefined, async (client) => {
            for (const { table } of tables) expect(await seen(client, table)).toEqual([]);
          });
          expect(await store.count(scopeOf('b'))).toBe(2);
        }
        // One that was set for the whole session, by a mistake, does not reach into the store's transactions.
        const client = await pool.connect();
        await client.query("SET localert.tenant = 'a'");
        client.release();
        expect((await store.list(scopeOf('b'))).items.map(({ id }) => id)).toEqual(['cpu', 'disk']);
        await store.close();
        await pool.end();
      });

      it('lets the user of the store see nothing without a role, and not switch it off', async () => {
        const { pool, store } = await filled();
        const run = (sql: string) => codeOf(pool.query(sql));
        expect(await run('SELECT * FROM localert.fixture')).toBe('42501');
        expect(await run('ALTER TABLE localert.fixture DISABLE ROW LEVEL SECURITY')).toBe('42501');
        expect(await run('DROP POLICY of_tenant ON localert.fixture')).toBe('42501');
        for (const role of ['localert_tenant', 'localert_system']) {
          const as = (sql: string) => raw(pool, role, 'a', (client) => codeOf(client.query(sql)));
          expect(await as('ALTER TABLE fixture DISABLE ROW LEVEL SECURITY')).toBe('42501');
          expect(await as('ALTER TABLE fixture NO FORCE ROW LEVEL SECURITY')).toBe('42501');
          expect(await as('ALTER ROLE localert_tenant BYPASSRLS')).toBe('42501');
          expect(await as('SELECT * FROM event_0')).toBe('42501');
          expect(await as('CREATE TABLE localert.mine (x int)')).toBe('42501');
        }
        const off = raw(pool, 'localert_tenant', 'a', async (client) => {
          await client.query('SET LOCAL row_security = off');
          return codeOf(client.query('SELECT * FROM fixture'));
        });
        expect(await off).toBe('42501');
        await store.close();
        await pool.end();
      });

      it('gives the role of tenants no more than its work needs', async () => {
        const { pool, store } = await filled();
        const as = (sql: string) => raw(pool, 'localert_tenant', 'a', (client) => codeOf(client.query(sql)));
        for (const sql of [
          "UPDATE event SET body = '{}'",
          'DELETE FROM event',
          'DELETE FROM fixture',
          'DELETE FROM audit',
          'TRUNCATE fixture',
          "INSERT INTO tenant (id, revision, body) VALUES ('a', 1, '{}')",
          'DELETE FROM schema_version',
        ])
          expect([sql, await as(sql)]).toEqual([sql, '42501']);
        await store.close();
        await pool.end();
      });

      it('holds between two users: that of tenants cannot become the system', async () => {
        const database = await emptied(server());
        await asOwner(
          server(),
          database,
          `DO $$ BEGIN
          CREATE ROLE only_tenants LOGIN NOINHERIT PASSWORD 'x'; CREATE ROLE only_system LOGIN NOINHERIT PASSWORD 'x';
        EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
        );
        await asOwner(server(), database, 'GRANT localert_tenant TO only_tenants');
        await asOwner(server(), database, 'GRANT localert_system TO only_system');
        const poolOf = (user: string) =>
          new Pool({
            connectionString: server().url({ database, user, password: 'x' }),
            max: 2,
            pipeline: true,
          });
        const [pool, systemPool] = [poolOf('only_tenants'), poolOf('only_system')];
        const store = postgresStore({ pool, systemPool });
        await store.commit(scopeOf('a'), sampleCreate('disk'));
        const { systemScope } = await import('@localert/core');
        expect((await store.changes(systemScope('test'))).items).toHaveLength(1);
        expect(await codeOf(raw(pool, 'localert_system', undefined, seen))).toBe('42501');
        expect(await codeOf(raw(systemPool, 'localert_tenant', 'a', seen))).toBe('42501');
        await store.close();
        await Promise.all([pool.end(), systemPool.end()]);
      });

      it('holds for an owner that is no superuser, who makes the tables alone', async () => {
        const database = await server().createDatabase();
        await asOwner(server(), database, 'SELECT 1').catch(() => undefined);
        const admin = new Client({ connectionString: server().url({ database }) });
        await admin.connect();
        await admin.query("CREATE ROLE table_owner LOGIN CREATEROLE PASSWORD 'x'");
        await admin.query("CREATE ROLE plain_app LOGIN NOINHERIT PASSWORD 'x'");
        await admin.query(`GRANT CREATE ON DATABASE ${database} TO table_owner`);
        await admin.end();
        const urlOf = (user: string) => server().url({ database, user, password: 'x' });
        const owner = new Pool({ connectionString: urlOf('table_owner'), max: 1 });
        const roles = { tenant: 'own_tenants', system: 'own_system' };
        const setting = { schema: 'own', roles };
        await postgresMigrations({ pool: owner, ...setting, logins: ['plain_app'] }).up();
        const pool = new Pool({ connectionString: urlOf('plain_app'), pipeline: true, max: 2 });
        const store = postgresStore({ pool, ...setting });
        await store.commit(scopeOf('a'), sampleCreate('disk'));
        expect(await store.count(scopeOf('a'))).toBe(1);
        expect((await owner.query('SELECT * FROM own.fixture')).rows).toEqual([]);
        await store.close();
        await Promise.all([pool.end(), owner.end()]);
      });
    },
  );
}
