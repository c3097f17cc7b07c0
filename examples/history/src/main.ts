import { createFixtureManager } from '@localert/manager';
import { sqliteStore } from '@localert/store-sqlite';

const alerts = await createFixtureManager({
  tenants: [{ id: 'acme', defaultLocale: 'en' }],
  store: sqliteStore({ path: process.env['LOCALERT_DB'] ?? ':memory:' }),
});
const acme = alerts.forTenant('acme', { actor: 'user:ana', roles: ['admin'] });

await acme.create('disk_full', {
  baseLocale: 'en',
  severity: 'low',
  locales: { en: { title: 'Disk full on {host}' }, es: { title: 'Disco lleno en {host}' } },
});
await acme.update('disk_full', { severity: 'high', locales: { es: { title: 'Disco llenísimo en {host}' } } });

const { locales, members } = await acme.diff('disk_full', { from: 1 });
for (const { locale, messages } of locales)
  for (const { field, before, after } of messages) console.log(`${locale} ${field}: ${before} → ${after}`);
for (const { member, before, after } of members) console.log(`${member}: ${before} → ${after}`);

const { fixture } = await acme.rollback('disk_full', { to: 1, expectedRevision: 2 });
console.log(`rolled back: revision ${fixture.revision} says "${fixture.locales['es']?.['title']}"`);

for await (const { revision, type } of acme.watch({ from: 'beginning' })) {
  console.log(`revision ${revision}: ${type}`);
  if (revision === fixture.revision) break;
}

const { removed } = await alerts.compact({ keep: { revisions: 1 } });
console.log(`compacted: ${removed} event less`);
await alerts.close();
