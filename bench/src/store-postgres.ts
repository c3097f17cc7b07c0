import { postgresMissing, startPostgres } from '@localert/servers/postgres';
import { postgresStore } from '@localert/store-postgres';
import { Pool } from 'pg';
import { commitOf, scopeAt } from './core-store.ts';
import { figures, nanoseconds } from './measure.ts';
import { progress, type Row } from './report.ts';
import { postgresPlace } from './store-place.ts';
import { benchSizes } from './store-sizes.ts';

/** Calls of each contender in a round, one after the other, all contenders in turn. */
async function inTurn(
  contenders: Readonly<Record<string, (index: number) => Promise<unknown>>>,
  { rounds = 20, slice = 60 } = {},
): Promise<Readonly<Record<string, { readonly us: number; readonly ratio: number }>>> {
  const names = Object.keys(contenders);
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = -2; round < rounds; round++) {
    for (const name of names) {
      const begun = nanoseconds();
      for (let index = 0; index < slice; index++) await contenders[name]?.((round + 2) * slice + index);
      if (round >= 0) times.get(name)?.push((nanoseconds() - begun) / slice);
    }
  }
  const first = times.get(names[0] ?? '') ?? [];
  return Object.fromEntries(
    names.map((name) => {
      const own = times.get(name) ?? [];
      const ratios = own.map((time, round) => time / (first[round] ?? Number.NaN));
      return [name, { us: figures(own).p50 / 1e3, ratio: figures(ratios).p50 }];
    }),
  );
}

const BARE = `
  CREATE TABLE bare (tenant_id text, id text, revision bigint, updated double precision, body json, PRIMARY KEY (tenant_id, id));
  CREATE INDEX bare_by_change ON bare (tenant_id, updated DESC, id) INCLUDE (revision)`;

const UPSERT = `INSERT INTO bare VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (tenant_id, id) DO UPDATE SET revision = excluded.revision, updated = excluded.updated, body = excluded.body`;

const SELECT = 'SELECT body::text AS body FROM localert.fixture WHERE tenant_id = $1 AND id = $2';

/** PostgreSQL at every size, and what row-level security and events cost beside bare `pg`, in one run. */
export async function benchPostgres(): Promise<readonly Row[]> {
  const missing = postgresMissing({ own: true });
  if (missing !== undefined) {
    progress(`PostgreSQL is passed over: ${missing}`);
    return [];
  }
  const server = await startPostgres({ own: true });
  const pools: Pool[] = [];
  const poolOf = (connectionString: string, pipeline: boolean): Pool => {
    const pool = new Pool({ connectionString, pipeline, max: 4 });
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  };
  try {
    const { app, owner } = await postgresPlace(server);
    const store = postgresStore({ pool: poolOf(app, true) });
    const effort = { gets: 1_500, lists: 600, puts: 600 };
    const rows = [...(await benchSizes('PostgreSQL', store, effort, {}))];
    progress('PostgreSQL: what row-level security and events cost');
    const plain = postgresStore({ pool: poolOf(app, false) });
    const bare = poolOf(owner, false);
    await bare.query(BARE);
    const tenantAt = (index: number) => scopeAt(index * 37).tenant;
    const gets = await inTurn({
      bare: async (index) => {
        const { rows: found } = await bare.query<{ body: string }>({
          name: 'bare-get',
          text: SELECT,
          values: [tenantAt(index), `f${index % 10}`],
        });
        return JSON.parse(found[0]?.body ?? 'null');
      },
      pipeline: (index) => store.get(scopeAt(index * 37), `f${index % 10}`),
      trips: (index) => plain.get(scopeAt(index * 37), `f${index % 10}`),
    });
    let [revision, upserts] = [0, 0];
    const puts = await inTurn({
      bare: () => {
        upserts += 1;
        const [event] = commitOf('f', upserts).events;
        const values = ['t', 'f', upserts, upserts, JSON.stringify(event)];
        return bare.query({ name: 'bare-put', text: UPSERT, values });
      },
      commit: () => store.commit(scopeAt(0), commitOf('beside', ++revision)),
    });
    const shown = (figure: { us: number } | undefined) => `${figure?.us.toFixed(0)} µs`;
    rows.push(
      {
        name: 'PostgreSQL get with row-level security, pipelined ÷ bare pg without',
        value: gets['pipeline']?.ratio ?? Number.NaN,
        unit: '×',
        note: `${shown(gets['pipeline'])} beside ${shown(gets['bare'])}`,
      },
      {
        name: 'PostgreSQL get with row-level security, a round trip a statement ÷ bare pg without',
        value: gets['trips']?.ratio ?? Number.NaN,
        unit: '×',
        note: shown(gets['trips']),
      },
      {
        name: 'PostgreSQL commit (event, row, words, checks) ÷ a bare upsert',
        value: puts['commit']?.ratio ?? Number.NaN,
        unit: '×',
        note: `${shown(puts['commit'])} beside ${shown(puts['bare'])}; fsync off for both`,
      },
    );
    await Promise.all([store.close(), plain.close()]);
    return rows;
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
    await server.stop();
  }
}
