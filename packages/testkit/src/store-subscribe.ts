import { type ChangeHint, type FixtureStore, systemScope, tenantScope } from '@localert/core';
import { isTrue, present, same } from './assertions.ts';
import { sampleCreate, sampleTenant, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });

/** How often a write is tried until it is told of. */
const TRIES = 5;

/** Listens, and keeps what it was told. */
function listen(store: FixtureStore) {
  const hints: ChangeHint[] = [];
  const end = present(
    store.subscribe?.(system, (hint) => void hints.push(hint)),
    'what ends a listener',
  );
  return { hints, end };
}

const names = (hint: ChangeHint, fixture: string) =>
  hint.kind === 'fixture' && hint.tenant === 'acme' && hint.fixture === fixture;

/** `all` says everything that a tenant's hint would. */
const coversTenant = (hint: ChangeHint, tenant: string) =>
  hint.kind === 'all' || (hint.kind === 'tenant' && hint.tenant === tenant);

/** Hints of what somebody changed: soon, to all who listen, until they end it. */
export function storeSubscribe({ test, options, withStore, missing }: StoreHarness): void {
  const none = missing('subscribe');
  const it = itNeeding(test, none);
  const { reopen, patienceMs = 15_000 } = options;

  async function until(condition: () => boolean, waitMs = patienceMs): Promise<boolean> {
    const end = Date.now() + waitMs;
    while (!condition() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    return condition();
  }

  /**
   * Writes and waits until a hint names the fixture. A store may say `all` while it makes its connection, so it may
   * try more than once: but one that never says what changed makes everybody forget everything at each write.
   */
  async function isTold(
    writer: FixtureStore,
    hints: readonly ChangeHint[],
    fixture: string,
  ): Promise<boolean> {
    let revision = (await writer.get(acme, fixture))?.revision ?? 0;
    for (let attempt = 0; attempt < TRIES; attempt++, revision++) {
      const seen = hints.length;
      const commit = revision === 0 ? sampleCreate(fixture) : sampleUpdate(fixture, revision);
      await writer.commit(acme, commit);
      const isNamed = () => hints.slice(seen).some((hint) => names(hint, fixture));
      if (await until(isNamed, patienceMs / TRIES)) return true;
    }
    return false;
  }

  const itReopens = itNeeding(test, none ?? (reopen ? undefined : 'the store cannot be opened again'));

  it(
    'tells which fixture was written, and with which tenant',
    withStore(async (store) => {
      const { hints } = listen(store);
      isTrue(await isTold(store, hints, 'disk'), 'a new fixture was told of by name');
      isTrue(await isTold(store, hints, 'disk'), 'a changed fixture was told of by name');
      isTrue(await isTold(store, hints, 'cpu'), 'another fixture was told of by name');
    }),
  );

  it(
    'tells of a tenant that is purged',
    withStore(async (store) => {
      await store.commit(acme, sampleCreate('disk'));
      const { hints } = listen(store);
      isTrue(await isTold(store, hints, 'disk'), 'it tells by name');
      const seen = hints.length;
      await store.purgeTenant(system, 'acme');
      isTrue(
        await until(() => hints.slice(seen).some((hint) => coversTenant(hint, 'acme'))),
        'it was told of',
      );
    }),
  );

  itNeeding(test, none ?? missing('directory'))(
    'tells of a tenant whose settings changed, that came or that went',
    withStore(async (store) => {
      const directory = present(store.directory, 'the directory');
      const { hints } = listen(store);
      isTrue(await isTold(store, hints, 'disk'), 'it tells by name');
      const tenant = sampleTenant('other');
      const changes: Readonly<Record<string, () => Promise<unknown>>> = {
        create: () => directory.create(system, tenant),
        replace: () => directory.replace(system, { ...tenant, revision: tenant.revision + 1 }),
        delete: () => directory.delete(system, 'other'),
      };
      for (const [name, change] of Object.entries(changes)) {
        const seen = hints.length;
        await change();
        const isSeen = await until(() => hints.slice(seen).some((hint) => coversTenant(hint, 'other')));
        isTrue(isSeen, `${name} was told of`);
      }
    }),
  );

  it(
    'tells all who listen, whatever one of them throws, and the writer notices nothing',
    withStore(async (store) => {
      let calls = 0;
      store.subscribe?.(system, () => {
        calls++;
        throw new Error('a listener’s own fault');
      });
      const [left, right] = [listen(store), listen(store)];
      isTrue(await isTold(store, left.hints, 'disk'), 'the second listener was told');
      isTrue(
        await until(() => right.hints.some((hint) => names(hint, 'disk'))),
        'the third listener was told',
      );
      isTrue(calls > 0, 'the first was told too');
      isTrue(await isTold(store, left.hints, 'disk'), 'the second is still told');
    }),
  );

  it(
    'tells nothing any more to who has ended it, once or twice',
    withStore(async (store) => {
      const [ended, other] = [listen(store), listen(store)];
      isTrue(await isTold(store, ended.hints, 'disk'), 'it was told');
      isTrue(await isTold(store, other.hints, 'disk'), 'the other too');
      ended.end();
      ended.end();
      const seen = ended.hints.length;
      isTrue(await isTold(store, other.hints, 'disk'), 'the other is still told');
      same(ended.hints.length, seen, 'what the ended one was told');
    }),
  );

  itReopens(
    'tells of what another store over the same data writes',
    withStore(async (store) => {
      const other = await present(reopen, 'the suite’s `reopen`')(store);
      try {
        const { hints } = listen(store);
        if (options.hears === 'read') await store.get(acme, 'disk');
        isTrue(await isTold(other, hints, 'disk'), 'a new fixture was told of by name');
        isTrue(await isTold(other, hints, 'disk'), 'a changed fixture was told of by name');
        const purged = hints.length;
        await other.purgeTenant(system, 'acme');
        isTrue(await until(() => hints.slice(purged).some((hint) => coversTenant(hint, 'acme'))), 'a purge');
        if (other.directory === undefined) return;
        const seen = hints.length;
        await other.directory.create(system, sampleTenant('third'));
        isTrue(await until(() => hints.slice(seen).some((hint) => coversTenant(hint, 'third'))), 'a tenant');
      } finally {
        await other.close();
      }
    }),
  );

  itReopens(
    'tells nothing any more once the store is closed',
    withStore(async (store) => {
      const { hints } = listen(store);
      isTrue(await isTold(store, hints, 'disk'), 'it was told');
      await store.close();
      const seen = hints.length;
      const other = await present(reopen, 'the suite’s `reopen`')(store);
      try {
        isTrue(await isTold(other, listen(other).hints, 'disk'), 'another store tells');
      } finally {
        await other.close();
      }
      same(hints.length, seen, 'what the closed one told');
    }),
  );
}
