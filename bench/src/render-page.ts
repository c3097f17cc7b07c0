import type { Bar, Group } from './render-race.ts';
import { type Row, shown, verdictOf } from './report.ts';

/** A saved run: what `docs/benchmarks/render.json` holds. */
export interface SavedRun {
  readonly node: string;
  readonly platform: string;
  /** The processor and how many of them. */
  readonly machine: string;
  /** The day of the run. */
  readonly day: string;
  readonly groups: readonly Group[];
  readonly rows: readonly Row[];
}

const INTRO = `# Rendering

What a message and a whole alert cost to show, beside the libraries that hosts use today. All contenders do the same work in one process; that they give the same text was checked for 512 sets of values before the clock started. Trust the ratios: machines differ, and virtual ones from minute to minute.

**LIMIT** is what a person writes by hand who knows \`Intl\`: template literals and \`Intl\` objects made once. It is the measure: "0.40 × LIMIT" takes less than half of its time. *Cached* contenders compiled their messages once, as their manuals advise; *new a call* makes the object for every call, as much code in the wild does. **Localert** is the path that a host calls, with everything that it checks; **engine alone** are the compiled messages of a known locale without negotiation, contract, limits and problems.
`;

const NOTES = `## What is measured

- Values change from call to call: 512 sets of them, made before the run, the same for all. Counts are mostly small, some past a million; shares have up to four decimals, amounts two.
- **E** shows a time and a date: once with times of this minute, which is what "failing since" mostly is, once with times of twenty years in no order. In **F** the times are a quarter of an hour long.
- **F** takes turns between three locales, escapes arguments for mrkdwn, shows three fields and makes the Block Kit payload: as an object and \`JSON.stringify\` for everyone but us.
- Lingui and Fluent get styles, currency and time zone with the call or the value, @messageformat/core gets date and time as custom formatters that keep their Intl objects, since its own ones build them for every call; i18next-icu and @messageformat/core *new a call* show times in the zone of the process, which is set to be the same. Before AM and PM, V8's \`format\` writes a plain space where \`formatToParts\` has a narrow one; they count as the same.
- i18next-icu brings intl-messageformat 11, all others are the newest of their kind: \`bench/package.json\` names the versions.
- In every round each contender gets a slice of the same length, in turn; a ratio is taken within a round. Shown are the median of the rounds and, in brackets, where nine of ten lie. All share the call sites of one process, as messages of a host do.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');
const bold = (name: string, text: string): string => (name.startsWith('Localert') ? `**${text}**` : text);

function barLine({ name, ns, ratio, low, high }: Bar): string {
  const time = ns >= 1000 ? `${shown(ns / 1000)} µs` : `${shown(ns)} ns`;
  return `| ${bold(name, cell(name))} | ${time} | ${shown(ratio)} | ${shown(low)}–${shown(high)} |`;
}

function groupTable({ title, bars }: Group): string {
  return [
    '',
    `### ${title}`,
    '',
    '| | a call | × LIMIT | nine of ten rounds |',
    '|---|---:|---:|---|',
    ...bars.map(barLine),
    '',
  ].join('\n');
}

function targetLine(row: Row): string {
  const verdict = verdictOf(row);
  const bound =
    verdict === undefined
      ? ''
      : `${verdict.bound.replace('<=', '≤').replace('>=', '≥')}${verdict.met ? '' : ' (missed)'}`;
  return `| ${cell(row.name)} | ${shown(row.value)} ${row.unit} | ${bound} | ${cell(row.note ?? '')} |`;
}

const table = (rows: readonly Row[]): string =>
  ['', '| | measured | target | |', '|---|---:|---|---|', ...rows.map(targetLine), ''].join('\n');

/** The page of a run, in Markdown: the same run gives the same page. */
export function renderPage(run: SavedRun): string {
  const inGroups = new Set(run.groups.flatMap(({ id, bars }) => bars.map(({ name }) => `${id}: ${name}`)));
  const others = run.rows.filter(({ name }) => !inGroups.has(name));
  const ratios = others.filter(({ unit }) => unit === '×');
  const rest = others.filter(({ unit }) => unit !== '×');
  return [
    INTRO,
    `\`npm run bench:render\` (\`-- --json\` for machines, \`--quick\`, \`--only=F\`; \`--save\` writes this page) · Node ${run.node.replace(/^v/, '')}, ${run.platform}, ${run.machine}, ${run.day}\n`,
    '![Bars: each contender’s time for each workload as a multiple of the hand-written limit](./render.svg)\n',
    '## Targets',
    table(ratios),
    '## Single renders, many templates, memory, size',
    table(rest),
    '## All contenders',
    ...run.groups.map(groupTable),
    NOTES,
  ].join('\n');
}
