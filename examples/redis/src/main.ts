/**
 * Two stores as two processes have them, around the same data and one Redis: what the first one reads the second one is
 * served, and what one writes the other hears of. Needs a Redis; REDIS_URL says where.
 */
import { once } from 'node:events';
import { type FixtureSnapshot, type FixtureStore, systemScope, tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { Redis } from 'ioredis';
import { joinedBy } from './joined.ts';

const url = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';

const probe = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
probe.on('error', () => undefined);
try {
  await probe.connect();
} catch {
  console.log('Skipped: no Redis answers. Start redis-server, or set REDIS_URL');
  process.exit(process.env['REQUIRE_SERVICES'] === '1' ? 1 : 0);
}
probe.disconnect();

// In production each process has its own connections to one Postgres: `postgresStore({ … })`.
const data: FixtureStore = memoryStore();
let reads = 0;
const database: FixtureStore = {
  ...data,
  async get(scope, fixture) {
    reads += 1;
    return data.get(scope, fixture);
  },
};

const key = crypto.getRandomValues(new Uint8Array(32));
const [one, two] = [joinedBy(database, url, key), joinedBy(database, url, key)];
await Promise.all([one, two].flatMap(({ clients }) => clients.map((client) => once(client, 'ready'))));

const acme = tenantScope({ tenant: 'acme', actor: 'svc:example' });
const at = Date.now();
const snapshot = (title: string): FixtureSnapshot => ({
  ...{ id: 'disk_full', name: 'disk_full', baseLocale: 'en', syntax: 'icu', severity: 'high' },
  ...{ labels: {}, sensitive: false, provenance: {}, arguments: {}, state: 'active' },
  locales: { en: { title } },
});
const event = (revision: number, title: string) => ({
  ...{ id: `event-${revision}`, fixture: 'disk_full', revision, at, actor: 'svc:example' },
  snapshot: snapshot(title),
});

await one.store.commit(acme, {
  fixture: 'disk_full',
  events: [{ type: 'FixtureCreated', ...event(1, 'Disk full') }],
  expectedRevision: 0,
});
await one.store.get(acme, 'disk_full');
// What was read is put into Redis behind the reader's back.
await new Promise((resolve) => setTimeout(resolve, 50));
await two.store.get(acme, 'disk_full');
console.log(`two processes have read it, the database once: ${reads === 1}`);

const heard = new Promise((resolve) => two.store.subscribe?.(systemScope('example'), resolve));
await one.store.commit(acme, {
  fixture: 'disk_full',
  events: [{ type: 'FixtureUpdated', ...event(2, 'The disk is full') }],
  expectedRevision: 1,
});
console.log('the other one was told:', await heard);
const row = await two.store.get(acme, 'disk_full');
console.log('and is served the new text:', row?.locales['en']?.['title']);

for (const { store, clients } of [one, two]) {
  await store.close();
  for (const client of clients) client.disconnect();
}
