import {
  type FixtureStore,
  type Scope,
  type SystemScope,
  systemScope,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { present, refused, same } from './assertions.ts';
import { anyScope, PROTOTYPE_IDS, RIVAL_TENANTS } from './hostile.ts';
import { SAMPLE_TIME, sampleAlert, sampleCreate, sampleTenant, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const scope = tenantScope({ tenant: 'acme', actor: 'test:suite' });

/** What a tenant sees of its store. */
async function viewOf(store: FixtureStore, of: TenantScope) {
  const rows = (await store.list(of)).items.map(({ id, name }) => ({ id, name }));
  const history = (await store.history(of, 'disk')).items.map(({ revision }) => revision);
  return { rows, history, count: await store.count(of), name: (await store.get(of, 'disk'))?.name };
}

const fullView = (tenant: string) => {
  const name = `disk of ${tenant}`;
  return { rows: [{ id: 'disk', name }], history: [1], count: 1, name };
};

const EMPTY_VIEW = { rows: [], history: [], count: 0, name: undefined };

async function fillRivals(store: FixtureStore): Promise<void> {
  for (const tenant of RIVAL_TENANTS) {
    await store.commit(anyScope(tenant), sampleCreate('disk', { snapshot: { name: `disk of ${tenant}` } }));
  }
}

/** Writes under an id that an adapter may refuse, but must not mistake for another. Answers whether it was taken. */
async function createOdd(store: FixtureStore, of: TenantScope, id: string): Promise<boolean> {
  try {
    await store.commit(of, sampleCreate(id, { snapshot: { name: `${of.tenant} ${id}` } }));
    return true;
  } catch (error) {
    await refused(() => Promise.reject(error), 'LOCALERT_INVALID_FIXTURE_ID', `the id ${JSON.stringify(id)}`);
    return false;
  }
}

type Call = (scope: Scope) => unknown;

/** A call with a scope of the wrong kind is what plain JavaScript can write; the types would not let it pass. */
const asTenant = (wrong: Scope) => wrong as TenantScope;
const asSystem = (wrong: Scope) => wrong as SystemScope;

function callsWithTenant(store: FixtureStore): Readonly<Record<string, Call>> {
  return {
    get: (given) => store.get(asTenant(given), 'disk'),
    list: (given) => store.list(asTenant(given)),
    commit: (given) => store.commit(asTenant(given), sampleCreate('disk')),
    history: (given) => store.history(asTenant(given), 'disk'),
    count: (given) => store.count(asTenant(given)),
  };
}

function callsWithSystem(store: FixtureStore): Readonly<Record<string, Call>> {
  return {
    purgeTenant: (given) => store.purgeTenant(asSystem(given), 'acme'),
    ...(store.subscribe && {
      subscribe: (given: Scope) => store.subscribe?.(asSystem(given), () => undefined),
    }),
    ...(store.rebuild && { rebuild: (given: Scope) => store.rebuild?.(asSystem(given)) }),
    ...(store.backup && { backup: (given: Scope) => store.backup?.(asSystem(given), 'never-written') }),
  };
}

/** Tenants are apart, whatever they and their fixtures are called. */
export function storeTenants({ test, withStore, missing }: StoreHarness): void {
  const { it } = test;

  it(
    'keeps tenants apart that look alike',
    withStore(async (store) => {
      await fillRivals(store);
      for (const tenant of RIVAL_TENANTS)
        same(await viewOf(store, anyScope(tenant)), fullView(tenant), `what ${tenant} sees`);
      for (const tenant of ['a-', 'a_', 'a-22', 'b', '%', 'toString']) {
        same(await viewOf(store, anyScope(tenant)), EMPTY_VIEW, `what ${tenant} sees`);
      }
    }),
  );

  it(
    'answers for another tenant’s fixture as for an absent one',
    withStore(async (store) => {
      await store.commit(scope, sampleCreate('disk'));
      const rival = tenantScope({ tenant: 'rival', actor: 'test:suite' });
      same(await viewOf(store, rival), EMPTY_VIEW, 'what the rival sees');
      const foreign = await refused(
        () => store.commit(rival, sampleUpdate('disk', 1)),
        'LOCALERT_REVISION_CONFLICT',
        'a foreign update',
      );
      const absent = await refused(
        () => store.commit(rival, sampleUpdate('none', 1)),
        'LOCALERT_REVISION_CONFLICT',
        'an absent update',
      );
      same([foreign.details['actual'], absent.details['actual']], [0, 0], 'the revisions told');
      same((await store.get(scope, 'disk'))?.revision, 1, 'the owner’s revision');
    }),
  );

  it(
    'never continues one tenant’s list in another’s',
    withStore(async (store) => {
      const rival = tenantScope({ tenant: 'acme2', actor: 'test:suite' });
      for (const owner of [scope, rival]) {
        for (const id of ['x', 'y', 'z'])
          await store.commit(owner, sampleCreate(id, { snapshot: { name: `${owner.tenant} ${id}` } }));
      }
      const { cursor } = await store.list(scope, { limit: 1 });
      const names = (await store.list(rival, { cursor })).items.map(({ name }) => name);
      same(names, ['acme2 y', 'acme2 z'], 'the rival’s own rest');
    }),
  );

  it(
    'does not join tenant and fixture into keys that collide',
    withStore(async (store) => {
      const pairs = [
        ['a:b', 'c'],
        ['a', 'b:c'],
        ['a/b', 'c'],
        ['a', 'b/c'],
        ['ab', 'c'],
        ['a', 'bc'],
      ] as const;
      const taken: boolean[] = [];
      for (const [tenant, id] of pairs) taken.push(await createOdd(store, anyScope(tenant), id));
      for (const [index, [tenant, id]] of pairs.entries()) {
        const name = (await store.get(anyScope(tenant), id))?.name;
        same(name, taken[index] ? `${tenant} ${id}` : undefined, `${tenant} + ${id}`);
      }
    }),
  );

  it(
    'takes no id for a property of an object',
    withStore(async (store) => {
      for (const id of PROTOTYPE_IDS) {
        same(
          [await store.get(scope, id), (await store.history(scope, id)).items],
          [undefined, []],
          `${id} before`,
        );
      }
      let taken = 0;
      for (const id of PROTOTYPE_IDS) taken += Number(await createOdd(store, scope, id));
      same(
        [await store.count(scope), (await store.list(scope)).items.length],
        [taken, taken],
        'how many there are',
      );
    }),
  );

  it(
    'takes no half of a character and no NUL for another id',
    withStore(async (store) => {
      const ids = ['x\ud800', 'x\ufffd', 'x\udc00', 'x\u0000', 'x'];
      const taken: boolean[] = [];
      for (const id of ids) taken.push(await createOdd(store, scope, id));
      for (const [index, id] of ids.entries()) {
        same((await store.get(scope, id))?.id, taken[index] ? id : undefined, `the id ${JSON.stringify(id)}`);
      }
    }),
  );

  it(
    'refuses scopes of the wrong kind, and those that core did not make',
    withStore(async (store) => {
      await store.commit(scope, sampleCreate('disk'));
      const forged: Scope[] = [
        { kind: 'tenant', tenant: 'acme', actor: 'x', roles: [] },
        { ...scope },
        JSON.parse('null') as Scope,
      ];
      for (const [name, call] of Object.entries(callsWithTenant(store))) {
        for (const given of [system, ...forged])
          await refused(() => call(given), 'LOCALERT_INVALID_SCOPE', name);
      }
      const forgedSystem: Scope = { kind: 'system', purpose: 'x' };
      for (const [name, call] of Object.entries(callsWithSystem(store))) {
        for (const given of [scope, forgedSystem, ...forged])
          await refused(() => call(given), 'LOCALERT_INVALID_SCOPE', name);
      }
      same(await store.count(scope), 1, 'the count');
    }),
  );

  it(
    'purges one tenant, and none that looks alike',
    withStore(async (store) => {
      await fillRivals(store);
      for (const [index, tenant] of RIVAL_TENANTS.entries()) {
        await store.purgeTenant(system, tenant);
        for (const [other, name] of RIVAL_TENANTS.entries()) {
          same(
            await viewOf(store, anyScope(name)),
            other > index ? fullView(name) : EMPTY_VIEW,
            `${name} after ${tenant} went`,
          );
        }
      }
      await store.purgeTenant(system, 'never-seen');
      await store.commit(anyScope('a'), sampleCreate('disk', { snapshot: { name: 'disk of a' } }));
      same(await viewOf(store, anyScope('a')), fullView('a'), 'a purged tenant begins anew');
    }),
  );

  itNeeding(test, missing('outbox'))(
    'purges a tenant’s alerts',
    withStore(async (store) => {
      const outbox = present(store.outbox, 'the outbox');
      const [mine, rivals] = [sampleAlert(), sampleAlert()];
      await outbox.enqueue(anyScope('a'), mine).durable;
      await outbox.enqueue(anyScope('a-2'), rivals).durable;
      // Still on its way to the disk when the tenant goes: it must not come back after it.
      const late = outbox.enqueue(anyScope('a'), sampleAlert()).durable.catch(() => undefined);
      await store.purgeTenant(system, 'a');
      await late;
      const claims = await outbox.claim(system, { now: SAMPLE_TIME + 1, leaseMs: 1_000, limit: 10 });
      same(
        claims.map(({ tenant }) => tenant),
        ['a-2'],
        'the tenants with alerts left',
      );
      same(await outbox.status(anyScope('a'), mine.id), undefined, 'the purged alert');
    }),
  );

  itNeeding(test, missing('directory'))(
    'purges a tenant’s settings',
    withStore(async (store) => {
      const directory = present(store.directory, 'the directory');
      for (const id of ['a', 'a-2']) await directory.create(system, sampleTenant(id));
      await store.purgeTenant(system, 'a');
      same(
        (await directory.list(system)).items.map(({ id }) => id),
        ['a-2'],
        'the tenants left',
      );
    }),
  );

  itNeeding(test, missing('records') ?? missing('usage'))(
    'purges a tenant’s small records and counters',
    withStore(async (store) => {
      const records = present(store.records, 'the records');
      const usage = present(store.usage, 'the counters');
      const record = { kind: 'dek', id: 'k', version: 1, body: '{}' } as const;
      const key = { quota: 'sendsPerDay', window: SAMPLE_TIME, until: SAMPLE_TIME + 1_000 };
      for (const tenant of RIVAL_TENANTS) {
        await records.put(system, tenant, record);
        await usage.take(system, tenant, key, 1, 1);
      }
      await store.purgeTenant(system, 'a');
      for (const tenant of RIVAL_TENANTS) {
        const left = [
          (await records.list(system, tenant, 'dek')).items.length,
          await usage.read(system, tenant, key),
        ];
        same(left, tenant === 'a' ? [0, 0] : [1, 1], `what is left of ${tenant}`);
      }
      same(await records.put(system, 'a', record), true, 'a purged tenant begins anew');
      same((await usage.take(system, 'a', key, 1, 1)).granted, 1, 'and takes anew');
    }),
  );
}
