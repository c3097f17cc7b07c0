import type { SystemScope, TenantDirectory } from '@localert/core';
import { systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { directoryConformance } from './directory-conformance.ts';

const system = systemScope('test');

const broken = (change: (directory: TenantDirectory) => Partial<TenantDirectory>) => (): TenantDirectory => {
  const { directory } = memoryStore();
  return { ...directory, ...change(directory) };
};

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => TenantDirectory, string]>> = {
  'a tenant changed on its way': [
    broken((directory) => ({
      create: (scope, tenant) => directory.create(scope, { ...tenant, quotas: {} }),
    })),
    'keeps a tenant as it was given',
  ],
  'a second tenant over the first': [
    broken((directory) => ({
      create: (scope, tenant) => directory.create(scope, tenant).catch(() => undefined),
    })),
    'refuses a second tenant of one id',
  ],
  'a tenant replaced whatever its revision': [
    broken((directory) => ({
      replace: async (scope, tenant) => {
        await directory.delete(scope, tenant.id);
        await directory.create(scope, tenant);
      },
    })),
    'replaces the revision that is next',
  ],
  'a delete that always did something': [
    broken((directory) => ({ delete: async (scope, id) => (await directory.delete(scope, id)) || true })),
    'deletes one tenant and says whether there was one',
  ],
  'a list without order': [
    broken((directory) => ({
      list: async (scope, page) => {
        const { items, ...rest } = await directory.list(scope, page);
        return { items: items.toReversed(), ...rest };
      },
    })),
    'lists by id',
  ],
  'every tenant shown to every tenant': [
    broken((directory) => ({ get: (_, id) => directory.get(system, id) })),
    'shows a tenant itself and no other',
  ],
  'any scope taken': [
    broken((directory) => ({ list: (_: SystemScope, page) => directory.list(system, page) })),
    'refuses scopes of the wrong kind',
  ],
  'an object kept that the caller has': [
    () => {
      const { directory } = memoryStore();
      const kept = new Map();
      return {
        ...directory,
        create: async (scope, tenant) => {
          await directory.create(scope, tenant);
          kept.set(tenant.id, tenant);
        },
        get: async (scope, id) => ((await directory.get(scope, id)) === undefined ? undefined : kept.get(id)),
      };
    },
    'shares no object with its callers',
  ],
};

describe('directoryConformance', () => {
  it.each(Object.entries(FAULTS))('finds %s', async (_, [create, test]) => {
    const { failed } = await reportOf((api) => directoryConformance(api, { name: 'x', create }));
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });

  it('passes a directory by itself', async () => {
    const { failed, skipped } = await reportOf((api) =>
      directoryConformance(api, { name: 'x', create: () => memoryStore().directory }),
    );
    expect([...failed]).toEqual([]);
    expect(skipped).toHaveLength(1);
  });
});
