import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';
import { createHolds } from './holds.ts';
import { settlementOf } from './settlement.ts';
import { createSleeper } from './sleeper.ts';

describe('backoffMs', () => {
  it('doubles up to its maximum', () => {
    expect([1, 2, 3, 9, 10, 40, 2_000].map((attempt) => backoffMs(attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 256_000, 300_000, 300_000, 300_000,
    ]);
  });

  it('stays between half of the wait and all of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const wait = backoffMs(attempt, random);
          const full = backoffMs(attempt, 1);
          expect(wait).toBeGreaterThanOrEqual(Math.floor(full / 2));
          expect(wait).toBeLessThanOrEqual(full);
        },
      ),
    );
  });
});

describe('createHolds', () => {
  it('holds to the latest time, group by group', () => {
    const holds = createHolds();
    holds.hold('a', 10, 100);
    holds.hold('a', 20, 50);
    expect(holds.heldUntil('a', 99)).toBe(100);
    expect(holds.heldUntil('b', 99)).toBeUndefined();
    expect(holds.heldUntil('a', 100)).toBeUndefined();
    expect(holds.heldUntil('a', 10)).toBeUndefined();
  });

  it('lets go of what a clock that was set back would hold for hours', () => {
    const holds = createHolds();
    holds.hold('a', 7_200_000, 7_230_000);
    expect(holds.heldUntil('a', 7_210_000)).toBe(7_230_000);
    expect(holds.heldUntil('a', 10_000)).toBeUndefined();
  });
});

describe('settlementOf', () => {
  it('never gives up on the first try for want of an answer', () => {
    expect(settlementOf({ kind: 'unknown', code: 'x' }, false, 1, 1_000, 0)).toEqual({
      kind: 'retry',
      at: 1_500,
      code: 'x',
    });
    expect(settlementOf({ kind: 'retry', code: 'x', retryAfterMs: 9_000 }, false, 1, 1_000, 0)).toEqual({
      kind: 'retry',
      at: 10_000,
      code: 'x',
    });
    expect(settlementOf({ kind: 'retry', code: 'x' }, false, 20, 1_000, 0)).toEqual({
      kind: 'dead',
      at: 1_000,
      code: 'x',
    });
  });
});

describe('createSleeper', () => {
  it('returns at once for no time, and when it was woken before', async () => {
    const sleeper = createSleeper();
    await sleeper.sleep(0);
    sleeper.wake();
    await sleeper.sleep(60_000);
    const asleep = sleeper.sleep(60_000);
    sleeper.wake();
    await asleep;
  });
});
