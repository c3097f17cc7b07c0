/** One line of a benchmark: a figure, its unit, and the target that it is held against. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ns' | 'loads' | 'MB' | 'µs' | 'ms' | '×' | '/s' | 'KB' | 'kB' | '%' | 'points' | 'tokens';
  /** The bound and its direction. A benchmark prints it; it never fails for it. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
  readonly note?: string;
}

/** A figure in three digits or so. */
export const shown = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** A share close to the whole keeps the digits that tell it from the whole. */
const shownShare = (value: number): string => (value === 100 ? '100' : value.toFixed(2));

/** A bound as it was set: what was computed is rounded. */
const boundOf = (bound: number): string => (Number.isInteger(bound) ? String(bound) : shown(bound));

/** Whether a row meets its target, and the target in words; `undefined` without one. */
export function verdictOf({ value, target }: Row): { met: boolean; bound: string } | undefined {
  if (target === undefined) return undefined;
  return 'atMost' in target
    ? { met: value <= target.atMost, bound: `<= ${boundOf(target.atMost)}` }
    : { met: value >= target.atLeast, bound: `>= ${boundOf(target.atLeast)}` };
}

const verdict = (row: Row): string => {
  const found = verdictOf(row);
  return found === undefined ? '' : `${found.met ? 'met   ' : 'MISSED'} ${found.bound}`;
};

/** Where a benchmark ran. */
export const machine = { node: process.version, platform: `${process.platform} ${process.arch}` } as const;

/** Prints the rows as a table, or with `--json` as JSON for machines, with whatever else they should get. */
export function report(title: string, rows: readonly Row[], more: object = {}): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ title, ...machine, rows, ...more }, null, 2));
    return;
  }
  const width = Math.max(52, ...rows.map(({ name }) => name.length));
  console.log(`\n${title} (${machine.node}, ${machine.platform})\n`);
  for (const row of rows) {
    const value = `${row.unit === '%' ? shownShare(row.value) : shown(row.value)} ${row.unit}`;
    console.log(
      `${row.name.padEnd(width)} ${value.padStart(12)}  ${verdict(row).padEnd(16)} ${row.note ?? ''}`.trimEnd(),
    );
  }
}

/** A line about the progress of long work; silent when the output is for machines. */
export function progress(line: string): void {
  if (!process.argv.includes('--json')) console.error(`… ${line}`);
}
