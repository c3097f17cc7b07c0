import { describe, expect, it } from 'vitest';
import type { UsageKey } from './usage.ts';
import { assertGiveBack, assertTake, assertUsageKey, forgettable, grantOf } from './usage-rules.ts';

const key: UsageKey = { quota: 'sendsPerDay', window: 0, until: 86_400_000 };
const INVALID = expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' });

describe('the rules of counters', () => {
  it('take what can be counted', () => {
    assertUsageKey({ quota: 'q'.repeat(60), window: -5, until: -5 });
    assertTake(key, 1, 0);
    assertTake(key, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY);
    assertGiveBack(key, 0);
  });

  it.each([
    { quota: '' },
    { quota: 'q'.repeat(61) },
    { quota: 'q\0' },
    { quota: 7 as unknown as string },
    { window: 0.5 },
    { until: -1 },
    { until: Number.NaN },
  ])('refuse %j', (change) => {
    expect(() => assertUsageKey({ ...key, ...change })).toThrow(INVALID);
    expect(() => assertTake({ ...key, ...change }, 1, 1)).toThrow(INVALID);
    expect(() => assertGiveBack({ ...key, ...change }, 1)).toThrow(INVALID);
  });

  it('refuse numbers that are none', () => {
    for (const want of [0, 0.5, Number.NaN]) expect(() => assertTake(key, want, 1)).toThrow(INVALID);
    for (const limit of [-1, Number.NaN, '1' as unknown as number])
      expect(() => assertTake(key, 1, limit)).toThrow(INVALID);
    for (const count of [-1, 0.5]) expect(() => assertGiveBack(key, count)).toThrow(INVALID);
  });

  it('grant what is left, in whole numbers', () => {
    expect(grantOf(0, 5, 12)).toBe(5);
    expect(grantOf(10, 5, 12)).toBe(2);
    expect(grantOf(12, 5, 12)).toBe(0);
    expect(grantOf(20, 5, 12)).toBe(0);
    expect(grantOf(0, 5, 2.9)).toBe(2);
    expect(grantOf(Number.MAX_SAFE_INTEGER - 1, 5, Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('forget windows twice their length, and at least a minute, before the one that begins', () => {
    expect(forgettable({ ...key, window: 10 * 86_400_000, until: 11 * 86_400_000 })).toBe(8 * 86_400_000);
    expect(forgettable({ ...key, window: 100_000, until: 101_000 })).toBe(40_000);
  });
});
