import type { Bar, Group } from './render-race.ts';
import { shown } from './report.ts';

const WIDTH = 860;
const LABELS = 210;
const FIGURES = 70;
const BAR_HEIGHT = 15;
const STEP = 20;
const HEAD = 46;
/** The scale in multiples of the limit: powers of ten, so that 0.3 and 300 both find room. */
const FROM = 0.1;
const TO = 1_000;

const STYLE = `text{font:12px system-ui,sans-serif;fill:#24292f}.head{font-size:14px;font-weight:600}
.grid{stroke:#d0d7de}.limit{stroke:#24292f;stroke-dasharray:3 3}.bar{fill:#8c959f}.naive{fill:#d0d7de}.ours{fill:#1a7f37}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#30363d}.limit{stroke:#e6edf3}.bar{fill:#6e7681}.naive{fill:#3d444d}.ours{fill:#3fb950}}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Where a ratio stands, in pixels with one decimal. */
function place(ratio: number): number {
  const share = Math.log(Math.min(Math.max(ratio, FROM), TO) / FROM) / Math.log(TO / FROM);
  return Math.round((LABELS + share * (WIDTH - LABELS - FIGURES)) * 10) / 10;
}

const kindOf = ({ name }: Bar): string =>
  name.startsWith('Localert') ? 'ours' : name.endsWith('new a call') ? 'naive' : 'bar';

function barOf(bar: Bar, y: number): string {
  const end = place(bar.ratio);
  const length = Math.max(1, Math.round((end - LABELS) * 10) / 10);
  return [
    `<text x="${LABELS - 8}" y="${y + 12}" text-anchor="end">${escaped(bar.name)}</text>`,
    `<rect class="${kindOf(bar)}" x="${LABELS}" y="${y}" width="${length}" height="${BAR_HEIGHT}" rx="2"/>`,
    `<text x="${LABELS + length + 6}" y="${y + 12}">${shown(bar.ratio)}</text>`,
  ].join('');
}

function groupOf(group: Group, top: number): string {
  const bottom = top + HEAD + group.bars.length * STEP;
  const lines = [0.1, 1, 10, 100, 1_000].map((ratio) => {
    const x = place(ratio);
    const kind = ratio === 1 ? 'limit' : 'grid';
    const label = `<text x="${x}" y="${top + HEAD - 8}" text-anchor="middle">${ratio} ×</text>`;
    return `${label}<line class="${kind}" x1="${x}" y1="${top + HEAD - 2}" x2="${x}" y2="${bottom}"/>`;
  });
  const bars = group.bars.map((bar, index) => barOf(bar, top + HEAD + index * STEP));
  return [`<text class="head" x="8" y="${top + 18}">${escaped(group.title)}</text>`, ...lines, ...bars].join(
    '\n',
  );
}

/** The bars of all workloads as one SVG picture: time as a multiple of the hand-written limit, on a scale of powers of ten. */
export function renderChart(groups: readonly Group[]): string {
  let top = 0;
  const drawn = groups.map((group) => {
    const picture = groupOf(group, top);
    top += HEAD + group.bars.length * STEP + 14;
    return picture;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" role="img" aria-label="Time for each workload as a multiple of the hand-written limit; shorter is faster">`,
    `<style>${STYLE}</style>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}
