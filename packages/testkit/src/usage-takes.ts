import { systemScope, type UsageCounter, type UsageKey } from '@localert/core';
import { present, refused, same } from './assertions.ts';
import type { PartHarness } from './part-harness.ts';
import { SAMPLE_TIME } from './samples.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');

const DAY_MS = 86_400_000;

const day = (change: Partial<UsageKey> = {}): UsageKey => ({
  quota: 'sendsPerDay',
  window: SAMPLE_TIME,
  until: SAMPLE_TIME + DAY_MS,
  ...change,
});

/** Keys that no store could tell from others. */
const BROKEN_KEYS: Readonly<Record<string, Partial<UsageKey>>> = {
  'no quota': { quota: '' },
  'a quota of 61 characters': { quota: 'q'.repeat(61) },
  'a NUL in the quota': { quota: 'q\u0000' },
  'half a character in the quota': { quota: 'q\ud800' },
  'a window that is none': { window: Number.NaN },
  'half a millisecond': { window: 0.5 },
  'an end that is none': { until: Number.POSITIVE_INFINITY },
  'an end before the beginning': { until: SAMPLE_TIME - 1 },
};

/** What is granted, given back and forgotten. */
export function usageTakes({ test, options, withPart, withHands, close }: PartHarness<UsageCounter>): void {
  const { it } = test;

  it(
    'grants what is left under the limit',
    withPart(async (usage) => {
      const take = (want: number, limit = 12) => usage.take(system, 'acme', day(), want, limit);
      same(await usage.read(system, 'acme', day()), 0, 'what is used before');
      same(await take(5), { granted: 5, used: 5 }, 'the first');
      same(await take(5), { granted: 5, used: 10 }, 'the second');
      same(await take(5), { granted: 2, used: 12 }, 'as much as there is');
      same(await take(1), { granted: 0, used: 12 }, 'nothing is left');
      same(await usage.read(system, 'acme', day()), 12, 'what is used');
    }),
  );

  it(
    'goes by the limit of each call',
    withPart(async (usage) => {
      const take = (want: number, limit: number) => usage.take(system, 'acme', day(), want, limit);
      same(await take(3, 0), { granted: 0, used: 0 }, 'a limit of 0');
      same(await usage.read(system, 'acme', day()), 0, 'what is used after that');
      same(await take(3, 2.9), { granted: 2, used: 2 }, 'a limit between two numbers');
      same(await take(8, 10), { granted: 8, used: 10 }, 'a higher limit');
      same(await take(1, 5), { granted: 0, used: 10 }, 'a limit below what is used');
      same(await take(1, 11), { granted: 1, used: 11 }, 'one more');
      const most = Number.MAX_SAFE_INTEGER;
      same(await take(5, Number.POSITIVE_INFINITY), { granted: 5, used: 16 }, 'no limit');
      same(await take(most, most), { granted: most - 16, used: most }, 'as much as can be counted');
      same(await take(1, Number.POSITIVE_INFINITY), { granted: 0, used: most }, 'and no more');
    }),
  );

  it(
    'takes back what was not used, and counts not below 0',
    withPart(async (usage) => {
      await usage.giveBack(system, 'acme', day(), 5);
      same(await usage.read(system, 'acme', day()), 0, 'what nobody took');
      await usage.take(system, 'acme', day(), 10, 10);
      await usage.giveBack(system, 'acme', day(), 0);
      await usage.giveBack(system, 'acme', day(), 4);
      same(await usage.read(system, 'acme', day()), 6, 'what is used');
      same(
        await usage.take(system, 'acme', day(), 9, 10),
        { granted: 4, used: 10 },
        'what can be taken again',
      );
      await usage.giveBack(system, 'acme', day(), 1_000);
      same(await usage.read(system, 'acme', day()), 0, 'after more than was taken');
      same(await usage.take(system, 'acme', day(), 11, 10), { granted: 10, used: 10 }, 'the limit holds');
    }),
  );

  it(
    'counts quotas and windows by themselves',
    withPart(async (usage) => {
      const keys = [
        day(),
        day({ quota: 'aiTokensPerDay' }),
        day({ quota: 'sendsPerDa' }),
        day({ quota: 'sendsPer%' }),
        day({ quota: '__proto__' }),
        day({ window: SAMPLE_TIME + DAY_MS, until: SAMPLE_TIME + 2 * DAY_MS }),
        day({ window: SAMPLE_TIME + 1 }),
      ];
      for (const [index, key] of keys.entries()) await usage.take(system, 'acme', key, index + 1, 100);
      const used: number[] = [];
      for (const key of keys) used.push(await usage.read(system, 'acme', key));
      same(used, [1, 2, 3, 4, 5, 6, 7], 'what is used');
    }),
  );

  it(
    'still counts in the window before when the next has begun',
    withPart(async (usage) => {
      const second = (index: number) =>
        day({
          quota: 'sendsPerSecond',
          window: SAMPLE_TIME + index * 1_000,
          until: SAMPLE_TIME + (index + 1) * 1_000,
        });
      for (let index = 0; index < 20; index++)
        await usage.take(system, 'acme', second(index), index + 1, 100);
      same(
        await usage.take(system, 'acme', second(18), 100, 100),
        { granted: 81, used: 100 },
        'the window before',
      );
      await usage.giveBack(system, 'acme', second(15), 6);
      same(await usage.read(system, 'acme', second(15)), 10, 'a window a few seconds ago');
    }),
  );

  for (const [want, limit] of [
    [1, 100],
    [3, 100],
    [7, 1],
  ] as const) {
    it(
      `grants exactly ${limit} to 200 who take ${want} at the same time`,
      withHands(async (usage, hand) => {
        await usage.take(system, 'other', day(), 50, 100);
        const takes = await Promise.all(
          Array.from({ length: 200 }, (_, index) => hand(index).take(system, 'acme', day(), want, limit)),
        );
        same(
          takes.reduce((sum, { granted }) => sum + granted, 0),
          limit,
          'what was granted',
        );
        same(
          takes.every(({ granted, used }) => granted >= 0 && granted <= want && used <= limit),
          true,
          'each answer is within its bounds',
        );
        same(await usage.read(system, 'acme', day()), limit, 'what is used');
      }),
    );
  }

  it(
    'loses nothing when some take and some give back at the same time',
    withHands(async (usage, hand) => {
      await usage.take(system, 'acme', day(), 500, 1_000);
      const takes = Array.from({ length: 100 }, (_, index) =>
        hand(index).take(system, 'acme', day(), 2, 1_000),
      );
      const returns = Array.from({ length: 100 }, (_, index) =>
        hand(index + 1).giveBack(system, 'acme', day(), 3),
      );
      await Promise.all([...takes, ...returns]);
      same(await usage.read(system, 'acme', day()), 400, 'what is used');
    }),
  );

  it(
    'refuses what it could not count',
    withPart(async (usage) => {
      for (const [what, change] of Object.entries(BROKEN_KEYS)) {
        const key = day(change);
        await refused(() => usage.take(system, 'acme', key, 1, 1), 'LOCALERT_INVALID_INPUT', `take: ${what}`);
        await refused(
          () => usage.giveBack(system, 'acme', key, 1),
          'LOCALERT_INVALID_INPUT',
          `giveBack: ${what}`,
        );
        await refused(() => usage.read(system, 'acme', key), 'LOCALERT_INVALID_INPUT', `read: ${what}`);
      }
      for (const want of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        await refused(
          () => usage.take(system, 'acme', day(), want, 9),
          'LOCALERT_INVALID_INPUT',
          `want ${want}`,
        );
      }
      for (const limit of [-1, Number.NaN, '9' as unknown as number]) {
        await refused(
          () => usage.take(system, 'acme', day(), 1, limit),
          'LOCALERT_INVALID_INPUT',
          `limit ${limit}`,
        );
      }
      for (const count of [-1, 0.5, Number.NaN]) {
        await refused(
          () => usage.giveBack(system, 'acme', day(), count),
          'LOCALERT_INVALID_INPUT',
          `count ${count}`,
        );
      }
      same(await usage.read(system, 'acme', day()), 0, 'what is used');
    }),
  );

  itNeeding(test, options.reopen ? undefined : 'the counters cannot be opened again')(
    'has everything when it is opened again',
    withPart(async (usage) => {
      await usage.take(system, 'acme', day(), 7, 10);
      const again = await present(options.reopen, 'the suite’s `reopen`')(usage);
      try {
        same(await again.take(system, 'acme', day(), 7, 10), { granted: 3, used: 10 }, 'what is left');
      } finally {
        await close(again);
      }
    }),
  );
}
