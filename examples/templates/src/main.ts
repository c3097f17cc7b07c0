import { createFixtureManager } from '@localert/manager';
import { previewText } from '@localert/slack/preview';
import { memoryStore } from '@localert/store-memory';
import { fallbackTexts } from '@localert/templates';
import { fixtures } from './fixtures.ts';

const alerts = await createFixtureManager({
  store: memoryStore(),
  tenants: [{ id: 'acme', defaultLocale: 'en', timeZone: 'Europe/Berlin' }],
  fixtures,
  fallbackTexts,
});
const acme = alerts.forTenant('acme', { actor: 'svc:monitor', roles: ['viewer'] });

// The argument types flow from the English texts of the template: `used` must be a number, `host` must be there.
const disk = { used: 0.93, host: 'db-1', hours: 6, mount: '/var/lib/data', free: 18_400_000_000 };
for (const locale of ['en', 'de-AT', 'ja', 'ar', 'pt-BR']) {
  const { message } = await acme.render('disk_full', { locale, values: disk });
  console.log(`${locale}\n${previewText(message)}\n`);
}

const expiresOn = new Date('2026-02-01T00:00:00Z');
const certificate = { domain: 'api.example.com', days: 1, expiresOn, issuer: 'Example CA' };
const { message } = await acme.render('certificate_expiring', { locale: 'de', values: certificate });
console.log(previewText(message));

await alerts.close();
