import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from './rate-limiter.ts';

const attempt = (work: () => void): boolean => {
  try {
    work();
    return true;
  } catch {
    return false;
  }
};

describe('createRateLimiter', () => {
  it('allows a burst of a second, then one an interval', () => {
    const rates = createRateLimiter();
    const taken = Array.from({ length: 10 }, () => attempt(() => rates.take('a', 5, 0)));
    expect(taken.filter(Boolean)).toHaveLength(5);
    expect(attempt(() => rates.take('a', 5, 199))).toBe(false);
    expect(attempt(() => rates.take('a', 5, 200))).toBe(true);
    expect(attempt(() => rates.take('a', 5, 200))).toBe(false);
    expect(attempt(() => rates.take('b', 5, 200))).toBe(true);
  });

  it('says when to try again', () => {
    const rates = createRateLimiter();
    rates.take('a', 0.1, 0);
    expect(() => rates.take('a', 0.1, 1_000)).toThrowError(
      expect.objectContaining({ details: { quota: 'sendsPerSecond', limit: 0.1, retryAfterMs: 9_000 } }),
    );
    expect(attempt(() => rates.take('a', 0.1, 10_000))).toBe(true);
  });

  it('never lets more through than the rate and one burst', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }),
        (perSecond, gaps) => {
          const rates = createRateLimiter();
          let now = 0;
          let taken = 0;
          for (const gap of gaps) {
            now += gap;
            if (attempt(() => rates.take('a', perSecond, now))) taken++;
          }
          expect(taken).toBeLessThanOrEqual((now / 1_000) * perSecond + perSecond + 1);
        },
      ),
    );
  });

  it('forgets tenants whose allowance is whole', () => {
    const rates = createRateLimiter();
    for (let index = 0; index <= 10_001; index++) rates.take(`t${index}`, 1, 0);
    rates.take('late', 1, 5_000);
    expect(attempt(() => rates.take('t1', 1, 5_000))).toBe(true);
  });
});
