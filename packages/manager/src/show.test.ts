import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { breakable, codeOf, open, values } from '../test/house.ts';

describe('render', () => {
  it('gives the message without sending it', async () => {
    const { acme, alerts, posts } = await open();
    const { locale, step, message } = await acme.render('playback_failure', { locale: 'es', values });
    expect([locale, step]).toEqual(['es-ES', 'language']);
    expect(JSON.stringify(message)).toContain('3 transmisiones fallan');
    await alerts.drain();
    expect(posts).toEqual([]);
    await alerts.close();
  });

  it('is strict: missing, wrong and unknown values are refused by name, never shown', async () => {
    const { acme, alerts } = await open();
    const canary = 'CANARY-value';
    const work = acme.untyped.render('playback_failure', {
      values: { count: canary, wrong: canary, since: values.since },
    });
    await expect(work).rejects.toMatchObject({
      code: 'LOCALERT_RENDER_REFUSED',
      details: {
        problems: expect.arrayContaining([
          { code: 'argument-missing', argument: 'region' },
          { code: 'argument-type', argument: 'count' },
          { code: 'argument-unknown', argument: 'wrong' },
        ]),
      },
    });
    const error: unknown = await work.catch((caught: unknown) => caught);
    expect(JSON.stringify(error) + String(error)).not.toContain(canary);
    expect(await codeOf(acme.untyped.render('playback_failure'))).toBe('LOCALERT_RENDER_REFUSED');
    await alerts.close();
  });

  it('takes no inherited property for an argument', async () => {
    const { acme, alerts } = await open();
    await acme.create('proto', { baseLocale: 'en', locales: { en: { title: 'Hello {name}' } } });
    const inherited = Object.create({ name: 'ghost' }) as Record<string, never>;
    expect(await codeOf(acme.untyped.render('proto', { values: inherited }))).toBe('LOCALERT_RENDER_REFUSED');
    await alerts.close();
  });

  it('answers NOT_FOUND and FORBIDDEN', async () => {
    const { acme, alerts } = await open();
    expect(await codeOf(acme.untyped.render('nothing'))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(alerts.forTenant('acme', { actor: 'a' }).untyped.render('playback_failure'))).toBe(
      'LOCALERT_FORBIDDEN',
    );
    await alerts.close();
  });
});

describe('preview', () => {
  it('shows every locale side by side, with sample values where none are given', async () => {
    const { acme, alerts } = await open();
    const items = await acme.preview('playback_failure', { region: 'EU' });
    expect(items.map(({ requested }) => requested)).toEqual(['en-US', 'es-ES', 'fr']);
    expect(items.map(({ message }) => message.text)).toEqual([
      expect.stringContaining('Playback interrupted in EU'),
      expect.stringContaining('Reproducción interrumpida en EU'),
      expect.stringContaining('Lecture interrompue en EU'),
    ]);
    expect(await acme.preview('playback_failure')).toHaveLength(3);
    await alerts.close();
  });

  it('shows what the tenant may get', async () => {
    const { acme, alerts } = await open({
      tenants: [{ id: 'acme', defaultLocale: 'es', localeConfiguration: { enabledLocales: ['es-ES'] } }],
    });
    expect((await acme.preview('playback_failure')).map(({ requested }) => requested)).toEqual([
      'en-US',
      'es-ES',
    ]);
    await alerts.close();
  });
});

describe('explain', () => {
  it('says which step found the locale, and what the tenant’s settings were', async () => {
    const { acme, alerts } = await open({
      tenants: [
        {
          id: 'acme',
          defaultLocale: 'fr',
          timeZone: 'Europe/Paris',
          localeConfiguration: { fallbackChain: ['es'], enabledLocales: ['es-ES', 'fr'] },
        },
      ],
    });
    const explanation = await acme.explain('playback_failure', { locale: ['not a tag', 'ja'] });
    expect(explanation).toMatchObject({
      fixture: { id: 'playback_failure', revision: 1, state: 'active', origin: 'code' },
      stale: false,
      requested: ['not a tag', 'ja'],
      malformed: ['not a tag'],
      chosen: { locale: 'es-ES', step: 'chain' },
      order: ['es-ES', 'fr', 'en-US'],
      tenant: {
        defaultLocale: 'fr',
        fallbackChain: ['es'],
        enabledLocales: ['es-ES', 'fr'],
        timeZone: 'Europe/Paris',
      },
    });
    expect((await acme.explain('playback_failure')).chosen.step).toBe('chain');
    await alerts.close();
  });

  it('shows a broken text, the stale state, and that nothing could be shown', async () => {
    let now = 1_000_000;
    const inner = memoryStore();
    const { store, state } = breakable(inner);
    const { acme, alerts } = await open({ store, clock: { now: () => now }, cache: { fixtureTtlMs: 1 } });
    const { fixture } = await acme.create('odd', {
      baseLocale: 'en',
      locales: { en: { title: 'fine' }, es: { title: 'bien' } },
    });
    await inner.commit(acme.scope, {
      fixture: 'odd',
      expectedRevision: 1,
      events: [
        {
          id: 'e',
          type: 'FixtureUpdated',
          fixture: 'odd',
          revision: 2,
          at: 2,
          actor: 'x',
          snapshot: { ...fixture, locales: { en: { title: '{' }, es: { title: '{x' } } },
        },
      ],
    });
    const broken = await acme.untyped.explain('odd', { locale: 'es' });
    expect(broken.chosen.step).toBe('minimal');
    expect(broken.fields).toEqual([
      {
        field: 'title',
        source: 'none',
        skipped: [
          { locale: 'es', reason: 'broken' },
          { locale: 'en', reason: 'broken' },
        ],
      },
    ]);
    expect(broken.fixture.origin).toBe('store');
    state.down = true;
    now += 10_000;
    await new Promise((resolve) => setTimeout(resolve, 30));
    await acme.untyped.explain('odd');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await acme.untyped.explain('odd')).stale).toBe(true);
    await alerts.close();
  });
});
