// What the pipeline makes of a real machine translator, and what a model costs.
// `npm run bench:localizer -- [--json] [--corpus FOLDER] [--seed NUMBER] [--messages COUNT]`
import { parseArgs } from 'node:util';
import { parseForm } from '@localert/icu';
import { rowsIn, sampled, seeded } from './gate-rows.ts';
import { benchApertium, templateSources } from './localizer-apertium.ts';
import { benchCost } from './localizer-cost.ts';
import { report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    corpus: { type: 'string' },
    seed: { type: 'string', default: '1' },
    messages: { type: 'string', default: '200' },
  },
});
const rows = values.corpus === undefined ? [] : rowsIn(values.corpus);
if (rows === undefined) throw new Error('--corpus names no folder with .jsonl files');
/** Whether it is MessageFormat: some catalogues hold placeholders of other kinds. */
function isMessage(source: string): boolean {
  try {
    parseForm(source, 'icu');
    return true;
  } catch {
    return false;
  }
}

const distinct = [...new Map(rows.map((row) => [row.source, row])).values()].filter(({ source }) =>
  isMessage(source),
);
const more = sampled(
  distinct,
  Math.min(distinct.length, Number(values.messages)),
  seeded(Number(values.seed)),
);
const sources = [...templateSources, ...more.map(({ source }) => source)];
const apertium = await benchApertium(sources);
report('The localizer', [...apertium, ...(await benchCost())], { messages: sources.length });
