import { exportTenant, exportXliff, importTenant, importXliff } from '@localert/exchange';
import { createFixtureManager } from '@localert/manager';
import { memoryStore } from '@localert/store-memory';
import { translate } from './translator.ts';

const alerts = await createFixtureManager({
  store: memoryStore(),
  tenants: [
    { id: 'acme', defaultLocale: 'en' },
    { id: 'acme-staging', defaultLocale: 'en' },
  ],
});
const acme = alerts.forTenant('acme', { actor: 'user:ana', roles: ['admin'] });
await acme.create('disk_full', {
  baseLocale: 'en',
  description: 'A disk is nearly full',
  locales: { en: { title: 'Disk full on {host}' } },
});
await acme.create('host_down', { baseLocale: 'en', locales: { en: { title: '{host} is down' } } });

/** All of a file that comes in pieces. */
async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

const out = await whole(exportXliff(acme, { source: 'en', target: 'de' }));
const back = translate(out);

const dry = await importXliff(acme, back, {
  dryRun: true,
  onChange: ({ fixture, outcome, locales }) =>
    console.log(`would be ${outcome}: ${fixture}`, locales[0]?.messages[0]?.after ?? ''),
});
for (const { fixture, field, code } of dry.problems) console.log(`${fixture}.${field}: ${code}`);

const { counts } = await importXliff(acme, back);
console.log(`drafts: ${counts.created}, refused: ${counts.refused}`);
await acme.drafts.approve('disk_full', 'de');

const staging = alerts.forTenant('acme-staging', { actor: 'user:ana', roles: ['admin'] });
const copy = await importTenant(staging, exportTenant(acme));
console.log(`copied: ${copy.counts.fixtures.created}, whole: ${copy.complete}`);
const again = await importTenant(staging, exportTenant(acme));
console.log(`a second time unchanged: ${again.counts.fixtures.unchanged}`);
await alerts.close();
