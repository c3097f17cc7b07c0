import type { LayoutBlock, TableRow } from '@localert/core';
import type { RichElement, TableBlock, TableCell } from './rich-kit.ts';
import { runsOfSlot } from './rich-text.ts';
import type { SlotReader } from './slot-reader.ts';

/** Slack takes no empty cell. */
const NOTHING = '–';

/** A cell of words, without markup. */
export const rawCell = (text: string): TableCell => ({
  type: 'raw_text',
  text: text.trim() === '' ? NOTHING : text.toWellFormed(),
});

/** Plain words where they are enough, else rich text. */
function cellOf(runs: readonly RichElement[]): TableCell {
  const plain = runs.every((run) => run.type === 'text' && run.style === undefined);
  if (plain) return rawCell(runs.map((run) => (run.type === 'text' ? run.text : '')).join(''));
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: runs }] };
}

function rowsOf(read: SlotReader, row: TableRow): TableCell[][] {
  if (!('each' in row)) return [row.map((slot) => cellOf(runsOfSlot(read, slot)))];
  const lists = row.each.map((name) => read.list(name));
  const length = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => lists.map((list) => rawCell(list[index] ?? '')));
}

const isNothing = (cell: TableCell): boolean => cell.type === 'raw_text' && cell.text === NOTHING;

/** A table of a layout, every row as wide as the widest; `undefined` when no cell says anything. */
export function tableOf(
  read: SlotReader,
  block: Extract<LayoutBlock, { type: 'table' }>,
): TableBlock | undefined {
  const rows = block.rows.flatMap((row) => rowsOf(read, row));
  if (rows.flat().every(isNothing)) return undefined;
  const width = Math.max(...rows.map((row) => row.length));
  const full = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => rawCell(''))]);
  const settings = block.columns?.map(({ align, wrap }) => ({
    ...(align !== undefined && { align }),
    ...(wrap !== undefined && { is_wrapped: wrap }),
  }));
  return { type: 'table', rows: full, ...(settings !== undefined && { column_settings: settings }) };
}
