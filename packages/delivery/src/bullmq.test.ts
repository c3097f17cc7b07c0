import { type Outbox, systemScope, tenantScope } from '@localert/core';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { anyRedis, type RedisServer, redisMissing } from '@localert/servers/redis';
import { memoryStore } from '@localert/store-memory';
import { outboxConformance, SAMPLE_TIME, sampleAlert } from '@localert/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Opened, open, redisTitle } from '../test/bullmq-house.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const NOW = SAMPLE_TIME + 60_000;

describe.skipIf(redisMissing())(redisTitle('bullmqOutbox'), () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await anyRedis();
  });
  afterAll(() => server?.stop());

  const kek = localKeys({
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    current: 'k1',
  });
  const keyring = createKeyring({ kek, records: memoryStore().records });
  const seal = (outbox: Outbox) => encrypted(outbox, { keys: keyring, policy: () => 'all' });

  for (const [title, wrap] of [
    ['bullmq', (outbox: Outbox) => outbox],
    ['sealed on bullmq', seal],
  ] as const) {
    const houses = new Map<Outbox, Opened>();
    const opened = async (name?: string): Promise<Outbox> => {
      const house = await open({ url: server.url }, { name, durable: false });
      const outbox = wrap(house.outbox);
      houses.set(outbox, house);
      return outbox;
    };
    outboxConformance(
      { describe, it },
      {
        name: title,
        create: () => opened(),
        reopen: (outbox) => opened(houses.get(outbox)?.name),
        async close(outbox) {
          await outbox.close();
          await houses.get(outbox)?.close();
        },
      },
    );
  }

  it('keeps nothing readable in any key where alerts are sealed', async () => {
    const { outbox: plain, queue, close } = await open({ url: server.url }, { durable: false });
    try {
      const outbox = seal(plain);
      const canary = (end: string) =>
        sampleAlert({
          ...{ values: '{"a":"canary-value"}', payload: '{"text":"canary-payload"}', plain: 'canary-plain' },
          ...{ destination: { channel: 'canary-channel' }, group: `canary-group-${end}` },
          dedupe: { key: `canary-key-${end}`, windowMs: 1_000 },
        });
      for (const end of ['waits', 'sent', 'dead', 'done']) await outbox.enqueue(acme, canary(end)).durable;
      const claims = await outbox.claim(system, { now: NOW, leaseMs: 1_000, limit: 3 });
      expect(claims.map(({ alert }) => alert.plain)).toEqual(Array.from(claims, () => 'canary-plain'));
      const [, dead, done] = claims;
      if (dead) await outbox.settle(system, dead, { kind: 'dead', at: NOW, code: 'channel_not_found' });
      if (done) await outbox.settle(system, done, { kind: 'delivered', at: NOW });
      const client = await queue.client;
      const held: unknown[] = [];
      let cursor = '0';
      do {
        const [next, keys] = await client.scan(cursor, { MATCH: `${queue.toKey('')}*`, COUNT: 1_000 });
        cursor = next;
        for (const key of keys) held.push(key, await dumpOf(client as never, key));
      } while (cursor !== '0');
      const text = JSON.stringify(held);
      expect(text).toContain('localert-sealed');
      expect(text).not.toContain('canary');
    } finally {
      await close();
    }
  });
});

type Caller = { call(command: string, ...args: string[]): Promise<unknown> };

/** Everything that a key holds. */
async function dumpOf(client: Caller, key: string): Promise<unknown> {
  switch (await client.call('TYPE', key)) {
    case 'hash':
      return client.call('HGETALL', key);
    case 'zset':
      return client.call('ZRANGE', key, '0', '-1');
    case 'list':
      return client.call('LRANGE', key, '0', '-1');
    case 'stream':
      return client.call('XRANGE', key, '-', '+');
    default:
      return client.call('GET', key);
  }
}
