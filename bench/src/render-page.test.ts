import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderChart } from './render-chart.ts';
import { renderPage, type SavedRun } from './render-page.ts';

const bar = (name: string, ns: number) => ({ name, ns, ratio: ns / 100, low: ns / 110, high: ns / 90 });

const run: SavedRun = {
  node: 'v24.0.0',
  platform: 'linux x64',
  machine: '2 cores of X',
  day: '2026-11-22',
  groups: [
    {
      id: 'A',
      title: 'A: static',
      bars: [bar('Localert', 50), bar('a|b <c>', 100), bar('z, new a call', 2_500_000)],
    },
  ],
  rows: [
    { name: 'A: Localert', value: 50, unit: 'ns' },
    { name: 'A: peer ÷ Localert', value: 6.6, unit: '×', target: { atLeast: 7 }, note: '6–8' },
    { name: 'memory', value: 4.2, unit: 'KB', target: { atMost: 5 } },
  ],
};

describe('the page of a run', () => {
  const page = renderPage(run);

  it('says which target is met and which is missed', () => {
    expect(page).toContain('| A: peer ÷ Localert | 6.60 × | ≥ 7 (missed) | 6–8 |');
    expect(page).toContain('| memory | 4.20 KB | ≤ 5 |  |');
  });

  it('lists the contenders of a workload once, ours in bold', () => {
    expect(page).toContain('| **Localert** | 50.0 ns | 0.50 | 0.45–0.56 |');
    expect(page).toContain('| a\\|b <c> | 100 ns | 1.00 | 0.91–1.11 |');
    expect(page).toContain('| z, new a call | 2500 µs | 25000 |');
    expect(page).not.toContain('| A: Localert |');
  });

  it('names the machine and the day of the run, not of the writing', () => {
    expect(page).toContain('Node 24.0.0, linux x64, 2 cores of X, 2026-11-22');
    expect(renderPage(structuredClone(run))).toBe(page);
  });
});

describe('the picture of a run', () => {
  const chart = renderChart(run.groups);
  const widthOf = (index: number) => Number([...chart.matchAll(/<rect [^>]*width="([\d.]+)"/g)][index]?.[1]);

  it('has a bar for each contender, longer for more time, within the picture', () => {
    // Four powers of ten between the labels and the figures: a half is log(5) / 4 of 580 pixels.
    expect(widthOf(0)).toBeCloseTo((Math.log10(5) / 4) * 580, 0);
    expect(widthOf(1)).toBeCloseTo(145, 0);
    expect(widthOf(2)).toBe(580);
  });

  it('escapes names and marks ours and the naive ones', () => {
    expect(chart).toContain('>a|b &lt;c&gt;</text>');
    expect([...chart.matchAll(/<rect class="(\w+)"/g)].map(([, kind]) => kind)).toEqual([
      'ours',
      'bar',
      'naive',
    ]);
  });
});

describe('the page in the docs', () => {
  const docs = new URL('../../docs/benchmarks/', import.meta.url);
  const read = (file: string) => readFileSync(new URL(file, docs), 'utf8');
  const saved = JSON.parse(read('render.json')) as SavedRun;

  it('is what its run gives: npm run bench:render -- --page', () => {
    expect(read('render.md')).toBe(renderPage(saved));
    expect(read('render.svg')).toBe(renderChart(saved.groups));
  });

  it('is of a whole run', () => {
    expect(saved.groups.map(({ id }) => id)).toEqual([
      'A',
      'B',
      'C',
      'D',
      'E now',
      'E random',
      'F text',
      'F bytes',
    ]);
    for (const { bars } of saved.groups) expect(bars.length).toBeGreaterThanOrEqual(16);
  });
});
