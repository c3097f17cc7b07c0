import { randomBytes } from 'node:crypto';
import { type FixtureStore, systemScope, tenantScope } from '@localert/core';
import { redisMissing } from '@localert/servers/redis';
import { Redis, type RedisOptions } from 'ioredis';

import { type RedisCachedOptions, type RedisCacheEvent, redisCached } from '../src/redis.ts';

/** The title of tests with a real Redis, and why they may be skipped. */
export const redisTitle = (title: string, own = false): string => {
  const missing = redisMissing(own);
  return missing === undefined ? title : `${title} (skipped: ${missing})`;
};

export const system = systemScope('test');
export const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
export const KEYS = [{ id: 'k1', key: randomBytes(32) }];

/** A prefix that nothing was ever put under. */
export const newPrefix = (): string => `test:${randomBytes(8).toString('hex')}`;

/** Counts events by what they say: `hit fixture`, `miss fixture away`, `breaker open`. */
export function tally() {
  const counts = new Map<string, number>();
  let breaker: string = 'closed';
  return {
    /** How the breaker is now. */
    breaker: () => breaker,
    onEvent(event: RedisCacheEvent) {
      if (event.type === 'breaker') breaker = event.state;
      const words = Object.values(event).filter((word) => typeof word === 'string');
      const name = words.join(' ');
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    of: (name: string) => counts.get(name) ?? 0,
    all: () => Object.fromEntries(counts),
    reset: () => counts.clear(),
  };
}

/** A store that counts what reaches it, and can be made to wait. */
export function counted<Store extends FixtureStore>(inner: Store) {
  const state = {
    gets: 0,
    wait: undefined as Promise<unknown> | undefined,
    fail: undefined as Error | undefined,
  };
  const store: Store = {
    ...inner,
    async get(scope, fixture) {
      state.gets += 1;
      const row = await inner.get(scope, fixture);
      await state.wait;
      if (state.fail) throw state.fail;
      return row;
    },
  };
  return { store, state };
}

/** Opens clients, and closes all of them at the end. */
export function clients() {
  const open: Redis[] = [];
  return {
    make(url: string, options: Omit<RedisOptions, 'replyMapping'> = {}): Redis {
      const settings: Omit<RedisOptions, 'replyMapping'> = { retryStrategy: () => 50, ...options };
      const client = new Redis(url, settings);
      client.on('error', () => undefined);
      open.push(client);
      return client;
    },
    closeAll(): void {
      for (const client of open) client.disconnect();
    },
  };
}

/** One process with its own connections. */
export function processOf<Store extends FixtureStore>(
  store: Store,
  client: Redis,
  subscriber: Redis | undefined,
  options: Partial<RedisCachedOptions> & { prefix: string },
) {
  const events = tally();
  const cached = redisCached(store, {
    ...{ client, subscriber, keys: KEYS, current: 'k1', onEvent: events.onEvent },
    // Slow machines are not what is tested.
    commandTimeoutMs: 2_000,
    ...options,
  });
  return { cached, events };
}

/** Waits until something is so. */
export async function eventually(good: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await good())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const ready = (client: Redis): Promise<void> =>
  eventually(() => client.status === 'ready', 'a connection');
