import width from 'fast-string-width';
import { shown } from './shown.ts';

/** Rows of texts under their titles, in columns. Nothing in them steers the terminal. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, ...rows].map((cells) => cells.map((text) => shown(text, 80)));
  const widths = titles.map((_, column) => Math.max(...lines.map((cells) => width(cells[column] ?? ''))));
  return lines
    .map((cells) =>
      cells
        .map((text, column) => text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(text))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
