import { describe, expect, it } from 'vitest';
import { race, ratioOf, spreadOf } from './race.ts';

describe('a race', () => {
  it('gives each racer a figure for every round', () => {
    const seen = new Map<string, number>();
    const racer = (name: string) => ({
      name,
      run(index: number) {
        seen.set(name, (seen.get(name) ?? 0) + 1);
        return String(index);
      },
    });
    const laps = race([racer('a'), racer('b'), racer('c')], { rounds: 4, sliceMs: 0.1 });
    expect(laps.map(({ name, times }) => [name, times.length])).toEqual([
      ['a', 4],
      ['b', 4],
      ['c', 4],
    ]);
    for (const { times } of laps) for (const time of times) expect(time).toBeGreaterThan(0);
    // Two slices to find the length, three rounds to warm up, four that count.
    for (const calls of seen.values()) expect(calls).toBeGreaterThanOrEqual(9 * 16);
  });

  it('takes ratios within a round', () => {
    const slow = { name: 'slow', times: [20, 200, 2_000, 40] };
    const fast = { name: 'fast', times: [10, 100, 1_000, 10] };
    expect(ratioOf(slow, fast)).toEqual({ median: 2, low: 2, high: 4 });
  });

  it('finds the median and the ends of nine tenths', () => {
    const figures = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(spreadOf(figures)).toEqual({ median: 51, low: 6, high: 96 });
  });
});
