import { EventEmitter } from 'node:events';
import { type FixtureCommit, type FixtureStore, isLocalertError, type SlackFixture } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sampleCreate, sampleUpdate } from '@localert/testkit';
import { Cluster } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { acme, eventually, KEYS, system, tally } from '../test/redis-house.ts';
import { type RedisCachedOptions, redisCached } from './redis.ts';

/** A client that answers as it is told; it counts what reaches it. */
class FakeClient extends EventEmitter {
  status = 'ready';
  calls: string[] = [];
  answer: (command: string, args: readonly unknown[]) => unknown = () => null;

  async callBuffer(command: string, args: readonly unknown[]): Promise<unknown> {
    this.calls.push(command);
    return this.answer(command, args);
  }
}

function house(options: Partial<RedisCachedOptions> = {}, change: Partial<FixtureStore> = {}) {
  const client = new FakeClient();
  const events = tally();
  const store = redisCached(
    { ...memoryStore(), ...change },
    {
      ...{ client, keys: KEYS, current: 'k1', onEvent: events.onEvent, openMs: 20 },
      ...options,
    },
  );
  return { client, events, store };
}

const failing = (words: string) => () => {
  throw new Error(words);
};

describe('a Redis that answers with an error', () => {
  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'memory'],
    ["READONLY You can't write against a read only replica.", 'readonly'],
    ['LOADING Redis is loading the dataset in memory', 'loading'],
    ['MOVED 3999 127.0.0.1:6381', 'cluster'],
    ['ASK 3999 127.0.0.1:6381', 'cluster'],
    ['CLUSTERDOWN The cluster is down', 'cluster'],
    ['Failed to refresh slots cache.', 'cluster'],
    ['NOAUTH Authentication required.', 'auth'],
    ["NOPERM this user has no permissions to run the 'eval' command", 'auth'],
    ['Connection is closed.', 'away'],
    ['Reached the max retries per request limit (which is 20).', 'away'],
    ['WRONGTYPE Operation against a key holding the wrong kind of value', 'other'],
  ])('%s: reads and writes go on, and it is counted', async (words, fault) => {
    const { client, events, store } = house();
    client.answer = failing(words);
    await store.commit(acme, sampleCreate('disk'));
    expect(await store.get(acme, 'disk')).toMatchObject({ revision: 1 });
    await store.commit(acme, sampleUpdate('disk', 1));
    expect(await store.get(acme, 'disk')).toMatchObject({ revision: 2 });
    await store.purgeTenant(system, 'acme');
    expect(await store.get(acme, 'disk')).toBeUndefined();
    expect(
      Object.keys(events.all()).some((name) => name.startsWith('failed ') && name.endsWith(` ${fault}`)),
    ).toBe(true);
    await store.close();
  });

  it('of no error at all, or that throws before it promises, is as good', async () => {
    const { client, events, store } = house();
    client.answer = () => Promise.reject('nonsense');
    expect(await store.get(acme, 'disk')).toBeUndefined();
    client.callBuffer = () => {
      throw new Error('at once');
    };
    expect(await store.get(acme, 'net')).toBeUndefined();
    expect(events.of('failed epoch other')).toBeGreaterThan(0);
    await store.close();
  });

  it.each([[null], [1], ['text'], [[]], [{}], [[null, null]]])('with nonsense: %j', async (reply) => {
    const { client, store } = house();
    client.answer = () => reply;
    await store.commit(acme, sampleCreate('disk'));
    expect(await store.get(acme, 'disk')).toMatchObject({ revision: 1 });
    expect(await store.get(acme, 'none')).toBeUndefined();
    await store.close();
  });
});

describe('while Redis is away', () => {
  it('one probe is sent, whoever asks', async () => {
    const { client, events, store } = house({ openMs: 60 });
    client.answer = failing('Connection is closed.');
    await store.get(acme, 'disk');
    expect(events.breaker()).toBe('open');
    client.calls = [];
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => store.get(acme, `f${index}`)));
    expect(client.calls).toEqual([]);
    await eventually(() => client.calls.length === 1, 'the probe');
    for (let times = 0; times < 100; times++) await store.get(acme, `f${times}`);
    expect(client.calls).toEqual(['EVAL']);
    client.answer = (_, args) => (String(args[0]).includes('return e') ? Buffer.from('epoch') : null);
    await eventually(() => events.breaker() === 'closed', 'the return');
    await store.close();
  });

  it('nothing is sent to a client that is not connected, but to one that waits for the first command', async () => {
    const { client, events, store } = house();
    client.status = 'connecting';
    await store.get(acme, 'disk');
    expect([client.calls.length, events.of('failed epoch away')]).toEqual([0, 1]);
    client.status = 'wait';
    await eventually(() => client.calls.length > 0, 'the probe');
    await store.close();
  });

  it('so many writes that each cannot be remembered put everything aside', async () => {
    const again = house({}, { commit: async () => ({ revision: 1 }) as SlackFixture });
    again.client.answer = failing('Connection is closed.');
    for (let made = 0; made <= 10_000; made++)
      await again.store.commit(acme, { fixture: `f${made}` } as FixtureCommit);
    const turned: unknown[] = [];
    again.client.answer = (_, args) => {
      if (String(args[0]).includes("ARGV[2] == '0'")) turned.push(args[2]);
      return String(args[0]).includes('return e') ? Buffer.from('epoch') : 1;
    };
    await eventually(() => again.events.breaker() === 'closed', 'the return');
    expect(turned).toEqual(['localert:epoch']);
    expect(again.events.of('failed invalidate away')).toBeLessThan(3);
    await again.store.close();
  });
});

describe('redisCached', () => {
  const pathsOf = (options: object): string[] => {
    try {
      redisCached(memoryStore(), { client: new FakeClient(), keys: KEYS, current: 'k1', ...options });
    } catch (error) {
      if (isLocalertError(error)) {
        expect(error.code).toBe('LOCALERT_INVALID_INPUT');
        return (error.details['issues'] as { path: string }[]).map(({ path }) => path);
      }
      throw error;
    }
    return [];
  };
  const [good] = KEYS as [(typeof KEYS)[number]];

  it.each([
    [{}, []],
    [{ client: {} }, ['client']],
    [{ client: undefined }, ['client']],
    [{ subscriber: {} }, ['subscriber']],
    [{ keys: [] }, ['current']],
    [{ keys: 'k1' }, ['keys']],
    [{ current: 'k2' }, ['current']],
    [{ keys: [good, good] }, ['keys']],
    [{ keys: [good, { id: 'é', key: Buffer.alloc(31) }] }, ['keys.1.id', 'keys.1.key']],
    [{ keys: [good, { id: 7, key: 'secret' }] }, ['keys.1.id', 'keys.1.key']],
    [{ prefix: 'a{b}' }, ['prefix']],
    [{ prefix: '' }, ['prefix']],
    [{ ttlMs: 0, waitMs: 1.5, openMs: Number.NaN }, ['ttlMs', 'waitMs', 'openMs']],
  ])('with %j: %j', (options, paths) => {
    expect(pathsOf(options)).toEqual(paths);
  });

  it('refuses one connection for both, unless it is a cluster, and what is no store', async () => {
    const client = Object.assign(new FakeClient(), { subscribe: async () => 1, unsubscribe: async () => 1 });
    expect(pathsOf({ client, subscriber: client })).toEqual(['subscriber']);
    const cluster = new Cluster([{ host: '127.0.0.1', port: 1 }], { lazyConnect: true });
    expect(pathsOf({ client: cluster, subscriber: cluster })).toEqual([]);
    cluster.disconnect();
    const none = {} as ReturnType<typeof memoryStore>;
    expect(() => redisCached(none, { client, keys: KEYS, current: 'k1' })).toThrow(/store/);
  });

  it('leaves the directory to the store where it is told so, and a store without one as it is', async () => {
    const inner = memoryStore();
    const options = { client: new FakeClient(), keys: KEYS, current: 'k1' };
    expect(redisCached(inner, { ...options, directory: false }).directory).toBe(inner.directory);
    const bare = redisCached({ ...inner, directory: undefined as never }, options);
    expect(bare.directory).toBeUndefined();
  });

  it('leaves the clients as they are when it is closed', async () => {
    const { client, store } = house();
    expect(client.listenerCount('ready')).toBe(1);
    await store.close();
    await store.close();
    expect(client.eventNames()).toEqual([]);
    await expect(store.get(acme, 'disk')).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
  });

  it('does not keep what is too large', async () => {
    const { client, events, store } = house({ maxValueBytes: 100 });
    client.answer = (command, args) => {
      if (command === 'MGET') return [null, null];
      const script = String(args[0]);
      if (script.includes('return e')) return Buffer.from('epoch');
      return script.includes("'l', false") ? [Buffer.from('g'), Buffer.from('l'), null] : 1;
    };
    await store.commit(acme, sampleCreate('disk'));
    await store.get(acme, 'disk');
    await eventually(() => events.of('fill fixture large') === 1, 'the event');
    await store.close();
  });

  it('passes on reseal, compact, changes, rebuild and backup where the store has them, and tells of their ends', async () => {
    const done: string[] = [];
    const note = (name: string, answer: unknown) => async () => {
      done.push(name);
      return answer as never;
    };
    const inner = {
      ...memoryStore(),
      reseal: note('reseal', true),
      compact: note('compact', true),
      changes: note('changes', { items: [], cursor: 'c' }),
      rebuild: note('rebuild', { done: 1, total: 1 }),
      backup: note('backup', undefined),
    };
    const hints: string[] = [];
    const options = { client: new FakeClient(), keys: KEYS, current: 'k1' };
    const store = redisCached({ ...inner, subscribe: () => () => undefined }, options);
    store.subscribe?.(system, (hint) => {
      hints.push(hint.kind);
      throw new Error('a listener’s fault is its own');
    });
    const fixture = { fixture: 'disk', events: [], replaces: [], event: undefined as never };
    expect(await store.reseal(system, 'acme', fixture)).toBe(true);
    expect(await store.compact(system, 'acme', fixture)).toBe(true);
    expect(await store.changes(acme)).toEqual({ items: [], cursor: 'c' });
    expect(await store.rebuild(system)).toEqual({ done: 1, total: 1 });
    await store.backup(system, 'path');
    expect(done).toEqual(['reseal', 'compact', 'changes', 'rebuild', 'backup']);
    expect(hints).toEqual(['fixture', 'fixture', 'all']);
    await store.close();
  });
});
