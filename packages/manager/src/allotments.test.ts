import { QuotaExceededError } from '@localert/core';
import { manualClock } from '@localert/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { counter, processOver, settle } from '../test/counters.ts';
import { IDLE_MS } from './allotments.ts';
import { MAX_AHEAD } from './lease.ts';
import { dayWindow, secondWindow } from './quota-window.ts';

const DAY = 86_400_000;
const day = (clock = manualClock()) => dayWindow('sendsPerDay', 0, clock.now());
const sum = (counts: readonly { readonly count: number }[]) =>
  counts.reduce((all, { count }) => all + count, 0);

describe('createAllotments', () => {
  it('takes exactly the limit, of any number at once', async () => {
    for (const [wanted, limit] of [
      [1, 1],
      [7, 3],
      [500, 100],
      [99, 100],
    ] as const) {
      const { takeMany } = processOver(counter().usage);
      expect(await takeMany(wanted, limit)).toBe(Math.min(wanted, limit));
    }
  });

  it('asks once for all who come together', async () => {
    const { usage, calls } = counter();
    const { takeMany } = processOver(usage);
    expect(await takeMany(80, 1_000)).toBe(80);
    expect(calls).toEqual([{ name: 'take', count: 80 }]);
  });

  it('asks again for those who came while it was asked', async () => {
    const { usage, state, calls, answer } = counter();
    const { take } = processOver(usage);
    state.mode = 'hangs';
    const first = take(10);
    await settle();
    const others = [take(10), take(10)];
    state.mode = 'up';
    answer();
    await Promise.all([first, ...others]);
    expect(calls.map(({ name }) => name)).toEqual(['take', 'take']);
  });

  it('answers at once while it has some', async () => {
    const { usage } = counter();
    const { allotments, clock, take } = processOver(usage);
    for (let index = 0; index < 5; index++) await take(1_000);
    expect(allotments.take('acme', dayWindow('sendsPerDay', 1_000, clock.now()))).not.toBeInstanceOf(Promise);
  });

  it('fetches more at a time while more is used, and less when less is', async () => {
    const { usage, calls } = counter();
    const { clock, take } = processOver(usage);
    for (let index = 0; index < 5_000; index++) await take(1_000_000);
    const busy = calls.splice(0);
    expect(busy.length).toBeLessThan(50);
    expect(Math.max(...busy.map(({ count }) => count))).toBeLessThanOrEqual(MAX_AHEAD + 1);
    expect(sum(busy)).toBeGreaterThanOrEqual(5_000);
    // What is there is used up, one in a while; then no more is fetched than is asked for.
    for (let index = 0; index < 2 * MAX_AHEAD; index++) {
      await take(1_000_000);
      clock.advance(101);
    }
    calls.splice(0);
    for (let index = 0; index < 100; index++) {
      await take(1_000_000);
      clock.advance(101);
    }
    expect(Math.max(...calls.map(({ count }) => count))).toBeLessThanOrEqual(1 + MAX_AHEAD / 2);
    expect(calls.at(-1)).toEqual({ name: 'take', count: 1 });
  });

  it('never fetches more ahead than a quarter of what is left', async () => {
    const { usage, calls } = counter();
    const { take } = processOver(usage);
    let left = 40;
    for (let index = 0; index < 40; index++) {
      const before = calls.length;
      await take(40);
      for (const { count } of calls.slice(before)) {
        expect(count - 1).toBeLessThanOrEqual(left / 4);
        left -= count;
      }
    }
    expect(left).toBe(0);
    await expect(take(40)).rejects.toThrow(QuotaExceededError);
  });

  it('fetches before the last one is gone where much is used', async () => {
    const { usage } = counter();
    const { allotments, clock, take } = processOver(usage);
    const window = dayWindow('sendsPerDay', 1_000_000, clock.now());
    for (let index = 0; index < 2_000; index++) await take(1_000_000);
    let waited = 0;
    for (let index = 0; index < 2_000; index++) {
      if (allotments.take('acme', window) instanceof Promise) waited++;
      await settle();
    }
    expect(waited).toBe(0);
  });

  it('says when to try again, and believes "used up" for a moment only', async () => {
    const { usage, calls } = counter();
    const { clock, take } = processOver(usage);
    const other = processOver(usage, clock);
    clock.set(DAY * 20_000 + 1_000);
    await other.takeMany(5, 5);
    const error = await take(5).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'LOCALERT_QUOTA_EXCEEDED',
      details: { quota: 'sendsPerDay', limit: 5, retryAfterMs: DAY - 1_000 },
    });
    const before = calls.length;
    clock.advance(99);
    await expect(take(5)).rejects.toThrow(QuotaExceededError);
    expect(calls.length).toBe(before);
    clock.advance(1);
    await expect(take(5)).rejects.toThrow(QuotaExceededError);
    expect(calls.length).toBe(before + 1);
  });

  it('refuses all under a limit of none, without a question', async () => {
    const { usage, calls } = counter();
    expect(await processOver(usage).takeMany(10, 0)).toBe(0);
    expect(calls).toEqual([]);
  });

  it('begins anew when the window turns', async () => {
    const { usage } = counter();
    const { clock, takeMany } = processOver(usage);
    expect(await takeMany(20, 10)).toBe(10);
    clock.advance(DAY - 1);
    expect(await takeMany(20, 10)).toBe(0);
    clock.advance(1);
    expect(await takeMany(20, 10)).toBe(10);
    // A clock that is set back finds the window as it was.
    clock.advance(-1);
    expect(await takeMany(20, 10)).toBe(0);
  });

  it('keeps tenants and quotas apart', async () => {
    const { usage } = counter();
    const { allotments, clock, takeMany } = processOver(usage);
    expect(await takeMany(9, 5, 'a')).toBe(5);
    expect(await takeMany(9, 5, 'b')).toBe(5);
    await expect(
      Promise.resolve(allotments.take('a', dayWindow('other', 5, clock.now()))),
    ).resolves.toBeDefined();
  });

  it('follows a limit that is raised or lowered within the window', async () => {
    const { usage } = counter();
    const { takeMany, allotments, clock } = processOver(usage);
    expect(await takeMany(20, 10)).toBe(10);
    expect(await takeMany(20, 15)).toBe(5);
    expect(await takeMany(20, 12)).toBe(0);
    const lowered = processOver(counter().usage);
    for (let index = 0; index < 50; index++) await lowered.take(1_000);
    expect(await lowered.takeMany(100, 60)).toBe(10);
    expect(await allotments.used('acme', day(clock))).toBe(15);
  });
});

describe('what is not used', () => {
  const busy = async (take: (limit: number) => Promise<unknown>, times = 20) => {
    for (let index = 0; index < times; index++) await take(100);
  };

  it('goes back after a while, for others to take', async () => {
    const { usage, counted } = counter();
    const clock = manualClock();
    const one = processOver(usage, clock);
    const two = processOver(usage, clock);
    await busy(one.take);
    const held = (await counted('acme', day(clock))) - 20;
    expect(held).toBeGreaterThan(0);
    expect(await two.takeMany(100, 100)).toBe(80 - held);
    clock.advance(IDLE_MS - 1);
    one.allotments.sweep();
    expect(await two.takeMany(100, 100)).toBe(0);
    clock.advance(1);
    one.allotments.sweep();
    await settle();
    clock.advance(100);
    expect(await two.takeMany(100, 100)).toBe(held);
    expect(await counted('acme', day(clock))).toBe(100);
  });

  it('is not counted as used where it is held', async () => {
    const { usage, counted } = counter();
    const { allotments, clock, take } = processOver(usage);
    await busy(take);
    expect(await counted('acme', day(clock))).toBeGreaterThan(20);
    expect(await allotments.used('acme', day(clock))).toBe(20);
    expect(await allotments.used('nobody', day(clock))).toBe(0);
    clock.advance(DAY);
    expect(await allotments.used('acme', day(clock))).toBe(0);
  });

  it('goes back when the process ends, and is not asked for again', async () => {
    const { usage, calls, counted } = counter();
    const { allotments, clock, take } = processOver(usage);
    await busy(take);
    await allotments.close();
    expect(await counted('acme', day(clock))).toBe(20);
    calls.splice(0);
    await allotments.close();
    expect(calls).toEqual([]);
  });

  it('of a day that has ended goes back too; of a second it is dropped', async () => {
    const { usage, calls, counted } = counter();
    const { allotments, clock, take } = processOver(usage);
    const yesterday = day(clock);
    await busy(take);
    clock.advance(DAY);
    await take(100);
    await settle();
    expect(await counted('acme', yesterday)).toBe(20);
    const second = () => secondWindow('sendsPerSecond', 100, clock.now());
    const before = second();
    for (let index = 0; index < 20; index++) await allotments.take('acme', before);
    const held = await counted('acme', before);
    expect(held).toBeGreaterThan(20);
    clock.advance(1_000);
    calls.splice(0);
    await allotments.take('acme', second());
    await settle();
    expect(calls.filter(({ name }) => name === 'giveBack')).toEqual([]);
    clock.advance(1_000);
    allotments.sweep();
    await settle();
    expect(calls.filter(({ name, count }) => name === 'giveBack' && count > 90)).toEqual([]);
  });

  it('is kept, and given back later, when the counter does not take it', async () => {
    const { usage, state, counted } = counter();
    const { allotments, clock, take } = processOver(usage);
    await busy(take);
    const held = (await counted('acme', day(clock))) - 20;
    state.mode = 'down';
    clock.advance(IDLE_MS);
    allotments.sweep();
    await settle();
    state.mode = 'up';
    allotments.sweep();
    await settle();
    expect(await counted('acme', day(clock))).toBe(20 + held);
    clock.advance(2_000);
    allotments.sweep();
    await settle();
    expect(await counted('acme', day(clock))).toBe(20);
  });

  it('can be one that was taken: it is the next one’s, or goes back', async () => {
    const { usage, counted } = counter();
    const { allotments, clock, take, takeMany } = processOver(usage);
    const taken = await take(3);
    expect(await takeMany(5, 3)).toBe(2);
    allotments.giveBack(taken);
    expect(await takeMany(5, 3)).toBe(1);
    allotments.giveBack(taken);
    clock.advance(IDLE_MS);
    allotments.sweep();
    await settle();
    expect(await counted('acme', day(clock))).toBe(2);
    clock.advance(DAY);
    await take(3);
    const yesterday = dayWindow('sendsPerDay', 3, clock.now() - DAY);
    allotments.giveBack(taken);
    await settle();
    expect(await counted('acme', yesterday)).toBe(1);
  });

  it('of a tenant that is gone is forgotten', async () => {
    const { usage, calls } = counter();
    const { allotments, take } = processOver(usage);
    await busy(take);
    allotments.forget('acme');
    allotments.forget('nobody');
    calls.splice(0);
    await allotments.close();
    expect(calls).toEqual([]);
  });
});

describe('a timer', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
  afterEach(() => vi.useRealTimers());

  it('gives back what lies idle, and stops when there is nothing', async () => {
    const { usage, counted } = counter();
    const clock = { now: Date.now };
    const { allotments, take } = processOver(usage, { ...manualClock(), ...clock });
    const window = dayWindow('sendsPerDay', 0, Date.now());
    for (let index = 0; index < 20; index++) await take(100);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(IDLE_MS * 2);
    expect(await counted('acme', window)).toBe(20);
    expect(vi.getTimerCount()).toBe(0);
    for (let index = 0; index < 20; index++) await take(100);
    await allotments.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not needed to forget tenants whose windows have ended, where there are many', async () => {
    const { usage, calls } = counter();
    const { clock, take } = processOver(usage);
    for (let index = 0; index < 20; index++) await take(100, 'past');
    clock.advance(DAY);
    for (let index = 0; index < 20; index++) await take(100, 'present');
    for (let index = 0; index < 9_998; index++) await take(0, `t${index}`).catch(() => undefined);
    expect(calls.filter(({ name }) => name === 'giveBack')).toEqual([]);
    await take(0, 'one more').catch(() => undefined);
    // What the first one held goes back; what the second one holds it keeps.
    expect(calls.filter(({ name }) => name === 'giveBack')).toHaveLength(1);
    const before = calls.length;
    await take(100, 'present');
    expect(calls.slice(before)).toEqual([]);
  });

  it('ends the wait for a counter that hangs: alerts go on, and are paid when it answers', async () => {
    const { usage, state, counted, answer, calls } = counter();
    const { allotments, clock, told, take, takeMany } = processOver(usage);
    state.mode = 'hangs';
    let first: unknown;
    void take(10).then((taken) => {
      first = taken;
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(first).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(first).toBeDefined();
    expect(told).toEqual(['acme sendsPerDay LOCALERT_STORE_UNAVAILABLE']);
    // Nobody waits for it any more, and it is not asked twice at a time.
    clock.advance(5_000);
    const others = takeMany(3, 10);
    await vi.advanceTimersByTimeAsync(0);
    expect(await others).toBe(3);
    expect(calls).toHaveLength(1);
    expect(await counted('acme', day(clock))).toBe(0);
    state.mode = 'up';
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(await takeMany(20, 10)).toBe(6);
    expect(await counted('acme', day(clock))).toBe(10);
    expect(await allotments.used('acme', day(clock))).toBe(10);
  });
});

describe('while the counter does not answer', () => {
  it.each(['down', 'throws'] as const)(
    'each process goes on up to the limit by itself (%s)',
    async (mode) => {
      const { usage, state } = counter();
      const clock = manualClock();
      state.mode = mode;
      const one = processOver(usage, clock);
      const two = processOver(usage, clock);
      expect(await one.takeMany(20, 10)).toBe(10);
      expect(await two.takeMany(20, 10)).toBe(10);
      expect(one.told).toEqual(['acme sendsPerDay unknown']);
    },
  );

  it('what was taken before counts, so that the process stays within the limit', async () => {
    const { usage, state } = counter();
    const { takeMany } = processOver(usage);
    expect(await takeMany(6, 10)).toBe(6);
    state.mode = 'down';
    expect(await takeMany(20, 10)).toBe(4);
  });

  it('it is asked once a second, and nobody waits for that', async () => {
    const { usage, state, calls } = counter();
    const { clock, take, told } = processOver(usage);
    state.mode = 'down';
    await take(100);
    for (let index = 0; index < 10; index++) await take(100);
    expect(calls).toHaveLength(1);
    clock.advance(999);
    await take(100);
    expect(calls).toHaveLength(1);
    clock.advance(1);
    await take(100);
    await settle();
    expect(calls).toHaveLength(2);
    expect(told).toHaveLength(2);
  });

  it('what was used is paid first once it answers, and the limit holds again', async () => {
    const { usage, state, counted } = counter();
    const clock = manualClock();
    const one = processOver(usage, clock);
    const two = processOver(usage, clock);
    expect(await one.takeMany(30, 100)).toBe(30);
    state.mode = 'down';
    expect(await one.takeMany(25, 100)).toBe(25);
    expect(await one.allotments.used('acme', day(clock)).catch(() => 'down')).toBe('down');
    state.mode = 'up';
    expect(await one.allotments.used('acme', day(clock))).toBe(55);
    clock.advance(1_000);
    await one.take(100);
    await settle();
    expect(await counted('acme', day(clock))).toBeGreaterThanOrEqual(56);
    const rest = (await two.takeMany(100, 100)) + (await one.takeMany(100, 100));
    expect(rest).toBe(44);
    expect(await counted('acme', day(clock))).toBe(100);
  });

  it('the next window goes on without it, at once', async () => {
    const { usage, state, answer, counted } = counter();
    const { clock, take, takeMany } = processOver(usage);
    state.mode = 'down';
    await take(10);
    clock.advance(DAY);
    state.mode = 'hangs';
    expect(await takeMany(20, 10)).toBe(10);
    state.mode = 'up';
    answer();
    await settle();
    expect(await counted('acme', day(clock))).toBe(10);
  });

  it('gives back what was not counted without counting it back', async () => {
    const { usage, state, counted } = counter();
    const { allotments, clock, take, takeMany } = processOver(usage);
    state.mode = 'down';
    const taken = await take(5);
    allotments.giveBack(taken);
    state.mode = 'up';
    clock.advance(1_000);
    expect(await takeMany(10, 5)).toBe(5);
    await settle();
    expect(await counted('acme', day(clock))).toBe(5);
  });
});

describe('processes that share a counter', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ take: fc.nat(3), count: fc.integer({ min: 1, max: 9 }) }) },
    { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 400 }) }) },
    { weight: 1, arbitrary: fc.record({ giveBack: fc.nat(3) }) },
  );

  it('take the limit and never more, whatever comes when; nothing lies stranded past a while', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.array(step, { maxLength: 60 }),
        async (limit, steps) => {
          const { usage, counted } = counter();
          const clock = manualClock();
          const processes = Array.from({ length: 4 }, () => processOver(usage, clock));
          const kept: { by: number; taken: unknown }[] = [];
          for (const one of steps) {
            if ('take' in one) {
              for (let index = 0; index < one.count; index++) {
                const taken = await processes[one.take]?.take(limit).catch(() => undefined);
                if (taken !== undefined) kept.push({ by: one.take, taken });
              }
            } else if ('pass' in one) {
              clock.advance(one.pass);
              for (const { allotments } of processes) allotments.sweep();
              await settle();
            } else {
              const at = kept.findIndex(({ by }) => by === one.giveBack);
              const [given] = at < 0 ? [] : kept.splice(at, 1);
              if (given) processes[given.by]?.allotments.giveBack(given.taken as never);
            }
            expect(kept.length).toBeLessThanOrEqual(limit);
            expect(await counted('acme', day(clock))).toBeLessThanOrEqual(limit);
          }
          // After a while without use, what is left is anyone's, to the last one.
          clock.advance(IDLE_MS);
          for (const { allotments } of processes) allotments.sweep();
          await settle();
          clock.advance(100);
          expect(await counted('acme', day(clock))).toBe(kept.length);
          expect(await processes[0]?.takeMany(200, limit)).toBe(limit - kept.length);
          expect(await processes[1]?.takeMany(200, limit)).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('take the limit exactly when all want more than there is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 6 }),
        async (limit, count) => {
          const { usage } = counter();
          const clock = manualClock();
          const processes = Array.from({ length: count }, () => processOver(usage, clock));
          const taken = await Promise.all(processes.map(({ takeMany }) => takeMany(limit, limit)));
          expect(taken.reduce((all, one) => all + one, 0)).toBe(limit);
        },
      ),
      { numRuns: 60 },
    );
  });
});
