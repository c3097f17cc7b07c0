import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PaceTurn, takeTurn } from './pace.ts';

/** Takes turns as soon as each is free; answers when they were. */
function starts(everyMs: number, burst: number | undefined, count: number, from = 10_000): number[] {
  const times: number[] = [];
  let turn: PaceTurn = { next: Number.NEGATIVE_INFINITY, freeAt: from };
  for (let index = 0; index < count; index++) {
    const now = Math.max(from, turn.freeAt);
    times.push(now);
    turn = takeTurn({ everyMs, burst }, Number.isFinite(turn.next) ? turn.next : undefined, now);
  }
  return times;
}

describe('a pace', () => {
  it('lets one go, and the next after its time', () => {
    expect(starts(1_000, undefined, 4)).toEqual([10_000, 11_000, 12_000, 13_000]);
  });

  it('lets a burst go at once, and then keeps the average', () => {
    expect(starts(1_000, 3, 6)).toEqual([10_000, 10_000, 10_000, 11_000, 12_000, 13_000]);
  });

  it('gives back the burst after a pause, and no more', () => {
    const first = takeTurn({ everyMs: 100, burst: 2 }, undefined, 1_000);
    const second = takeTurn({ everyMs: 100, burst: 2 }, first.next, 9_000);
    const third = takeTurn({ everyMs: 100, burst: 2 }, second.next, 9_000);
    expect([second.freeAt, third.freeAt]).toEqual([9_000, 9_100]);
  });

  it('never lets more go than its average and its burst allow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.nat({ max: 3_000 }), { minLength: 1, maxLength: 60 }),
        (everyMs, burst, gaps) => {
          const times: number[] = [];
          let [now, next, freeAt] = [1_000_000, undefined as number | undefined, 0];
          for (const gap of gaps) {
            now = Math.max(now + gap, freeAt);
            times.push(now);
            ({ next, freeAt } = takeTurn({ everyMs, burst }, next, now));
          }
          for (const [index, from] of times.entries()) {
            const within = times.slice(index).filter((time) => time < from + 10 * everyMs).length;
            expect(within).toBeLessThanOrEqual(10 + burst);
          }
        },
      ),
    );
  });

  it('is not held by a clock that was set back', () => {
    const ahead = takeTurn({ everyMs: 1_000 }, undefined, 7_200_000);
    expect(takeTurn({ everyMs: 1_000 }, ahead.next, 10_000).freeAt).toBeLessThanOrEqual(12_000);
  });
});
