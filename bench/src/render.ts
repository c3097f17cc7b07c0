// What rendering costs beside other libraries. `npm run bench:render`; `-- --json` for machines, `--quick` for a short
// run, `--only=F` for one part, `--save` to keep the run and its page in the docs, `--page` to write the page anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { progressBar } from '../../scripts/progress.ts';
import { renderChart } from './render-chart.ts';
import { benchHostile } from './render-hostile.ts';
import { benchLatency } from './render-latency.ts';
import { benchMany } from './render-many.ts';
import { renderPage, type SavedRun } from './render-page.ts';
import { type Group, raceWorkload } from './render-race.ts';
import { benchSize } from './render-size.ts';
import { TIME_ZONE } from './render-texts.ts';
import { workloads } from './render-workloads.ts';
import { machine, type Row, report } from './report.ts';

const docs = new URL('../../docs/benchmarks/', import.meta.url);

function writePage(): void {
  const run = JSON.parse(readFileSync(new URL('render.json', docs), 'utf8')) as SavedRun;
  writeFileSync(new URL('render.md', docs), renderPage(run));
  writeFileSync(new URL('render.svg', docs), renderChart(run.groups));
}

/** One part of the run; `weight` is about how many seconds it takes. */
interface Part {
  readonly id: string;
  readonly weight: number;
  run(tick: (share: number) => void): Promise<readonly Row[]> | readonly Row[];
}

const quick = process.argv.includes('--quick');
const rounds = quick ? 7 : 25;
const renders = quick ? 50_000 : 1_000_000;
const groups: Group[] = [];

const parts: readonly Part[] = [
  // First: memory is measured best in a young heap.
  { id: 'many', weight: 5, run: () => benchMany(rounds) },
  ...workloads.map(
    (workload): Part => ({
      id: workload.id,
      weight: 5,
      run() {
        const { group, rows } = raceWorkload(workload, rounds);
        groups.push(group);
        return rows;
      },
    }),
  ),
  {
    id: 'latency',
    weight: quick ? 2 : 25,
    run: (tick) => benchLatency(renders, (done) => tick(done / renders)),
  },
  { id: 'size', weight: 1, run: benchSize },
  { id: 'hostile', weight: 10, run: benchHostile },
];

async function measured(only: string): Promise<readonly Row[]> {
  const chosen = parts.filter(({ id }) => id.startsWith(only));
  if (chosen.length === 0) throw new Error(`--only= takes ${parts.map(({ id }) => id).join(', ')}.`);
  const bar = progressBar(
    'rendering',
    chosen.reduce((sum, { weight }) => sum + weight, 0),
    process.argv.includes('--json'),
  );
  const rows: Row[] = [];
  let done = 0;
  for (const { id, weight, run } of chosen) {
    bar(done, id);
    rows.push(...(await run((share) => bar(done + share * weight))));
    done += weight;
  }
  bar(done, '');
  return rows;
}

if (process.argv.includes('--page')) {
  writePage();
} else {
  // Two of the peers know no other zone than the process's.
  process.env.TZ = TIME_ZONE;
  const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length) ?? '';
  const rows = await measured(only);
  const day = new Date().toISOString().slice(0, 10);
  const about = { machine: `${availableParallelism()} cores of ${cpus()[0]?.model ?? 'unknown'}`, day };
  report('Rendering', rows, { ...about, groups });
  if (process.argv.includes('--save') && only === '') {
    const run: SavedRun = { ...machine, ...about, groups, rows };
    writeFileSync(new URL('render.json', docs), `${JSON.stringify(run, null, 2)}\n`);
    writePage();
  }
}
