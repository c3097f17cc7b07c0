import { type FixtureStore, StoreFullError, type TenantQuotas, type UsageCounter } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { manualClock } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { counter } from '../test/counters.ts';
import { breakable, codeOf, open, values } from '../test/house.ts';

const DAY = 86_400_000;
const note = { baseLocale: 'en', locales: { en: { title: 'Note {n}' } } };

/** A manager whose tenant has these quotas, on a clock that is set by hand. */
async function limited(quotas: TenantQuotas, options: Parameters<typeof open>[0] = {}) {
  const clock = manualClock();
  const house = await open({ clock, tenants: [{ id: 'acme', defaultLocale: 'en', quotas }], ...options });
  const send = (request = {}) => codeOf(house.acme.send('playback_failure', { values, ...request }));
  const usage = async (quota: keyof TenantQuotas) =>
    (await house.acme.usage()).find((one) => one.quota === quota);
  return { ...house, clock, send, usage };
}

const accepted = (codes: readonly string[]) => codes.filter((code) => code === 'no error').length;

describe('sendsPerDay', () => {
  it('counts the alerts that the queue took, to the limit and no further', async () => {
    const { alerts, clock, send, usage, events } = await limited({ sendsPerDay: 20 });
    const codes = await Promise.all(Array.from({ length: 50 }, () => send()));
    expect(accepted(codes)).toBe(20);
    expect(new Set(codes)).toEqual(new Set(['no error', 'LOCALERT_QUOTA_EXCEEDED']));
    expect(await usage('sendsPerDay')).toEqual({
      quota: 'sendsPerDay',
      limit: 20,
      used: 20,
      until: clock.now() + DAY,
      counted: 'all',
    });
    expect(events.filter(({ type }) => type === 'alert.refused')).toHaveLength(30);
    clock.advance(DAY);
    expect(await send()).toBe('no error');
    await alerts.close();
  });

  it('gives back what was refused later, and duplicates', async () => {
    let full = false;
    const store = memoryStore({ region: 'eu' });
    const inner = store.outbox;
    const outbox: typeof inner = {
      ...inner,
      enqueue: (scope, alert, write) =>
        full
          ? { id: alert.id, durable: Promise.reject(new StoreFullError({ operation: 'enqueue' })) }
          : inner.enqueue(scope, alert, write),
    };
    const { acme, alerts, send, usage } = await limited({ sendsPerDay: 3 }, { store, outbox });
    for (let index = 0; index < 5; index++) {
      expect(await codeOf(acme.untyped.send('no_such_fixture'))).toBe('LOCALERT_NOT_FOUND');
    }
    full = true;
    for (let index = 0; index < 5; index++) expect(await send()).toBe('LOCALERT_STORE_FULL');
    full = false;
    for (let index = 0; index < 5; index++) expect(await send({ dedupeKey: 'one' })).toBe('no error');
    expect((await usage('sendsPerDay'))?.used).toBe(1);
    expect([await send(), await send(), await send()]).toEqual([
      'no error',
      'no error',
      'LOCALERT_QUOTA_EXCEEDED',
    ]);
    await alerts.close();
  });

  it('gives the second its alert back when the day has none', async () => {
    const { alerts, send, usage } = await limited({ sendsPerDay: 1, sendsPerSecond: 5 });
    for (let index = 0; index < 4; index++) await send();
    expect((await usage('sendsPerSecond'))?.used).toBe(1);
    await alerts.close();
  });
});

describe('sendsPerSecond', () => {
  it('counts work: duplicates, and what is refused later', async () => {
    const { acme, alerts, clock, send, usage } = await limited({ sendsPerSecond: 4 });
    await send({ dedupeKey: 'one' });
    await send({ dedupeKey: 'one' });
    await codeOf(acme.untyped.send('no_such_fixture'));
    expect((await usage('sendsPerSecond'))?.used).toBe(3);
    expect([await send(), await send()]).toEqual(['no error', 'LOCALERT_QUOTA_EXCEEDED']);
    clock.advance(1_000);
    expect(await send()).toBe('no error');
    await alerts.close();
  });
});

describe('counters', () => {
  it('are the store’s, so that two managers on one store share the limit', async () => {
    const store = memoryStore({ region: 'eu' });
    const one = await limited({ sendsPerDay: 30 }, { store });
    const two = await limited({ sendsPerDay: 30 }, { store });
    const codes = await Promise.all(Array.from({ length: 80 }, (_, index) => (index % 2 ? one : two).send()));
    expect(accepted(codes)).toBe(30);
    await one.alerts.close();
  });

  it('can be handed in', async () => {
    const { usage, calls } = counter();
    const { alerts, send } = await limited({ sendsPerDay: 30 }, { usage });
    await send();
    expect(calls).toEqual([{ name: 'take', count: 1 }]);
    await alerts.close();
    expect(await codeOf(open({ usage: { ...usage, spec: 'localert.usage/0' as never } }))).toBe(
      'LOCALERT_PORT_MISMATCH',
    );
  });

  it('are this process’s own where the store has none, and are forgotten with the tenant', async () => {
    const { store } = breakable(memoryStore({ region: 'eu' }));
    const { alerts, send, usage, as, acme } = await limited(
      { sendsPerDay: 2, aiTokensPerDay: 10 },
      { store },
    );
    expect([await send(), await send(), await send()]).toEqual([
      'no error',
      'no error',
      'LOCALERT_QUOTA_EXCEEDED',
    ]);
    expect((await usage('sendsPerDay'))?.counted).toBe('process');
    expect((await usage('aiTokensPerDay'))?.counted).toBe('process');
    expect((await usage('fixtures'))?.counted).toBe('all');
    await alerts.budget('acme').take(7);
    await alerts.tenants.delete('acme');
    await alerts.tenants.create({ id: 'acme', defaultLocale: 'en', quotas: { sendsPerDay: 2 } });
    expect(await codeOf(as('admin').send('playback_failure', { values }))).toBe('no error');
    expect((await acme.usage()).find(({ quota }) => quota === 'aiTokensPerDay')?.used).toBe(0);
    await alerts.close();
  });

  it.each([
    ['fail', async () => Promise.reject(new Error('CANARY'))],
    [
      'grant more than was asked for',
      async (_s: unknown, _t: unknown, _k: unknown, want: number) => ({ granted: want + 1, used: 1 }),
    ],
    ['grant half a thing', async () => ({ granted: 0.5, used: 1 })],
    ['do not say how many are used', async () => ({ granted: 1, used: Number.NaN })],
    ['answer nothing', async () => undefined],
  ])('that %s do not stop alerts, up to the limit, and are told', async (_what, take) => {
    const { usage: inner } = counter();
    const usage = { ...inner, take } as unknown as UsageCounter;
    const { alerts, send, events } = await limited({ sendsPerDay: 3 }, { usage });
    const codes = await Promise.all(Array.from({ length: 5 }, () => send()));
    expect(accepted(codes)).toBe(3);
    expect(events).toContainEqual({
      type: 'quota.uncounted',
      tenant: 'acme',
      quota: 'sendsPerDay',
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
    expect(JSON.stringify(events)).not.toContain('CANARY');
    await alerts.close();
  });

  it('that cannot be read are a typed error of usage()', async () => {
    const { usage: inner } = counter();
    for (const read of [async () => Promise.reject(new Error('CANARY')), async () => -1]) {
      const { acme, alerts } = await limited({ sendsPerDay: 3 }, { usage: { ...inner, read } });
      expect(await codeOf(acme.usage())).toBe('LOCALERT_STORE_UNAVAILABLE');
      await alerts.close();
    }
  });

  it('get back what the manager holds when it closes', async () => {
    const { usage, counted } = counter();
    const { alerts, clock, send } = await limited({ sendsPerDay: 1_000 }, { usage });
    for (let index = 0; index < 30; index++) await send();
    const window = { quota: 'sendsPerDay', window: clock.now(), until: clock.now() + DAY };
    expect(await counted('acme', window)).toBeGreaterThan(30);
    await alerts.close();
    expect(await counted('acme', window)).toBe(30);
  });
});

describe('stored fixtures', () => {
  it('storedBytes refuses what would make them longer, and nothing that makes them shorter', async () => {
    const { acme, alerts, usage } = await limited({ storedBytes: 3_000 });
    let made = 0;
    let code = 'no error';
    while (code === 'no error' && made < 50) {
      code = await codeOf(acme.create(`note${made}`, note));
      made += code === 'no error' ? 1 : 0;
    }
    expect(code).toBe('LOCALERT_QUOTA_EXCEEDED');
    const before = await usage('storedBytes');
    expect(before).toMatchObject({ limit: 3_000, counted: 'all' });
    expect(before?.used).toBeGreaterThan(2_000);
    expect(before?.used).toBeLessThanOrEqual(3_000);
    expect((await usage('fixtures'))?.used).toBe(made);
    expect(await codeOf(acme.update('note0', { description: 'x'.repeat(3_000) }))).toBe(
      'LOCALERT_QUOTA_EXCEEDED',
    );
    expect(await codeOf(acme.update('note0', { locales: { en: { title: 'N {n}' } } }))).toBe('no error');
    await alerts.close();
  });

  it('localesPerFixture holds for overrides in locales that the fixture lacks', async () => {
    const { acme, alerts, events } = await limited({ localesPerFixture: 3 });
    // The fixture in code has three locales: they are not the tenant's doing, and may be said in its words.
    expect(await codeOf(acme.override('playback_failure', 'fr', { title: 'Coupure en {region}' }))).toBe(
      'no error',
    );
    const refused = await acme
      .override('playback_failure', 'de', { title: 'Aus in {region}' })
      .catch((e) => e);
    expect(refused).toMatchObject({
      code: 'LOCALERT_FIXTURE_REFUSED',
      details: { findings: [{ code: 'quota-locales' }] },
    });
    expect(events).toContainEqual(expect.objectContaining({ type: 'fixture.refused', findings: 1 }));
    await acme.create('note', note);
    await acme.override('note', 'de', { title: 'Notiz {n}' });
    await acme.override('note', 'fr', { title: 'Note {n}' });
    expect(await codeOf(acme.override('note', 'it', { title: 'Nota {n}' }))).toBe('LOCALERT_FIXTURE_REFUSED');
    expect(await codeOf(acme.override('note', 'fr', { title: 'La note {n}' }))).toBe('no error');
    await alerts.close();
  });
});

describe('rendering', () => {
  it('renderOutput shortens a field; the alert goes out and says so', async () => {
    const { acme, alerts, posts } = await limited({ renderOutput: 100 });
    const { problems } = await acme.send('playback_failure', {
      values: { ...values, region: 'x'.repeat(500) },
    });
    expect(problems).toContainEqual({ code: 'output-too-long', locale: 'en-US', field: 'title' });
    await alerts.drain();
    expect(posts).toHaveLength(1);
    expect(JSON.stringify(posts[0]?.message)).not.toContain('x'.repeat(101));
    await alerts.close();
  });

  it('renderMsPerSecond refuses alerts, renders and previews once the second is used up', async () => {
    const { acme, alerts, clock, send, usage } = await limited({
      renderMsPerSecond: 0.000_001,
      sendsPerDay: 5,
    });
    expect(await send()).toBe('no error');
    expect(await usage('renderMsPerSecond')).toMatchObject({ limit: 0.000_001, counted: 'process' });
    expect((await usage('renderMsPerSecond'))?.used).toBeGreaterThan(0);
    for (const work of [
      () => acme.send('playback_failure', { values }),
      () => acme.render('playback_failure', { values }),
      () => acme.preview('playback_failure'),
      () => acme.explain('playback_failure'),
    ]) {
      await expect(work()).rejects.toMatchObject({
        code: 'LOCALERT_QUOTA_EXCEEDED',
        details: { quota: 'renderMsPerSecond', retryAfterMs: 1_000 },
      });
    }
    expect((await usage('sendsPerDay'))?.used).toBe(1);
    clock.advance(1_000);
    // However many locales, a preview is one piece of work.
    expect(await acme.preview('playback_failure')).toHaveLength(3);
    expect(await codeOf(acme.preview('playback_failure'))).toBe('LOCALERT_QUOTA_EXCEEDED');
    await alerts.close();
  });

  it('compiledBytes holds what is kept compiled, tenant by tenant, and no alert is lost for it', async () => {
    const limit = 60_000;
    const store = memoryStore({ region: 'eu' });
    const tenants = [
      { id: 'acme', defaultLocale: 'en', quotas: { compiledBytes: limit } },
      { id: 'free', defaultLocale: 'en' },
    ];
    let reads = 0;
    const counting: FixtureStore = {
      ...store,
      get: (scope, fixture) => {
        reads += scope.tenant === 'free' ? 1 : 0;
        return store.get(scope, fixture);
      },
    };
    const { alerts, as } = await open({ store: counting, tenants });
    const weight = async (tenant: string) =>
      (await alerts.tenants.usage(tenant)).find(({ quota }) => quota === 'compiledBytes')?.used ?? 0;
    const locales = Object.fromEntries(
      ['en', 'de', 'fr'].map((locale) => [
        locale,
        { title: `${locale} {n, number}`, body: 'Body {n, number}' },
      ]),
    );
    for (const tenant of ['acme', 'free']) {
      const client = as('admin', tenant);
      for (let n = 0; n < 60; n++) {
        await client.create(`f${n}`, { baseLocale: 'en', locales });
        for (const locale of ['en', 'de', 'fr'])
          expect((await client.untyped.send(`f${n}`, { locale, values: { n } })).status).toBe('queued');
        if (tenant === 'acme') expect(await weight(tenant)).toBeLessThanOrEqual(limit);
      }
    }
    expect(await weight('acme')).toBeGreaterThan(limit / 2);
    const free = await weight('free');
    expect(free).toBeGreaterThan(4 * limit);
    // The tenant without a limit lost nothing to the other's.
    reads = 0;
    for (let n = 0; n < 60; n++) await as('admin').untyped.send(`f${n}`, { values: { n } });
    for (let n = 0; n < 60; n++) await as('admin', 'free').untyped.send(`f${n}`, { values: { n } });
    expect(reads).toBe(0);
    expect(await weight('free')).toBeGreaterThanOrEqual(free);
    await alerts.close();
  });

  it('compiledBytes below one fixture keeps one at a time', async () => {
    const { acme, alerts, usage } = await limited({ compiledBytes: 0 });
    await acme.create('note', note);
    for (let n = 0; n < 5; n++) {
      expect((await acme.untyped.send('note', { values: { n } })).problems).toEqual([]);
      expect((await acme.send('playback_failure', { values })).problems).toEqual([]);
    }
    const one = (await usage('compiledBytes'))?.used ?? 0;
    expect(one).toBeGreaterThan(0);
    await acme.untyped.send('note', { values: { n: 'x' } });
    expect((await usage('compiledBytes'))?.used).toBeLessThan(one);
    await alerts.close();
  });
});

describe('usage', () => {
  it('tells every quota, in the order of the settings; what nobody limits or counts says so', async () => {
    const { acme, alerts } = await limited({});
    const told = await acme.usage();
    expect(told.map(({ quota, limit, used }) => [quota, limit, used])).toEqual([
      ['fixtures', undefined, 0],
      ['localesPerFixture', undefined, undefined],
      ['storedBytes', undefined, 0],
      ['sendsPerSecond', undefined, undefined],
      ['sendsPerDay', undefined, undefined],
      ['aiTokensPerDay', undefined, 0],
      ['renderOutput', undefined, undefined],
      ['renderMsPerSecond', undefined, undefined],
      ['compiledBytes', undefined, 0],
    ]);
    expect(await alerts.tenants.usage('acme')).toEqual(told);
    expect(await codeOf(alerts.tenants.usage('nobody'))).toBe('LOCALERT_NOT_FOUND');
    await alerts.close();
  });

  it('of stored bytes is not told by a store that does not count them', async () => {
    const { storedBytes: _, ...store } = memoryStore({ region: 'eu' });
    const { alerts, usage } = await limited({ storedBytes: 5 }, { store });
    expect(await usage('storedBytes')).toEqual({ quota: 'storedBytes', limit: 5, counted: 'all' });
    await alerts.close();
  });

  it('is the tenant’s own', async () => {
    const tenants = ['acme', 'acme-2'].map((id) => ({ id, defaultLocale: 'en', quotas: { sendsPerDay: 9 } }));
    const { alerts, as } = await open({ tenants });
    await as('sender').send('playback_failure', { values });
    const used = async (tenant: string) =>
      (await as('admin', tenant).usage()).find(({ quota }) => quota === 'sendsPerDay')?.used;
    expect([await used('acme'), await used('acme-2')]).toEqual([1, 0]);
    expect(await codeOf(as('sender').usage())).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });
});

describe('budget of tokens', () => {
  const tokens = { aiTokensPerDay: 1_000 };

  it('reserves all or nothing, and settles what was used', async () => {
    const { alerts, clock, usage } = await limited(tokens);
    const budget = alerts.budget('acme');
    const first = await budget.take(600);
    expect(first.tokens).toBe(600);
    await expect(budget.take(401)).rejects.toMatchObject({
      code: 'LOCALERT_QUOTA_EXCEEDED',
      details: { quota: 'aiTokensPerDay', limit: 1_000, retryAfterMs: DAY },
    });
    // No day has so many: waiting would not help.
    const never = await budget.take(1_001).catch((error: unknown) => error);
    expect(never).toMatchObject({ details: { quota: 'aiTokensPerDay', limit: 1_000 } });
    expect(never).not.toHaveProperty('details.retryAfterMs');
    expect((await usage('aiTokensPerDay'))?.used).toBe(600);
    await first.settle(250);
    expect((await usage('aiTokensPerDay'))?.used).toBe(250);
    await first.settle(0);
    await first.giveBack();
    expect((await usage('aiTokensPerDay'))?.used).toBe(250);
    const second = await budget.take(750);
    await expect(budget.take(1)).rejects.toMatchObject({ code: 'LOCALERT_QUOTA_EXCEEDED' });
    await second.giveBack();
    await second.settle(700);
    expect((await usage('aiTokensPerDay'))?.used).toBe(250);
    clock.advance(DAY);
    expect((await usage('aiTokensPerDay'))?.used).toBe(0);
    await alerts.close();
  });

  it('counts what was used beyond a reservation as far as there is some', async () => {
    const { alerts, usage } = await limited(tokens);
    const budget = alerts.budget('acme');
    await (await budget.take(100)).settle(300);
    expect((await usage('aiTokensPerDay'))?.used).toBe(300);
    await (await budget.take(100)).settle(5_000);
    expect((await usage('aiTokensPerDay'))?.used).toBe(1_000);
    await alerts.close();
  });

  it('grants no token twice to many at once', async () => {
    const { alerts, usage } = await limited(tokens);
    const budget = alerts.budget('acme');
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => budget.take(30)));
    const granted = results.filter(({ status }) => status === 'fulfilled').length;
    expect(granted).toBe(33);
    expect((await usage('aiTokensPerDay'))?.used).toBe(990);
    await alerts.close();
  });

  it('counts without a limit too', async () => {
    const { alerts, usage } = await limited({});
    await alerts.budget('acme').take(5_000_000);
    expect(await usage('aiTokensPerDay')).toMatchObject({ used: 5_000_000 });
    expect(await usage('aiTokensPerDay')).not.toHaveProperty('limit');
    await alerts.close();
  });

  it('gives nothing while the counters do not answer: a translation can wait', async () => {
    const { usage, state } = counter();
    const { alerts } = await limited(tokens, { usage });
    state.mode = 'down';
    expect(await codeOf(alerts.budget('acme').take(1))).toBe('LOCALERT_STORE_UNAVAILABLE');
    await alerts.close();
  });

  it('is for tenants that are there and active, and for whole numbers', async () => {
    const { alerts } = await limited(tokens);
    for (const count of [0, -1, 1.5, Number.NaN, '7' as never])
      expect(await codeOf(alerts.budget('acme').take(count))).toBe('LOCALERT_INVALID_INPUT');
    const reserved = await alerts.budget('acme').take(1);
    expect(await codeOf(reserved.settle(-1))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(alerts.budget('nobody').take(1))).toBe('LOCALERT_NOT_FOUND');
    expect(() => alerts.budget('../x')).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_INVALID_TENANT_ID' }),
    );
    await alerts.tenants.suspend('acme');
    expect(await codeOf(alerts.budget('acme').take(1))).toBe('LOCALERT_TENANT_SUSPENDED');
    await alerts.close();
    expect(await codeOf(alerts.budget('acme').take(1))).toBe('LOCALERT_MANAGER_CLOSED');
  });
});
