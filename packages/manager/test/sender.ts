// Sends alerts without end, and prints the id of each once `send` has answered. The test kills it.
import { createFixtureManager } from '@localert/manager';
import { sqliteStore } from '@localert/store-sqlite';
import { recorder } from './house.ts';

const [path = ''] = process.argv.slice(2);
const alerts = await createFixtureManager({
  store: sqliteStore({ path }),
  transport: recorder().transport,
  delivery: false,
  tenants: [{ id: 'acme', defaultLocale: 'en' }],
});
const acme = alerts.forTenant('acme', { actor: 'svc:test', roles: ['admin'] });
try {
  await acme.create('note', { baseLocale: 'en', locales: { en: { title: 'Note {n, number}' } } });
} catch {
  // A process before this one has made it.
}
for (let n = 0; ; n++) {
  const { id } = await acme.send('note', { values: { n } });
  process.stdout.write(`${id}\n`);
}
