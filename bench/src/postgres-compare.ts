import { figures, nanoseconds } from './measure.ts';

/** A contender whose calls are waited for. */
export interface AsyncContender {
  readonly name: string;
  run(index: number): Promise<unknown>;
}

/** Runs contenders in turns, call by call, so that what else the machine does meets all of them; prints ratios to the first. */
export async function compareAsync(
  title: string,
  runs: number,
  contenders: readonly AsyncContender[],
): Promise<void> {
  const times = contenders.map((): number[] => []);
  const warmUp = Math.min(50, runs);
  for (let index = -warmUp; index < runs; index++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      // Who begins changes: the first after a pause pays for it.
      const place = Math.abs(index + turn) % contenders.length;
      const contender = contenders[place] as AsyncContender;
      const begun = nanoseconds();
      await contender.run(index + warmUp);
      if (index >= 0) times[place]?.push(nanoseconds() - begun);
    }
  }
  const found = times.map(figures);
  console.log(`\n${title}`);
  for (const [place, { name }] of contenders.entries()) {
    const { p50, p99 } = found[place] ?? { p50: 0, p99: 0 };
    const ratio = p50 / (found[0]?.p50 ?? p50);
    console.log(
      `  ${ratio.toFixed(2)} ×  p50 ${(p50 / 1e3).toFixed(0)} µs  p99 ${(p99 / 1e3).toFixed(0)} µs  ${name}`,
    );
  }
}
