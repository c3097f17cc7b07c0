/** Figures of one measured thing. Times are nanoseconds. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly runs: number;
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

/** The median and the 99th percentile of a list of times. */
export function figures(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), runs: sorted.length };
}

/** Nanoseconds since some moment. */
export const nanoseconds = (): number => Number(process.hrtime.bigint());

/** Times every single call. For calls of a microsecond and more: reading the clock costs about 50 ns. */
export async function timeEach(runs: number, work: (index: number) => unknown): Promise<Figures> {
  const warmUp = Math.min(runs, 2_000);
  for (let index = 0; index < warmUp; index++) await work(index);
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const begun = nanoseconds();
    await work(index);
    times.push(nanoseconds() - begun);
  }
  return figures(times);
}

/** The same for synchronous calls, without the turn of the event loop that `await` costs. */
export function timeEachSync(runs: number, work: (index: number) => unknown): Figures {
  for (let index = 0; index < Math.min(runs, 5_000); index++) work(index);
  const times = new Array<number>(runs);
  for (let index = 0; index < runs; index++) {
    const begun = nanoseconds();
    work(index);
    times[index] = nanoseconds() - begun;
  }
  return figures(times);
}

/** Something to compare: its name and one call of it. */
export interface Contender {
  readonly name: string;
  run(index: number): unknown;
}

/** A contender's nanoseconds a call, and its ratio to the first one, slice by slice. */
export interface Compared {
  readonly name: string;
  readonly ns: number;
  readonly ratio: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
}

/**
 * Compares calls that are too short to time one by one: slices of many calls, all contenders in turn within each round,
 * so that a machine that slows down slows all of them.
 */
export function compare(
  contenders: readonly Contender[],
  { rounds = 30, slice = 100_000 } = {},
): readonly Compared[] {
  const times = contenders.map((): number[] => []);
  for (let round = -3; round < rounds; round++) {
    contenders.forEach(({ run }, at) => {
      const begun = nanoseconds();
      for (let index = 0; index < slice; index++) run(index);
      if (round >= 0) times[at]?.push((nanoseconds() - begun) / slice);
    });
  }
  return contenders.map(({ name }, at) => {
    const ratios = (times[at] ?? [])
      .map((time, round) => time / (times[0]?.[round] ?? Number.NaN))
      .sort((a, b) => a - b);
    return {
      name,
      ns: figures(times[at] ?? []).p50,
      ratio: quantile(ratios, 0.5),
      ratioMin: ratios[0] ?? Number.NaN,
      ratioMax: ratios.at(-1) ?? Number.NaN,
    };
  });
}
