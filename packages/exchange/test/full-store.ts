import { createAudit } from '@localert/audit';
import {
  type FixtureStore,
  type QueuedAlert,
  TRANSPORT_SPEC,
  type Transport,
  tenantScope,
} from '@localert/core';
import { createFixtureManager, type FixtureManager } from '@localert/manager';
import { fill, small } from './house.ts';

/** A transport that nobody asks: what is sent stays in the queue. */
export const idle: Transport = {
  spec: TRANSPORT_SPEC,
  name: 'idle',
  groupOf: ({ tenant }) => tenant,
  deliver: async () => ({ kind: 'delivered' }),
};

/** A manager over a store, with a trail. It delivers nothing. */
export async function managerOf(store: FixtureStore): Promise<FixtureManager> {
  if (store.audit === undefined) throw new Error('a store with a trail is wanted');
  const audit = createAudit({ log: store.audit, records: store.records, seal: { intervalMs: 10 } });
  const close = async () => {};
  const outbox = store.outbox && { ...store.outbox, close };
  return createFixtureManager({
    // What closes a manager closes its store, which the test goes on with.
    store: { ...store, outbox, close },
    audit,
    transport: idle,
    delivery: false,
    tenants: [
      { id: 'acme', defaultLocale: 'en', quotas: { sendsPerDay: 1_000 } },
      { id: 'a-2', defaultLocale: 'de' },
      { id: 'a_2', defaultLocale: 'fr' },
    ],
  });
}

/** An alert as a queue has it. */
export const queued = (id: string, more: Partial<QueuedAlert> = {}): QueuedAlert => ({
  id,
  fixture: 'disk_full',
  revision: 1,
  severity: 'high',
  priority: 3,
  locale: 'en',
  requested: ['en'],
  values: '{}',
  payload: '{}',
  plain: 'plain',
  destination: {},
  group: `g/${id}`,
  createdAt: 1_760_000_000_000,
  ...more,
});

/** Everything that a store may have: what is in use, changed, archived, proposed, queued, dead, linked and not linked. */
export async function fillStore(store: FixtureStore, fixtures = 30): Promise<void> {
  const alerts = await managerOf(store);
  for (const tenant of ['acme', 'a-2', 'a_2']) {
    const client = alerts.forTenant(tenant, { actor: 'user:admin', roles: ['admin'] });
    await fill(client);
    for (let n = 0; n < fixtures; n++) await client.create(`f${n}`, small(`Title ${n} of ${tenant}`));
    for (let n = 0; n < fixtures; n += 3) await client.update(`f${n}`, { labels: { n: String(n) } });
    await client.apiKeys.create({ name: 'key', roles: ['sender'] });
    const { id } = await client.apiKeys.create({ name: 'gone', roles: ['sender'] });
    await client.apiKeys.revoke(id);
    for (let n = 0; n < 5; n++) await client.send(`f${n}`, { dedupeKey: `key-${n}` });
    await client.send('f1');
  }
  await alerts.close();
  const scope = tenantScope({ tenant: 'acme', actor: 'user:x' });
  await store.audit?.append(scope, 'acme', [
    {
      id: '0190c9d2-0000-7000-8000-000000000001',
      at: 1,
      tenant: 'acme',
      actor: 'p',
      action: 'x:y',
      resource: { kind: 'x' },
      outcome: 'success',
      frameworks: [],
    },
  ]);
}
