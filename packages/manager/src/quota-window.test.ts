import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayWindow, secondWindow, untilNext } from './quota-window.ts';

const DAY = 86_400_000;

describe('windows', () => {
  it.each([
    [1, { window: 1_000, until: 2_000, most: 1 }],
    [50, { window: 1_000, until: 2_000, most: 50 }],
    [2.5, { window: 0, until: 2_000, most: 5 }],
    [1.1, { window: 0, until: 10_000, most: 11 }],
    [1.25, { window: 0, until: 4_000, most: 5 }],
    [3.19, { window: 0, until: 10_000, most: 31 }],
    [0.5, { window: 0, until: 2_000, most: 1 }],
    [0.3, { window: 0, until: 3_334, most: 1 }],
    [0.1, { window: 0, until: 10_000, most: 1 }],
    [Number.MIN_VALUE, { window: 0, until: 3_650 * DAY, most: 1 }],
  ])('of %d a second', (rate, window) => {
    expect(secondWindow('sendsPerSecond', rate, 1_999)).toEqual({
      quota: 'sendsPerSecond',
      limit: rate,
      ...window,
    });
  });

  it('of a day begin at midnight, UTC', () => {
    const noon = Date.UTC(2026, 10, 25, 12);
    const window = { window: Date.UTC(2026, 10, 25), until: Date.UTC(2026, 10, 26) };
    expect(dayWindow('sendsPerDay', 7, noon)).toEqual({ quota: 'sendsPerDay', limit: 7, most: 7, ...window });
    expect(dayWindow('sendsPerDay', 7, window.until)).toMatchObject({ window: window.until });
    expect(dayWindow('sendsPerDay', 7, window.until - 1)).toMatchObject(window);
  });

  it('never allow more than the rate, and never less than one alert', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 5_000, noNaN: true }),
        fc.integer({ min: 0, max: 4e12 }),
        (rate, now) => {
          const { window, until, most } = secondWindow('q', rate, now);
          expect(Number.isInteger(most) && most >= 1).toBe(true);
          expect((most * 1_000) / (until - window)).toBeLessThanOrEqual(rate * (1 + 1e-6));
          expect(window <= now && now < until).toBe(true);
          expect(window % (until - window)).toBe(0);
        },
      ),
    );
  });

  it('say how long it is until the next one', () => {
    const { until } = secondWindow('q', 5, 1_250);
    expect([untilNext({ quota: 'q', window: 1_000, until }, 1_250.5)]).toEqual([750]);
    expect(untilNext({ quota: 'q', window: 1_000, until }, 3_000)).toBe(1);
  });
});
