import { sampleValues } from '@localert/icu';
import { createFixtureManager, defineFixture, type ValuesOf } from '@localert/manager';
import { memoryStore } from '@localert/store-memory';
import { fallbackTexts, template, templateIds } from '@localert/templates';
import { allLocales } from '@localert/templates/locales';
import { expect, test } from 'vitest';
import { fixtures } from './fixtures.ts';

const tenants = [{ id: 'acme', defaultLocale: 'en' }];
const asViewer = { actor: 'svc:monitor', roles: ['viewer'] };

test.each(templateIds)(
  '%s is saved, and shown in 30 languages in its own words without a problem',
  async (id) => {
    const alerts = await createFixtureManager({ store: memoryStore(), tenants, fallbackTexts });
    const acme = alerts.forTenant('acme', { actor: 'user:ada', roles: ['editor'] });
    const { fixture, warnings } = await acme.create(id, template(id, { locales: allLocales }));
    expect(warnings).toEqual([]);
    const locales = ['en', ...allLocales.map((one) => one.locale)];
    expect(locales).toHaveLength(30);
    for (const locale of locales) {
      const rendered = await acme.render(id, { locale, values: sampleValues(fixture.arguments) });
      expect({ locale: rendered.locale, problems: rendered.problems }).toEqual({ locale, problems: [] });
      expect(fixture.provenance[locale]).toMatchObject({ origin: 'template', reviewed: false });
    }
    await alerts.close();
  },
);

test('relatives of a language find it', async () => {
  const alerts = await createFixtureManager({ store: memoryStore(), tenants, fixtures, fallbackTexts });
  const acme = alerts.forTenant('acme', asViewer);
  const values = { used: 0.93, host: 'db-1', hours: 1, mount: '/', free: 1e9 };
  const { locale } = await acme.render('disk_full', { locale: 'de-CH', values });
  expect(locale).toBe('de');
  await alerts.close();
});

test('argument types flow from the English texts through defineFixture', () => {
  const escalation = defineFixture(template('escalation'));
  const own = { escalation };
  const values: ValuesOf<typeof own, 'escalation'> = {
    incident: 'INC-1',
    level: 2,
    elapsed: 60_000,
    responder: 'U012AB3CD',
    incidentUrl: 'https://incidents.example.com/1',
  };
  expect(Object.keys(values).sort()).toEqual(Object.keys(template('escalation').arguments).sort());
  // @ts-expect-error a level is a number
  const wrong: ValuesOf<typeof own, 'escalation'> = { ...values, level: '2' };
  expect(wrong.level).toBe('2');
});
