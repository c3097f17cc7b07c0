import { fixtureMessages, readI18next } from '@localert/icu/catalog';
import { applyFixes, lintMessage } from '@localert/icu/lint';
import { createFixtureManager } from '@localert/manager';
import { memoryStore } from '@localert/store-memory';
import { CATALOGUE } from './catalogue.ts';
import { ticket } from './ticket.ts';

// 1. Texts that another tool keeps, as a fixture's messages.
const textsOf = (locale: keyof typeof CATALOGUE) => {
  const { catalog, problems } = readI18next(CATALOGUE[locale], { locale });
  for (const { key, message } of problems) console.log(`${locale} ${key}: ${message}`);
  return fixtureMessages(catalog).fixtures['backup_late'] ?? {};
};

// 2. What Localert adds to them: durations, lists, a function of the host. The lint finds the slip and mends it.
const draft = "Retard : {late, duration, long}. Appelez l'{team}, ticket {id, ticket}.";
const findings = lintMessage(draft, { locale: 'fr', functions: ['duration', 'ticket'] });
for (const { code, message } of findings) console.log(`lint: ${code}: ${message}`);
const mended = applyFixes(draft, findings);

const alerts = await createFixtureManager({
  store: memoryStore(),
  tenants: [{ id: 'acme', defaultLocale: 'en', timeZone: 'Europe/Paris' }],
  functions: { ticket },
});
const acme = alerts.forTenant('acme', { actor: 'user:ada', roles: ['editor'] });
await acme.create('backup_late', {
  baseLocale: 'en',
  severity: 'high',
  locales: {
    en: { ...textsOf('en'), next: 'Late by {late, duration, long}. Call {team}, ticket {id, ticket}.' },
    fr: { ...textsOf('fr'), next: mended },
  },
});

// 3. The same alert, as two readers see it.
const values = { host: 'db-1', count: 3, late: 5_400_000, team: 'équipe stockage', id: 'OPS-7' };
for (const locale of ['en', 'fr']) {
  const { message } = await acme.render('backup_late', { locale, values });
  console.log(`${locale}: ${JSON.stringify(message.attachments?.[0]?.blocks.at(-1))}`);
}
await alerts.close();
