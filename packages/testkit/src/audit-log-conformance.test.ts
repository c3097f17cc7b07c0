import {
  type AuditEntry,
  type AuditLog,
  type AuditRecord,
  FIRST_PREVIOUS_HASH,
  type Scope,
  systemScope,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { auditLogConformance } from './audit-log-conformance.ts';

const system = systemScope('test');

const broken = (change: (log: AuditLog) => Partial<AuditLog>) => (): AuditLog => {
  const { audit } = memoryStore();
  return { ...audit, ...change(audit) };
};

/** Takes every scope: the log below gets a right one. */
const trusting = (_: Scope) => system;

const renewed = (record: AuditRecord): AuditRecord => ({ ...record, id: `${record.id}-${Math.random()}` });

/** Entries that follow the head whatever was given. */
function repaired(tenant: string, head: { sequence: number; hash: string }, entries: readonly AuditEntry[]) {
  let previous = head;
  return entries.map((entry, index) => {
    const hash = `${entry.id.replaceAll('-', '')}${index}`.padEnd(43, '_').slice(0, 43);
    const next = { ...entry, tenant, sequence: previous.sequence + 1, previousHash: previous.hash, hash };
    previous = { sequence: next.sequence, hash };
    return next;
  });
}

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => AuditLog, string]>> = {
  'another contract': [broken(() => ({ spec: 'localert.audit/0' as 'localert.audit/1' })), 'speaks'],
  'a record that loses what it does not know': [
    broken((log) => ({
      append: (scope, tenant, records) =>
        log.append(
          scope,
          tenant,
          records.map(({ rowHash: _, ...record }) => record),
        ),
    })),
    'keeps a record as it was given',
  ],
  'what waits sorted by its time': [
    broken((log) => ({
      unlinked: async (scope, tenant, limit) =>
        [...(await log.unlinked(scope, tenant, 1_000))].sort((a, b) => a.at - b.at).slice(0, limit),
    })),
    'keeps the order of arrival',
  ],
  'a known record kept again': [
    broken((log) => ({
      append: async (scope, tenant, records) => {
        const known = new Set((await log.unlinked(system, tenant, 1_000)).map(({ id }) => id));
        return log.append(
          scope,
          tenant,
          records.map((record) => (known.has(record.id) ? renewed(record) : record)),
        );
      },
    })),
    'passes over a record that it knows',
  ],
  'a linked record taken for a new one': [
    broken((log) => ({
      append: async (scope, tenant, records) => {
        const known = new Set((await log.read(system, tenant)).map(({ id }) => id));
        return log.append(
          scope,
          tenant,
          records.map((record) => (known.has(record.id) ? renewed(record) : record)),
        );
      },
    })),
    'passes over a record that it knows',
  ],
  'a look before the append': [
    broken((log) => ({
      append: async (scope, tenant, records) => {
        const known = new Set((await log.unlinked(system, tenant, 1_000)).map(({ id }) => id));
        await new Promise((resolve) => setImmediate(resolve));
        const fresh = records.filter(({ id }) => !known.has(id));
        return log.append(scope, tenant, fresh.map(renewed));
      },
    })),
    'keeps each of 50 records once',
  ],
  'one record at a time': [
    broken((log) => ({
      append: async (scope, tenant, records) => {
        for (const record of records) await log.append(scope, tenant, [record]);
      },
    })),
    'refuses a broken record',
  ],
  'one id for all tenants': [
    broken((log) => {
      const owners = new Map<string, string>();
      return {
        append: async (scope, tenant, records) => {
          const own = records.filter(({ id }) => (owners.get(id) ?? tenant) === tenant);
          for (const { id } of own) owners.set(id, tenant);
          return log.append(scope, tenant, own);
        },
      };
    }),
    'lets them use one id',
  ],
  'tenants that wait by name': [
    broken((log) => ({
      waiting: async (scope, limit) => [...(await log.waiting(scope, 1_000))].sort().slice(0, limit),
    })),
    'the longest waiting first',
  ],
  'tenants that have nothing to link': [
    broken((log) => ({
      waiting: async (scope, limit) => (await log.tenants(scope)).items.slice(0, limit),
    })),
    'the longest waiting first',
  ],
  'only tenants that wait': [
    broken((log) => ({
      tenants: async (scope) => ({ items: [...(await log.waiting(scope, 1_000))].sort() }),
    })),
    'lists the tenants that have anything',
  ],
  'appends for any tenant': [
    broken((log) => ({
      append: (scope, tenant, records) => log.append(trusting(scope), tenant, records),
    })),
    'lets a tenant append to its own trail only',
  ],
  'records that wait on when they are linked': [
    broken((log) => {
      const seen = new Map<string, AuditRecord>();
      return {
        append: async (scope, tenant, records) => {
          await log.append(scope, tenant, records);
          for (const record of records) seen.set(record.id, record);
        },
        unlinked: async (scope, tenant, limit) => {
          await log.unlinked(scope, tenant, limit);
          return [...seen.values()].filter((record) => record.tenant === tenant).slice(0, limit);
        },
      };
    }),
    'links records and takes them from what waits',
  ],
  'a head that nobody compares': [
    broken((log) => ({
      link: async (scope, tenant, _, entries) => {
        const head = await log.head(system, tenant);
        const from = head ?? { sequence: 0, hash: FIRST_PREVIOUS_HASH };
        return log.link(scope, tenant, head, repaired(tenant, from, entries));
      },
    })),
    'lets exactly one of 16 sealers win',
  ],
  'a head compared by its sequence alone': [
    broken((log) => ({
      link: async (scope, tenant, given, entries) => {
        const head = await log.head(system, tenant);
        if (given === undefined || head === undefined || head.sequence !== given.sequence)
          return log.link(scope, tenant, given, entries);
        return log.link(scope, tenant, head, repaired(tenant, head, entries));
      },
    })),
    'links nothing behind a head that is not the chain’s',
  ],
  'entries that nobody checks': [
    broken((log) => ({
      link: async (scope, tenant, head, entries) => {
        const from = head ?? { sequence: 0, hash: FIRST_PREVIOUS_HASH };
        return log.link(scope, tenant, head, repaired(tenant, from, entries));
      },
    })),
    'refuses entries that do not follow',
  ],
  'a link entry by entry': [
    broken((log) => ({
      link: async (scope, tenant, head, entries) => {
        let last = head;
        for (const entry of entries) {
          if (!(await log.link(scope, tenant, last, [entry]))) return false;
          last = { sequence: entry.sequence, hash: entry.hash };
        }
        return true;
      },
    })),
    'refuses entries that do not follow, as a whole',
  ],
  'one chain for all tenants that look alike': [
    broken((log) => ({
      head: (scope, tenant) => log.head(scope, tenant.replace(/[-_]/g, '')),
    })),
    'keeps the chains of tenants apart',
  ],
  'a range that begins with its bound': [
    broken((log) => ({
      read: (scope, tenant, { after = 0, ...range } = {}) =>
        log.read(scope, tenant, { ...range, after: Math.max(0, after - 1) }),
    })),
    'reads a range of the chain',
  ],
  'everything whatever the limit': [
    broken((log) => ({
      read: (scope, tenant, range) => log.read(scope, tenant, { ...range, limit: 10_000 }),
    })),
    'reads a range of the chain',
  ],
  'a drop of the last entry': [
    broken((log) => {
      const gone = new Set<string>();
      return {
        drop: async (scope, tenant, upTo) => {
          const dropped = await log.drop(scope, tenant, upTo);
          const head = await log.head(system, tenant);
          if (head === undefined || head.sequence > upTo) return dropped;
          gone.add(tenant);
          return dropped + 1;
        },
        read: async (scope, tenant, range) => (gone.has(tenant) ? [] : log.read(scope, tenant, range)),
      };
    }),
    'never the last',
  ],
  'a foreign chain shown': [
    broken((log) => ({
      head: (scope, tenant) => log.head(trusting(scope), tenant),
      read: (scope, tenant, range) => log.read(trusting(scope), tenant, range),
    })),
    'shows a tenant its own chain',
  ],
  'any scope taken': [
    broken((log) => ({ drop: (scope, tenant, upTo) => log.drop(trusting(scope) as never, tenant, upTo) })),
    'refuses scopes of the wrong kind',
  ],
  'what waits handed out to be changed': [
    broken((log) => {
      const handed = new Map<string, AuditRecord>();
      return {
        unlinked: async (scope, tenant, limit) =>
          (await log.unlinked(scope, tenant, limit)).map((record) => {
            const kept = handed.get(record.id) ?? structuredClone(record);
            handed.set(record.id, kept);
            return kept;
          }),
      };
    }),
    'shares no object with its callers',
  ],
};

const report = (create: () => AuditLog) =>
  reportOf((test) => auditLogConformance(test, { name: 'x', create }));

describe('auditLogConformance', () => {
  it('passes a log by itself', async () => {
    const { failed, skipped } = await report(() => memoryStore().audit);
    expect([...failed]).toEqual([]);
    expect(skipped).toEqual([
      'x: audit log > has everything when it is opened again (skipped: the log cannot be opened again)',
    ]);
  });

  it.each(Object.entries(FAULTS))('finds %s', async (_, [create, test]) => {
    const { failed } = await report(create);
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });

  it('opens a log anew where it can, and finds what is gone then', async () => {
    const lost = await reportOf((test) =>
      auditLogConformance(test, {
        name: 'x',
        create: () => memoryStore().audit,
        reopen: () => memoryStore().audit,
      }),
    );
    expect([...lost.failed.keys()]).toContain('x: audit log > has everything when it is opened again');
    const kept = await reportOf((test) =>
      auditLogConformance(test, {
        name: 'x',
        create: () => memoryStore().audit,
        reopen: (log) => ({ ...log }),
        close: async () => undefined,
      }),
    );
    expect([...kept.failed]).toEqual([]);
  });
});
