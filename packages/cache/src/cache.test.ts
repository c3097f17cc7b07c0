import { systemScope, tenantScope } from '@localert/core';
import { describe, expect, it, vi } from 'vitest';
import { createCache } from './cache.ts';

const scope = (tenant: string) => tenantScope({ tenant, actor: 'svc:test' });
const acme = scope('acme');
const system = systemScope('test');

function manualClock() {
  let time = 1_000_000;
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

function gate<Value>() {
  let open!: (value: Value) => void;
  let fail!: (error: Error) => void;
  const promise = new Promise<Value>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { promise, open, fail };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('createCache', () => {
  it('answers a hit at once, with the same object', async () => {
    const cache = createCache<object>();
    const value = Object.freeze({});
    await cache.load(acme, 'k', async () => value);
    const hit = cache.load(acme, 'k', async () => ({}));
    expect(hit).not.toBeInstanceOf(Promise);
    expect(hit).toEqual({ value, stale: false });
    expect(cache.peek(acme, 'k')).toBe(value);
  });

  it('loads once for 1,000 concurrent misses', async () => {
    const cache = createCache<number>();
    const source = gate<number>();
    const loader = vi.fn(() => source.promise);
    const answers = Array.from({ length: 1_000 }, () => cache.load(acme, 'k', loader));
    source.open(7);
    const values = await Promise.all(answers);
    expect(loader).toHaveBeenCalledTimes(1);
    expect(values.every((hit) => hit.value === 7)).toBe(true);
  });

  it('gives a failure to every waiter and loads again afterwards', async () => {
    const cache = createCache<number>();
    const loader = vi.fn(async (): Promise<number> => {
      throw new Error('down');
    });
    const answers = await Promise.allSettled([cache.load(acme, 'k', loader), cache.load(acme, 'k', loader)]);
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
    expect(loader).toHaveBeenCalledTimes(1);
    await expect(cache.load(acme, 'k', async () => 2)).resolves.toEqual({ value: 2, stale: false });
  });

  it('takes a loader that throws at once for one that rejects', async () => {
    const cache = createCache<number>();
    const loader = (): Promise<number> => {
      throw new Error('at once');
    };
    await expect(cache.load(acme, 'k', loader)).rejects.toThrow('at once');
  });

  it('serves the old value while one reload runs', async () => {
    const clock = manualClock();
    const cache = createCache<number>({ clock, ttlMs: 100 });
    await cache.load(acme, 'k', async () => 1);
    clock.pass(100);
    const source = gate<number>();
    const loader = vi.fn(() => source.promise);
    expect(cache.load(acme, 'k', loader)).toEqual({ value: 1, stale: false });
    expect(cache.load(acme, 'k', loader)).toEqual({ value: 1, stale: false });
    expect(cache.peek(acme, 'k')).toBeUndefined();
    source.open(2);
    await settle();
    expect(loader).toHaveBeenCalledTimes(1);
    expect(cache.load(acme, 'k', loader)).toEqual({ value: 2, stale: false });
  });

  it('says stale while the loader fails, asks it again after a while, and recovers', async () => {
    const clock = manualClock();
    const cache = createCache<number>({ clock, ttlMs: 100, retryMs: 50, maxStaleMs: 1_000 });
    await cache.load(acme, 'k', async () => 1);
    clock.pass(100);
    const down = vi.fn(async (): Promise<number> => {
      throw new Error('down');
    });
    cache.load(acme, 'k', down);
    await settle();
    expect(cache.load(acme, 'k', down)).toEqual({ value: 1, stale: true });
    expect(down).toHaveBeenCalledTimes(1);
    expect(cache.peek(acme, 'k')).toBeUndefined();
    clock.pass(50);
    expect(cache.load(acme, 'k', down)).toEqual({ value: 1, stale: true });
    await settle();
    expect(down).toHaveBeenCalledTimes(2);
    clock.pass(50);
    cache.load(acme, 'k', async () => 2);
    await settle();
    expect(cache.load(acme, 'k', down)).toEqual({ value: 2, stale: false });
  });

  it('stops serving the last good value at its greatest age', async () => {
    const clock = manualClock();
    const cache = createCache<number>({ clock, ttlMs: 100, maxStaleMs: 1_000 });
    await cache.load(acme, 'k', async () => 1);
    clock.pass(1_000);
    await expect(
      cache.load(acme, 'k', async () => {
        throw new Error('down');
      }),
    ).rejects.toThrow('down');
  });

  it('believes an absence for a short time only, and never past it', async () => {
    const clock = manualClock();
    const cache = createCache<number>({ clock, negativeTtlMs: 10 });
    const loader = vi.fn(async () => null);
    await cache.load(acme, 'k', loader);
    expect(cache.load(acme, 'k', loader)).toEqual({ value: null, stale: false });
    expect(cache.peek(acme, 'k')).toBeNull();
    clock.pass(10);
    await expect(
      cache.load(acme, 'k', async () => {
        throw new Error('down');
      }),
    ).rejects.toThrow('down');
    expect(loader).toHaveBeenCalledTimes(1);
  });

  it('does not keep what was loaded before a delete', async () => {
    const cache = createCache<number>();
    const source = gate<number>();
    const before = cache.load(acme, 'k', () => source.promise);
    cache.delete(acme, 'k');
    const after = cache.load(acme, 'k', async () => 2);
    source.open(1);
    await expect(before).resolves.toEqual({ value: 1, stale: false });
    await expect(after).resolves.toEqual({ value: 2, stale: false });
    expect(cache.peek(acme, 'k')).toBe(2);
  });

  it('deletes one key of one tenant', async () => {
    const cache = createCache<number>();
    for (const tenant of ['acme', 'other']) await cache.load(scope(tenant), 'k', async () => 1);
    cache.delete(acme, 'k');
    cache.delete(acme, 'absent');
    cache.delete(scope('nobody'), 'k');
    expect(cache.peek(acme, 'k')).toBeUndefined();
    expect(cache.peek(scope('other'), 'k')).toBe(1);
  });

  it('purges one tenant, never its namesakes, and not even by a load under way', async () => {
    const cache = createCache<string>();
    const tenants = ['a', 'a-2', 'a_2', 'a2', 't1', 't10'];
    for (const tenant of tenants) await cache.load(scope(tenant), 'k', async () => tenant);
    const source = gate<string>();
    const running = cache.load(scope('a'), 'late', () => source.promise);
    cache.purge(system, 'a');
    cache.purge(system, 't1');
    source.open('late');
    await running;
    expect(tenants.map((tenant) => cache.peek(scope(tenant), 'k'))).toEqual([
      undefined,
      'a-2',
      'a_2',
      'a2',
      undefined,
      't10',
    ]);
    expect(cache.peek(scope('a'), 'late')).toBeUndefined();
    cache.purge(system, 'never-seen');
  });

  it('serves nothing stale from before a purge when the loader then fails', async () => {
    const clock = manualClock();
    const cache = createCache<number>({ clock, ttlMs: 10 });
    await cache.load(acme, 'k', async () => 1);
    clock.pass(10);
    const source = gate<number>();
    cache.load(acme, 'k', () => source.promise);
    cache.purge(system, 'acme');
    source.fail(new Error('down'));
    await settle();
    expect(cache.peek(acme, 'k')).toBeUndefined();
  });

  it('clears everything, loads under way included', async () => {
    const cache = createCache<number>();
    await cache.load(acme, 'k', async () => 1);
    const source = gate<number>();
    const running = cache.load(scope('other'), 'k', () => source.promise);
    cache.clear(system);
    source.open(1);
    await running;
    expect(cache.peek(acme, 'k')).toBeUndefined();
    expect(cache.peek(scope('other'), 'k')).toBeUndefined();
  });

  it('is bounded: the least recently used entry goes first', async () => {
    const clock = manualClock();
    const cache = createCache<number>({ max: 2, clock, ttlMs: 60_000 });
    await cache.load(acme, 'a', async () => 1);
    await cache.load(acme, 'b', async () => 2);
    clock.pass(1_000);
    cache.load(acme, 'a', async () => 1);
    await cache.load(acme, 'c', async () => 3);
    expect(['a', 'b', 'c'].map((key) => cache.peek(acme, key))).toEqual([1, undefined, 3]);
  });

  it('takes any key as data', async () => {
    const cache = createCache<string>();
    for (const key of ['__proto__', 'constructor', ''])
      await cache.load(acme, key, async () => `value of ${key}`);
    expect(cache.peek(acme, '__proto__')).toBe('value of __proto__');
    expect(cache.peek(acme, 'constructor')).toBe('value of constructor');
    expect(cache.peek(acme, '')).toBe('value of ');
    expect(cache.peek(acme, 'toString')).toBeUndefined();
  });
});

describe('weight', () => {
  const bytes = (size: number) => async () => ({ size });
  const limits = new Map([
    ['acme', 100],
    ['other', 1_000],
  ]);
  const weighing = (clock = manualClock()) =>
    createCache<{ size: number }>({
      clock,
      ttlMs: 60_000,
      weightOf: ({ size }) => size,
      maxWeightPerTenant: (tenant) => limits.get(tenant),
    });
  const kept = (cache: ReturnType<typeof weighing>, tenant: string, keys: string) =>
    [...keys].filter((key) => cache.peek(scope(tenant), key) !== undefined).join('');

  it('holds a tenant to its limit: its own least used go, nobody else’s', async () => {
    const clock = manualClock();
    const cache = weighing(clock);
    for (const key of 'xy') await cache.load(scope('other'), key, bytes(60));
    for (const key of 'abc') await cache.load(acme, key, bytes(30));
    clock.pass(1_000);
    cache.load(acme, 'a', bytes(30));
    await cache.load(acme, 'd', bytes(30));
    expect(kept(cache, 'acme', 'abcd')).toBe('acd');
    expect(kept(cache, 'other', 'xy')).toBe('xy');
    expect([cache.weight('acme'), cache.weight('other'), cache.weight('nobody')]).toEqual([90, 120, 0]);
    for (const key of 'efgh') await cache.load(scope('free'), key, bytes(1_000_000));
    expect(kept(cache, 'free', 'efgh')).toBe('efgh');
  });

  it('fills the limit to the last byte', async () => {
    const cache = weighing();
    await cache.load(acme, 'a', bytes(40));
    await cache.load(acme, 'b', bytes(60));
    expect(kept(cache, 'acme', 'ab')).toBe('ab');
    await cache.load(acme, 'c', bytes(1));
    expect(kept(cache, 'acme', 'abc')).toBe('bc');
  });

  it('keeps the one that is too heavy by itself, and nothing beside it', async () => {
    const cache = weighing();
    for (const key of 'ab') await cache.load(acme, key, bytes(10));
    await cache.load(acme, 'c', bytes(500));
    expect(kept(cache, 'acme', 'abc')).toBe('c');
    await cache.load(acme, 'd', bytes(10));
    expect(kept(cache, 'acme', 'abcd')).toBe('d');
    expect(cache.weight('acme')).toBe(10);
  });

  it('weighs again what grew, and makes room for it', async () => {
    const cache = weighing();
    const growing = { size: 10 };
    await cache.load(acme, 'a', async () => growing);
    for (const key of 'bc') await cache.load(acme, key, bytes(40));
    growing.size = 50;
    expect(cache.weight('acme')).toBe(90);
    cache.reweigh(acme, 'a');
    expect(kept(cache, 'acme', 'abc')).toBe('ac');
    expect(cache.weight('acme')).toBe(90);
    cache.reweigh(acme, 'gone');
    cache.reweigh(scope('nobody'), 'a');
  });

  it('counts off what is replaced, deleted, purged or past the common bound', async () => {
    const clock = manualClock();
    const cache = createCache<number>({ max: 3, clock, ttlMs: 10, weightOf: (value) => value });
    await cache.load(acme, 'a', async () => 5);
    clock.pass(10);
    cache.load(acme, 'a', async () => 7);
    await settle();
    expect(cache.weight('acme')).toBe(7);
    for (const key of ['b', 'c']) await cache.load(acme, key, async () => 10);
    cache.delete(acme, 'b');
    expect(cache.weight('acme')).toBe(17);
    for (const key of ['d', 'e']) await cache.load(acme, key, async () => 100);
    expect(cache.weight('acme')).toBe(210);
    cache.purge(system, 'acme');
    expect(cache.weight('acme')).toBe(0);
    await cache.load(acme, 'f', async () => 1);
    expect(cache.weight('acme')).toBe(1);
  });

  it('gives no room for an absence', async () => {
    const cache = weighing();
    await cache.load(acme, 'none', async () => null);
    for (const key of 'abc') await cache.load(acme, key, bytes(60));
    expect(cache.peek(acme, 'none')).toBeNull();
    expect(kept(cache, 'acme', 'abc')).toBe('c');
    await cache.load(acme, 'also none', async () => null);
    expect(kept(cache, 'acme', 'c')).toBe('c');
  });

  it('stays within the limit over many loads', async () => {
    const clock = manualClock();
    const cache = weighing(clock);
    for (let index = 0; index < 5_000; index++) {
      clock.pass(index % 7 === 0 ? 1_000 : 0);
      await cache.load(acme, `k${(index * 7919) % 97}`, bytes(1 + ((index * 31) % 40)));
      expect(cache.weight('acme')).toBeLessThanOrEqual(100);
    }
  });
});
