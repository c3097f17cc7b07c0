import {
  type AuditRecord,
  ComplianceUnmetError,
  InvalidInputError,
  patchTenant,
  type SharedCacheHealth,
  systemScope,
  type TenantInput,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { codeOf, open, playback, values } from '../test/house.ts';
import { moody, until } from '../test/moody.ts';
import { createFixtureManager } from './index.ts';

const system = systemScope('test');
const disk = { baseLocale: 'en', locales: { en: { title: 'Disk full' } } };
/** Short times: nothing here waits for a real outage. */
const short = { patienceMs: 60, retryMs: 20, fixtureTtlMs: 1, tenantTtlMs: 1 };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a store that is down at the start', () => {
  it('fails a strict start, which is the default', async () => {
    const { store, state } = moody();
    state.mood = 'down';
    expect(await codeOf(open({ store }))).toBe('LOCALERT_STORE_UNAVAILABLE');
  });

  it.each(['down', 'hang'] as const)(
    'and is %s: a degraded start comes up, sends fixtures in code, and catches up',
    async (mood) => {
      const { store, state, directory } = moody();
      state.mood = mood;
      const { alerts, acme, posts, events } = await open({ store, start: 'degraded', cache: short });
      expect(events).toContainEqual({
        type: 'start.degraded',
        tenant: 'acme',
        code: 'LOCALERT_STORE_UNAVAILABLE',
        final: false,
      });
      const sent = await acme.send('playback_failure', { locale: 'es', values });
      expect(sent).toMatchObject({ status: 'queued', locale: 'es-ES', staleMs: expect.any(Number) });
      await alerts.drain();
      expect(posts).toHaveLength(1);
      expect(await alerts.health({ timeoutMs: 20 })).toMatchObject({
        status: 'degraded',
        store: { answers: false, code: 'LOCALERT_STORE_UNAVAILABLE' },
        queue: { answers: true, durable: false, delivers: true, depth: { queued: 0 } },
        tenantsBehind: 1,
      });

      state.mood = 'up';
      await until(async () => (await alerts.health()).tenantsBehind === 0);
      expect(await directory.get(system, 'acme')).toMatchObject({ timeZone: 'Europe/Madrid' });
      await until(async () => (await acme.send('playback_failure', { values })).staleMs === undefined);
      await until(async () => (await alerts.health()).status === 'ok');
      expect(events.some(({ type }) => type === 'store.recovered')).toBe(true);
      await alerts.close();
    },
  );

  it('asks for the first of many tenants only, and brings in all of them later', async () => {
    const { store, state, directory } = moody();
    state.mood = 'hang';
    const tenants = Array.from({ length: 40 }, (_, index) => ({ id: `t${index}`, defaultLocale: 'en' }));
    const begun = performance.now();
    const { alerts, events } = await open({ store, start: 'degraded', tenants, cache: short });
    // 40 patiences would be 2.4 s; one is enough to know.
    expect(events.filter(({ type }) => type === 'start.degraded')).toHaveLength(1);
    expect((await alerts.health({ timeoutMs: 1 })).tenantsBehind).toBe(40);
    expect(performance.now() - begun).toBeLessThan(20_000);
    state.mood = 'up';
    await until(async () => (await alerts.health()).tenantsBehind === 0);
    expect((await directory.list(system, { limit: 100 })).items).toHaveLength(40);
    await alerts.close();
  });

  it('refuses tenants that nobody knows, and serves none that was deleted meanwhile', async () => {
    const { store, state } = moody();
    state.mood = 'down';
    const { alerts, as } = await open({ store, start: 'degraded', cache: short });
    expect(await codeOf(as('admin', 'other').send('playback_failure', { values }))).toBe(
      'LOCALERT_STORE_UNAVAILABLE',
    );
    state.mood = 'up';
    await until(async () => (await alerts.health()).tenantsBehind === 0);
    await alerts.tenants.delete('acme');
    state.mood = 'down';
    expect(await codeOf(as('admin').send('playback_failure', { values }))).not.toBe('no error');
    await alerts.close();
  });

  it('stops at what is wrong with the code, whatever the store does', async () => {
    const { store, state } = moody();
    state.mood = 'down';
    const pinned: TenantInput = {
      id: 'acme',
      defaultLocale: 'en',
      region: 'us',
      complianceLevel: 'gdpr',
    };
    expect(await codeOf(open({ store, start: 'degraded', tenants: [pinned] }))).toBe(
      'LOCALERT_COMPLIANCE_UNMET',
    );
    const none = { id: 'UPPER', defaultLocale: 'en' };
    expect(await codeOf(open({ store, start: 'degraded', tenants: [none] }))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(open({ store, cache: { patienceMs: Number.NaN } }))).toBe('LOCALERT_INVALID_INPUT');
  });

  it('goes on with the other tenants when one is refused for good', async () => {
    const { store, state, directory } = moody();
    const refused = new InvalidInputError({ what: 'tenant', issues: [] });
    const create: typeof directory.create = async (scope, tenant, write) =>
      tenant.id === 'odd' ? Promise.reject(refused) : directory.create(scope, tenant, write);
    const tenants = ['odd', 'even'].map((id) => ({ id, defaultLocale: 'en' }));
    const { alerts, events } = await open({
      store,
      directory: { ...directory, create },
      start: 'degraded',
      tenants,
    });
    expect(events).toContainEqual({
      type: 'start.degraded',
      tenant: 'odd',
      code: 'LOCALERT_INVALID_INPUT',
      final: true,
    });
    expect((await alerts.health()).tenantsBehind).toBe(0);
    expect((await alerts.tenants.list()).items.map(({ id }) => id)).toEqual(['even']);
    expect(state.mood).toBe('up');
    await alerts.close();
  });

  it('ends its tries when the manager is closed', async () => {
    const { store, state } = moody();
    state.mood = 'down';
    const { alerts } = await open({ store, start: 'degraded', cache: short });
    await alerts.close({ drainMs: 0 });
    const { reads } = state;
    await pause(400);
    expect(state.reads).toBe(reads);
  });
});

describe('a store that is slow', () => {
  it('does not hold up an alert: a minimal message goes out, and the others do not wait at all', async () => {
    const { store, state } = moody();
    const { alerts, acme, events } = await open({
      store,
      cache: { ...short, patienceMs: 100, retryMs: 60_000 },
    });
    await acme.create('disk', disk);
    await acme.untyped.explain('disk');
    state.mood = 'hang';
    state.reads = 0;
    const others = Array.from({ length: 50 }, (_, index) => acme.untyped.send(`other_${index}`));
    for (const sent of await Promise.all(others)) {
      expect(sent).toMatchObject({ status: 'queued', step: 'minimal' });
    }
    const { reads } = state;
    // It is known by now: nobody asks, nobody waits.
    const later = await Promise.all(
      Array.from({ length: 200 }, (_, index) => acme.untyped.send(`late_${index}`)),
    );
    expect(later.every(({ step }) => step === 'minimal')).toBe(true);
    expect(state.reads).toBe(reads);
    expect(events.filter(({ type }) => type === 'store.failed').length).toBeGreaterThanOrEqual(250);
    // The last good state serves, and says how old it is, though its reload has not failed yet.
    await until(async () => (await acme.untyped.send('disk')).staleMs !== undefined);
    expect(await acme.untyped.send('disk')).toMatchObject({
      step: expect.not.stringMatching('minimal'),
      problems: [{ code: 'bundle-stale' }],
    });
    state.mood = 'up';
    await alerts.close();
  });

  it('is read to the end: what comes late serves the next alert', async () => {
    const { store, state, inner } = moody();
    const { alerts, acme, events } = await open({ store, cache: { ...short, fixtureTtlMs: 60_000 } });
    await acme.create('disk', disk);
    const fresh = await open({ store, tenants: [], cache: { ...short, fixtureTtlMs: 60_000 } });
    await fresh.acme.overrides();
    state.mood = 400;
    expect((await fresh.acme.untyped.send('disk')).step).toBe('minimal');
    await until(() => fresh.events.some(({ type }) => type === 'store.recovered'));
    state.mood = 'up';
    await until(async () => (await fresh.acme.untyped.send('disk')).step !== 'minimal');
    expect(inner.name).toBe('memory');
    expect(events.some(({ type }) => type === 'store.failed')).toBe(false);
    await fresh.alerts.close();
    await alerts.close();
  });

  it('does not hold up an alert by its audit trail', async () => {
    const never = new Promise<never>(() => undefined);
    const { alerts, acme, events } = await open({
      cache: short,
      tenants: [{ id: 'acme', defaultLocale: 'en' }],
      audit: {
        spec: 'localert.auditor/1',
        record: ({ action }): AuditRecord | Promise<AuditRecord> =>
          action === 'alert:send' ? never : ({ id: 'x', action } as AuditRecord),
        append: async () => undefined,
        entries: async () => ({ items: [] }),
        forget: async () => undefined,
        close: async () => undefined,
      },
      store: (({ audit: _, ...store }) => ({
        ...store,
        directory: { ...store.directory, takesAudit: false },
      }))(memoryStore({ region: 'eu' })),
    });
    expect(await acme.send('playback_failure', { values })).toMatchObject({ status: 'queued' });
    expect(events).toContainEqual({
      type: 'audit.failed',
      tenant: 'acme',
      action: 'alert:send',
      code: 'LOCALERT_STORE_UNAVAILABLE',
      served: true,
    });
    await alerts.close();
  });
});

describe('a store that fails in the middle', () => {
  it('is stood in for by the last good state, which says how old it is, and is noticed when it answers', async () => {
    let now = Date.UTC(2026, 0, 2);
    const { store, state } = moody();
    const { alerts, acme, events } = await open({ store, cache: short, clock: { now: () => now } });
    await acme.create('disk', disk);
    await acme.untyped.send('disk');
    state.mood = 'down';
    now += 60_000;
    await until(async () => (await acme.untyped.send('disk')).staleMs === 60_000);
    const since = now;
    now += 3_540_000;
    await until(async () => (await acme.untyped.send('disk')).staleMs === 3_600_000);
    expect(await acme.untyped.explain('disk')).toMatchObject({ stale: true, staleMs: 3_600_000, since });
    expect(events).toContainEqual({
      type: 'store.failed',
      tenant: 'acme',
      code: 'LOCALERT_STORE_UNAVAILABLE',
      served: 'stale',
      staleMs: 3_600_000,
      since,
    });
    expect(await alerts.health()).toMatchObject({
      status: 'degraded',
      store: { answers: false, failingTenants: 1, since },
      cache: { fixtures: 1, maxStaleMs: 86_400_000 },
    });
    state.mood = 'up';
    await until(async () => (await acme.untyped.send('disk')).staleMs === undefined);
    await until(async () => (await alerts.health()).status === 'ok');
    expect(events).toContainEqual({ type: 'store.recovered', tenant: 'acme', downMs: 3_540_000 });
    const explained = await acme.untyped.explain('disk');
    expect(explained.stale).toBe(false);
    expect(explained).not.toHaveProperty('staleMs');
    expect(explained).not.toHaveProperty('since');
    await alerts.close();
  });

  it('past the bound lets a minimal message go out, and serves nothing else', async () => {
    let now = Date.now();
    const { store, state } = moody();
    const { alerts, acme, posts } = await open({
      store,
      cache: { ...short, maxStaleMs: 50 },
      clock: { now: () => now },
    });
    await acme.create('disk', disk);
    await acme.untyped.send('disk');
    state.mood = 'down';
    now += 1_000;
    await until(async () => (await acme.untyped.send('disk')).step === 'minimal');
    // Also for a fixture that is always at hand the tenant's settings are those that were known.
    expect(await acme.send('playback_failure', { values })).toMatchObject({
      status: 'queued',
      step: 'default',
      staleMs: 1_000,
    });
    expect(await codeOf(acme.untyped.render('disk'))).toBe('LOCALERT_STORE_UNAVAILABLE');
    expect(await codeOf(acme.overrides())).toBe('LOCALERT_STORE_UNAVAILABLE');
    await alerts.drain();
    expect(JSON.stringify(posts)).toContain('Playback');
    await alerts.close();
  });

  it('and flaps is asked once in a while by each tenant, and not run over when it comes back', async () => {
    const { store, state } = moody();
    const { alerts, acme } = await open({ store, cache: { ...short, retryMs: 500 } });
    for (let index = 0; index < 20; index++) await acme.create(`disk_${index}`, disk);
    for (let index = 0; index < 20; index++) await acme.untyped.send(`disk_${index}`);
    state.mood = 'down';
    await until(async () => (await acme.untyped.send('disk_0')).staleMs !== undefined);
    state.reads = 0;
    const begun = performance.now();
    for (let round = 0; round < 50; round++) {
      state.mood = round % 10 === 0 ? 'hang' : 'down';
      const sends = Array.from({ length: 20 }, (_, index) => acme.untyped.send(`disk_${index}`));
      for (const { status } of await Promise.all(sends)) expect(status).toBe('queued');
      await pause(2);
    }
    // Directory and fixture of one tenant, once in `retryMs` less a quarter.
    const most = 2 * Math.ceil((performance.now() - begun) / 375) + 2;
    expect(state.reads).toBeLessThanOrEqual(most);
    state.mood = 'up';
    state.reads = 0;
    await until(async () => (await acme.untyped.send('disk_0')).staleMs === undefined);
    await alerts.close();
  });

  it('for one tenant fails for no other', async () => {
    const { store, state } = moody();
    const tenants = ['acme', 'beta'].map((id) => ({ id, defaultLocale: 'en' }));
    const { alerts, as, events } = await open({ store, tenants, cache: { ...short, retryMs: 60_000 } });
    const beta = as('admin', 'beta');
    for (const client of [as('admin'), beta]) await client.create('disk', disk);
    state.only = 'acme';
    state.mood = 'down';
    expect((await as('admin').untyped.send('disk')).step).toBe('minimal');
    const sent = await beta.untyped.send('disk');
    expect([sent.step, sent.staleMs]).toEqual(['default', undefined]);
    expect(events.filter((event) => event.type === 'store.failed').map((event) => event.tenant)).toEqual([
      'acme',
    ]);
    expect((await alerts.health()).store).toMatchObject({ answers: true, failingTenants: 1 });
    await alerts.tenants.delete('acme').catch(() => undefined);
    await alerts.close();
  });

  it('does not let a tenant live on that may not be served here any more', async () => {
    const { store, directory } = moody();
    const { alerts, acme } = await open({ store, cache: short });
    await acme.send('playback_failure', { values });
    const tenant = await alerts.tenants.get('acme');
    const moved = patchTenant(tenant, { region: 'us', complianceLevel: 'gdpr' }, Date.now());
    await directory.replace(system, moved);
    await until(
      async () => (await codeOf(acme.send('playback_failure', { values }))) === ComplianceUnmetError.code,
    );
    expect(await codeOf(acme.send('playback_failure', { values }))).toBe(ComplianceUnmetError.code);
    await alerts.close();
  });
});

describe('health', () => {
  it('is told without a queue, of one that fails, and of one that another process empties', async () => {
    const rendering = await createFixtureManager({ store: memoryStore(), fixtures: { playback } });
    expect(await rendering.health()).toEqual({
      status: 'ok',
      store: { answers: true, failingTenants: 0 },
      cache: { fixtures: 0, maxStaleMs: 86_400_000 },
      tenantsBehind: 0,
    });
    await rendering.close();
    const inner = memoryStore({ region: 'eu' });
    const depth = () => Promise.reject(new Error('secret'));
    const { alerts } = await open({ store: inner, outbox: { ...inner.outbox, depth }, delivery: false });
    const health = await alerts.health();
    expect(health).toMatchObject({
      status: 'degraded',
      store: { answers: true },
      queue: { answers: false, code: 'LOCALERT_STORE_UNAVAILABLE', delivers: false },
    });
    expect(JSON.stringify(health)).not.toContain('secret');
    await alerts.close();
  });

  it('tells whether the cache that processes share answers, and what it does not say in time', async () => {
    let answer: () => Promise<SharedCacheHealth> = async () => ({ ok: true });
    const sharedCache = { name: 'redis', health: () => answer() };
    const { alerts } = await open({ store: { ...memoryStore(), sharedCache } });
    const now = async () => {
      const { status, cache } = await alerts.health({ timeoutMs: 20 });
      return { status, ...cache.shared };
    };
    expect(await now()).toEqual({ status: 'ok', name: 'redis', answers: true });
    answer = async () => ({ ok: false, reason: 'away' });
    expect(await now()).toEqual({ status: 'degraded', name: 'redis', answers: false, reason: 'away' });
    answer = () => new Promise(() => undefined);
    expect(await now()).toEqual({ status: 'degraded', name: 'redis', answers: false, reason: 'timeout' });
    answer = () => {
      throw new Error('secret');
    };
    expect(await now()).toEqual({ status: 'degraded', name: 'redis', answers: false, reason: 'failed' });
    await alerts.close();
  });
});
