import { type Scope, systemScope, type UsageCounter, type UsageKey } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { usageConformance } from './usage-conformance.ts';

const system = systemScope('test');

const broken = (change: (usage: UsageCounter) => Partial<UsageCounter>) => (): UsageCounter => {
  const { usage } = memoryStore();
  return { ...usage, ...change(usage) };
};

/** Takes every scope: the counters below get a right one. */
const trusting = (_: Scope) => system;

/** Takes all that is wanted, whatever the limit. */
const takeAll = (usage: UsageCounter, tenant: string, key: UsageKey, want: number) =>
  usage.take(system, tenant, key, want, Number.MAX_SAFE_INTEGER);

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => UsageCounter, string]>> = {
  'another contract': [broken(() => ({ spec: 'localert.usage/0' as 'localert.usage/1' })), 'speaks'],
  'all or nothing': [
    broken((usage) => ({
      take: async (scope, tenant, key, want, limit) => {
        const used = await usage.read(system, tenant, key);
        return used + want > limit ? { granted: 0, used } : usage.take(scope, tenant, key, want, limit);
      },
    })),
    'grants what is left under the limit',
  ],
  'more than there is left': [
    broken((usage) => ({
      take: async (scope, tenant, key, want, limit) => {
        const answer = await usage.take(scope, tenant, key, want, limit);
        return { ...answer, granted: answer.granted > 0 ? want : 0 };
      },
    })),
    'grants what is left under the limit',
  ],
  'the first limit kept': [
    broken((usage) => {
      const limits = new Map<string, number>();
      return {
        take: (scope, tenant, key, want, limit) => {
          const first = limits.get(tenant) ?? limit;
          limits.set(tenant, first);
          return usage.take(scope, tenant, key, want, first);
        },
      };
    }),
    'goes by the limit of each call',
  ],
  'a count below 0': [
    broken((usage) => {
      const owed = new Map<string, number>();
      return {
        giveBack: async (scope, tenant, key, count) => {
          const used = await usage.read(system, tenant, key);
          if (count > used) owed.set(tenant, count - used);
          return usage.giveBack(scope, tenant, key, count);
        },
        take: (scope, tenant, key, want, limit) =>
          usage.take(scope, tenant, key, want, limit + (owed.get(tenant) ?? 0)),
      };
    }),
    'counts not below 0',
  ],
  'nothing taken back': [
    broken((usage) => ({
      giveBack: async (scope, tenant, key) => usage.giveBack(scope, tenant, key, 0),
    })),
    'takes back what was not used',
  ],
  'one counter for all windows': [
    broken((usage) => {
      const one = (key: UsageKey) => (Number.isSafeInteger(key.window) ? { ...key, window: 0 } : key);
      return {
        take: (scope, tenant, key, want, limit) => usage.take(scope, tenant, one(key), want, limit),
        read: (scope, tenant, key) => usage.read(scope, tenant, one(key)),
      };
    }),
    'counts quotas and windows by themselves',
  ],
  'one counter for all quotas': [
    broken((usage) => {
      const one = (key: UsageKey) => ({ ...key, quota: key.quota.slice(0, 8) });
      return {
        take: (scope, tenant, key, want, limit) => usage.take(scope, tenant, one(key), want, limit),
        read: (scope, tenant, key) => usage.read(scope, tenant, one(key)),
      };
    }),
    'counts quotas and windows by themselves',
  ],
  'the window before forgotten at once': [
    broken((usage) => {
      const last = new Map<string, number>();
      const isOld = (tenant: string, { quota, window }: UsageKey) =>
        window < (last.get(`${tenant} ${quota}`) ?? window);
      return {
        take: async (scope, tenant, key, want, limit) => {
          if (isOld(tenant, key)) return { granted: Math.min(want, limit), used: Math.min(want, limit) };
          last.set(`${tenant} ${key.quota}`, key.window);
          return usage.take(scope, tenant, key, want, limit);
        },
      };
    }),
    'still counts in the window before',
  ],
  'a look before the take': [
    broken((usage) => ({
      take: async (scope, tenant, key, want, limit) => {
        const used = await usage.read(system, tenant, key);
        const granted = Math.max(0, Math.min(want, limit - used));
        if (!(granted > 0)) return usage.take(scope, tenant, key, want, limit);
        await new Promise((resolve) => setImmediate(resolve));
        return { granted, used: (await takeAll(usage, tenant, key, granted)).used };
      },
    })),
    'grants exactly 100 to 200 who take 1',
  ],
  'a count that is read and written': [
    broken((usage) => ({
      giveBack: async (scope, tenant, key, count) => {
        const used = await usage.read(system, tenant, key);
        await new Promise((resolve) => setImmediate(resolve));
        const now = await usage.read(system, tenant, key);
        await usage.giveBack(scope, tenant, key, now);
        if (used > count) await takeAll(usage, tenant, key, used - count);
      },
    })),
    'loses nothing when some take and some give back',
  ],
  'anything counted': [
    broken((usage) => ({
      take: (scope, tenant, key, want, limit) =>
        usage.take(scope, tenant, key, Math.max(1, Math.trunc(want) || 1), limit),
    })),
    'refuses what it could not count',
  ],
  'tenants told apart by what _ and - have in common': [
    broken((usage) => ({
      take: (scope, tenant, key, want, limit) =>
        usage.take(trusting(scope), tenant.replace(/[-_]/g, '-'), key, want, limit),
    })),
    'keeps tenants apart',
  ],
  'foreign counters shown': [
    broken((usage) => ({ read: (scope, tenant, key) => usage.read(trusting(scope), tenant, key) })),
    'shows and moves the counters of one tenant only',
  ],
  'foreign counters moved': [
    broken((usage) => ({
      giveBack: (scope, tenant, key, count) => usage.giveBack(trusting(scope), tenant, key, count),
    })),
    'shows and moves the counters of one tenant only',
  ],
  'any scope taken': [
    broken((usage) => ({
      take: (scope, tenant, key, want, limit) => usage.take(trusting(scope), tenant, key, want, limit),
    })),
    'refuses scopes that core did not make',
  ],
};

const report = (create: () => UsageCounter) =>
  reportOf((test) => usageConformance(test, { name: 'x', create }));

describe('usageConformance', () => {
  it('passes counters by themselves', async () => {
    const { failed, skipped } = await report(() => memoryStore().usage);
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

  it('finds counters that are gone when they are opened again', async () => {
    const { failed } = await reportOf((test) =>
      usageConformance(test, {
        name: 'x',
        create: () => memoryStore().usage,
        reopen: () => memoryStore().usage,
      }),
    );
    expect([...failed.keys()]).toContain('x: usage > has everything when it is opened again');
  });
});
