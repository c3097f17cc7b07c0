import { describe, expect, it } from 'vitest';
import { InvalidInputError } from './errors.ts';
import type { UsageKey } from './usage.ts';
import { assertGiveBack, assertTake, assertUsageKey, forgettable, grantOf } from './usage-rules.ts';

const key: UsageKey = { quota: 'sendsPerDay', window: 0, until: 86_400_000 };

describe('the rules of counters', () => {
  it('take what can be counted', () => {
    assertUsageKey({ quota: 'q'.repeat(60), window: -5, until: -5 });
    assertUsageKey({ ...key, quota: 'q' });
    assertTake(key, 1, 0);
    assertTake(key, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY);
    assertGiveBack(key, 0);
  });

  /** What a refusal says. */
  const issuesOf = (refused: () => void): unknown => {
    try {
      refused();
    } catch (error) {
      return InvalidInputError.is(error) ? [error.details.what, ...error.details.issues] : error;
    }
    return 'taken';
  };
  const QUOTA = { path: 'quota', message: 'a name of 1 to 60 characters' };
  const WINDOW = { path: 'window', message: 'whole epoch milliseconds' };
  const UNTIL = { path: 'until', message: 'whole epoch milliseconds, not before the window begins' };

  it.each([
    [{ quota: '' }, QUOTA],
    [{ quota: 'q'.repeat(61) }, QUOTA],
    [{ quota: 'q\0' }, QUOTA],
    [{ quota: 7 as unknown as string }, QUOTA],
    [{ window: 0.5 }, WINDOW],
    [{ until: -1 }, UNTIL],
    [{ until: Number.NaN }, UNTIL],
  ])('refuse %j, and say what it has to be', (change, issue) => {
    const wrong = { ...key, ...change };
    expect(issuesOf(() => assertUsageKey(wrong))).toEqual(['usage', issue]);
    expect(issuesOf(() => assertTake(wrong, 1, 1))).toEqual(['usage', issue]);
    expect(issuesOf(() => assertGiveBack(wrong, 1))).toEqual(['usage', issue]);
  });

  it('refuse numbers that are none', () => {
    for (const want of [0, 0.5, Number.NaN])
      expect(issuesOf(() => assertTake(key, want, 1))).toEqual([
        'usage',
        { path: 'want', message: 'a whole number from 1' },
      ]);
    for (const limit of [-1, Number.NaN, '1' as unknown as number])
      expect(issuesOf(() => assertTake(key, 1, limit))).toEqual([
        'usage',
        { path: 'limit', message: 'a number from 0' },
      ]);
    for (const count of [-1, 0.5])
      expect(issuesOf(() => assertGiveBack(key, count))).toEqual([
        'usage',
        { path: 'count', message: 'a whole number from 0' },
      ]);
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
