import { type FixtureCommit, parseFixtureContent, systemScope, tenantScope } from '@localert/core';
import { postgresMissing, startPostgres } from '@localert/servers/postgres';
import { postgresMigrations, postgresStore } from '@localert/store-postgres';
import { Pool } from 'pg';

const missing = postgresMissing();
if (missing !== undefined) {
  console.log(`Skipped: ${missing}.`);
  process.exit(process.env['REQUIRE_SERVICES'] === '1' ? 1 : 0);
}

const content = parseFixtureContent({
  baseLocale: 'en',
  locales: { en: { title: 'Disk full on {host}' }, es: { title: 'Disco lleno en {host}' } },
  labels: { team: 'storage' },
});

/** What a manager does for you: the event that makes a fixture. */
const create = (id: string): FixtureCommit => ({
  fixture: id,
  expectedRevision: 0,
  events: [
    {
      ...{ type: 'FixtureCreated', id: `event-${id}`, fixture: id, revision: 1 },
      ...{ at: Date.now(), actor: 'user:example' },
      snapshot: { ...content, id, name: id, arguments: { host: { type: 'text' } } },
    },
  ],
});

const server = await startPostgres();
try {
  const database = await server.createDatabase();

  // As the owner: the tables, the roles, and who may become them.
  const owner = new Pool({ connectionString: server.url({ database }), max: 1 });
  const password = 'example';
  await owner
    .query(`CREATE ROLE localert_example LOGIN NOINHERIT PASSWORD '${password}'`)
    .catch(() => undefined); // it is there from an earlier run
  const { version } = await postgresMigrations({ pool: owner, logins: ['localert_example'] }).up();
  console.log(`The tables have version ${version}.`);
  await owner.end();

  // As the service: a user that owns nothing.
  const connectionString = server.url({ database, user: 'localert_example', password });
  const pool = new Pool({ connectionString, pipeline: true, max: 5 });
  const store = postgresStore({ pool });
  const acme = tenantScope({ tenant: 'acme', actor: 'user:example' });
  const other = tenantScope({ tenant: 'other', actor: 'user:example' });
  const system = systemScope('example');

  const heard = new Promise<string>((resolve) => {
    store.subscribe(system, (hint) => hint.kind === 'fixture' && resolve(`${hint.tenant}/${hint.fixture}`));
  });
  await store.commit(acme, create('disk_full'));
  await store.commit(other, create('disk_full'));

  // Past the store, in a transaction that names acme: not even this sees another tenant's rows.
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('SET LOCAL ROLE localert_tenant');
  await client.query("SET LOCAL localert.tenant = 'acme'");
  const { rows } = await client.query('SELECT tenant_id FROM localert.fixture');
  await client.query('ROLLBACK');
  client.release();
  console.log(`A raw SELECT of every row sees: ${rows.map((row) => row.tenant_id).join(', ')}`);

  const found = await store.list(acme, { search: 'disk', labels: { team: 'storage' } });
  console.log(`Found by its words: ${found.items.map(({ id }) => id).join(', ')}`);

  // The feed waits for writers that are still on their way: ask until both are there.
  let told = await store.changes(system);
  while (told.items.length < 2) told = await store.changes(system);
  console.log(`The feed tells of: ${told.items.map(({ tenant, type }) => `${tenant} ${type}`).join(', ')}`);

  // A store of another process would hear the same.
  const second = postgresStore({ pool });
  const timer = setInterval(() => void second.commit(acme, create(`later_${Date.now()}`)), 200);
  console.log(`A hint came: ${(await heard).split('/')[0]}`);
  clearInterval(timer);

  await second.close();
  await store.close();
  await pool.end();
} finally {
  await server.stop();
}
