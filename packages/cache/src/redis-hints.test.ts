import { randomBytes } from 'node:crypto';
import type { ChangeHint, FixtureStore } from '@localert/core';
import { anyRedis, type RedisServer, redisMissing } from '@localert/servers/redis';
import { memoryStore } from '@localert/store-memory';
import { sampleCreate, sampleTenant, sampleUpdate } from '@localert/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acme,
  clients,
  counted,
  eventually,
  KEYS,
  newPrefix,
  processOf,
  ready,
  redisTitle,
  system,
} from '../test/redis-house.ts';
import { messageCodec } from './redis-messages.ts';
import { redisNames } from './redis-names.ts';
import { createSealer } from './redis-seal.ts';

describe.skipIf(redisMissing())(redisTitle('hints'), () => {
  let server: RedisServer;
  const all = clients();
  beforeAll(async () => {
    server = await anyRedis();
  });
  afterAll(async () => {
    all.closeAll();
    await server?.stop();
  });

  /** One that tells nothing by itself: what is heard then comes from Redis. */
  function quiet() {
    const { subscribe: _, ...store } = memoryStore();
    return store;
  }

  async function join(prefix: string, store = quiet(), options: object = {}) {
    const [client, subscriber] = [all.make(server.url), all.make(server.url)];
    await Promise.all([ready(client), ready(subscriber)]);
    const made = processOf(store, client, subscriber, { prefix, ...options });
    const hints: ChangeHint[] = [];
    made.cached.subscribe?.(system, (hint) => void hints.push(hint));
    return { ...made, client, subscriber, hints };
  }

  const codecOf = (prefix: string, at: number, keys = KEYS) =>
    messageCodec(createSealer(keys, 'k1'), redisNames(prefix), 'stranger', { now: () => at });

  it('are told of fixtures, settings, tenants and everything, and to whoever made the change as well', async () => {
    const prefix = newPrefix();
    const [one, two] = [await join(prefix), await join(prefix)];
    await one.cached.commit(acme, sampleCreate('disk'));
    await one.cached.directory.create(system, sampleTenant('acme'));
    await one.cached.purgeTenant(system, 'beta');
    const wanted: ChangeHint[] = [
      { kind: 'fixture', tenant: 'acme', fixture: 'disk' },
      { kind: 'tenant', tenant: 'acme' },
      { kind: 'tenant', tenant: 'beta' },
    ];
    expect(one.hints).toEqual(wanted);
    await eventually(() => two.hints.length >= 3, 'the hints');
    expect(two.hints).toEqual(wanted);
  });

  it('of a stranger, of another channel or of long ago are dropped and counted (attack 23)', async () => {
    const prefix = newPrefix();
    const { client, events, hints, cached } = await join(prefix);
    const { channel } = redisNames(prefix);
    const message = { kind: 'all' } as const;
    const other = [{ id: 'k1', key: randomBytes(32) }];
    const good = codecOf(prefix, Date.now()).write(message);
    const forged: readonly (Buffer | string)[] = [
      'all',
      '',
      '{"kind":"all"}',
      codecOf(prefix, Date.now(), other).write(message),
      codecOf(`${prefix}x`, Date.now()).write(message),
      good.subarray(0, -1),
      Buffer.from(good.map((byte, index) => (index === 40 ? byte ^ 1 : byte))),
      Buffer.alloc(20_000),
    ];
    for (const bytes of forged) await client.publish(channel, bytes);
    await eventually(() => events.of('dropped seal') === forged.length, 'all are dropped');
    await client.publish(channel, codecOf(prefix, Date.now() - 3_600_000).write(message));
    await eventually(() => events.of('dropped old') === 1, 'the old one is dropped');
    expect(hints).toEqual([]);
    // One of a process that has the key is believed, so that the test above can fail.
    await client.publish(channel, good);
    await eventually(() => hints.length === 1, 'the good one');
    await cached.close();
  });

  it('say that all may have changed once a connection that was lost is back', async () => {
    const prefix = newPrefix();
    const { subscriber, hints, events } = await join(prefix);
    subscriber.disconnect(true);
    await eventually(() => hints.some(({ kind }) => kind === 'all'), 'the hint');
    expect(events.of('missed')).toBeGreaterThan(0);
  });

  it('say so when the connection is dead without a word, and again when it is not', async () => {
    const prefix = newPrefix();
    const { subscriber, hints } = await join(prefix, quiet(), { beatMs: 60 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(hints).toEqual([]);
    // Nothing is said of it, as when a router between forgets a connection.
    const [heard] = subscriber.listeners('messageBuffer') as ((...told: unknown[]) => void)[];
    subscriber.removeAllListeners('messageBuffer');
    await eventually(() => hints.length === 1, 'the hint');
    if (heard) subscriber.on('messageBuffer', heard);
    await eventually(() => hints.length === 2, 'the other hint');
    expect(hints).toEqual([{ kind: 'all' }, { kind: 'all' }]);
  });

  it('of the store itself are passed on, and what Redis has of it is not believed', async () => {
    const prefix = newPrefix();
    const told = new Set<(hint: ChangeHint) => void>();
    const data = memoryStore();
    const below = counted({
      ...data,
      close: async () => undefined,
      subscribe(_: unknown, listener: (hint: ChangeHint) => void) {
        told.add(listener);
        return () => void told.delete(listener);
      },
    });
    await data.commit(acme, sampleCreate('disk'));
    const [client, subscriber] = [all.make(server.url), all.make(server.url)];
    await Promise.all([ready(client), ready(subscriber)]);
    const { cached, events } = processOf(below.store, client, subscriber, { prefix });
    const hints: ChangeHint[] = [];
    const end = cached.subscribe?.(system, (hint) => void hints.push(hint));
    const warm = () =>
      eventually(async () => {
        await cached.get(acme, 'disk');
        return events.of('hit fixture') > 0;
      }, 'a hit');
    await warm();
    // Somebody writes who does not know of Redis.
    await data.commit(acme, sampleUpdate('disk', 1));
    expect(await cached.get(acme, 'disk')).toMatchObject({ revision: 1 });
    await new Promise((resolve) => setTimeout(resolve, 2));
    const fixture = { kind: 'fixture', tenant: 'acme', fixture: 'disk' } as const;
    for (const listener of told) listener(fixture);
    expect(await cached.get(acme, 'disk')).toMatchObject({ revision: 2 });
    expect(events.of('rejected fixture superseded')).toBe(1);
    await data.commit(acme, sampleUpdate('disk', 2));
    events.reset();
    await warm();
    await new Promise((resolve) => setTimeout(resolve, 2));
    for (const listener of told) listener({ kind: 'tenant', tenant: 'acme' });
    expect(await cached.get(acme, 'disk')).toMatchObject({ revision: 3 });
    for (const listener of told) listener({ kind: 'all' });
    expect(hints.map(({ kind }) => kind)).toEqual(['fixture', 'tenant', 'all']);
    end?.();
    await cached.close();
    expect(told.size).toBe(0);
  });

  it('are not there where nobody could tell', async () => {
    const client = all.make(server.url);
    await ready(client);
    const mute: FixtureStore = memoryStore();
    Reflect.deleteProperty(mute, 'subscribe');
    const { cached } = processOf(mute, client, undefined, { prefix: newPrefix() });
    expect(cached.subscribe).toBeUndefined();
    await cached.commit(acme, sampleCreate('disk'));
    expect(await cached.get(acme, 'disk')).toMatchObject({ revision: 1 });
  });
});
