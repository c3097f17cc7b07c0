import { setTimeout as wait } from 'node:timers/promises';
import { createFixtureManager, defineFixture } from '@localert/manager';
import { memoryStore } from '@localert/store-memory';
import { consoleTransport } from './console-transport.ts';

const alerts = await createFixtureManager({
  fixtures: {
    disk_full: defineFixture({
      baseLocale: 'en',
      severity: 'high',
      labels: { team: 'storage' },
      locales: {
        en: { title: 'Disk of {host} is {used, number, percent} full' },
        es: { title: 'El disco de {host} está lleno al {used, number, percent}' },
      },
    }),
    slow_query: defineFixture({
      baseLocale: 'en',
      severity: 'low',
      locales: { en: { title: 'A query took {ms, number} ms' } },
    }),
  },
  tenants: [
    {
      id: 'acme',
      defaultLocale: 'en',
      delivery: {
        routes: [{ name: 'storage', when: { labels: { team: 'storage' } }, to: [{ channel: '#storage' }] }],
        escalate: [
          { afterMs: 200, destination: { channel: '#lead' } },
          { afterMs: 60_000, destination: { channel: '#head' } },
        ],
        flood: [{ per: 'fixture', most: 2, withinMs: 86_400_000 }],
        objectives: { acceptedMs: 5_000, successRate: 0.99 },
      },
    },
  ],
  store: memoryStore(),
  transport: consoleTransport(),
});
const acme = alerts.forTenant('acme', { actor: 'svc:watch', roles: ['admin'] });

const { route } = await acme.explain('disk_full');
console.log(`rule "${route?.name}" sends it to ${route?.to[0]?.channel}`);

const opened = await acme.send('disk_full', {
  locale: 'es-MX',
  values: { host: 'db-1', used: 0.97 },
  incident: 'disk/db-1',
});
await alerts.drain();
console.log(`incident ${opened.incident}, in ${opened.locale}`);

// Nobody acknowledges in time: the lead is told too. Then somebody does, by the button of a message.
await wait(300);
await alerts.drain();
const { state, acknowledgedBy } = await acme.acknowledge(opened.id, 'slack:U024BE7LH');
console.log(`${state} by ${acknowledgedBy}`);

const ended = await acme.resolve('disk/db-1', { values: { used: 0.41 } });
await alerts.drain();
console.log(`resolved in ${ended.locale}; open: ${(await acme.incidents()).items.length}`);

// Two slow queries are told one by one; the others are gathered into one message, for when the window is over.
const statuses: string[] = [];
for (const ms of [2_100, 2_200, 2_300, 2_400])
  statuses.push((await acme.send('slow_query', { values: { ms } })).status);
await alerts.drain();
console.log(`slow queries: ${statuses.join(', ')}`);

// The team hears of a new alert if, and only if, it was saved.
const runbook = {
  baseLocale: 'en',
  severity: 'info' as const,
  labels: { team: 'storage' },
  locales: { en: { title: 'Disks are cleaned at {at, number, percent} from now on' } },
};
const saved = await acme.untyped.create('cleaning', runbook, { alert: { values: { at: 0.8 } } });
await alerts.drain();
console.log(`saved with its alert: revision ${saved.fixture.revision}, ${saved.alert?.status}`);

const report = await alerts.sla('acme');
console.log(`${report?.failed} of ${report?.alerts} alerts failed`);
await alerts.close({ drainMs: 0 });
