/** One line of a benchmark: a figure, its unit, and the target that it is held against. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ns' | 'µs' | 'ms' | '×' | '/s';
  /** The bound and its direction. A benchmark prints it; it never fails for it. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
  readonly note?: string;
}

const verdict = ({ value, target }: Row): string => {
  if (target === undefined) return '';
  const met = 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
  const bound = 'atMost' in target ? `<= ${target.atMost}` : `>= ${target.atLeast}`;
  return `${met ? 'met   ' : 'MISSED'} ${bound}`;
};

const shown = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** Prints the rows as a table, or with `--json` as JSON for machines. */
export function report(title: string, rows: readonly Row[]): void {
  const machine = { node: process.version, platform: `${process.platform} ${process.arch}` };
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ title, ...machine, rows }, null, 2));
    return;
  }
  console.log(`\n${title} (${machine.node}, ${machine.platform})\n`);
  for (const row of rows) {
    const value = `${shown(row.value)} ${row.unit}`;
    console.log(
      `${row.name.padEnd(52)} ${value.padStart(12)}  ${verdict(row).padEnd(16)} ${row.note ?? ''}`.trimEnd(),
    );
  }
}

/** A line about the progress of long work; silent when the output is for machines. */
export function progress(line: string): void {
  if (!process.argv.includes('--json')) console.error(`… ${line}`);
}
