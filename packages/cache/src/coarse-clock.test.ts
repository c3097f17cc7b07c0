import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { coarseClock } from './coarse-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('coarseClock', () => {
  it('reads its source once in a resolution', () => {
    let reads = 0;
    const clock = coarseClock(10, { now: () => ++reads });
    expect([clock.now(), clock.now()]).toEqual([1, 1]);
    vi.advanceTimersByTime(10);
    expect([clock.now(), clock.now()]).toEqual([2, 2]);
  });

  it('works where timers are numbers, as in a browser', () => {
    vi.stubGlobal('setTimeout', () => 1);
    expect(coarseClock(10, { now: () => 5 }).now()).toBe(5);
    vi.unstubAllGlobals();
  });

  it('goes on by default, whatever the system time is set to', () => {
    const clock = coarseClock(10);
    const before = clock.now();
    vi.setSystemTime(Date.now() - 7_200_000);
    vi.advanceTimersByTime(25);
    expect(clock.now() - before).toBeGreaterThanOrEqual(25);
    expect(clock.now() - before).toBeLessThan(60_000);
  });
});
