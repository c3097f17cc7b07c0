import { type RedisNode, redisMissing, startRedis } from '@localert/servers/redis';
import { memoryStore } from '@localert/store-memory';
import { sampleCreate, sampleUpdate } from '@localert/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { proxyTo } from '../test/proxy.ts';
import {
  acme,
  clients,
  counted,
  eventually,
  newPrefix,
  processOf,
  ready,
  redisTitle,
  system,
} from '../test/redis-house.ts';

describe.skipIf(redisMissing(true))(redisTitle('redisCached, when Redis fails', true), () => {
  let server: RedisNode;
  let all: ReturnType<typeof clients>;
  const open: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server?.stop());
  beforeEach(() => {
    all = clients();
  });
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
    all.closeAll();
  });

  // What other processes write is heard from Redis alone here.
  const { subscribe: _, ...data } = memoryStore();

  /** A process with its own connections; quick to give up, quick to come back. */
  async function join(prefix: string, url = server.url, options: object = {}) {
    const below = counted({ ...data, close: async () => undefined });
    const [client, subscriber] = [all.make(url), all.make(url)];
    await ready(client);
    const quick = { openMs: 100, commandTimeoutMs: 500, failures: 3 };
    const made = processOf(below.store, client, subscriber, { prefix, ...quick, ...options });
    open.push(made.cached);
    return { ...made, client, subscriber, below: below.state };
  }

  let fixtures = 0;
  async function fixture(): Promise<string> {
    fixtures += 1;
    await data.commit(acme, sampleCreate(`f${fixtures}`));
    return `f${fixtures}`;
  }

  /** Reads until it comes from Redis. */
  const warm = ({ cached, events }: Awaited<ReturnType<typeof join>>, id: string) =>
    eventually(async () => {
      const before = events.of('hit fixture');
      await cached.get(acme, id);
      return events.of('hit fixture') > before;
    }, 'a hit');

  it('says whether Redis answers, past the breaker and without moving it', async () => {
    const one = await join(newPrefix(), server.url, { failures: 1, openMs: 60_000 });
    const { sharedCache } = one.cached;
    expect(sharedCache.name).toBe('redis');
    expect(await sharedCache.health()).toEqual({ ok: true });
    await server.kill();
    await eventually(() => one.client.status !== 'ready', 'the loss');
    expect(one.events.breaker()).not.toBe('open');
    expect(await sharedCache.health()).toEqual({ ok: false, reason: 'away' });
    expect(one.events.breaker()).not.toBe('open');
    await server.restart();
    await eventually(async () => (await sharedCache.health()).ok, 'the return');
    await one.client.call('ACL', ['SETUSER', 'blind', 'on', '>blind', '+@all', '-get', '~*', '&*']);
    const blind = all.make(server.url.replace('redis://', 'redis://blind:blind@'));
    const { cached } = processOf(data as never, blind, undefined, { prefix: newPrefix() });
    expect(await cached.sharedCache.health()).toEqual({ ok: false, reason: 'auth' });
  });

  it('goes on without a server that died, and comes back to it by itself', async () => {
    const one = await join(newPrefix());
    const id = await fixture();
    await warm(one, id);
    await server.kill();
    await eventually(() => one.client.status !== 'ready', 'the loss');
    for (let times = 0; times < 50; times++) {
      expect(await one.cached.get(acme, id)).toMatchObject({ revision: 1 });
    }
    expect(one.events.of('miss fixture away')).toBeGreaterThanOrEqual(50);
    // One look at the connection opened it; the others were not even that.
    expect(one.events.of('failed read away') + one.events.of('failed epoch away')).toBeLessThan(10);
    expect(one.events.breaker()).not.toBe('closed');
    await server.restart();
    await eventually(() => one.events.breaker() === 'closed', 'the return');
    await warm(one, id);
  });

  it('waits for a server that hangs no longer than it may, and then not at all', async () => {
    const one = await join(newPrefix());
    const id = await fixture();
    await warm(one, id);
    server.pause();
    try {
      const begun = performance.now();
      const rows = await Promise.all(
        Array.from({ length: 500 }, (_, at) => one.cached.get(acme, `${id}-${at % 5}`)),
      );
      expect(rows.every((row) => row === undefined)).toBe(true);
      expect(performance.now() - begun).toBeLessThan(5_000);
      await eventually(() => one.events.breaker() !== 'closed', 'an open breaker');
      const later = performance.now();
      for (let times = 0; times < 200; times++) await one.cached.get(acme, id);
      expect(performance.now() - later).toBeLessThan(400);
    } finally {
      server.resume();
    }
    await eventually(() => one.events.breaker() === 'closed', 'the return');
    await warm(one, id);
  });

  it('brings no burst to the store when Redis is back, and one probe to Redis', async () => {
    const prefix = newPrefix();
    const [one, two] = [await join(prefix), await join(prefix)];
    const ids = [await fixture(), await fixture(), await fixture(), await fixture()];
    await server.kill();
    await eventually(() => one.client.status !== 'ready' && two.client.status !== 'ready', 'the loss');
    await Promise.all([one.cached.get(acme, ids[0] ?? ''), two.cached.get(acme, ids[0] ?? '')]);
    await server.restart();
    await Promise.all([ready(one.client), ready(two.client)]);
    const crowd = () =>
      Promise.all(
        [one, two].flatMap(({ cached }) =>
          ids.flatMap((id) => Array.from({ length: 100 }, () => cached.get(acme, id))),
        ),
      );
    for (const { below } of [one, two]) below.gets = 0;
    let rounds = 0;
    while (one.events.breaker() !== 'closed' || two.events.breaker() !== 'closed') {
      await crowd();
      rounds += 1;
      // A store in memory would leave no time for anything else.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    // While it was open each round cost each process one read of each fixture at most, never one for each who asked.
    expect(one.below.gets + two.below.gets).toBeLessThanOrEqual(rounds * 2 * ids.length);
    for (const { below } of [one, two]) below.gets = 0;
    for (let more = 0; more < 5; more++) await crowd();
    expect(one.below.gets + two.below.gets).toBeLessThanOrEqual(2 * ids.length);
    const stats = await server.command('INFO', 'commandstats');
    // Two processes, a probe of each, and no more than what their connections brought on.
    expect(Number(/cmdstat_eval:calls=(\d+)/.exec(stats)?.[1])).toBeLessThan(60);
  });

  it('tells Redis what was written while it could not be told', async () => {
    const prefix = newPrefix();
    const way = await proxyTo(server.port);
    const [cut, other] = [await join(prefix, way.url), await join(prefix)];
    const id = await fixture();
    await warm(cut, id);
    await warm(other, id);
    way.cut();
    await eventually(() => cut.client.status !== 'ready', 'the loss');
    await cut.cached.commit(acme, sampleUpdate(id, 1));
    // Who wrote it sees it; the others have to wait until they can be told.
    expect(await cut.cached.get(acme, id)).toMatchObject({ revision: 2 });
    expect(await other.cached.get(acme, id)).toMatchObject({ revision: 1 });
    await way.mend();
    await eventually(async () => (await other.cached.get(acme, id))?.revision === 2, 'the news');
    await eventually(() => cut.events.breaker() === 'closed', 'the return');
    expect(cut.events.of('resync')).toBeGreaterThan(0);
    expect(await cut.cached.get(acme, id)).toMatchObject({ revision: 2 });
    way.close();
  });

  it('tells it of purges and of everything, too', async () => {
    const prefix = newPrefix();
    const way = await proxyTo(server.port);
    const [cut, other] = [await join(prefix, way.url), await join(prefix)];
    const id = await fixture();
    const beta = { ...acme, tenant: 'beta' };
    await warm(other, id);
    way.cut();
    await eventually(() => cut.client.status !== 'ready', 'the loss');
    await cut.cached.purgeTenant(system, 'acme');
    expect(beta.tenant).toBe('beta');
    await way.mend();
    await eventually(async () => (await other.cached.get(acme, id)) === undefined, 'the news');
    way.close();
  });

  it('does not believe a Redis that comes back with what was written over', async () => {
    const prefix = newPrefix();
    const [writer, other] = [await join(prefix), await join(prefix)];
    const id = await fixture();
    await warm(writer, id);
    await server.command('SAVE');
    await writer.cached.commit(acme, sampleUpdate(id, 1));
    await server.kill();
    await server.restart();
    // Whoever wrote it or was told of it knows better, whatever Redis says.
    expect(await writer.cached.get(acme, id)).toMatchObject({ revision: 2 });
    expect(await other.cached.get(acme, id)).toMatchObject({ revision: 2 });
    // And one who comes new is served the new row as soon as the writer has said it again.
    const fresh = await join(prefix);
    await eventually(async () => (await fresh.cached.get(acme, id))?.revision === 2, 'the news');
    await eventually(() => writer.events.breaker() === 'closed', 'the return');
  });

  it('reads and invalidates while Redis is full', async () => {
    const prefix = newPrefix();
    const one = await join(prefix);
    const id = await fixture();
    await warm(one, id);
    await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await server.command('CONFIG', 'SET', 'maxmemory', '1');
    try {
      await one.cached.commit(acme, sampleUpdate(id, 1));
      expect(await one.cached.get(acme, id)).toMatchObject({ revision: 2 });
      const other = await join(prefix);
      expect(await other.cached.get(acme, id)).toMatchObject({ revision: 2 });
      expect(await other.cached.get(acme, 'never')).toBeUndefined();
      expect(one.events.of('failed invalidate memory')).toBe(0);
      expect(other.events.of('failed lease memory') + other.events.of('failed epoch memory')).toBeGreaterThan(
        0,
      );
    } finally {
      await server.command('CONFIG', 'SET', 'maxmemory', '0');
    }
    await eventually(() => one.events.breaker() === 'closed', 'the return');
    await warm(one, id);
  });

  it('goes on while its server takes no writes, as one that was set back to a replica', async () => {
    const prefix = newPrefix();
    const one = await join(prefix);
    const id = await fixture();
    await warm(one, id);
    await server.command('REPLICAOF', '127.0.0.1', '1');
    try {
      await one.cached.commit(acme, sampleUpdate(id, 1));
      for (let times = 0; times < 20; times++) {
        expect(await one.cached.get(acme, id)).toMatchObject({ revision: 2 });
      }
      expect(one.events.of('failed invalidate readonly')).toBeGreaterThan(0);
    } finally {
      await server.command('REPLICAOF', 'NO', 'ONE');
    }
    await eventually(() => one.events.breaker() === 'closed', 'the return');
    const other = await join(prefix);
    expect(await other.cached.get(acme, id)).toMatchObject({ revision: 2 });
  });

  it('serves the newest to whoever wrote it while the connection comes and goes', async () => {
    const prefix = newPrefix();
    const way = await proxyTo(server.port);
    const one = await join(prefix, way.url);
    const id = await fixture();
    let revision = 1;
    for (let round = 0; round < 6; round++) {
      if (round % 2) await way.mend();
      else way.cut();
      const end = Date.now() + 200;
      while (Date.now() < end) {
        expect(await one.cached.get(acme, id)).toMatchObject({ revision });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await one.cached.commit(acme, sampleUpdate(id, revision));
      revision += 1;
    }
    await eventually(() => one.events.breaker() === 'closed', 'the return');
    const other = await join(prefix);
    expect(await other.cached.get(acme, id)).toMatchObject({ revision });
    way.close();
  });
});
