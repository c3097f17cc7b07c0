import width from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** Fewest cells that a message is readable in. */
const LEAST = 38;
/** Cells that make no message easier to read. */
const MOST = 76;
const GAP = 3;

/** A text with a line on top. */
export interface Column {
  readonly title: string;
  readonly text: string;
}

const wrapped = (text: string, cells: number): readonly string[] =>
  wrapAnsi(text, cells, { hard: true, trim: false }).split('\n');

/** Fills up to a width; a right-to-left text is kept to its own cells by isolates, which take none. */
const cell = (line: string, cells: number): string =>
  `\u2068${line}\u2069${' '.repeat(Math.max(0, cells - width(line)))}`;

function row(columns: readonly Column[], cells: number): string {
  const bodies = columns.map(({ title, text }) => [...wrapped(title, cells), '', ...wrapped(text, cells)]);
  const height = Math.max(...bodies.map((body) => body.length));
  return Array.from({ length: height }, (_, line) =>
    bodies
      .map((body) => cell(body[line] ?? '', cells))
      .join(' '.repeat(GAP))
      .trimEnd(),
  ).join('\n');
}

/** Texts side by side, as many as there is room for, or one below the other. @param cells - of a line */
export function sideBySide(columns: readonly Column[], cells: number): string {
  const room = Math.floor((cells + GAP) / (LEAST + GAP));
  const across = Math.max(1, Math.min(room, columns.length));
  if (across === 1) {
    const own = Math.max(10, Math.min(cells, MOST));
    return columns.map(({ title, text }) => [title, '', ...wrapped(text, own)].join('\n')).join('\n\n');
  }
  const each = Math.min(MOST, Math.floor((cells - GAP * (across - 1)) / across));
  const rows: string[] = [];
  for (let from = 0; from < columns.length; from += across)
    rows.push(row(columns.slice(from, from + across), each));
  return rows.join('\n\n\n');
}
