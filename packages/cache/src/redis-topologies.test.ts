import {
  makeCertificate,
  opensslMissing,
  redisMissing,
  startRedis,
  startRedisCluster,
  startRedisSentinel,
} from '@localert/servers/redis';
import { memoryStore } from '@localert/store-memory';
import { sampleCreate, sampleUpdate } from '@localert/testkit';
import { Cluster, Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { acme, counted, eventually, KEYS, newPrefix, redisTitle, tally } from '../test/redis-house.ts';
import { type RedisClient, type RedisSubscriber, redisCached } from './redis.ts';

type Client = RedisClient & RedisSubscriber & { disconnect(): void };

/** Two processes around the same data, and what they were told. */
function pair(make: () => readonly [Client, Client]) {
  const data = memoryStore();
  const prefix = newPrefix();
  const open: Client[] = [];
  const join = () => {
    const below = counted({ ...data, close: async () => undefined });
    const events = tally();
    const [client, subscriber] = make();
    open.push(client, subscriber);
    const cached = redisCached(below.store, {
      ...{ client, subscriber, keys: KEYS, current: 'k1', prefix, onEvent: events.onEvent },
      ...{ commandTimeoutMs: 500, openMs: 200, beatMs: 200 },
    });
    return { cached, events, below: below.state };
  };
  return {
    data,
    one: join(),
    two: join(),
    async close() {
      for (const client of open) client.disconnect();
    },
  };
}

type Pair = ReturnType<typeof pair>;

const hits = ({ one, two }: Pair) => one.events.of('hit fixture') + two.events.of('hit fixture');

const areHit = (house: Pair, ids: readonly string[]) =>
  eventually(async () => {
    const before = hits(house);
    for (const id of ids) {
      await house.one.cached.get(acme, id);
      await house.two.cached.get(acme, id);
    }
    return hits(house) - before === 2 * ids.length;
  }, 'a hit for all');

const IDS = Array.from({ length: 12 }, (_, index) => `f${index}`);

/** Reads and writes while `disturb` runs, and holds each process to what it wrote and was told of. */
async function survives(house: Pair, disturb: () => Promise<void>): Promise<void> {
  const { data, one, two } = house;
  for (const id of IDS) await data.commit(acme, sampleCreate(id));
  await areHit(house, IDS);
  let over = false;
  const least = new Map(IDS.map((id) => [id, 1]));
  const reading = async () => {
    while (!over) {
      for (const id of IDS) {
        const wanted = least.get(id) ?? 0;
        const row = await one.cached.get(acme, id);
        expect(row?.revision).toBeGreaterThanOrEqual(wanted);
        expect((await two.cached.get(acme, id))?.id).toBe(id);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const writing = async () => {
    for (let turn = 0; !over; turn++) {
      const id = IDS[turn % IDS.length] ?? '';
      const { revision } = await one.cached.commit(acme, sampleUpdate(id, least.get(id) ?? 0));
      least.set(id, revision);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const work = Promise.all([reading(), writing()]);
  // A fault of the readers is told below, not while the servers fail over.
  work.catch(() => undefined);
  await disturb();
  over = true;
  await work;
  await eventually(
    () => one.events.breaker() === 'closed' && two.events.breaker() === 'closed',
    'the return',
  );
  for (const id of IDS) {
    const wanted = least.get(id);
    await eventually(
      async () => (await two.cached.get(acme, id))?.revision === wanted,
      'the last row, elsewhere',
    );
    expect((await one.cached.get(acme, id))?.revision).toBe(wanted);
  }
  await areHit(house, IDS);
}

const quiet = <Made extends Client>(client: Made): Made => {
  client.on('error', () => undefined);
  return client;
};

describe.skipIf(redisMissing(true))(redisTitle('redisCached on', true), () => {
  it('a cluster, whose master dies under reads and writes', { timeout: 90_000 }, async () => {
    const cluster = await startRedisCluster();
    const make = (): [Client, Client] => {
      const nodes = cluster.nodes.map(({ host, port }) => ({ host, port }));
      const client = quiet(
        new Cluster(nodes, { clusterRetryStrategy: () => 100, slotsRefreshTimeout: 2_000 }),
      );
      return [client, client];
    };
    const house = pair(make);
    try {
      await survives(house, async () => {
        await cluster.masters[0]?.kill();
        await eventually(async () => {
          const role = await cluster.replicas[0]?.command('INFO', 'replication');
          return role?.includes('role:master') ?? false;
        }, 'the takeover');
        await cluster.masters[0]?.restart();
        await cluster.whole();
      });
    } finally {
      await house.close();
      await cluster.stop();
    }
  });

  it('sentinels, which put a replica in its place', { timeout: 90_000 }, async () => {
    const watch = await startRedisSentinel({ password: 'open' });
    const make = (): [Client, Client] => {
      const sentinels = watch.sentinels.map(({ host, port }) => ({ host, port }));
      const options = { sentinels, name: watch.name, password: 'open', retryStrategy: () => 100 };
      const reconnectOnError = (error: Error) => error.message.startsWith('READONLY');
      return [quiet(new Redis({ ...options, reconnectOnError })), quiet(new Redis(options))];
    };
    const house = pair(make);
    try {
      await survives(house, async () => {
        await watch.master.kill();
        await eventually(async () => (await watch.masterPort()) === watch.replica.port, 'the failover');
      });
    } finally {
      await house.close();
      await watch.stop();
    }
  });

  const noSsl = opensslMissing();
  it.skipIf(noSsl)(
    `TLS with a password, if the authority is the right one${noSsl ? ` (skipped: ${noSsl})` : ''}`,
    { timeout: 60_000 },
    async () => {
      const [own, strange] = [makeCertificate(), makeCertificate()];
      const server = await startRedis({ tls: own, password: 'open' });
      const withAuthority = (ca: string, password: string) =>
        pair(() => {
          const options = { tls: { ca }, password, retryStrategy: () => 100 };
          const url = `rediss://localhost:${server.port}`;
          return [quiet(new Redis(url, options)), quiet(new Redis(url, options))];
        });
      const right = withAuthority(own.ca, 'open');
      const wrong = [withAuthority(strange.ca, 'open'), withAuthority(own.ca, 'guessed')];
      try {
        for (const { data } of [right, ...wrong]) await data.commit(acme, sampleCreate('disk'));
        await areHit(right, ['disk']);
        for (const { one } of wrong) {
          for (let times = 0; times < 20; times++) {
            expect(await one.cached.get(acme, 'disk')).toMatchObject({ revision: 1 });
          }
          expect(one.events.of('hit fixture')).toBe(0);
          expect(one.events.of('miss fixture away')).toBe(20);
        }
      } finally {
        for (const { close } of [right, ...wrong]) await close();
        await server.stop();
      }
    },
  );
});
