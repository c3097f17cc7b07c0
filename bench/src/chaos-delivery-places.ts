import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FixtureStore, Outbox } from '@localert/core';
import { startPostgres } from '@localert/servers/postgres';
import { isSentinels, onRedis, openBullmq } from './chaos-delivery-redis.ts';
import { openPlace } from './chaos-place.ts';
import { postgresPlace } from './store-place.ts';

/** Where a queue lives, and how to strike it. */
export interface DeliveryPlace {
  /** What {@link openDelivery} takes. */
  readonly place: string;
  /** Takes the server away and brings it back; absent where there is none. */
  readonly strike?: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}

/** Opens a queue, and a store beside it. */
export async function openDelivery(
  place: string,
): Promise<{ readonly store: FixtureStore; readonly outbox?: Outbox }> {
  return isSentinels(place) ? openBullmq(place) : { store: openPlace(place) };
}

/** As in production: what is acknowledged is on the disk. */
const SAFE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

/** A PostgreSQL of our own: ended with all its processes, and started again on the same data. */
async function onPostgres(): Promise<DeliveryPlace> {
  const server = await startPostgres({ own: true, settings: SAFE });
  const { app } = await postgresPlace(server);
  return {
    place: app,
    async strike() {
      await server.kill();
      await pause(200);
      await server.restart();
    },
    stop: () => server.stop(),
  };
}

/** The engines, and where each has its queue. @param folder - an empty one */
export const DELIVERY_PLACES = {
  sqlite: async (folder: string): Promise<DeliveryPlace> => ({
    place: join(folder, 'delivery.db'),
    stop: () => Promise.resolve(),
  }),
  postgres: onPostgres,
  bullmq: onRedis,
} as const satisfies Readonly<Record<string, (folder: string) => Promise<DeliveryPlace>>>;
