import type { FixtureStore } from '@localert/core';
import { type RedisNode, redisMissing, startRedis } from '@localert/servers/redis';
import { memoryStore } from '@localert/store-memory';
import { type SharedCache, type SharedCacheSetup, sharedCacheConformance } from '@localert/testkit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { clients, eventually, newPrefix, processOf, ready, redisTitle } from '../test/redis-house.ts';

/** Outages are waited for. */
const QUICK = { openMs: 100, commandTimeoutMs: 500 };

describe.skipIf(redisMissing(true))(redisTitle('redisCached', true), () => {
  let server: RedisNode;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server?.stop());

  async function open(): Promise<SharedCache> {
    const prefix = newPrefix();
    const all = clients();
    const admin = all.make(server.url);
    const breakers: (() => string)[] = [];
    return {
      async join(store: FixtureStore, setup: SharedCacheSetup) {
        const [client, subscriber] = [all.make(server.url), all.make(server.url)];
        await ready(client);
        const { cached, events } = processOf(store, client, subscriber, { prefix, ...setup, ...QUICK });
        breakers.push(events.breaker);
        return cached;
      },
      async values() {
        const names = (await admin.keys(`${prefix}:*`)).filter((name) => name.includes('}:v:'));
        const found = await Promise.all(names.map((name) => admin.getBuffer(name)));
        return new Map(names.flatMap((name, index) => (found[index] ? [[name, found[index]] as const] : [])));
      },
      async put(name, bytes) {
        await admin.set(name, Buffer.from(bytes));
      },
      // What lies in its memory must still be there when it is back: it is silent, and not gone.
      down: async () => server.pause(),
      async up() {
        server.resume();
        await eventually(() => breakers.every((breaker) => breaker() === 'closed'), 'everybody is back');
      },
      async close() {
        server.resume();
        all.closeAll();
      },
    };
  }

  sharedCacheConformance({ describe, it }, { name: 'Redis', open, store: memoryStore });
});
