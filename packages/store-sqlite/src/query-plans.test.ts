import { sampleAudit, sampleLink } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { claimAlerts } from './alert-claims.ts';
import { endClaim, pruneAlerts, redriveAlert } from './alert-ends.ts';
import { insertAlert } from './alert-insert.ts';
import { listDead, nextDueTime, readDepth, readStatus } from './alert-reads.ts';
import { keepAudit } from './audit-keep.ts';
import {
  auditRows,
  dropEntries,
  linkEntries,
  listAuditTenants,
  listWaiting,
  readHead as readAuditHead,
  readEntries,
  readUnlinked,
} from './audit-queries.ts';
import { lastPlace, lastTenantChange, readChanges, readNames, readTenants } from './change-queries.ts';
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
import { deleteRecord, listRecords, putRecord, readRecord } from './records.ts';
import { readStoredBytes, recountNext } from './stored-bytes.ts';
import { giveBackUsage, takeUsage } from './usage.ts';
import { mendWords } from './words.ts';

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

const entries = sampleLink(undefined, [sampleAudit('a')]);
const record = { kind: 'dek', id: 'x', version: 1, body: '{}' } as const;
const claim = { now: 5, leaseMs: 1, limit: 50, holdsUntil: 9, pace: { everyMs: 1 } } as const;
const row = {
  ...{ tenant: 'a', id: 'x', group: '"g"', rank: 1, priority: 1, created: 1, body: '{}', audit: [] },
  dedupe: { key: 'k', windowMs: 5 },
} as const;

const key = { quota: 'sendsPerDay', window: 0, until: 1 };

/** Work that must stay fast however much there is of other tenants, or behind the line. */
const HOT: Readonly<Record<string, (connection: Connection) => void>> = {
  'a fixture': (main) => void readFixture(main, 'a', 'x'),
  'a fixture’s head': (main) => void readHead(main, 'a', 'x'),
  'the first page': (main) => void listFixtures(main, 'a', {}, undefined, 50),
  'a later page': (main) => void listFixtures(main, 'a', {}, [5, 'x'], 50),
  'a filtered page': (main) => void listFixtures(main, 'a', whole, [5, 'x'], 50),
  'a search': (main) => void listFixtures(main, 'a', { search: 'disk' }, [5, 'x'], 50),
  'what has no words': (main) => mendWords(main, 'a'),
  'a feed': (main) => void readChanges(main, undefined, 5, 50),
  'a tenant’s feed': (main) => void readChanges(main, 'a', 5, 50),
  'the end of a feed': (main) => void lastPlace(main, 'a'),
  'what others wrote': (main) => void [readNames(main, 5, 50), readTenants(main, 5, 50)],
  history: (main) => void readEvents(main, 'a', 'x', 3, 50),
  'the count': (main) => void countFixtures(main, 'a'),
  'the quota': (main) => void hasFixtures(main, 'a', 100),
  'a new alert': (main) => void insertAlert(main, row, new Map()),
  'a duplicate': (main) =>
    [row, { ...row, id: 'y' }].forEach((one) => void insertAlert(main, one, new Map())),
  'a claim': (main) => void claimAlerts(main, claim),
  'an end': (main) => {
    insertAlert(main, row, new Map());
    const [claimed] = claimAlerts(main, claim);
    const end = {
      tenant: 'a',
      id: 'x',
      lease: String(claimed?.lease),
      at: 5,
      now: 5,
      inDoubt: false,
      ending: '{}',
    };
    endClaim(main, { ...end, kind: 'retry', holdUntil: 9 });
    endClaim(main, { ...end, kind: 'delivered' });
  },
  'a status': (main) => void readStatus(main, 'a', 'x'),
  'dead letters': (main) => void listDead(main, 'a', undefined, 50),
  'more dead letters': (main) => void listDead(main, 'a', [5, 5], 50),
  'a redrive': (main) => void redriveAlert(main, 'a', 'x', 5),
  'the next due': (main) => void nextDueTime(main),
  pruning: (main) => void pruneAlerts(main, 'a', 5, 50),
  depth: (main) => void readDepth(main),
  'audit records of a change': (main) => keepAudit(main, 'a', auditRows('a', [sampleAudit('a')])),
  'a link': (main) => void linkEntries(main, 'a', undefined, entries),
  'the head of a chain': (main) => void readAuditHead(main, 'a'),
  'entries of a chain': (main) => void readEntries(main, 'a', 5, 50),
  'tenants with a trail': (main) => void listAuditTenants(main, '', 50),
  'a drop': (main) => void dropEntries(main, 'a', 5, 50),
  'a small record': (main) => void readRecord(main, 'a', 'dek', 'x'),
  'a page of small records': (main) => void listRecords(main, 'a', 'dek', '', 50),
  'a next version': (main) => void putRecord(main, 'a', { ...record, version: 2 }),
  'a deleted small record': (main) => void deleteRecord(main, 'a', 'dek', 'x'),
  'a take': (main) => void [takeUsage(main, 'a', key, 1, 5), takeUsage(main, 'a', key, 1, 5)],
  'what is given back': (main) => giveBackUsage(main, 'a', key, 1),
  'stored bytes': (main) => void readStoredBytes(main, 'a'),
  'a recount': (main) => void recountNext(main, ''),
};

describe('query plans', () => {
  it.each(Object.entries(HOT))('reads %s by an index, in its order', (_, work) => {
    const plans = plansOf(work);
    expect(plans.length).toBeGreaterThan(0);
    const tables = plans.filter((plan) =>
      /\b(SCAN|SEARCH) (fixture|event|alert|lane|audit|audit_pending|record|usage|stored|tenant_change)\b/.test(
        plan,
      ),
    );
    for (const plan of tables)
      expect(plan).toMatch(/USING (COVERING )?(INDEX|INTEGER PRIMARY KEY|PRIMARY KEY)/);
    expect(plans.join('\n')).not.toContain('TEMP B-TREE');
  });

  it('sorts what waits out of an index, and reads no row that is not asked for', () => {
    const waiting = plansOf((main) => void listWaiting(main, 50));
    const unlinked = plansOf((main) => void readUnlinked(main, 'a', 50));
    const tables = [...waiting, ...unlinked].filter((plan) => plan.includes('audit_pending'));
    expect(tables.toSorted()).toEqual([
      'SCAN audit_pending USING COVERING INDEX audit_pending_by_id',
      'SEARCH audit_pending USING COVERING INDEX audit_pending_by_id (tenant=?)',
      'SEARCH audit_pending USING INTEGER PRIMARY KEY (rowid=?)',
    ]);
  });

  it('walks a list by its own index and pages by its bound', () => {
    expect(plansOf((main) => void listFixtures(main, 'a', whole, [5, 'x'], 50))[0]).toContain(
      'fixture_by_change (tenant=? AND updated<?)',
    );
  });

  it('finds the last places by their number', () => {
    expect(plansOf((main) => void [lastPlace(main), lastTenantChange(main)])).toEqual([
      'SEARCH event',
      'SEARCH tenant_change',
    ]);
  });

  it('walks the index alone for a search, but for what it finds', () => {
    const [plan] = plansOf((main) => void listFixtures(main, 'a', { search: 'disk full' }, [5, 'x'], 50));
    expect(plan).toContain('fixture_by_change (tenant=? AND updated<?)');
  });

  it('counts without reading rows', () => {
    for (const work of [HOT['the count'], HOT['depth']]) {
      const plans = plansOf(work!).filter((plan) => /(fixture|alert)/.test(plan));
      for (const plan of plans) expect(plan).toContain('COVERING INDEX');
    }
  });
});
