import { type Scope, systemScope, tenantScope, type UsageCounter, type UsageKey } from '@localert/core';
import { refused, same } from './assertions.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';
import type { PartHarness } from './part-harness.ts';
import { SAMPLE_TIME } from './samples.ts';

const system = systemScope('test:suite');
const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });

const key = (quota = 'sendsPerDay'): UsageKey => ({
  quota,
  window: SAMPLE_TIME,
  until: SAMPLE_TIME + 86_400_000,
});

/** Tenants are apart, whatever they and their quotas are called. */
export function usageTenants({ test, withPart }: PartHarness<UsageCounter>): void {
  const { it } = test;

  it(
    'keeps tenants apart that look alike',
    withPart(async (usage) => {
      for (const [index, tenant] of RIVAL_TENANTS.entries())
        await usage.take(anyScope(tenant), tenant, key(), index + 1, 100);
      for (const [tenant, quota] of [
        ['a:b', 'c'],
        ['a', 'b:c'],
      ] as const)
        same((await usage.take(system, tenant, key(quota), 1, 1)).granted, 1, `${tenant} + ${quota}`);
      await usage.giveBack(system, 'a', key(), 1);
      for (const [index, tenant] of RIVAL_TENANTS.entries()) {
        const used = tenant === 'a' ? 0 : index + 1;
        same(await usage.read(system, tenant, key()), used, `what ${tenant} used`);
      }
    }),
  );

  it(
    'shows and moves the counters of one tenant only',
    withPart(async (usage) => {
      same(await usage.take(acme, 'acme', key(), 5, 10), { granted: 5, used: 5 }, 'the owner takes');
      await usage.giveBack(acme, 'acme', key(), 1);
      same(await usage.read(acme, 'acme', key()), 4, 'the owner reads');
      for (const tenant of ['acme2', ...RIVAL_TENANTS]) {
        const rival = anyScope(tenant);
        same(await usage.read(rival, 'acme', key()), 0, `what ${tenant} reads`);
        await refused(
          () => usage.take(rival, 'acme', key(), 1, 10),
          'LOCALERT_INVALID_SCOPE',
          `a take by ${tenant}`,
        );
        await refused(
          () => usage.giveBack(rival, 'acme', key(), 1),
          'LOCALERT_INVALID_SCOPE',
          `a return by ${tenant}`,
        );
      }
      same(await usage.read(system, 'acme', key()), 4, 'what is used');
    }),
  );

  it(
    'refuses scopes that core did not make',
    withPart(async (usage) => {
      const forged: Scope[] = [
        { kind: 'tenant', tenant: 'acme', actor: 'x', roles: [] },
        { ...acme },
        { kind: 'system', purpose: 'x' },
        JSON.parse('null') as Scope,
      ];
      for (const scope of forged) {
        const calls: Record<string, () => unknown> = {
          take: () => usage.take(scope, 'acme', key(), 1, 1),
          giveBack: () => usage.giveBack(scope, 'acme', key(), 1),
          read: () => usage.read(scope, 'acme', key()),
        };
        for (const [name, call] of Object.entries(calls)) await refused(call, 'LOCALERT_INVALID_SCOPE', name);
      }
      same(await usage.read(system, 'acme', key()), 0, 'what is used');
    }),
  );
}
