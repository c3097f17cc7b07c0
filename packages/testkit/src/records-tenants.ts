import type { Records, Scope } from '@localert/core';
import { refused, same } from './assertions.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';
import type { PartHarness } from './part-harness.ts';
import { acme, bodiesOf, recordOf, system } from './records-harness.ts';

/** Tenants are apart, whatever they and their records are called. */
export function recordsTenants({ test, withPart }: PartHarness<Records>): void {
  const { it } = test;

  it(
    'keeps tenants apart that look alike',
    withPart(async (records) => {
      for (const tenant of RIVAL_TENANTS) {
        same(
          await records.put(anyScope(tenant), tenant, recordOf('k', { body: `"${tenant}"` })),
          true,
          `a put of ${tenant}`,
        );
      }
      for (const [tenant, id] of [
        ['a:b', 'c'],
        ['a', 'b:c'],
        ['a:dek', 'b'],
        ['a', 'dek:b'],
      ] as const) {
        const record = recordOf(id, { body: `"${tenant} ${id}"` });
        same(await records.put(system, tenant, record), true, `${tenant} + ${id}`);
      }
      for (const tenant of RIVAL_TENANTS) {
        same((await records.get(system, tenant, 'dek', 'k'))?.body, `"${tenant}"`, `the record of ${tenant}`);
      }
      await records.delete(system, 'a', 'dek', 'k');
      for (const tenant of RIVAL_TENANTS) {
        const left = (await bodiesOf(records, tenant)).filter((body) => body === `"${tenant}"`);
        same(left.length, tenant === 'a' ? 0 : 1, `the record of ${tenant} after a’s was deleted`);
      }
      same(await bodiesOf(records, 'a%'), ['"a%"'], 'the list of a%');
    }),
  );

  it(
    'never continues one tenant’s list in another’s',
    withPart(async (records) => {
      for (const tenant of ['acme', 'acme2'])
        for (const id of ['x', 'y', 'z'])
          await records.put(system, tenant, recordOf(id, { body: `"${tenant} ${id}"` }));
      const { cursor } = await records.list(system, 'acme', 'dek', { limit: 1 });
      const { items } = await records.list(anyScope('acme2'), 'acme2', 'dek', { cursor });
      same(
        items.map(({ body }) => body),
        ['"acme2 y"', '"acme2 z"'],
        'the rival’s own rest',
      );
    }),
  );

  it(
    'answers another tenant as if nothing were there, and lets it change nothing',
    withPart(async (records) => {
      const record = recordOf('k');
      await records.put(acme, 'acme', record);
      same(await records.get(acme, 'acme', 'dek', 'k'), record, 'the owner’s record');
      same((await records.list(acme, 'acme', 'dek')).items, [record], 'the owner’s list');
      for (const tenant of ['acme2', ...RIVAL_TENANTS]) {
        const rival = anyScope(tenant);
        same(await records.get(rival, 'acme', 'dek', 'k'), undefined, `what ${tenant} gets`);
        same(await records.list(rival, 'acme', 'dek'), { items: [] }, `what ${tenant} lists`);
        const calls: Record<string, () => unknown> = {
          'a new record': () => records.put(rival, 'acme', recordOf('new')),
          'a next version': () => records.put(rival, 'acme', recordOf('k', { version: 2 })),
          'a delete': () => records.delete(rival, 'acme', 'dek', 'k'),
          'a delete of what is absent': () => records.delete(rival, 'acme', 'dek', 'none'),
        };
        for (const [what, call] of Object.entries(calls))
          await refused(call, 'LOCALERT_INVALID_SCOPE', `${what} by ${tenant}`);
      }
      same((await records.list(system, 'acme', 'dek')).items, [record], 'the records');
    }),
  );

  it(
    'refuses scopes that core did not make',
    withPart(async (records) => {
      await records.put(system, 'acme', recordOf('k'));
      const forged: Scope[] = [
        { kind: 'tenant', tenant: 'acme', actor: 'x', roles: [] },
        { ...acme },
        { kind: 'system', purpose: 'x' },
        JSON.parse('null') as Scope,
      ];
      for (const scope of forged) {
        const calls: Record<string, () => unknown> = {
          get: () => records.get(scope, 'acme', 'dek', 'k'),
          list: () => records.list(scope, 'acme', 'dek'),
          put: () => records.put(scope, 'acme', recordOf('k', { version: 2 })),
          delete: () => records.delete(scope, 'acme', 'dek', 'k'),
        };
        for (const [name, call] of Object.entries(calls)) await refused(call, 'LOCALERT_INVALID_SCOPE', name);
      }
      same(await bodiesOf(records, 'acme'), [recordOf('k').body], 'the records');
    }),
  );

  it(
    'shares no object with its callers',
    withPart(async (records) => {
      const change = (object: unknown) => {
        try {
          (object as { body: string }).body = 'changed by the caller';
        } catch {
          // Frozen: as good as copied.
        }
      };
      const given = recordOf('k');
      await records.put(system, 'acme', given);
      change(given);
      change(await records.get(system, 'acme', 'dek', 'k'));
      change((await records.list(system, 'acme', 'dek')).items[0]);
      same(await records.get(system, 'acme', 'dek', 'k'), recordOf('k'), 'the record');
    }),
  );
}
