import { describePostgres } from '@localert/servers/postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { migrated } from '../test/database.ts';
import { VERSIONS } from '../test/parts.ts';
import { CHANGES_OF_ALL, CHANGES_OF_TENANT } from './changes.ts';
import { READ_CURRENT, UPDATE } from './commit-queries.ts';
import { listStep, READ_EVENTS, READ_FIXTURE, READ_TOTAL } from './fixture-queries.ts';
import type { Step } from './transaction.ts';

vi.setConfig({ testTimeout: 120_000 });

/** 40 tenants with 500 fixtures each: enough that reading a whole table is never the cheapest. */
const FILL = `
  INSERT INTO fixture (tenant_id, id, revision, created, updated, state, severity, terms, body)
  SELECT 't' || t, 'f' || f, 1, f, f, 'active', 'high',
    ARRAY['l["team","' || f % 50 || '"]', 'wword' || f % 100, 'wfixture'], '{"id":"x","revision":1}'
  FROM generate_series(1, 40) t, generate_series(1, 500) f;
  INSERT INTO fixture_term SELECT tenant_id, unnest(terms), id FROM fixture;
  INSERT INTO event (tenant_id, fixture_id, revision, id, type, at, body)
  SELECT 't' || t, 'f' || f, r, 'e', 'FixtureUpdated', r, '{}'
  FROM generate_series(1, 40) t, generate_series(1, 500) f, generate_series(1, 3) r;
  INSERT INTO total SELECT tenant_id, count(*), sum(bytes) FROM fixture GROUP BY 1;
  INSERT INTO total SELECT 'other' || n, 1, 1 FROM generate_series(1, 5000) n;
  ANALYZE;`;

const whole = {
  state: 'active',
  severity: 'high',
  labels: { team: '7', other: 'x' },
  search: 'word1 fix',
} as const;

const head = ['t1', 'f1', 2, 1, 2, 'active', 'high', [], '{}', [2], ['e'], ['FixtureUpdated'], [1], ['{}']];

const HOT: Readonly<Record<string, Step>> = {
  'a fixture': [READ_FIXTURE, ['t1', 'f1']],
  'the row before a write': [READ_CURRENT, ['t1', 'f1']],
  history: [READ_EVENTS, ['t1', 'f1', 0, 51]],
  totals: [READ_TOTAL, ['t1']],
  'the first page': listStep('t1', {}, undefined, 50),
  'a later page': listStep('t1', {}, [300, 'f300'], 50),
  'a page of a label': listStep('t1', { labels: { team: '7' } }, undefined, 50),
  'a page of a search': listStep('t1', { search: 'word42' }, undefined, 50),
  'a filtered page': listStep('t1', whole, [300, 'f300'], 50),
  'the feed of a tenant': [CHANGES_OF_TENANT, ['0', '0', 50, 't1']],
  'the feed of all': [CHANGES_OF_ALL, ['0', '0', 50]],
  'a write': [UPDATE, [...head, 0, null, 1, '1', [], []]],
};

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return `'{${value.map((item) => JSON.stringify(String(item))).join(',')}}'`;
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `query plans on ${version}`, { version }, (server) => {
    let client: Client | undefined;
    beforeAll(async () => {
      client = new Client({ connectionString: server().url({ database: await migrated(server()) }) });
      await client.connect();
      await client.query('SET search_path = localert');
      await client.query(FILL);
    }, 120_000);
    afterAll(async () => client?.end());

    async function planOf([{ text }, values]: Step, role: string, mode: string): Promise<string> {
      await client!.query('BEGIN');
      try {
        await client!.query(
          `SET LOCAL ROLE ${role}; SET LOCAL localert.tenant = 't1'; SET LOCAL plan_cache_mode = ${mode}`,
        );
        await client!.query(`PREPARE planned AS ${text}`);
        const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
        const { rows } = await client!.query(`EXPLAIN EXECUTE planned${given}`);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      } finally {
        await client!.query('ROLLBACK; DEALLOCATE ALL');
      }
    }

    const modes = ['force_custom_plan', 'force_generic_plan'];
    const cases = Object.keys(HOT).flatMap((name) => modes.map((mode) => [name, mode] as const));

    it.each(cases)('reads %s by an index, with row-level security on (%s)', async (name, mode) => {
      const role = name === 'the feed of all' ? 'localert_system' : 'localert_tenant';
      const plan = await planOf(HOT[name]!, role, mode);
      expect(plan).not.toMatch(/Seq Scan on (fixture|event|total)/);
      expect(plan).toMatch(/Index/);
    });

    it('walks a page by the index of changes, without sorting', async () => {
      for (const name of ['the first page', 'a later page']) {
        const plan = await planOf(HOT[name]!, 'localert_tenant', 'force_generic_plan');
        expect(plan).toContain('fixture_by_change');
        expect(plan).not.toContain('Sort');
      }
    });

    it('finds labels and words by the index of terms, though row-level security is on', async () => {
      for (const name of ['a page of a label', 'a page of a search']) {
        const plan = await planOf(HOT[name]!, 'localert_tenant', 'force_custom_plan');
        expect(plan).toMatch(/Index Cond: .*term/);
      }
    });

    it('looks for a tenant’s events in one of the partitions', async () => {
      const plan = await planOf(HOT['history']!, 'localert_tenant', 'force_custom_plan');
      expect(new Set(plan.match(/event_\d+/g)).size).toBe(1);
    });

    it('merges the feed of all from sorted partitions', async () => {
      const plan = await planOf(HOT['the feed of all']!, 'localert_system', 'force_generic_plan');
      expect(plan).toContain('Merge Append');
      expect(plan).not.toContain('Sort  ');
    });
  });
}
