import { nanoseconds } from './measure.ts';

/** Something that runs against others. */
export interface Racer {
  readonly name: string;
  run(index: number): string | Uint8Array;
}

/** What a racer took: nanoseconds a call, one figure for each round. */
export interface Lap {
  readonly name: string;
  readonly times: readonly number[];
}

/** A median and where nine of ten rounds lie. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const at = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

/** Median, 5th and 95th percentile. */
export function spreadOf(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  return { median: at(sorted, 0.5), low: at(sorted, 0.05), high: at(sorted, 0.95) };
}

/** How many times as long the first one takes: a ratio for each round, then their spread. */
export function ratioOf(slow: Lap, fast: Lap): Spread {
  return spreadOf(slow.times.map((time, round) => time / (fast.times[round] ?? Number.NaN)));
}

/** Keeps results alive, so that no call can be optimized away. */
let seen = 0;

/** Nanoseconds a call over so many calls. */
function slice(racer: Racer, calls: number, from: number): number {
  const begun = nanoseconds();
  let length = 0;
  for (let index = from; index < from + calls; index++) length += racer.run(index).length;
  const took = nanoseconds() - begun;
  seen = (seen + length) | 0;
  return took / calls;
}

/**
 * Lets all racers run in one process. In every round each gets a slice of the same time, in turn, beginning with
 * another one each round; ratios are taken within a round, so that a machine that slows down slows all of them.
 *
 * All racers share the sites that call them, which V8 therefore cannot inline: a few nanoseconds a call, the same for
 * each, as in a host that shows many messages.
 */
export function race(
  racers: readonly Racer[],
  { rounds = 25, sliceMs = 8 }: { readonly rounds?: number; readonly sliceMs?: number } = {},
): readonly Lap[] {
  const calls = racers.map((racer) => {
    // A guess from a short warm-up, then again from a longer one that the optimizer has seen.
    const first = slice(racer, 32, 0);
    const second = slice(racer, Math.max(32, Math.round((sliceMs * 1e6) / first)), 0);
    return Math.max(16, Math.round((sliceMs * 1e6) / second));
  });
  const times = racers.map((): number[] => []);
  for (let round = -3; round < rounds; round++) {
    for (let step = 0; step < racers.length; step++) {
      const turn = (step + round + racers.length * 3) % racers.length;
      const racer = racers[turn];
      if (racer === undefined) continue;
      const took = slice(racer, calls[turn] ?? 16, round * 7_919 + 100_000);
      if (round >= 0) times[turn]?.push(took);
    }
  }
  if (seen === 0.5) throw new Error('Never: the sum is whole.');
  return racers.map(({ name }, turn) => ({ name, times: times[turn] ?? [] }));
}
