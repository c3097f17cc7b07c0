// How long the built command line takes to start, beside Node alone. `npm run bench:cli`, `-- --json` for machines.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { figures, nanoseconds } from './measure.ts';
import { progress, type Row, report } from './report.ts';

const bin = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url));
const RUNS = 25;
const MS = 1e6;

if (!existsSync(bin)) {
  console.error('The command line is not built: npm run build');
  process.exit(2);
}

/** What is started; the first is what the others are held against. */
const starts = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'localert --version', args: [bin, '--version'] },
  { name: 'localert --help', args: [bin, '--help'] },
  { name: 'localert check --help', args: [bin, 'check', '--help'] },
] as const;

function timeOf(args: readonly string[]): number {
  const begun = nanoseconds();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return nanoseconds() - begun;
}

progress(`${RUNS} starts each, in turn, so that all meet the same noise`);
const times = starts.map((): number[] => []);
for (let run = -2; run < RUNS; run += 1) {
  for (const [index, { args }] of starts.entries()) {
    const time = timeOf(args);
    if (run >= 0) times[index]?.push(time);
  }
}
const medians = times.map((list) => figures(list).p50);
const [bare = Number.NaN] = medians;
const rows = starts.flatMap(({ name }, index): Row[] => {
  const median = medians[index] ?? Number.NaN;
  const time: Row = { name, value: median / MS, unit: 'ms', note: `p50 of ${RUNS}` };
  if (index === 0) return [time];
  return [
    { ...time, target: { atMost: 150 } },
    { name: `${name}, beside Node alone`, value: median / bare, unit: '×' },
  ];
});
report('Starting the command line', rows);
