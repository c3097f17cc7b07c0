import { type FixtureSnapshot, RevisionConflictError, tenantScope } from '@localert/core';
import { mapStore } from './store.ts';

const store = mapStore();
const scope = tenantScope({ tenant: 'acme', actor: 'user:42', roles: ['editor'] });

const diskFull = (title: string): FixtureSnapshot => ({
  id: 'disk_full',
  name: 'Disk full',
  baseLocale: 'en',
  syntax: 'icu',
  severity: 'high',
  locales: { en: { title } },
  labels: { team: 'storage' },
  sensitive: false,
  provenance: {},
  arguments: { host: { type: 'text' } },
  state: 'active',
});

/** A manager does this for you: it makes the events, checks the texts and asks the authorizer. */
async function save(title: string, expectedRevision: number): Promise<void> {
  const event = {
    id: crypto.randomUUID(),
    type: expectedRevision === 0 ? 'FixtureCreated' : 'FixtureUpdated',
    fixture: 'disk_full',
    revision: expectedRevision + 1,
    at: Date.now(),
    actor: scope.actor,
    snapshot: diskFull(title),
  } as const;
  await store.commit(scope, { fixture: 'disk_full', events: [event], expectedRevision });
}

await save('Disk full on {host}', 0);
await save('No space left on {host}', 1);

try {
  await save('Written by someone who saw the first revision', 1);
} catch (error) {
  if (!RevisionConflictError.is(error)) throw error;
  console.log(`Refused: ${error.message}`);
}

const { items } = await store.list(scope, { labels: { team: 'storage' } });
for (const { id, revision, locales } of items)
  console.log(`${id} at revision ${revision}: ${locales['en']?.['title']}`);
for (const { revision, type } of (await store.history(scope, 'disk_full')).items)
  console.log(`  ${revision} ${type}`);
await store.close();
