import {
  type RedisCluster,
  redisMissing,
  startRedisCluster,
  startRedisSentinel,
} from '@localert/servers/redis';
import { sampleAlert } from '@localert/testkit';
import { Cluster, Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { eventsOf, eventually, newName, type Opened, open, redisTitle } from '../test/bullmq-house.ts';
import { acme, claiming, drained, enqueueing, newLedger, system } from '../test/bullmq-ledger.ts';

const connect = (cluster: RedisCluster): Cluster => {
  const nodes = cluster.nodes.map(({ host, port }) => ({ host, port }));
  const client = new Cluster(nodes, { clusterRetryStrategy: () => 100, slotsRefreshTimeout: 2_000 });
  client.on('error', () => undefined);
  return client;
};

/** Which master holds a key, by its place. */
async function masterOf(cluster: RedisCluster, key: string): Promise<number> {
  const slot = Number(await cluster.nodes[0]?.command('CLUSTER', 'KEYSLOT', key));
  return [5_460, 10_922, 16_383].findIndex((last) => slot <= last);
}

/** How a master goes and comes back. */
interface Failover {
  readonly kill: () => Promise<unknown> | undefined;
  readonly isTakenOver: () => Promise<boolean>;
  /** Its only replica is the master now: nothing counts as kept until the old one follows it. */
  readonly restart: () => Promise<unknown>;
}

/** Two processes enqueue, claim and settle while the master dies: what was called durable is still there. */
async function survives([first, second]: readonly Opened[], failover: Failover): Promise<void> {
  if (!first || !second) throw new Error('two outboxes');
  expect(first.outbox.durable).toBe(true);
  const ledger = newLedger();
  const leases = new Map<string, number>();
  let over = false;
  const work = [first, second].flatMap((house) => [
    ...Array.from({ length: 5 }, () => enqueueing(house, ledger, () => over)),
    // What is claimed or settled when the master dies may be unknown to its replica.
    claiming(house, ledger, leases, () => over, true),
  ]);
  try {
    await eventually(() => ledger.kept.size > 200, 'two hundred alerts');
    await failover.kill();
    await eventually(failover.isTakenOver, 'the takeover');
    await failover.restart();
    const before = ledger.kept.size;
    await eventually(() => ledger.kept.size > before + 200, 'two hundred more', 60_000);
  } finally {
    over = true;
    await Promise.all(work);
  }
  expect(await drained(first, ledger)).toEqual([]);
  console.log(
    `kept ${ledger.kept.size}, settled under load ${ledger.settled.size}, refused ${ledger.refused}`,
  );
  await first.close();
  await second.close();
}

const SAFE = { config: ['appendonly yes', 'appendfsync always'] };
const waiting = (name: string) => ({ name, waitReplicas: 1, commandTimeoutMs: 2_000 });

describe.skipIf(redisMissing(true))(redisTitle('bullmqOutbox with sentinels', true), () => {
  it('loses nothing that the replica had when the master dies under load', { timeout: 120_000 }, async () => {
    const { name: watched, sentinels, master, replica, masterPort, stop } = await startRedisSentinel(SAFE);
    const clients = [1, 2].map(() => {
      const client = new Redis({
        sentinels: sentinels.map(({ host, port }) => ({ host, port })),
        name: watched,
        // As BullMQ wants it.
        maxRetriesPerRequest: null,
        sentinelRetryStrategy: () => 100,
        retryStrategy: () => 100,
        reconnectOnError: (error) => error.message.startsWith('READONLY'),
      });
      client.on('error', () => undefined);
      return client;
    });
    try {
      const options = waiting(newName());
      const houses = await Promise.all(clients.map((client) => open(client, options)));
      await survives(houses, {
        kill: () => master.kill(),
        isTakenOver: async () => (await masterPort()) === replica.port,
        restart: () => master.restart(),
      });
    } finally {
      for (const client of clients) client.disconnect();
      await stop();
    }
  });
});

describe.skipIf(redisMissing(true))(redisTitle('bullmqOutbox on a cluster', true), () => {
  it('loses nothing that a replica had when the master dies under load', { timeout: 120_000 }, async () => {
    const cluster = await startRedisCluster(SAFE);
    const clients = [connect(cluster), connect(cluster)];
    try {
      const options = waiting(newName());
      const houses = await Promise.all(clients.map((client) => open(client, options)));
      const place = await masterOf(cluster, houses[0]?.queue.toKey('meta') ?? '');
      const [master, replica] = [cluster.masters[place], cluster.replicas[place]];
      await survives(houses, {
        kill: () => master?.kill(),
        async isTakenOver() {
          const role = await replica?.command('INFO', 'replication');
          return role?.includes('role:master') ?? false;
        },
        async restart() {
          await master?.restart();
          await cluster.whole();
        },
      });
    } finally {
      for (const client of clients) client.disconnect();
      await cluster.stop();
    }
  });

  it('tells of an enqueue, and keeps all keys of a queue together', { timeout: 60_000 }, async () => {
    const cluster = await startRedisCluster();
    const clients = [connect(cluster), connect(cluster)];
    const name = newName();
    try {
      const [one, two] = clients;
      if (!one || !two) throw new Error('two clients');
      const events = eventsOf(two, name);
      const house = await open(one, { name, events });
      expect(house.outbox.durable).toBe(false);
      let told = 0;
      await events.waitUntilReady();
      house.outbox.subscribe?.(system, () => void told++);
      await eventually(async () => {
        await house.outbox.enqueue(acme, sampleAlert()).durable;
        return told > 0;
      }, 'a word');
      const place = await masterOf(cluster, house.queue.toKey('meta'));
      for (const [index, node] of cluster.masters.entries()) {
        const size = Number(await node.command('DBSIZE'));
        expect(size > 0).toBe(index === place);
      }
      await events.close();
      await house.close();
    } finally {
      for (const client of clients) client.disconnect();
      await cluster.stop();
    }
  });
});
