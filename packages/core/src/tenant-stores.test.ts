import { describe, expect, it } from 'vitest';
import type { ChangeHint, ChangeListener } from './change.ts';
import { StoreUnavailableError } from './errors.ts';
import { systemScope, tenantScope } from './scope.ts';
import { type FixtureStore, STORE_SPEC } from './store.ts';
import { tenantStores } from './tenant-stores.ts';

const system = systemScope('test');
const of = (tenant: string) => tenantScope({ tenant, actor: 'test' });

/** A store that counts nothing but what is done with it. */
function stub(name: string, change: Partial<FixtureStore> = {}) {
  const log: string[] = [];
  const listeners = new Set<ChangeListener>();
  const store = {
    spec: STORE_SPEC,
    name,
    get: async () => undefined,
    list: async () => ({ items: [] }),
    commit: () => Promise.reject(new StoreUnavailableError({ operation: 'commit' })),
    history: async () => ({ items: [] }),
    count: async () => 7,
    purgeTenant: async (_, tenant) => void log.push(`purge ${tenant}`),
    close: async () => void log.push('close'),
    ...change,
  } satisfies FixtureStore as FixtureStore;
  return { store, log, listeners };
}

const subscribable = (name: string, change: Partial<FixtureStore> = {}) => {
  const listeners = new Set<ChangeListener>();
  const made = stub(name, {
    subscribe(_, listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ...change,
  });
  const tell = (hint: ChangeHint) => {
    for (const listener of listeners) listener(hint);
  };
  return { ...made, listeners, tell };
};

describe('the stores of tenants', () => {
  it('are opened once for all who wait, and again after they were closed to make room', async () => {
    const opened: string[] = [];
    const stores = new Map<string, ReturnType<typeof stub>>();
    const store = tenantStores({
      home: stub('home').store,
      async storeFor(tenant) {
        opened.push(tenant);
        await new Promise((resolve) => setTimeout(resolve, 2));
        const made = stub(tenant);
        stores.set(tenant, made);
        return made.store;
      },
      maxOpen: 2,
    });
    await Promise.all(Array.from({ length: 50 }, () => store.count(of('a'))));
    expect(opened).toEqual(['a']);
    await store.count(of('b'));
    await store.count(of('a'));
    await store.count(of('c'));
    // Who was not used for longest went.
    expect(stores.get('b')?.log).toEqual(['close']);
    expect(stores.get('a')?.log).toEqual([]);
    await store.count(of('b'));
    expect(opened).toEqual(['a', 'b', 'c', 'b']);
    await store.close();
  });

  it('are never closed under whoever uses them, and not opened again before they are closed', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const steps: string[] = [];
    const store = tenantStores({
      home: stub('home').store,
      storeFor(tenant) {
        steps.push(`open ${tenant}`);
        return stub(tenant, {
          count: async () => (tenant === 'a' ? held.then(() => 1) : 2),
          async close() {
            await new Promise((resolve) => setTimeout(resolve, 5));
            steps.push(`close ${tenant}`);
          },
        }).store;
      },
      maxOpen: 1,
    });
    const slow = store.count(of('a'));
    await store.count(of('b'));
    await store.count(of('c'));
    expect(steps).not.toContain('close a');
    release();
    expect(await slow).toBe(1);
    await store.count(of('c'));
    await store.count(of('a'));
    const again = steps.lastIndexOf('open a');
    expect(steps.indexOf('close a')).toBeGreaterThan(0);
    expect(again).toBeGreaterThan(steps.indexOf('close a'));
    await store.close();
  });

  it('that cannot be opened harm no other, are tried again, and tell nothing', async () => {
    let broken = true;
    const store = tenantStores({
      home: stub('home').store,
      storeFor(tenant) {
        if (tenant === 'odd' && broken) throw new Error('password=hunter2');
        return stub(tenant).store;
      },
    });
    const [odd, fine] = await Promise.allSettled([store.count(of('odd')), store.count(of('fine'))]);
    expect(fine).toEqual({ status: 'fulfilled', value: 7 });
    const reason = (odd as PromiseRejectedResult).reason as StoreUnavailableErrorLike;
    expect(reason.code).toBe('LOCALERT_STORE_UNAVAILABLE');
    expect(JSON.stringify(reason) + String(reason.stack)).not.toContain('hunter2');
    broken = false;
    expect(await store.count(of('odd'))).toBe(7);
    await store.close();
  });

  it('have what the home has', async () => {
    const usage = { spec: 'localert.usage/1' } as unknown as NonNullable<FixtureStore['usage']>;
    const store = tenantStores({ home: stub('home', { usage }).store, storeFor: () => stub('bare').store });
    await expect(store.count(of('a'))).rejects.toThrow(/it lacks usage, which the home has/);
    await store.close();
    const plain = tenantStores({ home: stub('home').store, storeFor: () => stub('bare').store });
    const parts = ['directory', 'outbox', 'audit', 'records', 'usage', 'storedBytes', 'reseal'] as const;
    for (const name of [...parts, 'compact', 'changes', 'subscribe', 'rebuild', 'backup'] as const)
      expect(plain[name]).toBeUndefined();
    expect(plain.sharedCache).toBeUndefined();
    await plain.close();
    const sharedCache = { name: 'redis', health: async () => ({ ok: true }) };
    const cached = tenantStores({
      home: stub('home', { sharedCache }).store,
      storeFor: () => stub('bare').store,
    });
    expect(cached.sharedCache).toBe(sharedCache);
    await cached.close();
  });

  it('are made anew one after the other: a fault of one stops no other, and is told at the end', async () => {
    const made: string[] = [];
    const rebuilding = (name: string, change: Partial<FixtureStore> = {}) =>
      stub(name, {
        async rebuild(_, { onProgress } = {}) {
          made.push(name);
          onProgress?.({ done: 3, total: 7 });
          return { done: 7, total: 7 };
        },
        ...change,
      }).store;
    const shared = rebuilding('shared');
    const failing = rebuilding('odd', {
      count: () => Promise.reject(new StoreUnavailableError({ operation: 'count' })),
      rebuild: () => Promise.reject(new StoreUnavailableError({ operation: 'rebuild' })),
    });
    const stores: Readonly<Record<string, FixtureStore>> = { odd: failing, fine: rebuilding('fine') };
    const store = tenantStores({
      home: rebuilding('home'),
      storeFor: (tenant) => stores[tenant] ?? shared,
      tenants: () => ['odd', 'one', 'two', 'fine'],
    });
    const seen: unknown[] = [];
    const work = { onProgress: (progress: unknown) => seen.push(progress) };
    await expect(store.rebuild?.(system, work)).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    expect(made).toEqual(['fine', 'shared']);
    // Three tenants of seven fixtures each are expected: the fourth did not say.
    expect(seen).toEqual([
      { done: 3, total: 21 },
      { done: 10, total: 21 },
    ]);
    const good = tenantStores({
      home: rebuilding('home'),
      storeFor: () => shared,
      tenants: () => ['one', 'two'],
    });
    expect(await good.rebuild?.(system)).toEqual({ done: 7, total: 7 });
    await Promise.all([store.close(), good.close()]);
  });

  it('are no more made anew once that is stopped', async () => {
    const controller = new AbortController();
    const made: string[] = [];
    const store = tenantStores({
      home: stub('home', { rebuild: async () => ({ done: 0, total: 0 }) }).store,
      storeFor: (tenant) =>
        stub(tenant, {
          async rebuild(_, { signal } = {}) {
            made.push(tenant);
            controller.abort();
            signal?.throwIfAborted();
            return { done: 0, total: 0 };
          },
        }).store,
      tenants: () => ['one', 'two'],
    });
    const work = { signal: controller.signal };
    await expect(store.rebuild?.(system, work)).rejects.toThrow('aborted');
    expect(made).toEqual(['one']);
    await expect(store.rebuild?.(system, work)).rejects.toThrow('aborted');
    await store.close();
  });

  it('keep a shape: what the home has, each is asked for', async () => {
    const change = { fixture: 'f', events: [] };
    const parts: Partial<FixtureStore> = {
      storedBytes: async () => 5,
      reseal: async () => true,
      compact: async () => true,
    };
    const store = tenantStores({ home: stub('home', parts).store, storeFor: () => stub('a', parts).store });
    expect(await store.storedBytes?.(of('a'))).toBe(5);
    expect(await store.reseal?.(system, 'a', change)).toBe(true);
    expect(await store.compact?.(system, 'a', { fixture: 'f' } as never)).toBe(true);
    await store.close();
  });

  it('may be shared, or be the home itself, and are closed with the last of them', async () => {
    const home = stub('home');
    const shared = stub('shared');
    const store = tenantStores({
      home: home.store,
      storeFor: (tenant) => (tenant.startsWith('big') ? shared.store : home.store),
      maxOpen: 1,
    });
    for (const tenant of ['big-1', 'big-2', 'small']) await store.count(of(tenant));
    await store.count(of('small'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(shared.log).toEqual(['close']);
    expect(home.log).toEqual([]);
    await store.close();
    await store.close();
    expect(home.log).toEqual(['close', 'close']);
    await expect(store.count(of('big-1'))).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
  });

  it('are all closed, also when one of them throws, which is told', async () => {
    const fine = stub('fine');
    const home = stub('home');
    const store = tenantStores({
      home: home.store,
      storeFor: (tenant) =>
        tenant === 'odd'
          ? stub('odd', { close: () => Promise.reject(new StoreUnavailableError({ operation: 'close' })) })
              .store
          : fine.store,
    });
    for (const tenant of ['odd', 'fine']) await store.count(of(tenant));
    await expect(store.close()).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    expect([fine.log, home.log]).toEqual([['close'], ['close']]);
  });

  it('are purged before the home forgets the tenant', async () => {
    const order: string[] = [];
    const purge =
      (name: string): FixtureStore['purgeTenant'] =>
      async () =>
        void order.push(name);
    const store = tenantStores({
      home: stub('home', { purgeTenant: purge('home') }).store,
      storeFor: () => stub('own', { purgeTenant: purge('own') }).store,
    });
    await store.purgeTenant(system, 'acme');
    expect(order).toEqual(['own', 'home']);
    await store.close();
  });

  it('tell of changes while they are open, and that something may be missed when they open and close', async () => {
    const home = subscribable('home');
    const own = new Map<string, ReturnType<typeof subscribable>>();
    const store = tenantStores({
      home: home.store,
      storeFor(tenant) {
        const made = subscribable(tenant);
        own.set(tenant, made);
        return made.store;
      },
      maxOpen: 1,
    });
    const told: ChangeHint[] = [];
    const unsubscribe = store.subscribe?.(system, (hint) => void told.push(hint));
    store.subscribe?.(system, () => {
      throw new Error('its own fault');
    });
    await store.count(of('a'));
    expect(told.splice(0)).toEqual([{ kind: 'tenant', tenant: 'a' }]);
    own.get('a')?.tell({ kind: 'fixture', tenant: 'a', fixture: 'disk' });
    home.tell({ kind: 'tenant', tenant: 'z' });
    expect(told.splice(0)).toEqual([
      { kind: 'fixture', tenant: 'a', fixture: 'disk' },
      { kind: 'tenant', tenant: 'z' },
    ]);
    await store.count(of('b'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(told.splice(0)).toContainEqual({ kind: 'tenant', tenant: 'a' });
    expect(own.get('a')?.listeners.size).toBe(0);
    unsubscribe?.();
    own.get('b')?.tell({ kind: 'all' });
    expect(told).toEqual([]);
    await store.close();
    expect(home.listeners.size).toBe(0);
    expect(() => store.subscribe?.(system, () => undefined)).toThrow();
  });

  it('are made anew one after the other, past one that fails', async () => {
    const rebuild =
      (done: number): NonNullable<FixtureStore['rebuild']> =>
      async (_, work) => {
        work?.onProgress?.({ done, total: done });
        return { done, total: done };
      };
    const store = tenantStores({
      home: stub('home', { rebuild: rebuild(0) }).store,
      storeFor: (tenant) =>
        stub(tenant, {
          count: async () => 2,
          rebuild:
            tenant === 'odd'
              ? () => Promise.reject(new StoreUnavailableError({ operation: 'x' }))
              : rebuild(2),
        }).store,
      tenants: () => ['a', 'odd', 'b'],
    });
    const seen: unknown[] = [];
    await expect(
      store.rebuild?.(system, { onProgress: (progress) => seen.push(progress) }),
    ).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    expect(seen).toEqual([
      { done: 2, total: 6 },
      { done: 4, total: 6 },
    ]);
    const stop = new AbortController();
    const stopped = store.rebuild?.(system, { onProgress: () => stop.abort(), signal: stop.signal });
    await expect(stopped).rejects.toThrow(/abort/i);
    await store.close();
  });
});

interface StoreUnavailableErrorLike {
  readonly code: string;
  readonly stack?: string;
}
