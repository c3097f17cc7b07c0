import { tenantScope } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { createAttempts } from './attempts.ts';
import { createKeyCache, type GoodKey } from './key-cache.ts';

const key = (tenant: string, id: string, until = Number.POSITIVE_INFINITY): GoodKey => ({
  id,
  until,
  scope: tenantScope({ tenant, actor: `key:${id}` }),
});

describe('the cache of good keys', () => {
  it('believes for two seconds, and never over the end of a key', () => {
    const cache = createKeyCache();
    cache.set('a', key('t1', '1'), 1_000);
    cache.set('b', key('t1', '2', 1_500), 1_000);
    expect(cache.get('a', 2_999)?.id).toBe('1');
    expect(cache.get('a', 3_000)).toBeUndefined();
    expect(cache.get('a', 1_000)).toBeUndefined();
    expect(cache.get('b', 1_499)?.id).toBe('2');
    expect(cache.get('b', 1_500)).toBeUndefined();
    expect(cache.get('c', 0)).toBeUndefined();
  });

  it('takes a clock that was set back for time that has passed', () => {
    const cache = createKeyCache();
    cache.set('a', key('t1', '1'), 1_000);
    expect(cache.get('a', 999)).toBeUndefined();
  });

  it('forgets one key, or all of a tenant, and no other’s', () => {
    const cache = createKeyCache();
    const ids = [
      ['t1', '1'],
      ['t1', '2'],
      ['t10', '1'],
    ] as const;
    for (const [tenant, id] of ids) cache.set(`${tenant}/${id}`, key(tenant, id), 0);
    cache.forget('t1', '1');
    expect(ids.map(([tenant, id]) => cache.get(`${tenant}/${id}`, 1) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
    cache.forget('t1');
    expect(ids.map(([tenant, id]) => cache.get(`${tenant}/${id}`, 1) !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('keeps 10,000, and drops the oldest', () => {
    const cache = createKeyCache();
    for (let n = 0; n < 10_000; n += 1) cache.set(`${n}`, key('t', `${n}`), 0);
    cache.set('0', key('t', '0'), 0);
    expect(cache.get('1', 1)?.id).toBe('1');
    cache.set('new', key('t', 'new'), 0);
    expect(cache.get('1', 1)).toBeUndefined();
    expect(cache.get('0', 1)?.id).toBe('0');
    expect(cache.get('new', 1)?.id).toBe('new');
  });
});

describe('attempts', () => {
  it('are admitted 60 a minute and tenant; what was passed over is told once', () => {
    const attempts = createAttempts();
    const admitted = (tenant: string, now: number, times: number) =>
      Array.from({ length: times }, () => attempts.admit(tenant, now)).filter((one) => one !== undefined);
    expect(admitted('t1', 0, 70)).toHaveLength(60);
    expect(admitted('t2', 0, 70)).toHaveLength(60);
    expect(admitted('t1', 59_999, 5)).toHaveLength(0);
    expect(admitted('t1', 60_000, 2)).toEqual([{ passedOver: 15 }, { passedOver: 0 }]);
    expect(admitted('t1', 59_000, 61)).toHaveLength(60);
  });

  it('begin anew past 10,000 tenants: memory stays bounded', () => {
    const attempts = createAttempts();
    for (let n = 0; n < 60; n += 1) attempts.admit('t', 0);
    expect(attempts.admit('t', 0)).toBeUndefined();
    for (let n = 0; n < 9_999; n += 1) attempts.admit(`t${n}`, 0);
    expect(attempts.admit('t', 0)).toBeUndefined();
    attempts.admit('one-more', 0);
    expect(attempts.admit('t', 0)).toEqual({ passedOver: 0 });
  });

  it('are waited for', async () => {
    const attempts = createAttempts();
    let done = 0;
    const later = (ms: number) => new Promise<void>((resolve) => setTimeout(() => resolve(void done++), ms));
    attempts.note(later(1));
    attempts.note(later(10));
    await attempts.settled();
    expect(done).toBe(2);
    await attempts.settled();
  });
});
