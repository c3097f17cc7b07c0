/**
 * What PostgreSQL costs the store, as ratios in one run: round trips, row-level security and the form of a body; then
 * what the queue takes in a second, and what a claim costs. On a server of its own with `fsync` on. `npm run bench:postgres`.
 */
import { systemScope, tenantScope } from '@localert/core';
import { startPostgres } from '@localert/servers/postgres';
import { postgresMigrations, postgresStore } from '@localert/store-postgres';
import { sampleCreate, sampleSnapshot, sampleUpdate } from '@localert/testkit';
import { Pool } from 'pg';
import { compareAsync } from './postgres-compare.ts';
import { benchQueue } from './postgres-queue.ts';

const TENANTS = 20;
const FIXTURES = 1_000;

const server = await startPostgres({
  settings: { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' },
});
try {
  const database = await server.createDatabase();
  const owner = new Pool({ connectionString: server.url({ database }), max: 4 });
  await owner.query("CREATE ROLE app LOGIN PASSWORD 'app'");
  await postgresMigrations({ pool: owner, logins: ['app'] }).up();
  const connectionString = server.url({ database, user: 'app', password: 'app' });
  const pool = new Pool({ connectionString, pipeline: true, max: 10 });
  const turns = new Pool({ connectionString, max: 10 });
  const store = postgresStore({ pool });
  const slow = postgresStore({ pool: turns });
  const scopes = Array.from({ length: TENANTS }, (_, index) =>
    tenantScope({ tenant: `t${index}`, actor: 'bench' }),
  );
  const scopeAt = (index: number) => scopes[index % TENANTS] as (typeof scopes)[number];

  for (let index = 0; index < TENANTS * FIXTURES; index += TENANTS)
    await Promise.all(
      scopes.map((scope) =>
        store.commit(
          scope,
          sampleCreate(`f${index / TENANTS}`, { snapshot: { labels: { team: `t${index % 500}` } } }),
        ),
      ),
    );
  await owner.query('VACUUM ANALYZE');
  console.log(`PostgreSQL ${server.version}, ${TENANTS} tenants with ${FIXTURES} fixtures each`);

  const text = 'SELECT body FROM localert.fixture WHERE tenant_id = $1 AND id = $2';
  const bare = await owner.connect();
  const idOf = (index: number) => `f${(index * 7_919) % FIXTURES}`;
  await compareAsync('a look-up', 2_000, [
    {
      name: 'one statement of a superuser, no transaction, no row-level security',
      run: async (index) => {
        const { rows } = await bare.query({
          name: 'bare',
          text,
          values: [scopeAt(index).tenant, idOf(index)],
        });
        return rows[0].body;
      },
    },
    { name: 'get, in one round trip', run: (index) => store.get(scopeAt(index), idOf(index)) },
    { name: 'get, statement by statement', run: (index) => slow.get(scopeAt(index), idOf(index)) },
  ]);

  // The same flight, as a role that no rule holds: what row-level security itself costs.
  await owner.query('CREATE ROLE free_tenant NOLOGIN BYPASSRLS');
  await owner.query('GRANT localert_tenant TO free_tenant; GRANT free_tenant TO app WITH INHERIT FALSE');
  const freePool = new Pool({ connectionString, pipeline: true, max: 10 });
  const free = postgresStore({ pool: freePool, roles: { tenant: 'free_tenant' } });
  for (const [what, call] of [
    ['get', (one: typeof store, index: number) => one.get(scopeAt(index), idOf(index))],
    ['a page of 50', (one: typeof store, index: number) => one.list(scopeAt(index))],
    [
      'a page by a label',
      (one: typeof store, index: number) => one.list(scopeAt(index), { labels: { team: 't20' } }),
    ],
    ['a page by a search', (one: typeof store, index: number) => one.list(scopeAt(index), { search: 't20' })],
  ] as const)
    await compareAsync(`row-level security: ${what}`, 500, [
      { name: 'without', run: (index) => call(free, index) },
      { name: 'with', run: (index) => call(store, index) },
    ]);

  let made = 0;
  const revisions = new Map<string, number>();
  await compareAsync('a write, on the disk', 150, [
    { name: 'a new fixture', run: (index) => store.commit(scopeAt(index), sampleCreate(`new-${++made}`)) },
    {
      name: 'another revision',
      run: (index) => {
        const key = `${scopeAt(index).tenant} ${idOf(index)}`;
        const revision = revisions.get(key) ?? 1;
        revisions.set(key, revision + 1);
        return store.commit(scopeAt(index), sampleUpdate(idOf(index), revision));
      },
    },
    {
      name: 'a new fixture, statement by statement',
      run: (index) => slow.commit(scopeAt(index), sampleCreate(`new-${++made}`)),
    },
  ]);

  const body = JSON.stringify({
    ...sampleSnapshot('x'),
    locales: Object.fromEntries(
      ['en', 'es', 'fr', 'de', 'ja'].map((locale) => [
        locale,
        { title: 'Disk full on {host}'.repeat(4), description: 'An alert '.repeat(20) },
      ]),
    ),
  });
  for (const type of ['json', 'jsonb', 'text']) {
    await owner.query(`CREATE TABLE body_${type} (id int PRIMARY KEY, body ${type} NOT NULL)`);
    await owner.query(
      `INSERT INTO body_${type} SELECT n, $1::text::${type} FROM generate_series(1, 1000) n`,
      [body],
    );
  }
  await owner.query('VACUUM ANALYZE');
  await compareAsync(
    '50 bodies read',
    300,
    ['json', 'text', 'jsonb'].map((type) => ({
      name: type,
      run: async () => {
        const { rows } = await bare.query({
          name: `read-${type}`,
          text: `SELECT body::text AS body FROM body_${type} WHERE id <= 50`,
        });
        return rows.map((row) => JSON.parse(row.body));
      },
    })),
  );
  bare.release();

  await compareAsync('the feed of all', 100, [
    { name: 'a page of 50', run: () => store.changes(systemScope('bench')) },
  ]);
  await Promise.all([store.close(), slow.close(), free.close()]);
  await Promise.all([pool.end(), turns.end(), freePool.end(), owner.end()]);
  await benchQueue(server);
} finally {
  await server.stop();
}
