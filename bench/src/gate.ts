// The translation gate: how many human texts pass, how many seeded faults are caught, what a text costs.
// `npm run bench:gate -- [--json] [--corpus FOLDER | --made] [--seed NUMBER] [--faults COUNT] [--share 0..1]`
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchFaults } from './gate-faults.ts';
import { benchHuman } from './gate-human.ts';
import { madeRows } from './gate-made.ts';
import { rowsIn, sampled, seeded } from './gate-rows.ts';
import { progress, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    corpus: { type: 'string' },
    made: { type: 'boolean' },
    seed: { type: 'string' },
    faults: { type: 'string', default: '6000' },
    share: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const random = seeded(seed);
const beside = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const found = values.made ? undefined : rowsIn(values.corpus ?? beside);
if (values.corpus !== undefined && found === undefined)
  throw new Error('--corpus names no folder with .jsonl files');
const all = found ?? madeRows();
const rows = sampled(all, all.length * Number(values.share), random);
progress(`${rows.length} texts ${found === undefined ? 'of our own' : 'of the corpus'}, seed ${seed}`);
// Until the code is compiled: what a long-lived process pays.
for (let warm = 0; warm < 4_000; warm += rows.length) benchHuman(rows.slice(0, 4_000), 'ai');
const ai = benchHuman(rows, 'ai');
progress('the same for texts that people wrote');
const imported = benchHuman(rows, 'import');
progress('faults');
const faults = benchFaults(rows, Number(values.faults), random);
report(
  `The gate, seed ${seed}, ${rows.length} texts ${found === undefined ? 'of our own' : 'of the corpus'}`,
  [...ai.rows, ...imported.rows.slice(0, 1), ...faults],
  { seed, texts: rows.length, corpus: found !== undefined, refusedBy: ai.refusedBy },
);
