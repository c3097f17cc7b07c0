import { isLocalertError } from '@localert/core';
import { createFixtureManager } from '@localert/manager';
import { memoryStore } from '@localert/store-memory';
import { counter } from './counter.ts';
import { houseRules } from './house-rules.ts';

const { plugin } = counter(console.log);
const alerts = await createFixtureManager({
  store: memoryStore(),
  tenants: [{ id: 'acme', defaultLocale: 'en' }],
  plugins: [houseRules({ labels: ['team'], criticalLocales: ['en', 'de'] }), plugin],
});
const acme = alerts.forTenant('acme', { actor: 'user:ada', roles: ['editor'] });
const fixture = {
  baseLocale: 'en',
  severity: 'critical',
  locales: { en: { title: 'Disk full on {host}' } },
} as const;

try {
  await acme.create('disk_full', fixture);
} catch (error) {
  console.log(isLocalertError(error) ? `refused: ${error.message}` : error);
}
const { warnings } = await acme.create('disk_full', { ...fixture, labels: { team: 'storage' } });
console.log(`saved, with ${warnings.length} warning: ${warnings[0]?.message}`);
await alerts.close();
