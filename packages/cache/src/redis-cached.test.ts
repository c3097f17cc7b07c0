import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { anyRedis, type RedisServer, redisMissing } from '@localert/servers/redis';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { storeConformance } from '@localert/testkit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { clients, KEYS, newPrefix, ready, redisTitle } from '../test/redis-house.ts';
import { redisCached } from './redis.ts';

describe.skipIf(redisMissing())(redisTitle('redisCached'), () => {
  let server: RedisServer;
  const all = clients();
  const made = {
    client: undefined as unknown as ReturnType<typeof all.make>,
    subscriber: undefined as unknown as ReturnType<typeof all.make>,
  };

  beforeAll(async () => {
    server = await anyRedis();
    made.client = all.make(server.url);
    made.subscriber = all.make(server.url);
    // Each store of the suite listens for itself.
    made.subscriber.setMaxListeners(0);
    made.client.setMaxListeners(0);
    await ready(made.client);
    await ready(made.subscriber);
  });
  afterAll(async () => {
    all.closeAll();
    await server?.stop();
  });

  const options = () => ({
    ...made,
    keys: KEYS,
    current: 'k1',
    prefix: newPrefix(),
    commandTimeoutMs: 5_000,
  });

  storeConformance(
    { describe, it },
    {
      name: 'memory behind Redis',
      create: () => redisCached(memoryStore(), options()),
      lacks: ['rebuild', 'backup'],
    },
  );

  storeConformance(
    { describe, it },
    {
      name: 'SQLite behind Redis',
      create: () => redisCached(sqliteStore({ path: ':memory:' }), options()),
    },
  );

  storeConformance(
    { describe, it },
    {
      name: 'encrypted SQLite behind Redis',
      seals: true,
      lacks: ['reseal'],
      create: () => {
        const inner = redisCached(sqliteStore({ path: ':memory:' }), options());
        const kek = localKeys({ keys: [{ id: 'k1', key: KEYS[0]?.key ?? new Uint8Array() }], current: 'k1' });
        return encrypted(inner, {
          keys: createKeyring({ kek, records: inner.records }),
          policy: () => 'all',
        });
      },
    },
  );
});
