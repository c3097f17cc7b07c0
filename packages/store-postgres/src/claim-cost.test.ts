import { describePostgres } from '@localert/servers/postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { migrated } from '../test/database.ts';
import { asOwner, VERSIONS } from '../test/parts.ts';
import {
  CLAIM_LANES,
  HEAR_BELLS,
  MAKE_RUNG_LANES,
  PLAN_BY_INDEX,
  RIPEN_ALERTS,
  WAKE_LANES,
} from './lane-queries.ts';
import type { Statement } from './session.ts';

vi.setConfig({ testTimeout: 300_000 });

const NOW = 1_000_000;

/** What a backlog is made of: the lane of the n-th alert, and whether it waits. */
const SHAPES: Readonly<Record<string, { readonly lane: string; readonly ready: 0 | 1 }>> = {
  'in one lane': { lane: "'hot'", ready: 1 },
  'in 1,000 lanes': { lane: "'l' || n % 1000", ready: 1 },
  'in lanes of their own': { lane: "'l' || n", ready: 1 },
  'that wait for their time': { lane: "'l' || n % 1000", ready: 0 },
};

/** The backlog, and some alerts behind it that can be claimed whatever became of it. */
const fillText = ({ lane, ready }: (typeof SHAPES)[string], backlog: number): string => `
  INSERT INTO alert (tenant_id, id, lane, rank, state, ready, due, created, summary, body)
  SELECT 't', 'a' || n, ${lane}, n, 'queued', ${ready}, ${ready === 1 ? 0 : 2 * NOW}, n, '{}', repeat('x', 300)
  FROM generate_series(1, ${backlog}) n;
  INSERT INTO alert (tenant_id, id, lane, rank, state, ready, due, created, summary, body)
  SELECT 't', 'b' || n, 'b' || n, 1e9 + n, 'queued', 1, 0, n, '{}', repeat('x', 300) FROM generate_series(1, 400) n;
  INSERT INTO bell SELECT DISTINCT ON (tenant_id, lane) tenant_id, lane, rank, seq, due FROM alert WHERE ready = 1
  ORDER BY tenant_id, lane, rank, seq;
  VACUUM ANALYZE`;

/** A claim of 50: its statements, with values in SQL. */
const CLAIM: readonly (readonly [Statement, string])[] = [
  [RIPEN_ALERTS, `${NOW}`],
  [MAKE_RUNG_LANES, '110'],
  [HEAR_BELLS, `${NOW}, 110`],
  [WAKE_LANES, `${NOW}`],
  [CLAIM_LANES, `${NOW + 30_000}, 'lease', 50, NULL, NULL, ${NOW}`],
];

interface Explained {
  readonly 'QUERY PLAN': readonly [
    { readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number } },
  ];
}

for (const version of VERSIONS) {
  describePostgres(
    { describe, beforeAll, afterAll },
    `what a claim costs on ${version}`,
    { version },
    (server) => {
      /** Pages that a claim touches, in the middle of several: what a machine is busy with does not count. */
      async function pagesOf(shape: (typeof SHAPES)[string], backlog: number): Promise<number> {
        const name = await migrated(server());
        for (const text of fillText(shape, backlog).split(';')) await asOwner(server(), name, text);
        const client = new Client({ connectionString: server().url({ database: name }) });
        await client.connect();
        for (const [{ name: title, text }] of CLAIM) {
          await client.query('SET search_path = localert');
          await client.query(`PREPARE "${title}" AS ${text}`);
        }
        const pages: number[] = [];
        for (let round = 0; round < 5; round++) {
          let sum = 0;
          await client.query('BEGIN');
          await client.query(PLAN_BY_INDEX.text);
          await client.query('SET LOCAL ROLE localert_system');
          for (const [{ name: title }, values] of CLAIM) {
            const { rows } = await client.query<Explained>(
              `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE "${title}"(${values})`,
            );
            const { Plan } = (rows[0] as Explained)['QUERY PLAN'][0];
            sum += Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'];
          }
          await client.query('COMMIT');
          // Its ends: the lanes are free again, as if each had settled.
          await asOwner(
            server(),
            name,
            `WITH ended AS (UPDATE alert SET state = 'delivered', ready = NULL, lease = NULL WHERE lease IS NOT NULL RETURNING lane)
          UPDATE lane SET lease = NULL, open = CASE WHEN first.rank IS NOT NULL THEN 1 END, rank = first.rank, seq = first.seq
          FROM ended LEFT JOIN LATERAL (SELECT rank, seq FROM alert WHERE tenant_id = 't' AND lane = ended.lane AND ready = 1
            ORDER BY rank, seq LIMIT 1) AS first ON true WHERE lane.name = ended.lane`,
          );
          pages.push(sum);
        }
        await client.end();
        return pages.toSorted((left, right) => left - right)[2] as number;
      }

      it.each(Object.entries(SHAPES))('does not grow with a backlog %s', async (_, shape) => {
        const few = await pagesOf(shape, 1_000);
        const many = await pagesOf(shape, 30_000);
        expect(few).toBeGreaterThan(50);
        expect(many).toBeLessThan(2 * few);
      });
    },
  );
}
