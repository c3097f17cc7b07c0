import { setTimeout as pause } from 'node:timers/promises';
import type { FixtureStore, Outbox } from '@localert/core';
import { bullmqOutbox } from '@localert/delivery/bullmq';
import { startRedisSentinel } from '@localert/servers/redis';
import { memoryStore } from '@localert/store-memory';
import { Queue, QueueEvents } from 'bullmq';
import type { DeliveryPlace } from './chaos-delivery-places.ts';

const SCHEME = 'sentinels:';
const QUEUE = 'chaos';

export const isSentinels = (place: string): boolean => place.startsWith(SCHEME);

/** The queue on BullMQ, and a store in memory: the fixtures are in code. */
export async function openBullmq(
  place: string,
): Promise<{ readonly store: FixtureStore; readonly outbox: Outbox }> {
  const ports = place.slice(SCHEME.length).split(',').map(Number);
  const connection = {
    sentinels: ports.map((port) => ({ host: '127.0.0.1', port })),
    name: 'localert',
    retryStrategy: () => 50,
    sentinelRetryStrategy: () => 50,
  };
  const queue = new Queue(QUEUE, { connection, skipVersionCheck: true });
  const events = new QueueEvents(QUEUE, { connection, skipVersionCheck: true });
  // A connection that breaks is tried again; what it says of that is no news here.
  queue.on('error', () => undefined);
  events.on('error', () => undefined);
  const outbox = await bullmqOutbox({ queue, events, waitReplicas: 1, commandTimeoutMs: 2_000 });
  return { store: memoryStore(), outbox };
}

/** Milliseconds that a failover may take, from the loss of the master to a replica that follows the new one. */
const FAILOVER_MS = 60_000;

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + FAILOVER_MS;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > end) throw new Error(`${what} took too long`);
    await pause(50);
  }
}

/** A Redis with a replica and sentinels: the master is killed, the replica takes its place, and the dead one follows it. */
export async function onRedis(): Promise<DeliveryPlace> {
  const house = await startRedisSentinel({ config: ['appendonly yes', 'appendfsync always'] });
  const nodes = [house.master, house.replica];
  return {
    place: `${SCHEME}${house.sentinels.map(({ port }) => port).join(',')}`,
    async strike() {
      const port = await house.masterPort();
      const master = nodes.find((node) => node.port === port);
      const other = nodes.find((node) => node.port !== port);
      await master?.kill();
      await until('the failover', async () => (await house.masterPort()) === other?.port);
      await master?.restart();
      await until('the replica', async () => {
        const info = (await other?.command('INFO', 'replication')) ?? '';
        return info.includes('role:master') && /slave0:.*state=online/.test(info);
      });
    },
    stop: () => house.stop(),
  };
}
