import { type ChangeHint, type ChangeListener, StoreUnavailableError, systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { describe, expect, it } from 'vitest';
import { codeOf, open } from '../test/house.ts';
import type { ManagerOptions } from './index.ts';

const system = systemScope('test');
const note = { baseLocale: 'en', locales: { en: { title: 'old' } } };

type Options = Partial<ManagerOptions<Record<never, never>>>;

/** Two managers over one store, as two processes would be: each has caches of its own. */
async function house(options: Options['cache'] = {}) {
  const store = memoryStore({ region: 'eu' });
  const state = { down: false, reads: 0 };
  const up = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    state.reads += 1;
    if (state.down) throw new StoreUnavailableError({ operation: 'test' });
    return work();
  };
  const { directory } = store;
  let tell: ChangeListener = () => undefined;
  const shaky = {
    ...store,
    get: (...given: Parameters<typeof store.get>) => up(() => store.get(...given)),
    directory: {
      ...directory,
      get: (...given: Parameters<typeof directory.get>) => up(() => directory.get(...given)),
    },
    subscribe: (...given: Parameters<typeof store.subscribe>) => {
      tell = given[1];
      return store.subscribe(...given);
    },
  };
  const here = await open({ fixtures: {}, store: shaky, cache: options });
  const there = await open({ fixtures: {}, store, tenants: [], cache: { follow: false } });
  await there.acme.create('disk', note);
  await there.acme.create('cpu', note);
  const shown = async () => JSON.stringify((await here.acme.untyped.render('disk')).message);
  return { here, there, store, state, shown, tell: (hint: ChangeHint) => tell(hint) };
}

const NEW = { locales: { en: { title: 'new' } } };

describe('what is kept at hand', () => {
  it('follows what another process writes, at once', async () => {
    const { here, there, shown } = await house();
    expect(await shown()).toContain('old');
    await there.acme.update('disk', NEW);
    expect(await shown()).toContain('new');
    await here.alerts.close();
  });

  it('grows old by itself where it is told not to follow', async () => {
    const { there, shown } = await house({ follow: false });
    expect(await shown()).toContain('old');
    await there.acme.update('disk', NEW);
    expect(await shown()).toContain('old');
  });

  it.each(['fixture', 'tenant', 'all'] as const)(
    'is the last good state when the store is down after "%s"',
    async (kind) => {
      const { here, state, shown, tell } = await house();
      const sent = async () => (await here.acme.untyped.send('disk')).problems;
      expect(await shown()).toContain('old');
      state.down = true;
      tell({ kind, tenant: 'acme', fixture: 'disk' } as ChangeHint);
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(await shown()).toContain('old');
      expect(await sent()).toEqual([{ code: 'bundle-stale' }]);
      state.down = false;
    },
  );

  it('reads again after "all", and no more than that', async () => {
    const { there, store, state, shown, tell } = await house();
    await shown();
    const before = state.reads;
    await shown();
    expect(state.reads).toBe(before);
    tell({ kind: 'all' });
    await shown();
    await shown();
    expect(state.reads).toBe(before + 2);
    expect(store.name).toBe('memory');
    await there.alerts.close();
  });

  it('forgets a tenant that another process removed, and serves it no more, store or not', async () => {
    const { here, there, state, shown } = await house();
    expect(await shown()).toContain('old');
    await there.alerts.tenants.delete('acme');
    await new Promise((resolve) => setTimeout(resolve, 10));
    state.down = true;
    await expect(shown()).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    state.down = false;
    // A store that failed a moment ago is left alone for a moment.
    await expect.poll(() => codeOf(shown()), { timeout: 10_000 }).toBe('LOCALERT_NOT_FOUND');
    await here.alerts.close();
  });

  it('knows new settings of a tenant at once', async () => {
    const { here, there } = await house();
    await here.acme.untyped.send('disk');
    await there.alerts.tenants.suspend('acme');
    await expect(here.acme.untyped.send('disk')).rejects.toMatchObject({ code: 'LOCALERT_TENANT_SUSPENDED' });
  });

  it('takes a hint of a tenant that it does not know', async () => {
    const { shown, tell } = await house();
    tell({ kind: 'fixture', tenant: 'nobody', fixture: 'disk' });
    tell({ kind: 'tenant', tenant: 'nobody' });
    expect(await shown()).toContain('old');
  });

  it('follows another process on the same file', async () => {
    const { mkdtempSync, rmSync } = await import('node:fs');
    const { tmpdir } = await import('node:os');
    const { join } = await import('node:path');
    const folder = mkdtempSync(join(tmpdir(), 'localert-follow-'));
    const path = join(folder, 'a.db');
    const here = await open({ fixtures: {}, store: sqliteStore({ path }) });
    const other = sqliteStore({ path });
    const there = await open({ fixtures: {}, store: other, tenants: [] });
    await here.acme.create('disk', note);
    const shown = async () => JSON.stringify((await here.acme.untyped.render('disk')).message);
    expect(await shown()).toContain('old');
    await there.acme.update('disk', NEW);
    await expect.poll(shown, { timeout: 15_000, interval: 10 }).toContain('new');
    await other.purgeTenant(system, 'acme');
    await expect
      .poll(() => shown().catch(({ code }) => code), { timeout: 15_000 })
      .toBe('LOCALERT_NOT_FOUND');
    await here.alerts.close();
    await there.alerts.close();
    rmSync(folder, { recursive: true });
  });
});
