import {
  type FixtureStore,
  KeyDestroyedError,
  OUTBOX_SPEC,
  type Outbox,
  type QueuedAlert,
  StoreFullError,
  TRANSPORT_SPEC,
} from '@localert/core';
import type { SlackMessage } from '@localert/slack';
import { memoryStore } from '@localert/store-memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakable, codeOf, open, recorder, values } from '../test/house.ts';

const textOf = (message: SlackMessage | undefined) => message?.text ?? '';

describe('send', () => {
  it('sends the reader’s language to the tenant’s destination, in the tenant’s time zone', async () => {
    const { acme, alerts, posts } = await open();
    const result = await acme.send('playback_failure', { locale: ['es-MX', 'en'], values });
    expect(result).toMatchObject({ status: 'queued', locale: 'es-ES', step: 'language', problems: [] });
    await alerts.drain();
    expect(posts).toHaveLength(1);
    expect(posts[0]?.id).toBe(result.id);
    expect(textOf(posts[0]?.message)).toContain('Reproducción interrumpida en EU');
    expect(textOf(posts[0]?.message)).toContain('4:04');
    await alerts.close();
  });

  it('answers enqueue at once, and is durable later', async () => {
    const { acme, alerts } = await open();
    const receipt = acme.enqueue('playback_failure', { values });
    expect(receipt.id).toMatch(/^[0-9a-f-]{36}$/);
    await expect(receipt.durable).resolves.toMatchObject({ id: receipt.id, locale: 'en-US', durable: false });
    await alerts.close();
  });

  it('suppresses a duplicate of the tenant, and tells so', async () => {
    const { acme, alerts, as, posts, types } = await open({
      tenants: [
        { id: 'acme', defaultLocale: 'en' },
        { id: 'acme-2', defaultLocale: 'en' },
      ],
    });
    const request = { values, dedupeKey: 'player/eu' };
    const first = await acme.send('playback_failure', request);
    const second = await acme.send('playback_failure', request);
    const other = await as('sender', 'acme-2').send('playback_failure', request);
    expect(second).toMatchObject({ status: 'duplicate', duplicateOf: first.id });
    expect(other.status).toBe('queued');
    await alerts.drain();
    expect(posts).toHaveLength(2);
    expect(types()).toContain('alert.duplicate');
    await alerts.close();
  });

  it('takes a tenant’s one alert before the rest of another’s flood, and lets the event loop turn', async () => {
    const { as, alerts } = await open({
      tenants: ['loud', 'quiet'].map((id) => ({ id, defaultLocale: 'en' })),
    });
    let taken = 0;
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const flood = Array.from({ length: 2_000 }, async () => {
      await as('sender', 'loud').send('playback_failure', { values });
      taken++;
    });
    await as('sender', 'quiet').send('playback_failure', { values });
    expect(taken).toBeLessThan(100);
    await Promise.all(flood);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    await alerts.close();
  });

  it('marks faults of values in the text and lists them, and sends all the same', async () => {
    const { acme, alerts, posts } = await open();
    const { problems } = await acme.untyped.send('playback_failure', {
      values: { count: 'three', extra: 1, since: values.since } as never,
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        { code: 'argument-missing', argument: 'region' },
        { code: 'argument-type', argument: 'count' },
        { code: 'argument-unknown', argument: 'extra' },
      ]),
    );
    await alerts.drain();
    expect(textOf(posts[0]?.message)).toContain('Playback interrupted in ⟨region⟩');
    expect(textOf(posts[0]?.message)).not.toContain('undefined');
    await alerts.close();
  });

  it('keeps no more of a huge value than can be shown, and of a thousand values no more than that (attack 8)', async () => {
    const store = memoryStore();
    const kept: QueuedAlert[] = [];
    const inner = store.outbox;
    const outbox: Outbox = {
      ...inner,
      enqueue: (scope, alert) => {
        kept.push(alert);
        return inner.enqueue(scope, alert);
      },
    };
    const { acme, alerts, posts } = await open({ store, outbox });
    const flood = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`extra${index}`, 1]));
    const { problems } = await acme.untyped.send('playback_failure', {
      values: { ...values, region: 'x'.repeat(5_000_000), ...flood },
    });
    expect(problems.length).toBeLessThan(1_100);
    await alerts.drain();
    expect(kept.map(({ values: text }) => text.length < 100_000)).toEqual([true]);
    expect(JSON.stringify(posts[0]?.message).length).toBeLessThan(20_000);
    await alerts.close();
  });

  it('takes a field that a locale lacks from the next one', async () => {
    const { acme, alerts, posts } = await open();
    const { locale, problems } = await acme.send('playback_failure', { locale: 'fr-CA', values });
    expect(locale).toBe('fr');
    expect(problems).toEqual([{ code: 'message-missing', locale: 'fr', field: 'description' }]);
    await alerts.drain();
    expect(textOf(posts[0]?.message)).toMatch(/Lecture interrompue en EU[\s\S]*3 streams failing/);
    await alerts.close();
  });

  it('refuses, typed, what nobody could make up for', async () => {
    const { acme, alerts, as, types } = await open();
    const refusals = {
      unknown: acme.untyped.send('no_such_fixture'),
      malformed: acme.untyped.send('../etc'),
      forbidden: as('viewer').send('playback_failure', { values }),
      nobody: alerts.forTenant('acme', { actor: 'x' }).send('playback_failure', { values }),
      tenant: as('sender', 'nobody').send('playback_failure', { values }),
      dedupe: acme.send('playback_failure', { values, dedupeKey: '' }),
      window: acme.send('playback_failure', { values, dedupeKey: 'k', dedupeWindowMs: -1 }),
      priority: acme.send('playback_failure', { values, priority: 8 }),
    };
    const codes = Object.fromEntries(
      await Promise.all(Object.entries(refusals).map(async ([name, work]) => [name, await codeOf(work)])),
    );
    expect(codes).toEqual({
      unknown: 'LOCALERT_NOT_FOUND',
      malformed: 'LOCALERT_INVALID_FIXTURE_ID',
      forbidden: 'LOCALERT_FORBIDDEN',
      nobody: 'LOCALERT_FORBIDDEN',
      tenant: 'LOCALERT_NOT_FOUND',
      dedupe: 'LOCALERT_INVALID_INPUT',
      window: 'LOCALERT_INVALID_INPUT',
      priority: 'LOCALERT_INVALID_INPUT',
    });
    expect(types().filter((type) => type === 'alert.refused')).toHaveLength(8);
    expect(types()).toContain('access.denied');
    await alerts.close();
  });

  it('does not bring the process down when nobody looks at a refusal', async () => {
    const { acme, alerts, types } = await open();
    const rejections: unknown[] = [];
    const listen = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', listen);
    acme.untyped.enqueue('no_such_fixture');
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', listen);
    expect(rejections).toEqual([]);
    expect(types()).toContain('alert.refused');
    await alerts.close();
  });

  it('holds a tenant to its rate, and no other', async () => {
    let now = 1_000_000;
    const { alerts, as } = await open({
      clock: { now: () => now },
      tenants: [
        { id: 'acme', defaultLocale: 'en', quotas: { sendsPerSecond: 5 } },
        { id: 'other', defaultLocale: 'en' },
      ],
    });
    const sender = as('sender');
    const results = await Promise.all(
      Array.from({ length: 8 }, () => codeOf(sender.send('playback_failure', { values }))),
    );
    expect(results.filter((code) => code === 'LOCALERT_QUOTA_EXCEEDED')).toHaveLength(3);
    expect(await codeOf(as('sender', 'other').send('playback_failure', { values }))).toBe('no error');
    now += 999;
    expect(await codeOf(sender.send('playback_failure', { values }))).toBe('LOCALERT_QUOTA_EXCEEDED');
    now += 1;
    expect(await codeOf(sender.send('playback_failure', { values }))).toBe('no error');
    await alerts.close();
  });

  it('does not send a fixture that is archived or a draft', async () => {
    const { acme, alerts } = await open();
    const content = { baseLocale: 'en', locales: { en: { title: 'A' } } };
    await acme.create('one', content);
    await acme.create('two', { ...content, state: 'draft' });
    expect((await acme.untyped.send('one')).status).toBe('queued');
    await acme.archive('one');
    expect(await codeOf(acme.untyped.send('one'))).toBe('LOCALERT_FIXTURE_NOT_ACTIVE');
    expect(await codeOf(acme.untyped.send('two'))).toBe('LOCALERT_FIXTURE_NOT_ACTIVE');
    await acme.restore('one');
    expect((await acme.untyped.send('one')).status).toBe('queued');
    await alerts.close();
  });
});

describe('the failure ladder', () => {
  it('serves the last good texts while the store is down', async () => {
    let now = 1_000_000;
    const { store, state } = breakable();
    const { acme, alerts, posts, events } = await open({
      store,
      clock: { now: () => now },
      cache: { fixtureTtlMs: 1 },
    });
    await acme.create('disk', { baseLocale: 'en', locales: { en: { title: 'Disk full' } } });
    await acme.untyped.send('disk');
    state.down = true;
    now += 3_600_000;
    // The cache has its own, coarse clock: let its second pass.
    await new Promise((resolve) => setTimeout(resolve, 30));
    await acme.untyped.send('disk');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { problems } = await acme.untyped.send('disk');
    expect(problems).toEqual([{ code: 'bundle-stale' }]);
    expect(events).toContainEqual({
      type: 'store.failed',
      tenant: 'acme',
      code: 'LOCALERT_STORE_UNAVAILABLE',
      served: 'stale',
      staleMs: 3_600_000,
      since: now,
    });
    await alerts.drain();
    expect(posts).toHaveLength(3);
    expect(textOf(posts[2]?.message)).toContain('Disk full');
    await alerts.close();
  });

  it('does not serve the last good texts of what was shredded', async () => {
    const { store: inner } = breakable();
    const shredded = new KeyDestroyedError({ tenant: 'acme' });
    let isShredded = false;
    const get: FixtureStore['get'] = async (...args) =>
      isShredded ? Promise.reject(shredded) : inner.get(...args);
    const { acme, alerts, posts } = await open({ store: { ...inner, get }, cache: { fixtureTtlMs: 1 } });
    await acme.create('disk', { baseLocale: 'en', locales: { en: { title: 'Disk full' } } });
    await acme.untyped.send('disk');
    isShredded = true;
    await new Promise((resolve) => setTimeout(resolve, 30));
    // The one that notices that time is up is still answered from memory; those after it are not.
    await acme.untyped.send('disk');
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (let turn = 0; turn < 2; turn++) {
      expect((await acme.untyped.send('disk')).problems).toEqual([
        { code: 'bundle-missing' },
        { code: 'minimal-message' },
      ]);
      expect(await codeOf(acme.untyped.render('disk'))).toBe('LOCALERT_KEY_DESTROYED');
    }
    await alerts.drain();
    expect(posts).toHaveLength(4);
    expect(textOf(posts[3]?.message)).not.toContain('Disk full');
    await alerts.close();
  });

  it('names the fixture in the reader’s language when nothing is known of it', async () => {
    const { store, state } = breakable();
    const { acme, alerts, posts, events } = await open({ store });
    state.down = true;
    const result = await acme.untyped.send('disk_full', { locale: 'ja-JP' });
    expect(result).toMatchObject({
      status: 'queued',
      locale: 'ja',
      step: 'minimal',
      problems: [{ code: 'bundle-missing' }, { code: 'minimal-message' }],
    });
    await alerts.drain();
    expect(textOf(posts[0]?.message)).toContain('アラート disk_full');
    expect(events).toContainEqual({
      type: 'store.failed',
      tenant: 'acme',
      code: 'LOCALERT_STORE_UNAVAILABLE',
      served: 'nothing',
      since: expect.any(Number),
    });
    await alerts.close();
  });

  it('does not need the store for fixtures in code', async () => {
    const { store, state } = breakable();
    const { acme, alerts } = await open({ store });
    state.down = true;
    expect(await acme.send('playback_failure', { values })).toMatchObject({ status: 'queued', problems: [] });
    await alerts.close();
  });

  it('rejects, typed, when no queue takes the alert', async () => {
    const inner = memoryStore().outbox as Outbox;
    const outbox: Outbox = {
      ...inner,
      enqueue: (_, { id }) => ({ id, durable: Promise.reject(new StoreFullError({ operation: 'enqueue' })) }),
    };
    const { acme, alerts, events } = await open({ outbox });
    expect(await codeOf(acme.send('playback_failure', { values }))).toBe('LOCALERT_STORE_FULL');
    expect(events).toContainEqual({
      type: 'alert.refused',
      tenant: 'acme',
      fixture: 'playback_failure',
      code: 'LOCALERT_STORE_FULL',
    });
    expect(inner.spec).toBe(OUTBOX_SPEC);
    await alerts.close();
  });

  it('survives a transport that cannot name a group, and observers that throw', async () => {
    const { transport } = recorder();
    const { acme, alerts } = await open({
      transport: {
        spec: TRANSPORT_SPEC,
        name: 'odd',
        deliver: transport.deliver,
        groupOf: () => {
          throw new Error('no group');
        },
      },
      observers: [
        () => {
          throw new Error('mine');
        },
      ],
    });
    const { id } = await acme.send('playback_failure', { values });
    await alerts.drain();
    expect((await acme.status(id)).state).toBe('delivered');
    await alerts.close();
  });

  it('names the fixture when its row is no fixture at all', async () => {
    const inner = memoryStore();
    const { acme, alerts, posts } = await open({
      store: { ...inner, get: async () => ({ id: 'odd', state: 'active', severity: 'low' }) as never },
    });
    const result = await acme.untyped.send('odd', { locale: 'de' });
    expect(result).toMatchObject({
      locale: 'de',
      step: 'minimal',
      problems: [{ code: 'message-broken' }, { code: 'minimal-message' }],
    });
    await alerts.drain();
    expect(textOf(posts[0]?.message)).toContain('Alarm odd');
    await alerts.close();
  });

  it('never drops an alert, whatever the values are', async () => {
    const { acme, alerts, posts } = await open();
    const hostile = new Proxy(
      { region: 'x' },
      {
        get: () => {
          throw new Error('trap');
        },
      },
    );
    const anything = fc.oneof(
      fc.dictionary(
        fc.oneof(fc.constantFrom('region', 'count', 'since', '__proto__', 'constructor'), fc.string()),
        fc.anything({ withBigInt: true, withDate: true }),
      ),
      fc.anything(),
      fc.constant(hostile),
      fc.constant(
        Object.defineProperty({}, 'region', {
          enumerable: true,
          get: () => {
            throw new Error('getter');
          },
        }),
      ),
    );
    const locale = fc.oneof(
      fc.constantFrom('es', 'zh-Hant', 'x', 'es_ES', ''),
      fc.string(),
      fc.array(fc.string()),
      fc.anything(),
    );
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(anything, locale, async (given, wanted) => {
        const result = await acme.untyped.send('playback_failure', {
          values: given as never,
          locale: wanted as never,
        });
        sent++;
        expect(result.status).toBe('queued');
      }),
      { numRuns: 300 },
    );
    await alerts.drain(20_000);
    expect(posts).toHaveLength(sent);
    for (const { message } of posts) {
      expect(textOf(message)).toMatch(/\S/);
      expect(JSON.stringify(message)).not.toMatch(/undefined|\[object/);
    }
    expect(({} as Record<string, unknown>)['region']).toBeUndefined();
    await alerts.close();
  });

  it('never drops an alert, whatever the stored texts have become', async () => {
    const source = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '{',
        '{x, plural, one {a}}',
        '{x',
        '<!channel',
        '{count, number, ::bogus}',
        '',
        ' ',
        '\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 400 }),
    );
    const locales = fc.dictionary(
      fc.constantFrom('en', 'es', 'fr-FR', 'ja', 'ar'),
      fc.dictionary(fc.constantFrom('title', 'description', 'extra'), source),
      { minKeys: 0 },
    );
    await fc.assert(
      fc.asyncProperty(
        locales,
        fc.constantFrom('icu', 'mf2') as fc.Arbitrary<'icu' | 'mf2'>,
        async (texts, syntax) => {
          // Past the proof: as if another program, or an older version, had written the row.
          const store = memoryStore();
          const { acme, alerts, posts } = await open({ store });
          const { fixture } = await acme.create('odd', {
            baseLocale: 'en',
            locales: { en: { title: 'fine' } },
          });
          const snapshot = { ...fixture, locales: { ...texts, en: texts['en'] ?? {} }, syntax };
          await store.commit(acme.scope, {
            fixture: 'odd',
            expectedRevision: 1,
            events: [
              { id: 'e', type: 'FixtureUpdated', fixture: 'odd', revision: 2, at: 2, actor: 'x', snapshot },
            ],
          });
          const result = await acme.untyped.send('odd', { locale: ['fr', 'es'], values: { x: 1, count: 2 } });
          expect(result.status).toBe('queued');
          await alerts.drain();
          expect(textOf(posts[0]?.message)).toMatch(/\S/);
          await alerts.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
