import {
  type Scope,
  type SystemScope,
  systemScope,
  type TenantContext,
  type TenantDirectory,
  tenantScope,
} from '@localert/core';
import { present, refused, same } from './assertions.ts';
import { anyScope, GARBAGE_CURSORS, HOSTILE_TEXTS, RIVAL_TENANTS, watchPrototype } from './hostile.ts';
import { sampleTenant } from './samples.ts';
import { tally } from './tally.ts';
import { itNeeding, type TestApi } from './test-api.ts';

/** The directory under test. */
export interface DirectoryConformanceOptions {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a new, empty directory; it is called once for each test. */
  readonly create: () => TenantDirectory | Promise<TenantDirectory>;
  /** Opens another directory over the same data. Leave it out when the data is gone with the directory. */
  readonly reopen?: ((directory: TenantDirectory) => TenantDirectory | Promise<TenantDirectory>) | undefined;
  /** Ends what `create` or `reopen` made. */
  readonly close?: ((directory: TenantDirectory) => Promise<void>) | undefined;
}

const system = systemScope('test:suite');

const raw = (id: string): TenantContext => ({ ...sampleTenant('a'), id, name: `tenant ${id}` });

async function everyId(directory: TenantDirectory, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await directory.list(system, { limit, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}

/**
 * Registers the tests that every `TenantDirectory` has to pass.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { TenantDirectory } from '@localert/core';
 * import { directoryConformance } from '@localert/testkit';
 *
 * declare function ldapDirectory(): TenantDirectory;
 *
 * directoryConformance({ describe, it }, { name: 'ldap', create: ldapDirectory });
 * ```
 */
export function directoryConformance(test: TestApi, options: DirectoryConformanceOptions): void {
  const { describe, it } = test;
  const close = async (directory: TenantDirectory) => options.close?.(directory);

  const withDirectory = (body: (directory: TenantDirectory) => Promise<void>) => async () => {
    const directory = await options.create();
    try {
      await body(directory);
    } finally {
      await close(directory);
    }
  };

  describe(`${options.name}: tenant directory`, () => {
    const assertPrototype = watchPrototype();

    it(
      'keeps a tenant as it was given',
      withDirectory(async (directory) => {
        const tenant = sampleTenant('acme', { name: HOSTILE_TEXTS.lone_high, quotas: { fixtures: 10 } });
        same(await directory.get(system, 'acme'), undefined, 'an absent tenant');
        await directory.create(system, tenant);
        same(await directory.get(system, 'acme'), tenant, 'the tenant');
        same((await directory.list(system)).items, [tenant], 'the list');
      }),
    );

    it(
      'refuses a second tenant of one id, even side by side',
      withDirectory(async (directory) => {
        const calls = Array.from({ length: 8 }, () => directory.create(system, sampleTenant('acme')));
        same(Object.fromEntries(await tally(calls)), { ok: 1, LOCALERT_ALREADY_EXISTS: 7 }, 'the outcomes');
      }),
    );

    it(
      'replaces the revision that is next, and no other',
      withDirectory(async (directory) => {
        await directory.create(system, sampleTenant('acme'));
        const next = sampleTenant('acme', { revision: 2, status: 'suspended' });
        const calls = Array.from({ length: 8 }, () => directory.replace(system, next));
        same(
          Object.fromEntries(await tally(calls)),
          { ok: 1, LOCALERT_REVISION_CONFLICT: 7 },
          'the outcomes',
        );
        const ahead = sampleTenant('acme', { revision: 9 });
        const error = await refused(
          () => directory.replace(system, ahead),
          'LOCALERT_REVISION_CONFLICT',
          'a revision ahead',
        );
        same(error.details, { kind: 'tenant', id: 'acme', expected: 8, actual: 2 }, 'the details');
        same(await directory.get(system, 'acme'), next, 'the tenant');
        const absent = sampleTenant('nobody', { revision: 2 });
        await refused(() => directory.replace(system, absent), 'LOCALERT_NOT_FOUND', 'an absent tenant');
      }),
    );

    it(
      'deletes one tenant and says whether there was one',
      withDirectory(async (directory) => {
        for (const id of RIVAL_TENANTS) await directory.create(system, raw(id));
        same(await directory.delete(system, 'a'), true, 'the first delete');
        same(await directory.delete(system, 'a'), false, 'the second');
        same(
          await everyId(directory, 3),
          RIVAL_TENANTS.filter((id) => id !== 'a').toSorted(),
          'the tenants left',
        );
      }),
    );

    it(
      'lists by id, page by page',
      withDirectory(async (directory) => {
        const ids = Array.from({ length: 11 }, (_, index) => `t${index}`);
        for (const id of ids.toReversed()) await directory.create(system, sampleTenant(id));
        for (const limit of [1, 5, 11, 12])
          same(await everyId(directory, limit), ids.toSorted(), `pages of ${limit}`);
        for (const cursor of GARBAGE_CURSORS) {
          await refused(
            () => directory.list(system, { cursor }),
            'LOCALERT_INVALID_INPUT',
            `the cursor ${cursor.slice(0, 20)}`,
          );
        }
      }),
    );

    it(
      'shows a tenant itself and no other',
      withDirectory(async (directory) => {
        for (const id of RIVAL_TENANTS) await directory.create(system, raw(id));
        for (const own of RIVAL_TENANTS) {
          for (const id of RIVAL_TENANTS) {
            same(
              (await directory.get(anyScope(own), id))?.name,
              own === id ? `tenant ${id}` : undefined,
              `${own} asks for ${id}`,
            );
          }
        }
      }),
    );

    it(
      'refuses scopes of the wrong kind, and those that core did not make',
      withDirectory(async (directory) => {
        await directory.create(system, sampleTenant('acme'));
        const tenant: Scope = tenantScope({ tenant: 'acme', actor: 'test:suite', roles: ['admin'] });
        const forged: Scope[] = [
          { kind: 'system', purpose: 'x' },
          { ...tenant },
          JSON.parse('null') as Scope,
        ];
        for (const scope of forged)
          await refused(() => directory.get(scope, 'acme'), 'LOCALERT_INVALID_SCOPE', 'get');
        for (const wrong of [tenant, ...forged]) {
          const scope = wrong as SystemScope;
          await refused(() => directory.list(scope), 'LOCALERT_INVALID_SCOPE', 'list');
          await refused(() => directory.create(scope, sampleTenant('b')), 'LOCALERT_INVALID_SCOPE', 'create');
          await refused(
            () => directory.replace(scope, sampleTenant('acme', { revision: 2 })),
            'LOCALERT_INVALID_SCOPE',
            'replace',
          );
          await refused(() => directory.delete(scope, 'acme'), 'LOCALERT_INVALID_SCOPE', 'delete');
        }
        same(await everyId(directory, 50), ['acme'], 'the tenants');
      }),
    );

    it(
      'shares no object with its callers',
      withDirectory(async (directory) => {
        const change = (object: unknown) => {
          try {
            (object as { quotas: { fixtures: number } }).quotas.fixtures = 1_000_000;
          } catch {
            // Frozen: as good as copied.
          }
        };
        const given = sampleTenant('acme', { quotas: { fixtures: 10 } });
        await directory.create(system, given);
        change(given);
        change(await directory.get(system, 'acme'));
        change((await directory.list(system)).items[0]);
        same((await directory.get(system, 'acme'))?.quotas, { fixtures: 10 }, 'the quotas');
      }),
    );

    itNeeding(test, options.reopen ? undefined : 'the directory cannot be opened again')(
      'has everything when it is opened again',
      withDirectory(async (directory) => {
        await directory.create(system, sampleTenant('acme'));
        const again = await present(options.reopen, 'the suite’s `reopen`')(directory);
        try {
          same(await again.get(system, 'acme'), sampleTenant('acme'), 'the tenant');
        } finally {
          await close(again);
        }
      }),
    );

    it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
