import {
  type FixtureSnapshot,
  type FixtureStore,
  systemScope,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';
import { sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { tally } from './tally.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });

const bytesOf = (store: FixtureStore, scope: TenantScope = acme): Promise<number> =>
  present(store.storedBytes?.(scope), 'the method storedBytes');

/** Content with a text of a length. */
const long = (length: number, character = 'x'): Partial<FixtureSnapshot> => ({
  locales: { en: { title: character.repeat(length) } },
});

/** What a tenant's rows take, and the guard that holds them to a limit. */
export function storeBytes({ test, options, withStore, missing, sealing }: StoreHarness): void {
  const it = itNeeding(test, missing('storedBytes'));
  const itOfPlain = itNeeding(test, missing('storedBytes') ?? sealing);

  itOfPlain(
    'counts the bytes of the current rows, not of their history',
    withStore(async (store) => {
      same(await bytesOf(store), 0, 'an empty store');
      await store.commit(acme, sampleCreate('disk', { snapshot: long(1_000) }));
      const one = await bytesOf(store);
      isTrue(one > 1_000 && one < 2_000, 'a row is as long as its JSON');
      await store.commit(acme, sampleCreate('disc', { snapshot: long(1_000) }));
      same(await bytesOf(store), 2 * one, 'two rows of one length');
      await store.commit(acme, sampleUpdate('disk', 1, { snapshot: long(1_500) }));
      same(await bytesOf(store), 2 * one + 500, 'after a longer revision');
      await store.commit(acme, sampleUpdate('disk', 2, { snapshot: long(400) }));
      same(await bytesOf(store), 2 * one - 600, 'after a shorter revision');
      await store.commit(acme, sampleTurn('disk', 3, 'FixtureArchived'));
      isTrue((await bytesOf(store)) > one, 'an archived row counts');
      await refused(
        () => store.commit(acme, sampleUpdate('disk', 1, { snapshot: long(9_000) })),
        'LOCALERT_REVISION_CONFLICT',
        'a stale update',
      );
      isTrue((await bytesOf(store)) < 2 * one, 'what was refused does not count');
    }),
  );

  itOfPlain(
    'counts in UTF-8, and what is sealed too',
    withStore(async (store) => {
      const length = async (id: string, snapshot: Partial<FixtureSnapshot>) => {
        const before = await bytesOf(store);
        await store.commit(acme, sampleCreate(id, { snapshot }));
        return (await bytesOf(store)) - before;
      };
      const plain = await length('row-a', long(500));
      isTrue((await length('row-b', long(500, 'ß'))) >= plain + 500, 'two bytes a character');
      isTrue((await length('row-c', long(500, '語'))) >= plain + 1_000, 'three bytes a character');
      const sealed = { ...long(500), sealed: { 'messages/es': 's'.repeat(700) } };
      isTrue((await length('row-d', sealed)) >= plain + 700, 'what is sealed');
    }),
  );

  itOfPlain(
    'counts each tenant by itself',
    withStore(async (store) => {
      for (const [index, tenant] of RIVAL_TENANTS.entries())
        await store.commit(anyScope(tenant), sampleCreate('disk', { snapshot: long(1_000 + index) }));
      const before = await bytesOf(store, anyScope('a'));
      for (const [index, tenant] of RIVAL_TENANTS.entries())
        same(await bytesOf(store, anyScope(tenant)), before + index, `the bytes of ${tenant}`);
      await store.purgeTenant(system, 'a');
      for (const [index, tenant] of RIVAL_TENANTS.entries()) {
        const expected = index === 0 ? 0 : before + index;
        same(await bytesOf(store, anyScope(tenant)), expected, `the bytes of ${tenant} after a was purged`);
      }
      await store.commit(anyScope('a'), sampleCreate('disk', { snapshot: long(1_000) }));
      same(await bytesOf(store, anyScope('a')), before, 'a purged tenant begins anew');
      await refused(
        () => store.storedBytes?.(system as unknown as TenantScope),
        'LOCALERT_INVALID_SCOPE',
        'a scope of the wrong kind',
      );
    }),
  );

  itOfPlain(
    'refuses what makes the rows longer than they may be, to the byte',
    withStore(async (store) => {
      await store.commit(acme, sampleCreate('disk', { snapshot: long(1_000) }));
      await store.commit(tenantScope({ tenant: 'other', actor: 'x' }), sampleCreate('disk'));
      const limit = (await bytesOf(store)) + 50;
      const guards = { maxStoredBytes: limit };
      const error = await refused(
        () => store.commit(acme, sampleUpdate('disk', 1, { snapshot: long(1_051), guards })),
        'LOCALERT_QUOTA_EXCEEDED',
        'a byte too many',
      );
      same([error.details['quota'], error.details['limit']], ['storedBytes', limit], 'the details');
      await refused(
        () => store.commit(acme, sampleCreate('cpu', { guards })),
        'LOCALERT_QUOTA_EXCEEDED',
        'another fixture',
      );
      same((await store.history(acme, 'disk')).items.length, 1, 'the number of events');
      same([await store.count(acme), await bytesOf(store)], [1, limit - 50], 'what was refused');
      await store.commit(acme, sampleUpdate('disk', 1, { snapshot: long(1_050), guards }));
      same(await bytesOf(store), limit, 'exactly as much as may be');
    }),
  );

  itOfPlain(
    'never refuses what makes the rows shorter',
    withStore(async (store) => {
      await store.commit(acme, sampleCreate('disk', { snapshot: long(5_000) }));
      const guards = { maxStoredBytes: 10 };
      const before = await bytesOf(store);
      await store.commit(acme, sampleUpdate('disk', 1, { snapshot: long(4_999), guards }));
      await store.commit(acme, sampleUpdate('disk', 2, { snapshot: long(4_999), guards }));
      same(await bytesOf(store), before - 1, 'the bytes');
      await refused(
        () => store.commit(acme, sampleUpdate('disk', 3, { snapshot: long(5_000), guards })),
        'LOCALERT_QUOTA_EXCEEDED',
        'a byte more',
      );
    }),
  );

  it(
    'lets exactly as many parallel creates through as there is room for',
    withStore(async (store) => {
      const second = options.reopen ? await options.reopen(store) : store;
      try {
        await store.commit(acme, sampleCreate('first', { snapshot: long(1_000) }));
        const one = await bytesOf(store);
        const guards = { maxStoredBytes: one * 11 };
        const calls = Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? store : second).commit(
            acme,
            sampleCreate(`row${10 + index}`, { snapshot: long(1_000), guards }),
          ),
        );
        same(Object.fromEntries(await tally(calls)), { ok: 10, LOCALERT_QUOTA_EXCEEDED: 30 }, 'the outcomes');
        same([await store.count(acme), await bytesOf(store)], [11, one * 11], 'fixtures and bytes');
      } finally {
        if (second !== store) await second.close();
      }
    }),
  );

  itNeeding(test, missing('storedBytes') ?? sealing ?? missing('rebuild'))(
    'counts the same after a rebuild',
    withStore(async (store) => {
      for (const index of [1, 2, 3])
        await store.commit(acme, sampleCreate(`row${index}`, { snapshot: long(index * 100) }));
      const before = await bytesOf(store);
      await store.rebuild?.(system);
      same(await bytesOf(store), before, 'the bytes');
    }),
  );
}
