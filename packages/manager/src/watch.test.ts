import {
  type ChangeListener,
  type FixtureStore,
  KeyDestroyedError,
  StoreUnavailableError,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { codeOf, open } from '../test/house.ts';
import { type ManagerOptions, SetupError, type WatchedChange } from './index.ts';

const note = (severity: 'low' | 'high' = 'low') => ({
  baseLocale: 'en',
  severity,
  locales: { en: { title: 'x' } },
});

const house = (options: Partial<ManagerOptions<Record<never, never>>> = {}) =>
  open({ fixtures: {}, ...options });

const told = (changes: readonly WatchedChange[]) =>
  changes.map(({ fixture, revision }) => `${fixture} ${revision}`);

/** So many items of a watch. */
async function take(watch: AsyncIterable<WatchedChange>, count: number): Promise<WatchedChange[]> {
  const items: WatchedChange[] = [];
  if (count === 0) return items;
  for await (const item of watch) if (items.push(item) >= count) break;
  return items;
}

/** What there is now: until the feed has nothing more at once. */
async function rest(watch: (signal: AbortSignal) => AsyncIterable<WatchedChange>, waitMs = 100) {
  const items: WatchedChange[] = [];
  for await (const item of watch(AbortSignal.timeout(waitMs))) items.push(item);
  return items;
}

describe('a watch', () => {
  it('tells all that is known, from the beginning, and goes on from each cursor', async () => {
    const { acme, alerts } = await house();
    await acme.create('disk', note());
    await acme.create('cpu', note());
    await acme.update('disk', { severity: 'high' });
    await acme.archive('disk');
    const all = await take(acme.watch({ from: 'beginning' }), 4);
    expect(told(all)).toEqual(['disk 1', 'cpu 1', 'disk 2', 'disk 3']);
    expect(all[3]).toMatchObject({ tenant: 'acme', type: 'FixtureArchived' });
    expect(JSON.stringify(all)).not.toContain('title');
    for (const [index, { cursor }] of all.entries()) {
      await acme.update('cpu', { description: `after ${index}` });
      const [first] = await take(acme.watch({ from: cursor }), 1);
      expect(told([first!])).toEqual(told(index < 3 ? [all[index + 1]!] : [{ ...all[1]!, revision: 2 }]));
    }
    expect(told(await rest((signal) => alerts.watch({ from: 'beginning', signal })))).toHaveLength(8);
    await alerts.close();
  });

  it('wakes when something is written, and ends by its signal or when it is left', async () => {
    const { acme, alerts } = await house();
    const ending = new AbortController();
    const watch = acme.watch({ signal: ending.signal, pollMs: 60_000 })[Symbol.asyncIterator]();
    const first = watch.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await acme.create('disk', note());
    expect((await first).value).toMatchObject({ fixture: 'disk', revision: 1 });
    const second = watch.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    ending.abort();
    expect(await second).toMatchObject({ done: true });
    expect(await rest(() => acme.watch({ signal: AbortSignal.abort() }))).toEqual([]);
    await alerts.close();
  });

  it('looks by itself where the store tells nothing, and for all tenants where the host asks', async () => {
    const { subscribe: _, ...quiet } = memoryStore({ region: 'eu' });
    const { acme, alerts } = await house({ store: quiet });
    await alerts.tenants.create({ id: 'beta', defaultLocale: 'en' });
    const beta = alerts.forTenant('beta', { actor: 'user:b', roles: ['admin'] });
    const both = take(alerts.watch({ from: 'beginning', pollMs: 5 }), 2);
    const own = take(beta.watch({ from: 'beginning', pollMs: 5 }), 1);
    await acme.create('disk', note());
    await new Promise((resolve) => setTimeout(resolve, 20));
    await beta.create('cpu', note());
    expect(told(await both)).toEqual(['disk 1', 'cpu 1']);
    expect((await own)[0]).toMatchObject({ tenant: 'beta', fixture: 'cpu' });
    await alerts.close();
  });

  it('tells only what the actor may read, by what it is now', async () => {
    const { acme, alerts } = await house();
    await acme.create('mine', note('low'));
    await acme.create('other', note('high'));
    const seen = async (only: object) =>
      told(
        await rest((signal) =>
          alerts
            .forTenant('acme', { actor: 'user:r', roles: ['viewer'], only })
            .watch({ from: 'beginning', signal }),
        ),
      );
    expect(await seen({ severities: ['low'] })).toEqual(['mine 1']);
    expect(await seen({ fixtures: ['other'] })).toEqual(['other 1']);
    expect(await seen({ locales: ['es'] })).toEqual(['mine 1', 'other 1']);
    const sender = alerts.forTenant('acme', { actor: 'user:s', roles: ['nobody'] });
    expect(await codeOf(take(sender.watch(), 1))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });

  it('tells nothing of ids that code has taken, nor of what was shredded or is gone', async () => {
    const store = memoryStore({ region: 'eu' });
    const { acme, alerts } = await house({ store });
    for (const id of ['playback_failure', 'lost', 'gone', 'disk']) await acme.create(id, note());
    await alerts.close();
    const again = memoryStore({ region: 'eu' });
    const from: FixtureStore = {
      ...again,
      changes: async () => ({
        items: ['playback_failure', 'lost', 'gone', 'disk'].map((fixture) => ({
          ...{ tenant: 'acme', fixture, revision: 1, type: 'FixtureCreated' as const, at: 1 },
          event: fixture,
        })),
        cursor: 'x',
      }),
      get: async (scope, id) => {
        if (id === 'lost') throw new KeyDestroyedError({ tenant: 'acme' } as never);
        return id === 'disk' ? ({ id, severity: 'low' } as never) : again.get(scope, id);
      },
    };
    const second = await open({ store: from });
    expect(told(await take(second.acme.watch({ from: 'beginning' }), 1))).toEqual(['disk 1']);
    await second.alerts.close();
  });

  it('waits for a store that does not answer, tells observers, and misses nothing', async () => {
    const store = memoryStore({ region: 'eu' });
    let failing = 0;
    const fail = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      if (failing > 0) {
        failing -= 1;
        throw new StoreUnavailableError({ operation: 'test' });
      }
      return work();
    };
    const shaky: FixtureStore = {
      ...store,
      changes: (...given) => fail(() => store.changes(...given)),
      get: (...given) => fail(() => store.get(...given)),
    };
    const { acme, alerts, events } = await house({ store: shaky });
    await acme.create('disk', note());
    await acme.create('cpu', note());
    const seen: string[] = [];
    for await (const { fixture } of acme.watch({ from: 'beginning', pollMs: 5 })) {
      seen.push(fixture);
      failing = 2;
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(['disk', 'cpu']);
    expect(events).toContainEqual({
      type: 'watch.failed',
      tenant: 'acme',
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
    failing = 0;
    const hosts = alerts.watch({ from: 'beginning', pollMs: 5 })[Symbol.asyncIterator]();
    await hosts.next();
    await hosts.next();
    failing = 1;
    const next = hosts.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await acme.create('net', note());
    expect((await next).value).toMatchObject({ fixture: 'net' });
    expect(events).toContainEqual({ type: 'watch.failed', code: 'LOCALERT_STORE_UNAVAILABLE' });
    await alerts.close();
  });

  it('ends when the manager is closed, or the tenant is removed', async () => {
    const { acme, alerts } = await house();
    await alerts.tenants.create({ id: 'beta', defaultLocale: 'en' });
    const beta = alerts.forTenant('beta', { actor: 'user:b', roles: ['admin'] });
    const removed = codeOf(take(beta.watch({ pollMs: 60_000 }), 1));
    const closed = codeOf(take(acme.watch({ pollMs: 60_000 }), 1));
    const hosts = codeOf(take(alerts.watch({ pollMs: 60_000 }), 1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await alerts.tenants.delete('beta');
    expect(await removed).toBe('LOCALERT_NOT_FOUND');
    await alerts.close();
    expect([await closed, await hosts]).toEqual(['LOCALERT_MANAGER_CLOSED', 'LOCALERT_MANAGER_CLOSED']);
    expect(await codeOf(take(alerts.watch(), 1))).toBe('LOCALERT_MANAGER_CLOSED');
  });

  it('hands out again what it cannot find its place behind', async () => {
    const { acme, alerts } = await house();
    await acme.create('disk', note());
    await acme.update('disk', { severity: 'high' });
    await acme.update('disk', { severity: 'low' });
    await acme.update('disk', { severity: 'high' });
    const all = await take(acme.watch({ from: 'beginning' }), 4);
    await alerts.compact({ keep: { revisions: 2 } });
    const from = (index: number) => rest((signal) => acme.watch({ from: all[index]!.cursor, signal }));
    expect(told(await from(0))).toEqual(['disk 2', 'disk 3', 'disk 4']);
    expect(told(await from(1))).toEqual(['disk 3', 'disk 4']);
    await alerts.close();
  });

  it('refuses cursors that no watch gave, and patience that is none', async () => {
    const { acme, alerts } = await house();
    await acme.create('disk', note());
    const listed = (
      await alerts.forTenant('acme', { actor: 'a', roles: ['admin'] }).history('disk', { limit: 1 })
    ).cursor;
    for (const from of ['', 'x', 'NOW', listed ?? 'W10'])
      for (const watch of [acme.watch({ from }), alerts.watch({ from })])
        expect(await codeOf(take(watch, 1))).toBe('LOCALERT_INVALID_INPUT');
    for (const pollMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(await codeOf(take(acme.watch({ pollMs }), 1))).toBe('LOCALERT_INVALID_INPUT');
    expect(SetupError).toBeDefined();
    await alerts.close();
  });
});

describe('a store that tells badly', () => {
  it('is no reason to fail: what is kept grows old by itself', async () => {
    const listeners: ChangeListener[] = [];
    for (const subscribe of [
      () => {
        throw new Error('not now');
      },
      () => undefined as never,
      (_: unknown, listener: ChangeListener) => {
        listeners.push(listener);
        return () => {
          throw new Error('it does not end');
        };
      },
    ]) {
      const { acme, alerts } = await house({ store: { ...memoryStore({ region: 'eu' }), subscribe } });
      await acme.create('disk', note());
      expect((await acme.get('disk')).revision).toBe(1);
      await alerts.close();
    }
    expect(listeners).toHaveLength(1);
  });
});
