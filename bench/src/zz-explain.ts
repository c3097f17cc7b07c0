import { startPostgres } from '@localert/servers/postgres';
import { Client, Pool } from 'pg';
import { systemScope, tenantScope } from '/work/q-postgres/packages/core/src/index.ts';
import * as enq from '/work/q-postgres/packages/store-postgres/src/enqueue-queries.ts';
import { postgresMigrations, postgresStore } from '/work/q-postgres/packages/store-postgres/src/index.ts';
import * as lane from '/work/q-postgres/packages/store-postgres/src/lane-queries.ts';
import * as settle from '/work/q-postgres/packages/store-postgres/src/settle-queries.ts';
import { sampleAlert } from '/work/q-postgres/packages/testkit/src/index.ts';

const server = await startPostgres({ settings: { fsync: 'on' } });
const N = Number(process.argv[2] ?? 100000),
  L = Number(process.argv[3] ?? 1000);
try {
  const database = await server.createDatabase();
  const owner = new Pool({ connectionString: server.url({ database }), max: 2 });
  await owner.query("CREATE ROLE app LOGIN PASSWORD 'app'");
  await postgresMigrations({ pool: owner, logins: ['app'] }).up();
  const pool = new Pool({
    connectionString: server.url({ database, user: 'app', password: 'app' }),
    pipeline: true,
    max: 4,
  });
  owner.on('error', () => undefined);
  pool.on('error', () => undefined);
  const store = postgresStore({ pool });
  const scope = tenantScope({ tenant: 't1', actor: 'b' });
  for (let d = 0; d < N; d += 1000)
    await Promise.all(
      Array.from(
        { length: 1000 },
        (_, i) => store.outbox.enqueue(scope, sampleAlert({ group: 'g' + ((d + i) % L) })).durable,
      ),
    );
  if (process.argv[4] !== 'raw') await owner.query('VACUUM ANALYZE');
  console.log(
    (
      await owner.query(
        "select relname, pg_relation_size(oid), reltuples from pg_class where relnamespace='localert'::regnamespace and relname ~ '^(alert|lane|bell)'",
      )
    ).rows
      .map((r) => Object.values(r).join(' '))
      .join('\n'),
  );
  const c = new Client({ connectionString: server.url({ database, user: 'app', password: 'app' }) });
  await c.connect();
  c.on('error', () => undefined);
  const made = new Set();
  const run = async (st: any, values: string, show = true) => {
    if (!made.has(st.name))
      try {
        made.add(st.name);
        await c.query(`PREPARE "${st.name}" AS ${st.text}`);
      } catch (e) {}
    const { rows } = await c.query(
      `EXPLAIN (ANALYZE, BUFFERS, ${show ? 'SUMMARY' : 'SUMMARY'}) EXECUTE "${st.name}"(${values})`,
    );
    const text = rows.map((r: any) => r['QUERY PLAN']).join('\n');
    console.log(
      '=====',
      st.name,
      show ? '\n' + text : text.split('\n').slice(0, 1).join(''),
      text.match(/(Planning|Execution) Time.*/g)?.join(' '),
    );
  };
  const NOW = Date.UTC(2026, 0, 2);
  for (let r = 0; r < 4; r++) {
    const show = r === 3 && process.argv[5] === 'show';
    await c.query(
      'BEGIN; SET LOCAL ROLE localert_system; SET LOCAL search_path = localert, pg_temp; SET LOCAL plan_cache_mode=force_generic_plan',
    );
    await run(lane.RIPEN_ALERTS, `${NOW}`, show);
    await c.query(
      `SELECT set_config('enable_seqscan','off',true), set_config('enable_hashjoin','off',true), set_config('enable_mergejoin','off',true)`,
    );
    await run(lane.MAKE_RUNG_LANES, '110', show);
    await run(lane.HEAR_BELLS, `${NOW}, 110`, show);
    await run(lane.WAKE_LANES, `${NOW}`, show);
    await run(lane.CLAIM_LANES, `${NOW + 30000}, 'l${r}', 50, NULL, NULL, ${NOW}`, show);
    await c.query('COMMIT');
    await c.query(
      'BEGIN; SET LOCAL ROLE localert_system; SET LOCAL search_path = localert, pg_temp; SET LOCAL plan_cache_mode=force_generic_plan',
    );
    const { rows } = await c.query(`SELECT tenant_id, id FROM alert WHERE lease = 'l${r}' LIMIT 5`);
    for (const [i, x] of rows.entries())
      await run(
        settle.DELIVER_ALERT,
        `'${x.tenant_id}', '${x.id}', 'l${r}', NULL, ${NOW}, '{}'`,
        show && i === 0,
      );
    await c.query('COMMIT');
  }
  await c.end();
  await store.close();
  await pool.end();
  await owner.end();
} catch (e) {
  console.log('FAULT', (e as Error).message);
  await new Promise((r) => setTimeout(r, 2000));
  console.log(server.log().slice(-3000));
} finally {
  await server.stop();
}
