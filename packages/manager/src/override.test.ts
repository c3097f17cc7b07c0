import { RevisionConflictError, type TenantDirectory } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { codeOf, open, values } from '../test/house.ts';

describe('override', () => {
  it('gives one tenant its own words of a fixture in code, field by field', async () => {
    const { acme, as, alerts, posts } = await open({
      tenants: [
        { id: 'acme', defaultLocale: 'en' },
        { id: 'other', defaultLocale: 'en' },
      ],
    });
    expect(await acme.override('playback_failure', 'es-es', { title: 'Corte en {region}' })).toEqual([]);
    expect(await acme.overrides()).toEqual({ playback_failure: { 'es-ES': { title: 'Corte en {region}' } } });
    await acme.send('playback_failure', { locale: 'es', values });
    await as('sender', 'other').send('playback_failure', { locale: 'es', values });
    await alerts.drain();
    const [own, others] = ['acme', 'other'].map(
      (tenant) => posts.find((post) => post.tenant === tenant)?.message.text ?? '',
    );
    expect(own).toMatch(/Corte en EU[\s\S]*3 transmisiones fallan/);
    expect(others).toContain('Reproducción interrumpida');
    await alerts.close();
  });

  it('adds a locale, and the explanation says where each text comes from', async () => {
    const { acme, alerts } = await open();
    await acme.override('playback_failure', 'ja', { title: '{region} で再生が中断しました' });
    const explanation = await acme.explain('playback_failure', { locale: 'ja-JP' });
    expect(explanation.chosen).toEqual({ locale: 'ja', step: 'parent', for: 'ja-JP' });
    expect(explanation.fields).toMatchObject([
      { field: 'title', locale: 'ja', source: 'override', skipped: [] },
      {
        field: 'description',
        locale: 'en-US',
        source: 'fixture',
        skipped: [{ locale: 'ja', reason: 'missing' }],
      },
    ]);
    await alerts.close();
  });

  it('can be taken back', async () => {
    const { acme, alerts } = await open();
    await acme.override('playback_failure', 'en-US', { title: 'Down: {region}' });
    await acme.override('playback_failure', 'es', { title: 'Caída: {region}' });
    await acme.override('playback_failure', 'es', null);
    expect(Object.keys((await acme.overrides())['playback_failure'] ?? {})).toEqual(['en-US']);
    await acme.override('playback_failure', 'en-US', null);
    expect(await acme.overrides()).toEqual({});
    await acme.override('playback_failure', 'en-US', null);
    expect((await acme.render('playback_failure', { values })).message.text).toContain(
      'Playback interrupted',
    );
    await alerts.close();
  });

  it('is proved like a save', async () => {
    const { acme, as, alerts } = await open();
    expect(await codeOf(acme.override('playback_failure', 'es', { title: 'Corte en {' }))).toBe(
      'LOCALERT_FIXTURE_REFUSED',
    );
    expect(await codeOf(acme.override('playback_failure', 'en-US', { title: 'In {place}' }))).toBe(
      'LOCALERT_FIXTURE_REFUSED',
    );
    expect(await codeOf(acme.override('playback_failure', 'es', { title: 'x'.repeat(300) }))).toBe(
      'LOCALERT_FIXTURE_REFUSED',
    );
    expect(await codeOf(acme.override('playback_failure', 'es', { 'bad name': 'x' }))).toBe(
      'LOCALERT_INVALID_INPUT',
    );
    expect(await codeOf(acme.override('playback_failure', 'es_ES', { title: 'x' }))).toBe(
      'LOCALERT_INVALID_LOCALE',
    );
    expect(await codeOf(acme.override('nothing', 'es', { title: 'x' }))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(as('editor').override('playback_failure', 'es', { title: '<!here> {region}' }))).toBe(
      'LOCALERT_FORBIDDEN',
    );
    expect(await codeOf(as('viewer').override('playback_failure', 'es', { title: 'x' }))).toBe(
      'LOCALERT_FORBIDDEN',
    );
    expect(await acme.override('playback_failure', 'es', { title: 'sin argumento', odd: 'x' })).toMatchObject(
      [
        { code: 'argument-dropped', locale: 'es' },
        { code: 'field-unknown', locale: 'es' },
      ],
    );
    await alerts.close();
  });

  it('loses none of many that come at once', async () => {
    const { acme, alerts } = await open();
    const locales = ['de', 'it', 'pt', 'nl'];
    await Promise.all(
      locales.map((locale) => acme.override('playback_failure', locale, { title: `${locale} {region}` })),
    );
    expect(Object.keys((await acme.overrides())['playback_failure'] ?? {}).sort()).toEqual(
      [...locales].sort(),
    );
    await alerts.close();
  });

  it('gives up, typed, when another write always comes first', async () => {
    const inner = memoryStore().directory as TenantDirectory;
    let block = false;
    const directory: TenantDirectory = {
      ...inner,
      replace: async (scope, tenant) => {
        if (block) throw new RevisionConflictError({ kind: 'tenant', id: tenant.id, expected: 1, actual: 2 });
        return inner.replace(scope, tenant);
      },
    };
    const { acme, alerts } = await open({ directory });
    block = true;
    expect(await codeOf(acme.override('playback_failure', 'es', { title: 'x {region}' }))).toBe(
      'LOCALERT_REVISION_CONFLICT',
    );
    await alerts.close();
  });

  it('has a bound for all of a tenant’s texts', async () => {
    const { acme, alerts } = await open();
    const long = `${'{region} '.repeat(1_000)}`;
    const fields = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, long]));
    const codes: string[] = [];
    for (const locale of ['de', 'it', 'pt', 'nl'])
      codes.push(await codeOf(acme.override('playback_failure', locale, fields)));
    expect(codes).toContain('LOCALERT_INVALID_INPUT');
    await alerts.close();
  });
});
