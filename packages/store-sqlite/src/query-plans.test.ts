import { describe, expect, it } from 'vitest';
import { type Connection, openConnection } from './connection.ts';
import {
  countFixtures,
  hasFixtures,
  listFixtures,
  readEvents,
  readFixture,
  readHead,
} from './fixture-queries.ts';
import { migrate } from './migrations.ts';
import {
  claimAlerts,
  listDead,
  nextDueTime,
  pruneDelivered,
  readDepth,
  readStatus,
  redriveAlert,
} from './outbox-queries.ts';

/** The plans of every statement that a piece of work runs on an empty database. */
function plansOf(work: (connection: Connection) => void): string[] {
  const connection = openConnection({ path: ':memory:', busyTimeoutMs: 0 });
  migrate(connection, 0);
  const plans: string[] = [];
  const explain = (sql: string, values: Parameters<Connection['get']>[1][]) => {
    for (const { detail } of connection.all(`EXPLAIN QUERY PLAN ${sql}`, ...values))
      plans.push(String(detail));
  };
  const watched: Connection = {
    ...connection,
    get: (sql, ...values) => {
      explain(sql, values);
      // The claim's look before the lock says that there is work, so that the claim itself is planned too.
      return sql.includes('SELECT 1 WHERE') ? { found: 1 } : connection.get(sql, ...values);
    },
    all: (sql, ...values) => {
      explain(sql, values);
      return connection.all(sql, ...values);
    },
    run: (sql, ...values) => {
      explain(sql, values);
      return connection.run(sql, ...values);
    },
  };
  work(watched);
  return plans;
}

const whole = { state: 'active', severity: 'high', labels: { team: 'a' } } as const;

/** Work that must stay fast however much there is of other tenants, or behind the line. */
const HOT: Readonly<Record<string, (connection: Connection) => void>> = {
  'a fixture': (main) => void readFixture(main, 'a', 'x'),
  'a fixture’s head': (main) => void readHead(main, 'a', 'x'),
  'the first page': (main) => void listFixtures(main, 'a', {}, undefined, 50),
  'a later page': (main) => void listFixtures(main, 'a', {}, [5, 'x'], 50),
  'a filtered page': (main) => void listFixtures(main, 'a', whole, [5, 'x'], 50),
  history: (main) => void readEvents(main, 'a', 'x', 3, 50),
  'the count': (main) => void countFixtures(main, 'a'),
  'the quota': (main) => void hasFixtures(main, 'a', 100),
  'a claim': (main) => void claimAlerts(main, { now: 5, leaseMs: 1, limit: 50 }),
  'a status': (main) => void readStatus(main, 'a', 'x'),
  'dead letters': (main) => void listDead(main, 'a', undefined, 50),
  'more dead letters': (main) => void listDead(main, 'a', [5, 5], 50),
  'a redrive': (main) => void redriveAlert(main, 'a', 'x', 5),
  'the next due': (main) => void nextDueTime(main),
  pruning: (main) => void pruneDelivered(main, 'a', 5, 50),
  depth: (main) => void readDepth(main),
};

describe('query plans', () => {
  it.each(Object.entries(HOT))('reads %s by an index, in its order', (_, work) => {
    const plans = plansOf(work);
    expect(plans.length).toBeGreaterThan(0);
    const tables = plans.filter((plan) => /\b(SCAN|SEARCH) (fixture|event|alert)\b/.test(plan));
    for (const plan of tables) expect(plan).toMatch(/USING (COVERING )?(INDEX|INTEGER PRIMARY KEY)/);
    expect(plans.join('\n')).not.toContain('TEMP B-TREE');
  });

  it('walks a list by its own index and pages by its bound', () => {
    expect(plansOf((main) => void listFixtures(main, 'a', whole, [5, 'x'], 50))[0]).toContain(
      'fixture_by_change (tenant=? AND updated<?)',
    );
  });

  it('counts without reading rows', () => {
    for (const work of [HOT['the count'], HOT['depth']]) {
      const plans = plansOf(work!).filter((plan) => /(fixture|alert)/.test(plan));
      for (const plan of plans) expect(plan).toContain('COVERING INDEX');
    }
  });
});
