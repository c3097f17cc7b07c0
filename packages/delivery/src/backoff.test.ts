import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';
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
