import { describePostgres } from '@localert/servers/postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrated } from '../test/database.ts';
import { asOwner } from '../test/parts.ts';
import * as audit from './audit-queries.ts';
import * as directory from './directory-queries.ts';
import * as enqueue from './enqueue-queries.ts';
import * as lane from './lane-queries.ts';
import * as outbox from './outbox-queries.ts';
import * as records from './records-queries.ts';
import type { Statement } from './session.ts';
import * as settle from './settle-queries.ts';
import * as usage from './usage-queries.ts';

/** Rows of each table; the tenants are many, and one of them has most. */
const ROWS = 20_000;

const FILL = [
  `INSERT INTO tenant SELECT 't' || n, 1, '{}' FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO alert (tenant_id, id, lane, rank, state, ready, due, created, dedupe, settled, summary, body)
  SELECT CASE WHEN n % 2 = 0 THEN 't1' ELSE 't' || n END, 'a' || n, 'l' || n % 1000, n,
    (ARRAY['queued', 'sending', 'delivered', 'dead'])[1 + n % 4], (ARRAY[1, 0, NULL, NULL])[1 + n % 4],
    n, n, 'd' || n, n, '{}', repeat('x', 300)
  FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO lane (tenant_id, name, open, rank, seq, wake)
  SELECT 't' || n, 'l' || n % 1000, (ARRAY[1, 0, NULL])[1 + n % 3], n, n, n FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO bell SELECT 't' || n, 'l' || n % 1000, n, n, n FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO audit (tenant_id, id, sequence, body)
  SELECT CASE WHEN n % 2 = 0 THEN 't1' ELSE 't' || n % 500 END, 'a' || n,
    CASE WHEN n % 4 = 0 THEN n ELSE NULL END, repeat('x', 300)
  FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO record SELECT CASE WHEN n % 2 = 0 THEN 't1' ELSE 't' || n END, 'dek', 'r' || n, 1, repeat('x', 100)
  FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO usage SELECT CASE WHEN n % 2 = 0 THEN 't1' ELSE 't' || n END, 'q', n, n + 1, 0, 0
  FROM generate_series(1, ${ROWS}) n`,
];

/** Work that must stay fast however much there is of other tenants, or behind the line: values in SQL, by statement. */
const HOT: Readonly<Record<string, readonly [Statement, string]>> = {
  'a claim': [lane.CLAIM_LANES, "1e12, 'l', 50, 1000, 1, 1e12"],
  'a claim of what waits': [lane.CLAIM_AHEAD, "1e12, 'l', 50, 1000, 1, 1e12, 500, '{t1}'"],
  'lanes to claim of': [lane.MAKE_LANES, "500, '{t1}'"],
  'a look for what is due': [lane.RIPEN_ALERTS, '5'],
  'a look for new lanes': [lane.MAKE_RUNG_LANES, '110'],
  'a look for what came in': [lane.HEAR_BELLS, '5, 110'],
  'a look for lanes whose time has come': [lane.WAKE_LANES, '5'],
  'a look for more': [lane.MORE_TO_CLAIM, '5'],
  'a lock of lanes': [lane.LOCK_LANES, "'{t1}', '{l1}'"],
  'a count of lanes': [lane.COUNT_LANES, "'{t1}', '{l1}'"],
  'lanes that can go': [lane.FORGET_LANES, '5'],
  'an end': [settle.DELIVER_ALERT, "'t1', 'a2', 'l', NULL, 1, '{}'"],
  'a retry': [settle.RETRY_ALERT, "'t1', 'a2', 'l', 5, 1, 1, '{}', false"],
  'a status': [outbox.ALERT_STATUS, "'t1', 'a2'"],
  'dead letters': [outbox.DEAD_ALERTS, "'t1', 'Infinity', 0, 51"],
  'a later page of dead letters': [outbox.DEAD_ALERTS, "'t1', 500, 3, 51"],
  'a redrive': [outbox.REDRIVE_ALERT, "'t1', 'a2', 1"],
  'what is due next': [outbox.NEXT_DUE, ''],
  pruning: [outbox.PRUNE_ALERTS, "'t1', 300, 100"],
  'earlier alerts': [enqueue.EARLIER_ALERTS, "'{t1}', '{a2}', '{d2}', '{0}', '{9}'"],
  'an enqueue': [
    enqueue.ENQUEUE_ALERTS,
    "'{t1}', '{new}', '{l}', '{1}', '{5}', '{NULL}', '{NULL}', '{0}', '{x}', '{x}'",
  ],
  'a count of duplicates': [enqueue.COUNT_DUPLICATES, "'{t1}', '{a2}', '{1}'"],
  'an append': [audit.KEEP_AUDIT, "'{t1}', '{new}', '{x}'"],
  'what waits to be linked': [audit.AUDIT_UNLINKED, "'t1', 100"],
  'who waits': [audit.AUDIT_WAITING, '10'],
  'who has a trail': [audit.AUDIT_TENANTS, "'t2', 10"],
  'the head of a chain': [audit.AUDIT_HEAD, "'t1'"],
  'a part of a chain': [audit.AUDIT_READ, "'t1', 10, 100"],
  'a look for linked records': [audit.AUDIT_IS_LINKED, "'t1', '{a1,a2}'"],
  'a drop': [audit.AUDIT_DROP, "'t1', 100, 500"],
  'a tenant': [directory.READ_TENANT, "'t1'"],
  'a page of tenants': [directory.LIST_TENANTS, "'t1', 51"],
  'a record': [records.GET_RECORD, "'t1', 'dek', 'r2'"],
  'a page of records': [records.LIST_RECORDS, "'t1', 'dek', 'r2', 51"],
  'a record’s next version': [records.REPLACE_RECORD, "'t1', 'dek', 'r2', '', 1"],
  'a take': [usage.TAKE_USAGE, "'t1', 'q', 2, 3, 1, 10"],
  'a look at a counter': [usage.READ_USAGE, "'t1', 'q', 2"],
  'what is forgotten': [usage.FORGET_USAGE, "'t1', 'q', 40, 20"],
};

/** They say themselves how they are planned. */
const BY_INDEX: ReadonlySet<string> = new Set(
  Object.values({ ...lane, ...settle }).flatMap((one) =>
    typeof one === 'object' && one !== lane.PLAN_BY_INDEX ? [one.text] : [],
  ),
);

for (const version of [15, 17]) {
  describePostgres({ describe, beforeAll, afterAll }, `query plans on ${version}`, { version }, (server) => {
    let client: Client;
    let name: string;

    beforeAll(async () => {
      name = await migrated(server());
      for (const sql of FILL) await asOwner(server(), name, sql);
      client = new Client({ connectionString: server().url({ database: name }) });
      await client.connect();
    }, 120_000);
    afterAll(async () => client.end());

    /** The plan that a prepared statement keeps: made without knowing its values, under the rules of a role. */
    async function planOf({ name: title, text }: Statement, values: string, role: string): Promise<string> {
      await client.query('BEGIN');
      try {
        await client.query(
          'SET LOCAL search_path = localert, pg_temp; SET LOCAL plan_cache_mode = force_generic_plan',
        );
        if (BY_INDEX.has(text)) await client.query(lane.PLAN_BY_INDEX.text);
        await client.query(`SET LOCAL ROLE ${role}`);
        await client.query("SELECT set_config('localert.tenant', 't1', true)");
        await client.query(`PREPARE "${title}" AS ${text}`);
        const call = values === '' ? `"${title}"` : `"${title}"(${values})`;
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE ${call}`);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      } finally {
        await client.query('ROLLBACK');
        await client.query('DEALLOCATE ALL');
      }
    }

    const roleOf = (title: string) =>
      /record|counter|take|forgotten|redrive/.test(title) ? 'localert_tenant' : 'localert_system';

    for (const analyzed of [false, true]) {
      describe(analyzed ? 'with statistics' : 'without statistics', () => {
        if (analyzed) beforeAll(() => asOwner(server(), name, 'ANALYZE'));

        it.each(Object.entries(HOT))('reads no table as a whole: %s', async (title, [statement, values]) => {
          const plan = await planOf(statement, values, roleOf(title));
          expect(plan).not.toMatch(/Seq Scan on (alert|lane|bell|audit|tenant|record|usage)\b/);
        });
      });
    }

    it('claims by the short indexes, and joins no whole table', async () => {
      const plan = await planOf(lane.CLAIM_LANES, "1e12, 'l', 50, 1000, 1, 1e12", 'localert_system');
      expect(plan).toMatch(/LockRows[^\n]*\n\s*->\s+Index Scan using lane_open/);
      expect(plan).toMatch(/Index Scan using alert_line/);
      expect(plan.match(/Sort Key/g)).toHaveLength(1);
      expect(plan).not.toMatch(/(Hash|Merge) Join/);
    });
  });
}
