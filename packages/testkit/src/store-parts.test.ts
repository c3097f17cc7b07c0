import {
  type AuditRecord,
  assertTenantScope,
  type FixtureStore,
  frozenCopy,
  type Outbox,
  QuotaExceededError,
  systemScope,
  type TenantDirectory,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { storeConformance } from './store-conformance.ts';
import { unsafeScope } from './unsafe-scope.ts';

const system = systemScope('test');

type Whole = ReturnType<typeof memoryStore>;

/** A store in memory with a fault put into it. */
const broken = (change: (store: Whole) => Partial<FixtureStore>) => (): FixtureStore => {
  const store = memoryStore();
  return { ...store, ...change(store) };
};

const brokenOutbox = (change: (outbox: Outbox, store: Whole) => Partial<Outbox>) =>
  broken((store) => ({ outbox: { ...store.outbox, ...change(store.outbox, store) } }));

const brokenDirectory = (change: (directory: TenantDirectory, store: Whole) => Partial<TenantDirectory>) =>
  broken((store) => ({ directory: { ...store.directory, ...change(store.directory, store) } }));

/** Keeps records without a look at what becomes of the change. */
const keep = (store: Whole, tenant: string, records: readonly AuditRecord[] = []) =>
  store.audit.append(system, tenant, records);

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Bytes that are counted when they are asked for: of another text than the store's own. */
const countedAs = (bytes: (text: string) => number) =>
  broken((store) => ({
    storedBytes: async (scope) => {
      assertTenantScope(scope);
      await store.storedBytes(scope);
      const { items } = await store.list(scope, { limit: 1_000 });
      return items.reduce((sum, row) => sum + bytes(JSON.stringify(row)), 0);
    },
  }));

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => FixtureStore, string]>> = {
  'audit records that are thrown away': [
    broken((store) => ({ commit: (scope, { audit: _, ...commit }) => store.commit(scope, commit) })),
    'keeps the audit records of a commit',
  ],
  'one audit record a commit': [
    broken((store) => ({
      commit: (scope, { audit = [], ...commit }) =>
        store.commit(scope, { ...commit, audit: audit.slice(0, 1) }),
    })),
    'keeps the audit records of a commit',
  ],
  'audit records kept before the commit': [
    broken((store) => ({
      commit: async (scope, { audit, ...commit }) => {
        assertTenantScope(scope);
        await keep(store, scope.tenant, audit);
        return store.commit(scope, commit);
      },
    })),
    'keeps no audit record of a commit that is refused',
  ],
  'audit records kept after the commit': [
    broken((store) => ({
      commit: async (scope, { audit, ...commit }) => {
        const row = await store.commit(scope, commit);
        await keep(store, scope.tenant, audit);
        return row;
      },
    })),
    'refuses a commit with a record of another tenant',
  ],
  'audit records kept for every one in a race': [
    broken((store) => ({
      commit: async (scope, { audit, ...commit }) => {
        assertTenantScope(scope);
        const { revision = 0 } = (await store.get(scope, commit.fixture)) ?? {};
        if (revision === commit.expectedRevision) await keep(store, scope.tenant, audit);
        return store.commit(scope, commit);
      },
    })),
    'keeps one record for each of the commits that win a race',
  ],
  'alerts that are thrown away': [
    broken((store) => ({ commit: (scope, { alerts: _, ...commit }) => store.commit(scope, commit) })),
    'queues alerts with a change',
  ],
  'alerts queued before the commit': [
    broken((store) => ({
      commit: async (scope, { alerts = [], ...commit }) => {
        for (const alert of alerts) await store.outbox?.enqueue(scope, alert).durable;
        return store.commit(scope, commit);
      },
    })),
    'queues nothing with a change that is refused',
  ],
  'alerts queued after the commit': [
    broken((store) => ({
      commit: async (scope, { alerts = [], ...commit }) => {
        const row = await store.commit(scope, commit);
        for (const alert of alerts) await store.outbox?.enqueue(scope, alert).durable;
        return row;
      },
    })),
    'changes nothing when an alert cannot be queued',
  ],
  'alerts of a commit without their dedupe keys': [
    broken((store) => ({
      commit: (scope, { alerts = [], ...commit }) =>
        store.commit(scope, { ...commit, alerts: alerts.map((alert) => ({ ...alert, dedupe: undefined })) }),
    })),
    'counts a duplicate',
  ],
  'a purge that takes the audit trail': [
    broken((store) => {
      const purged = new Set<string>();
      const { audit } = store;
      return {
        purgeTenant: async (scope, tenant) => {
          await store.purgeTenant(scope, tenant);
          purged.add(tenant);
        },
        audit: {
          ...audit,
          read: async (scope, tenant, range) => (purged.has(tenant) ? [] : audit.read(scope, tenant, range)),
        },
      };
    }),
    'keeps a purged tenant’s audit trail',
  ],
  'a purge that leaves records and counters': [
    () => {
      const { records, usage } = memoryStore();
      return { ...memoryStore(), records, usage };
    },
    'purges a tenant’s small records and counters',
  ],
  'an outbox that takes no audit records': [
    brokenOutbox(() => ({ takesAudit: undefined })),
    'keeps the audit records of an enqueue',
  ],
  'no audit record of a duplicate': [
    brokenOutbox((outbox, store) => ({
      enqueue: (scope, alert, write) => {
        const { id, durable } = outbox.enqueue(scope, alert);
        const kept = durable.then(async (receipt) => {
          if (receipt.duplicateOf === undefined) await keep(store, scope.tenant, write?.audit);
          return receipt;
        });
        return { id, durable: kept };
      },
    })),
    'keeps the audit records of an enqueue, of a duplicate too',
  ],
  'audit records of alerts that are refused': [
    brokenOutbox((outbox, store) => ({
      enqueue: (scope, alert, write) => {
        const { id, durable } = outbox.enqueue(scope, alert);
        const kept = durable.finally(() => keep(store, scope.tenant, write?.audit));
        kept.catch(() => undefined);
        return { id, durable: kept };
      },
    })),
    'keeps no audit record of an alert that is refused',
  ],
  'audit records of what was not driven again': [
    brokenOutbox((outbox, store) => ({
      redrive: async (scope, id, now, write) => {
        assertTenantScope(scope);
        await keep(store, scope.tenant, write?.audit);
        return outbox.redrive(scope, id, now);
      },
    })),
    'keeps the audit records of a redrive',
  ],
  'a directory that takes no audit records': [
    brokenDirectory((directory) => ({ create: (scope, tenant) => directory.create(scope, tenant) })),
    'keeps the audit records of a change of the directory',
  ],
  'audit records of a delete of nothing': [
    brokenDirectory((directory, store) => ({
      delete: async (scope, id, write) => {
        const found = await directory.delete(scope, id);
        await keep(store, id, write?.audit);
        return found;
      },
    })),
    'keeps the audit records of a change of the directory',
  ],
  'audit records of a replace that is refused': [
    brokenDirectory((directory, store) => ({
      replace: async (scope, tenant, write) => {
        await keep(store, tenant.id, write?.audit);
        return directory.replace(scope, tenant);
      },
    })),
    'keeps the audit records of a change of the directory',
  ],
  'a sealed part that is lost': [
    broken((store) => ({
      commit: (scope, commit) =>
        store.commit(scope, {
          ...commit,
          events: commit.events.map((event) =>
            'snapshot' in event ? { ...event, snapshot: { ...event.snapshot, sealed: undefined } } : event,
          ),
        }),
    })),
    'keeps what is sealed as it was given',
  ],
  'characters counted for bytes': [countedAs((text) => text.length), 'counts in UTF-8'],
  'sealed parts that do not count': [
    countedAs((text) => Buffer.byteLength(text.replace(/"sealed":\{.*?\}/, ''))),
    'counts in UTF-8, and what is sealed too',
  ],
  'archived rows that do not count': [
    countedAs((text) => (text.includes('"archived"') ? 0 : Buffer.byteLength(text))),
    'counts the bytes of the current rows',
  ],
  'history that counts': [
    broken((store) => {
      let bytes = 0;
      return {
        commit: async (scope, commit) => {
          const row = await store.commit(scope, commit);
          bytes += Buffer.byteLength(JSON.stringify(row));
          return row;
        },
        storedBytes: async (scope) => (await store.storedBytes(scope)) && bytes,
      };
    }),
    'counts the bytes of the current rows, not of their history',
  ],
  'one count for tenants that look alike': [
    broken((store) => ({
      storedBytes: async (scope) => {
        const own = await store.storedBytes(scope);
        if (scope.tenant !== 'a') return own;
        return own + (await store.storedBytes(unsafeScope('a-2')));
      },
    })),
    'counts each tenant by itself',
  ],
  'a purge that leaves the count': [
    broken((store) => {
      const counts = new Map<string, number>();
      return {
        commit: async (scope, commit) => {
          const before = await store.storedBytes(scope);
          const row = await store.commit(scope, commit);
          const change = (await store.storedBytes(scope)) - before;
          counts.set(scope.tenant, (counts.get(scope.tenant) ?? 0) + change);
          return row;
        },
        storedBytes: async (scope) => {
          await store.storedBytes(scope);
          return counts.get(scope.tenant) ?? 0;
        },
      };
    }),
    'counts each tenant by itself',
  ],
  'no guard of bytes': [
    broken((store) => ({
      commit: (scope, { guards, ...commit }) =>
        store.commit(scope, { ...commit, guards: { ...guards, maxStoredBytes: undefined } }),
    })),
    'refuses what makes the rows longer than they may be',
  ],
  'a guard that is a byte too strict': [
    broken((store) => ({
      commit: (scope, { guards, ...commit }) => {
        const { maxStoredBytes: limit } = guards ?? {};
        const stricter = limit === undefined ? undefined : limit - 1;
        return store.commit(scope, { ...commit, guards: { ...guards, maxStoredBytes: stricter } });
      },
    })),
    'to the byte',
  ],
  'a guard on what makes the rows shorter': [
    broken((store) => ({
      commit: async (scope, commit) => {
        const limit = commit.guards?.maxStoredBytes;
        if (limit !== undefined && (await store.storedBytes(scope)) > limit)
          throw new QuotaExceededError({ quota: 'storedBytes', limit });
        return store.commit(scope, commit);
      },
    })),
    'never refuses what makes the rows shorter',
  ],
  'bytes counted before the write': [
    broken((store) => ({
      commit: async (scope, { guards, ...commit }) => {
        assertTenantScope(scope);
        const limit = guards?.maxStoredBytes;
        if (limit === undefined || (await store.storedBytes(scope)) > limit - 1_300)
          return store.commit(scope, { ...commit, ...(guards && { guards }) });
        await turn();
        return store.commit(scope, frozenCopy(commit, 'commit'));
      },
    })),
    'lets exactly as many parallel creates through',
  ],
  'an audit log that answers when the store is closed': [
    broken((store) => {
      const other = memoryStore();
      return { audit: { ...store.audit, head: other.audit.head } };
    }),
    'answers nothing after it is closed',
  ],
};

describe('storeConformance of the parts beside the fixtures', () => {
  it.each(Object.entries(FAULTS))('finds %s', async (_, [create, test]) => {
    const { failed } = await reportOf((api) =>
      storeConformance(api, { name: 'x', create, lacks: ['rebuild', 'backup'] }),
    );
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });

  it('skips by name what a store lacks', async () => {
    const create = (): FixtureStore => {
      const { audit: _, records: __, usage: ___, storedBytes: ____, ...rest } = memoryStore();
      return rest;
    };
    const lacks = ['audit', 'records', 'usage', 'storedBytes', 'rebuild', 'backup'] as const;
    const { failed, skipped } = await reportOf((api) => storeConformance(api, { name: 'x', create, lacks }));
    expect([...failed]).toEqual([]);
    for (const name of ['audit', 'records', 'usage'])
      expect(skipped).toContain(`x: ${name} > the ${name} suite (skipped: the store has no ${name})`);
    expect(skipped).toContain(
      'x: fixture store > stored bytes > counts in UTF-8, and what is sealed too (skipped: the store has no storedBytes)',
    );
  });
});
