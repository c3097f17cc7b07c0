import { redisCached } from '@localert/cache/redis';
import type { FixtureStore } from '@localert/core';
import { Redis } from 'ioredis';

/** A store behind Redis, with connections of its own: one that asks, one that listens. */
export function joinedBy(database: FixtureStore, url: string, key: Uint8Array) {
  const clients = [new Redis(url), new Redis(url)] as const;
  const [client, subscriber] = clients;
  // Without a listener ioredis prints each failure to connect.
  for (const one of clients) one.on('error', () => undefined);
  const store = redisCached(database, {
    ...{ client, subscriber, prefix: 'localert-example' },
    ...{ keys: [{ id: 'k1', key }], current: 'k1' },
    onEvent: (event) => {
      if (event.type === 'breaker') console.log(`Redis: ${event.state}`);
    },
  });
  return { store, clients };
}
