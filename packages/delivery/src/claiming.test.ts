import type { ClaimedAlert, Outbox } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { outboxOf } from '../test/started.ts';
import { createClaiming } from './claiming.ts';
import type { Held } from './register.ts';
import { settingsOf } from './settings.ts';
import { createSleeper } from './sleeper.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A loop of looks at an outbox that says what it is told to. */
function looking(outbox: Partial<Outbox>, pollMs = 1_000, register = { size: 0 }) {
  const time = { now: 1_000_000, passed: 0 };
  const begun: Held[] = [];
  const { transport } = scriptedTransport();
  let looks = 0;
  const claiming = createClaiming({
    settings: {
      ...settingsOf({
        transport,
        pollMs,
        outbox: {
          ...outboxOf(),
          ...outbox,
          claim: async (...given) => {
            looks++;
            return outbox.claim?.(...given) ?? [];
          },
        },
      }),
      now: () => time.now,
      monotonic: () => performance.now() + time.passed,
    },
    register: {
      get size() {
        return register.size;
      },
      begin: () => true,
      newestOf: (claim) => claim,
      end: () => undefined,
    },
    lanes: { begin: (held) => void begun.push(held), settled: async () => undefined },
    backlog: {
      looked: () => undefined,
      isEmpty: () => undefined,
      load: async () => ({ underWay: 0, waitMs: 0, behind: false }),
    },
    sleeper: createSleeper(),
  });
  return { claiming, time, begun, looks: () => looks };
}

describe('createClaiming', () => {
  it('begins a few of a claim in one turn of the event loop, and all of them', async () => {
    const claims = Array.from(
      { length: 20 },
      (_, index): ClaimedAlert => ({ tenant: 'acme', alert: alert(), attempt: 1, lease: `l${index}` }),
    );
    const { claiming, begun } = looking({ claim: async () => claims.splice(0) });
    const run = claiming.run();
    const counts = new Set<number>();
    while (begun.length < 20) {
      await new Promise((resolve) => setImmediate(resolve));
      counts.add(begun.length);
    }
    expect([...counts].filter((count) => count > 0)).toEqual([8, 16, 20]);
    claiming.stop();
    await run;
    expect(begun.map(({ claim }) => claim.lease)).toEqual(
      Array.from({ length: 20 }, (_, index) => `l${index}`),
    );
  });

  it('takes a claim for its own only for as long as both clocks say so', async () => {
    const claims: ClaimedAlert[] = [{ tenant: 'acme', alert: alert(), attempt: 1, lease: 'l' }];
    const { claiming, time, begun } = looking({ claim: async () => claims.splice(0) });
    const run = claiming.run();
    await pause(10);
    claiming.stop();
    await run;
    const [held] = begun;
    const left = held?.timeLeft() ?? 0;
    expect(left).toBeLessThanOrEqual(60_000);
    expect(left).toBeGreaterThan(50_000);
    // Set ahead: the outbox may give it to another.
    time.now += 59_000;
    expect(held?.timeLeft()).toBeLessThanOrEqual(1_000);
    // Set back: the time that passed has passed all the same.
    time.now -= 3_600_000;
    time.passed = 50_000;
    expect(held?.timeLeft()).toBeLessThanOrEqual(10_000);
  });

  it('does not ask ever faster an outbox that says that something is due, and gives nothing', async () => {
    const { claiming, looks } = looking({ nextDue: async () => 0 });
    const run = claiming.run();
    await pause(300);
    claiming.stop();
    await run;
    expect(looks()).toBeLessThan(15);
    expect(claiming.isIdle(0)).toBe(false);
  });

  it('answers a flood of wakes with a few looks', async () => {
    const { claiming, looks } = looking({ nextDue: async () => undefined });
    const run = claiming.run();
    for (let index = 0; index < 500; index++) {
      claiming.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await pause(10);
    expect(looks()).toBeGreaterThan(1);
    // One would be a look for each wake.
    expect(looks()).toBeLessThan(250);
    claiming.stop();
    await run;
  });

  it('says nothing by a look of what came in since that began', async () => {
    const asked: { answer: (due?: number) => void; fail: (error: Error) => void }[] = [];
    const { claiming } = looking({
      nextDue: async () =>
        asked.length < 3
          ? new Promise((resolve, reject) => asked.push({ answer: resolve, fail: reject }))
          : undefined,
    });
    const run = claiming.run();
    const look = async (number: number) => {
      while (asked.length < number) await pause(1);
      return asked[number - 1];
    };
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const first = await look(1);
    const once = claiming.wake();
    first?.answer();
    await turn();
    expect(claiming.isIdle(once)).toBe(false);
    const second = await look(2);
    const twice = claiming.wake();
    second?.fail(new Error('away'));
    await turn();
    expect([claiming.isFailing(once), claiming.isFailing(twice)]).toEqual([true, false]);
    const third = await look(3);
    // Others go on waking: who waited for the wake before is answered all the same.
    const thrice = claiming.wake();
    third?.answer();
    await turn();
    expect([claiming.isIdle(once), claiming.isIdle(twice), claiming.isIdle(thrice)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(claiming.isFailing(once)).toBe(false);
    claiming.stop();
    await run;
  });

  it('is not idle by a look during which something ended: what stood behind it was not due yet', async () => {
    const register = { size: 1 };
    let looked = 0;
    const claims: ClaimedAlert[] = [];
    const { claiming } = looking(
      {
        claim: async () => claims.splice(0),
        async nextDue() {
          looked += 1;
          // It ends between this answer and its use.
          register.size = 0;
          return 2_000_000;
        },
      },
      1_000,
      register,
    );
    const lookAgain = async () => {
      const before = looked;
      const wake = claiming.wake();
      while (looked === before) await pause(1);
      await new Promise((resolve) => setImmediate(resolve));
      return wake;
    };
    const run = claiming.run();
    while (looked === 0) await pause(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(claiming.isIdle(0)).toBe(false);
    claims.push({ tenant: 'acme', alert: alert(), attempt: 1, lease: 'l' });
    expect(claiming.isIdle(await lookAgain())).toBe(false);
    expect(claiming.isIdle(await lookAgain())).toBe(true);
    claiming.stop();
    await run;
  });

  it('looks from time to time by itself', async () => {
    const { claiming, looks } = looking({ nextDue: async () => undefined }, 20);
    const run = claiming.run();
    const begun = performance.now();
    await pause(150);
    const most = (performance.now() - begun) / 20 + 3;
    claiming.stop();
    await run;
    expect(looks()).toBeGreaterThanOrEqual(3);
    expect(looks()).toBeLessThan(most);
  });
});
