import { limitBytes } from './peer-limit.ts';
import { leanBytes, localertBytes } from './render-ours.ts';
import { alertValues } from './render-values.ts';
import type { Row } from './report.ts';

/** Shares of the limit's times that the targets are: set on a machine where it has 5.4 and 9.8 µs. */
const P50_SHARE = 3.5 / 5.4;
const P99_SHARE = 7 / 9.8;
/** One contender's calls before the next one's turn: all of them meet the machine's moods. */
const TURN = 5_000;

const microseconds = (): number => performance.now() * 1e3;

interface Tail {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

function tailOf(times: Float64Array): Tail {
  const sorted = times.sort();
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) };
}

/** What reading the clock costs, microseconds: it is in every figure. */
function clockCost(): number {
  const begun = microseconds();
  for (let index = 0; index < 100_000; index++) microseconds();
  return (microseconds() - begun) / 100_000;
}

/** Every single render of a whole alert to bytes, so many in a row: not how long it takes, but how long it can take. */
export function benchLatency(renders: number, tick: (done: number) => void): readonly Row[] {
  const runs = [
    { name: 'LIMIT (by hand)', run: limitBytes(alertValues) },
    { name: 'Localert', run: localertBytes(alertValues) },
    { name: 'Localert, engine alone', run: leanBytes(alertValues) },
  ];
  const times = runs.map(() => new Float64Array(renders));
  for (const { run } of runs) for (let index = 0; index < 20_000; index++) run(index);
  for (let from = 0; from < renders; from += TURN) {
    runs.forEach(({ run }, turn) => {
      const own = times[turn];
      if (own === undefined) return;
      for (let index = from; index < Math.min(from + TURN, renders); index++) {
        const begun = microseconds();
        run(index);
        own[index] = microseconds() - begun;
      }
    });
    tick(Math.min(from + TURN, renders));
  }
  const tails = times.map(tailOf);
  const [limit] = tails;
  if (limit === undefined) throw new Error('Nobody runs.');
  const clock = `${(clockCost() * 1e3).toFixed(0)} ns of each are the clock`;
  return runs.flatMap(({ name }, turn): readonly Row[] => {
    const tail = tails[turn];
    if (tail === undefined) return [];
    const held = turn > 0;
    const title = `a render to bytes, one by one: ${name}`;
    return [
      {
        name: `${title}: p50`,
        value: tail.p50,
        unit: 'µs',
        ...(held ? { target: { atMost: limit.p50 * P50_SHARE } } : {}),
        note: held ? `${(tail.p50 / limit.p50).toFixed(2)} × LIMIT` : clock,
      },
      {
        name: `${title}: p99`,
        value: tail.p99,
        unit: 'µs',
        ...(held ? { target: { atMost: limit.p99 * P99_SHARE } } : {}),
        note: held
          ? `${(tail.p99 / limit.p99).toFixed(2)} × LIMIT`
          : `${renders.toLocaleString('en')} renders`,
      },
      { name: `${title}: p99.9`, value: tail.p999, unit: 'µs' },
      { name: `${title}: max`, value: tail.max, unit: 'µs', note: 'the collector and the machine' },
    ];
  });
}
