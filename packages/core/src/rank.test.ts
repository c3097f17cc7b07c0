import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueuedAlert } from './outbox.ts';
import { alertRank, createTurns, PRIORITY_MS } from './rank.ts';

const NOW = 1_800_000_000_000;

/** The order in which alerts go that have these ranks; equal ones as they came. */
const order = (ranks: readonly number[]): number[] =>
  ranks
    .map((_, index) => index)
    .sort((left, right) => (ranks[left] as number) - (ranks[right] as number) || left - right);

describe('places in the line', () => {
  it('are by priority and age where nobody gave one', () => {
    const at = (priority: number, createdAt: number) => alertRank({ priority, createdAt } as QueuedAlert);
    expect(at(0, NOW)).toBe(NOW);
    expect(at(3, NOW)).toBe(NOW + 3 * PRIORITY_MS);
    expect(at(1, NOW - PRIORITY_MS - 1)).toBeLessThan(at(0, NOW));
    expect(alertRank({ priority: 7, createdAt: NOW, rank: 5 } as QueuedAlert)).toBe(5);
  });

  it('put what others send before all but the first of a flood, whenever it comes', () => {
    const turns = createTurns();
    const flood = Array.from({ length: 1_000 }, (_, index) => turns.rankOf('loud', 2, NOW + index));
    // Ten a second keep their time: eleven of the flood by then.
    const quiet = turns.rankOf('quiet', 2, NOW + 1_000);
    expect(flood.filter((rank) => rank <= quiet)).toHaveLength(11);
  });

  it('let two floods take turns, and keep each one’s order', () => {
    const turns = createTurns();
    const names: string[] = [];
    const ranks: number[] = [];
    for (let index = 0; index < 50; index++) {
      for (const tenant of ['a', 'b']) {
        names.push(tenant);
        ranks.push(turns.rankOf(tenant, 0, NOW));
      }
    }
    const line = order(ranks).map((index) => names[index]);
    expect(line).toEqual(Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 'a' : 'b')));
    expect(order(ranks)).toEqual(ranks.map((_, index) => index));
  });

  it('let a tenant’s urgent alert pass its own flood', () => {
    const turns = createTurns();
    for (let index = 0; index < 1_000; index++) turns.rankOf('a', 4, NOW);
    expect(turns.rankOf('a', 0, NOW)).toBe(NOW);
  });

  it('are of now again when the flood is over', () => {
    const turns = createTurns({ shareMs: 10 });
    for (let index = 0; index < 100; index++) turns.rankOf('a', 0, NOW);
    expect(turns.rankOf('a', 0, NOW + 999)).toBe(NOW + 1_000);
    expect(turns.rankOf('a', 0, NOW + 5_000)).toBe(NOW + 5_000);
  });

  it('lie an hour ahead at most', () => {
    const turns = createTurns({ shareMs: 60_000 });
    const ranks = Array.from({ length: 100 }, () => turns.rankOf('a', 0, NOW));
    expect(Math.max(...ranks)).toBe(NOW + 3_600_000);
  });

  it('are whole numbers that never go back within a tenant and a priority', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('a', 'a-2', '1/a'), fc.nat({ max: 7 }), fc.nat({ max: 500 })),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, (given) => {
        const turns = createTurns();
        const last = new Map<string, number>();
        let now = NOW;
        for (const [tenant, priority, passed] of given) {
          now += passed;
          const rank = turns.rankOf(tenant, priority, now);
          const key = JSON.stringify([tenant, priority]);
          expect(Number.isSafeInteger(rank)).toBe(true);
          expect(rank).toBeGreaterThanOrEqual(Math.max(now + priority * PRIORITY_MS, last.get(key) ?? 0));
          last.set(key, rank);
        }
      }),
    );
  });

  it('are remembered for a bounded number of tenants', () => {
    const turns = createTurns();
    for (let index = 0; index < 30_000; index++) turns.rankOf(`t${index}`, 0, NOW);
    // A tenant that was forgotten begins at its time; the latest are known.
    expect(turns.rankOf('t0', 0, NOW)).toBe(NOW);
    expect(turns.rankOf('t29999', 0, NOW)).toBe(NOW + 100);
    // Those that are not ahead any more go first.
    for (let index = 0; index < 10_000; index++) turns.rankOf(`u${index}`, 0, NOW + 1_000);
    expect(turns.rankOf('u9999', 0, NOW + 1_000)).toBe(NOW + 1_100);
  });
});
