import { type Records, type Scope, type StoredRecord, systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { recordsConformance } from './records-conformance.ts';

const system = systemScope('test');

const broken = (change: (records: Records) => Partial<Records>) => (): Records => {
  const { records } = memoryStore();
  return { ...records, ...change(records) };
};

/** Takes every scope: the records below get a right one. */
const trusting = (_: Scope) => system;

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => Records, string]>> = {
  'another contract': [broken(() => ({ spec: 'localert.records/0' as 'localert.records/1' })), 'speaks'],
  'a body that is parsed and written anew': [
    broken((records) => ({
      put: (scope, tenant, record) =>
        records.put(scope, tenant, {
          ...record,
          body: typeof record.body === 'string' ? `${record.body} ` : record.body,
        }),
    })),
    'keeps a record as it was given',
  ],
  'kinds in one drawer': [
    broken((records) => ({
      put: (scope, tenant, record) => records.put(scope, tenant, { ...record, kind: 'dek' }),
      get: (scope, tenant, _, id) => records.get(scope, tenant, 'dek', id),
    })),
    'each kind by itself',
  ],
  'a limit in bytes': [
    broken((records) => ({
      put: async (scope, tenant, record) =>
        Buffer.byteLength(String(record.body)) <= 65_536 && records.put(scope, tenant, record),
    })),
    'keeps the longest record',
  ],
  'last write wins': [
    broken((records) => ({
      put: async (scope, tenant, record) => {
        const { version = 0 } = (await records.get(system, tenant, record.kind, record.id)) ?? {};
        return records.put(scope, tenant, { ...record, version: version + 1 });
      },
    })),
    'writes the version that is next',
  ],
  'a version compared before the write': [
    broken((records) => ({
      put: async (scope, tenant, record) => {
        const { version = 0 } = (await records.get(system, tenant, record.kind, record.id)) ?? {};
        if (version !== record.version - 1) return records.put(scope, tenant, record);
        await new Promise((resolve) => setImmediate(resolve));
        await records.delete(scope, tenant, record.kind, record.id);
        for (let next = 1; next <= record.version; next++)
          await records.put(scope, tenant, { ...record, version: next });
        return true;
      },
    })),
    'lets exactly one of 16 writers win',
  ],
  'a delete by prefix': [
    broken((records) => ({
      delete: async (scope, tenant, kind, id) => {
        const { items } = await records.list(system, tenant, kind, { limit: 1_000 });
        for (const item of items)
          if (item.id.startsWith(id)) await records.delete(scope, tenant, kind, item.id);
        return items.some((item) => item.id === id);
      },
    })),
    'deletes one record',
  ],
  'a delete that marks': [
    broken((records) => ({
      delete: async (scope, tenant, kind, id) =>
        (await records.get(scope, tenant, kind, id)) !== undefined &&
        (await records.delete(scope, tenant, kind, id)) &&
        (await records.put(scope, tenant, { kind, id, version: 1, body: 'null' })),
    })),
    'deletes one record',
  ],
  'ids made well-formed': [
    broken((records) => ({
      get: (scope, tenant, kind, id) => records.get(scope, tenant, kind, id.toWellFormed()),
    })),
    'nor for another id',
  ],
  'ids without regard to case': [
    broken((records) => ({
      put: (scope, tenant, record) =>
        records.put(scope, tenant, { ...record, id: String(record.id).toLowerCase() }),
      get: (scope, tenant, kind, id) => records.get(scope, tenant, kind, id.toLowerCase()),
    })),
    'nor for another id',
  ],
  'everything kept': [
    broken((records) => ({
      put: (scope, tenant, record) =>
        records.put(scope, tenant, { ...record, kind: 'dek', version: Math.trunc(record.version) || 1 }),
    })),
    'refuses a record that not every store could keep',
  ],
  'newest first': [
    broken((records) => ({
      list: async (...given) => {
        const { items, ...rest } = await records.list(...given);
        return { items: items.toReversed(), ...rest };
      },
    })),
    'lists by id',
  ],
  'the first page for a cursor that is none': [
    broken((records) => ({
      list: (scope, tenant, kind, page) =>
        records.list(scope, tenant, kind, page).catch(() => records.list(scope, tenant, kind)),
    })),
    'lists by id',
  ],
  'tenants told apart by what _ and - have in common': [
    broken((records) => ({
      get: (scope, tenant, kind, id) => records.get(scope, tenant.replace(/[-_]/g, '-'), kind, id),
    })),
    'keeps tenants apart',
  ],
  'tenant, kind and id joined to one key': [
    broken((records) => {
      const key = (tenant: string, kind: string, id: string) => `${tenant}:${kind}:${id}`;
      return {
        put: (_, tenant, record: StoredRecord) =>
          records.put(system, 'all', { ...record, id: key(tenant, record.kind, record.id) }),
      };
    }),
    'keeps tenants apart',
  ],
  'the place of another tenant’s list': [
    broken((records) => {
      let owner = '';
      return {
        list: (scope, tenant, kind, page = {}) => {
          owner = page.cursor === undefined ? tenant : owner;
          return records.list(trusting(scope), owner, kind, page);
        },
      };
    }),
    'never continues one tenant’s list in another’s',
  ],
  'foreign records shown': [
    broken((records) => ({
      get: (scope, tenant, kind, id) => records.get(trusting(scope), tenant, kind, id),
    })),
    'answers another tenant as if nothing were there',
  ],
  'foreign records written': [
    broken((records) => ({
      put: (scope, tenant, record) => records.put(trusting(scope), tenant, record),
    })),
    'lets it change nothing',
  ],
  'a foreign delete that only says no': [
    broken((records) => ({
      delete: (scope, tenant, kind, id) => records.delete(scope, tenant, kind, id).catch(() => false),
    })),
    'lets it change nothing',
  ],
  'any scope taken': [
    broken((records) => ({
      list: (scope, tenant, kind, page) => records.list(trusting(scope), tenant, kind, page),
    })),
    'refuses scopes that core did not make',
  ],
  'records handed out to be changed': [
    broken((records) => {
      const handed = new Map<string, StoredRecord>();
      return {
        get: async (scope, tenant, kind, id) => {
          const found = await records.get(scope, tenant, kind, id);
          if (found === undefined) return undefined;
          const kept = handed.get(id) ?? structuredClone(found);
          handed.set(id, kept);
          return kept;
        },
      };
    }),
    'shares no object with its callers',
  ],
};

const report = (create: () => Records) => reportOf((test) => recordsConformance(test, { name: 'x', create }));

describe('recordsConformance', () => {
  it('passes records by themselves', async () => {
    const { failed, skipped } = await report(() => memoryStore().records);
    expect([...failed]).toEqual([]);
    expect(skipped).toHaveLength(1);
  });

  it.each(Object.entries(FAULTS))('finds %s', async (_, [create, test]) => {
    const { failed } = await report(create);
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });

  it('finds records that are gone when they are opened again', async () => {
    const { failed } = await reportOf((test) =>
      recordsConformance(test, {
        name: 'x',
        create: () => memoryStore().records,
        reopen: () => memoryStore().records,
      }),
    );
    expect([...failed.keys()]).toContain('x: records > has everything when it is opened again');
  });
});
