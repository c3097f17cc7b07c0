import { type Lap, race, ratioOf, spreadOf } from './race.ts';
import { assertSame, LEAN, LIMIT, OURS, type Workload } from './render-workloads.ts';
import type { Row } from './report.ts';

/** One bar of the page: a contender's time, and how many times the hand-written limit's that is. */
export interface Bar {
  readonly name: string;
  /** Nanoseconds a call: the median of the rounds. */
  readonly ns: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** The bars of one workload, the quickest first. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly bars: readonly Bar[];
}

const FORMATJS = 'intl-messageformat';
const MF2 = 'messageformat 4 (MF2)';

interface Target {
  readonly slow: string;
  readonly fast: string;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
}

const timesOurs = (slow: string, atLeast: number, fast = OURS): Target => ({
  slow,
  fast,
  bound: { atLeast },
});

/** What each workload is held to, as ratios within this run. */
const targets: Readonly<Record<string, readonly Target[]>> = {
  B: [timesOurs(FORMATJS, 5)],
  C: [timesOurs(FORMATJS, 7)],
  D: [timesOurs(FORMATJS, 10)],
  'E now': [timesOurs(FORMATJS, 40)],
  'E random': [timesOurs(FORMATJS, 2.5)],
  'F text': [
    ...[OURS, LEAN].flatMap((ours) => [timesOurs(FORMATJS, 7, ours), timesOurs(MF2, 100, ours)]),
    ...[OURS, LEAN].map((ours) => ({ slow: ours, fast: LIMIT, bound: { atMost: 0.4 } })),
  ],
  'F bytes': [OURS, LEAN].map((ours) => timesOurs(FORMATJS, 4, ours)),
};

function targetRow(id: string, { slow, fast, bound }: Target, laps: readonly Lap[]): Row {
  const [above, below] = [slow, fast].map((name) => laps.find((lap) => lap.name === name));
  if (above === undefined || below === undefined) throw new Error(`${id}: ${slow} or ${fast} did not run.`);
  const { median, low, high } = ratioOf(above, below);
  return {
    name: `${id}: ${slow} ÷ ${fast}`,
    value: median,
    unit: '×',
    target: bound,
    note: `${low.toFixed(2)}–${high.toFixed(2)}`,
  };
}

function groupOf({ id, title }: Workload, laps: readonly Lap[]): Group {
  const base = laps.find(({ name }) => name === LIMIT);
  if (base === undefined) throw new Error(`${id}: nobody to compare with.`);
  const bars = laps.map((lap): Bar => {
    const { median, low, high } = ratioOf(lap, base);
    return { name: lap.name, ns: spreadOf(lap.times).median, ratio: median, low, high };
  });
  return { id, title, bars: bars.sort((a, b) => a.ns - b.ns) };
}

/** Races one workload after proving that all contenders give the same. */
export function raceWorkload(workload: Workload, rounds: number): { group: Group; rows: readonly Row[] } {
  const racers = workload.racers();
  assertSame(workload.title, racers);
  const laps = race(racers, { rounds });
  const group = groupOf(workload, laps);
  const rows = group.bars.map(
    ({ name, ns, ratio, low, high }): Row => ({
      name: `${workload.id}: ${name}`,
      value: ns,
      unit: 'ns',
      note: `${ratio.toFixed(2)} × LIMIT (${low.toFixed(2)}–${high.toFixed(2)})`,
    }),
  );
  return {
    group,
    rows: [...rows, ...(targets[workload.id] ?? []).map((one) => targetRow(workload.id, one, laps))],
  };
}
