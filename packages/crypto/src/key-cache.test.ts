import { manualClock } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { bytesIn, createKeyCache } from './key-cache.ts';

const loading = (byte: number, dekId: number) => async () => ({
  bytes: new Uint8Array(32).fill(byte),
  dekId,
});

describe('createKeyCache', () => {
  it('lets a place lead to the newest key, also when the older one goes', async () => {
    const cache = createKeyCache({ max: 1 }, manualClock(0));
    await cache.load('acme', { kind: 'dek', id: 1 }, loading(1, 1));
    await cache.load('acme', { kind: 'current', id: '' }, loading(2, 1));
    const found = cache.load('acme', { kind: 'dek', id: 1 }, () => Promise.reject(new Error('not at hand')));
    expect(found).not.toBeInstanceOf(Promise);
    expect(bytesIn((await found).key)[0]).toBe(2);
  });

  it('loads again after a failure', async () => {
    const cache = createKeyCache({}, manualClock(0));
    const place = { kind: 'name', id: 'x' } as const;
    const failing = () => Promise.reject(new Error('down'));
    const both = [cache.load('acme', place, failing), cache.load('acme', place, failing)];
    expect(both[0]).toBe(both[1]);
    await expect(both[0]).rejects.toThrow('down');
    expect((await cache.load('acme', place, loading(1, 0))).dekId).toBe(0);
  });
});
