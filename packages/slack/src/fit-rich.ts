import { cellWords } from './block-texts.ts';
import { cutText } from './cut.ts';
import type { Cut } from './fit-block.ts';
import { SLACK_LIMITS } from './limits.ts';
import { tableSize } from './message-size.ts';
import { unescapeText } from './plain-words.ts';
import type {
  MarkdownBlock,
  RichElement,
  RichList,
  RichMarks,
  RichSection,
  RichTextBlock,
  RichTextPart,
  TableBlock,
  TableCell,
} from './rich-kit.ts';
import { runWords, textRun } from './rich-runs.ts';
import { rawCell } from './table.ts';

/** The words for what had to go; escaped, as elsewhere. */
export type More = (count: number) => string;

const isAddress = (url: string): boolean =>
  url.length <= SLACK_LIMITS.url && /^(?:https?:\/\/|mailto:)\S/i.test(url);

/** Plain text takes no escapes, so it is cut as it is shown. */
const cutRaw = (text: string, room: number): string => cutText(text, Math.max(1, room));

/** A run that Slack takes; none for one that says nothing. */
function soundRun(run: RichElement, path: string, cut: Cut): RichElement[] {
  if (run.type === 'text') return run.text === '' ? [] : [run];
  if (run.type === 'date') return [run.fallback.trim() === '' ? { ...run, fallback: '…' } : run];
  if (run.type !== 'link') return [run];
  const { text, ...link } = run;
  const words = text === undefined || text === '' ? {} : { text };
  if (isAddress(run.url)) return [{ ...link, ...words }];
  cut(path);
  return textRun(text ?? run.url, run.style ?? {});
}

/** What is left of the room for texts while rich text is walked through. */
interface Room {
  left: number;
}

/** Runs as far as they find room; the one that does not is shortened to its words. */
function fitRuns(runs: readonly RichElement[], room: Room, path: string, cut: Cut): RichElement[] {
  const fitted: RichElement[] = [];
  for (const [index, given] of runs.entries()) {
    for (const run of soundRun(given, `${path}/${index}`, cut)) {
      const size = runWords(run).length + (run.type === 'link' ? run.url.length : 0);
      if (size <= room.left) {
        room.left -= size;
        fitted.push(run);
        continue;
      }
      cut(`${path}/${index}`);
      const marks: RichMarks = 'style' in run && run.style !== undefined ? run.style : {};
      fitted.push(...textRun(cutRaw(runWords(run), room.left), marks));
      room.left = 0;
      return fitted;
    }
  }
  return fitted;
}

const sectionOf = (elements: readonly RichElement[]): RichSection => ({
  type: 'rich_text_section',
  elements,
});

function fitList(list: RichList, room: Room, path: string, more: More, cut: Cut): RichList[] {
  const items: RichSection[] = [];
  for (const [index, item] of list.elements.entries()) {
    if (room.left <= 0 && items.length > 0) {
      cut(`${path}/elements/${index}`);
      items.push(sectionOf(textRun(unescapeText(more(list.elements.length - index)), {})));
      break;
    }
    const runs = fitRuns(item.elements, room, `${path}/elements/${index}/elements`, cut);
    if (runs.length > 0) items.push(sectionOf(runs));
  }
  const { indent, ...rest } = list;
  const depth =
    indent === undefined ? {} : { indent: Math.min(Math.max(0, indent), SLACK_LIMITS.richIndent) };
  return items.length === 0 ? [] : [{ ...rest, ...depth, elements: items }];
}

function fitPart(part: RichTextPart, room: Room, path: string, more: More, cut: Cut): RichTextPart[] {
  if (part.type === 'rich_text_list') return fitList(part, room, path, more, cut);
  const elements = fitRuns(part.elements, room, `${path}/elements`, cut);
  return elements.length === 0 ? [] : [{ ...part, elements }];
}

/** Rich text within its room: what does not fit is shortened, and behind it the parts are counted. */
export function fitRichText(
  block: RichTextBlock,
  path: string,
  most: number,
  more: More,
  cut: Cut,
): RichTextBlock[] {
  const room: Room = { left: most };
  const elements: RichTextPart[] = [];
  for (const [index, part] of block.elements.entries()) {
    if (room.left <= 0) {
      cut(`${path}/elements/${index}`);
      const words = unescapeText(more(block.elements.length - index));
      elements.push(sectionOf(textRun(words, {})));
      break;
    }
    elements.push(...fitPart(part, room, `${path}/elements/${index}`, more, cut));
  }
  return elements.length === 0 ? [] : [{ ...block, elements }];
}

/** Longest texts of a cell that are tried one after the other, before rows go. */
const CELL_LENGTHS = [2_000, 500, 200, 80, 30];

const cutCell = (cell: TableCell, length: number): TableCell => {
  const words = cellWords(cell);
  return words.length <= length ? cell : rawCell(cutRaw(words, length));
};

/** A cell that Slack takes: not empty, and of rich text only what it takes there. */
function soundCell(cell: TableCell, path: string, cut: Cut): TableCell {
  if (cell.type === 'raw_text') return cell.text.trim() === '' ? rawCell('') : cell;
  const [fitted] = fitRichText(cell, path, Number.POSITIVE_INFINITY, String, cut);
  return fitted ?? rawCell('');
}

/** Every row as wide as the widest, at most as Slack takes; the last cell says that there was more. */
function fitColumns(rows: TableBlock['rows'], path: string, more: More, cut: Cut): TableCell[][] {
  const width = Math.max(...rows.map((row) => row.length));
  const most = SLACK_LIMITS.tableColumns;
  return rows.map((row, at) => {
    const full = Array.from({ length: width }, (_, column) =>
      soundCell(row[column] ?? rawCell(''), `${path}/rows/${at}/${column}`, cut),
    );
    if (width <= most) return full;
    cut(`${path}/rows/${at}`);
    return [...full.slice(0, most - 1), rawCell(unescapeText(more(width - most + 1)))];
  });
}

/** The table with as many rows as find room, the last one saying how many more there were. */
function fitRows(
  rows: readonly TableCell[][],
  most: number,
  path: string,
  more: More,
  cut: Cut,
): TableCell[][] {
  const fits = (count: number) => tableSize({ rows: rows.slice(0, count) }) <= most;
  let count = Math.min(rows.length, SLACK_LIMITS.tableRows);
  if (count === rows.length && fits(count)) return [...rows];
  // One row is the `+N more`; the room for it was left by the caller.
  count = Math.min(count, SLACK_LIMITS.tableRows - 1);
  while (count > 1 && !fits(count)) count -= 1;
  for (let row = count; row < rows.length; row += 1) cut(`${path}/rows/${row}`);
  const width = rows[0]?.length ?? 1;
  const last = Array.from({ length: width }, (_, column) =>
    rawCell(column === 0 ? unescapeText(more(rows.length - count)) : ''),
  );
  return [...rows.slice(0, count), last];
}

/** Room that the row of `+N more` may take. */
const MORE_ROOM = 250;

/** A table within Slack's rows, columns and characters: long cells are shortened first, then rows give way. */
export function fitTable(block: TableBlock, path: string, most: number, more: More, cut: Cut): TableBlock[] {
  const said = block.rows.filter((row) => row.length > 0);
  if (said.length === 0) return [];
  const limit = Math.min(most, SLACK_LIMITS.tableText);
  const whole = fitColumns(said, path, more, cut);
  const { column_settings: settings, ...rest } = block;
  const kept = settings?.slice(0, SLACK_LIMITS.tableColumns) ?? [];
  const columns = kept.length === 0 ? {} : { column_settings: kept };
  const shown = whole.slice(0, SLACK_LIMITS.tableRows);
  if (shown.length === whole.length && tableSize({ rows: whole }) <= limit)
    return [{ ...rest, rows: whole, ...columns }];
  const room = Math.max(limit - MORE_ROOM, limit / 2);
  const lengths = [Number.POSITIVE_INFINITY, ...CELL_LENGTHS];
  const cutTo = (length: number) => whole.map((row) => row.map((cell) => cutCell(cell, length)));
  const length =
    lengths.find((one) => tableSize({ rows: cutTo(one).slice(0, SLACK_LIMITS.tableRows) }) <= room) ??
    (lengths.at(-1) as number);
  const cells = cutTo(length);
  for (const [row, list] of cells.entries())
    for (const [column, cell] of list.entries())
      if (cell !== whole[row]?.[column]) cut(`${path}/rows/${row}/${column}`);
  return [{ ...rest, rows: fitRows(cells, room, path, more, cut), ...columns }];
}

/** Markdown cut to its room, not inside of an escape or a link. */
export function cutMarkdown(text: string, room: number): string {
  if (text.length <= room) return text;
  const short = cutText(text, Math.max(1, room)).replace(/…$/, '');
  // A link that was cut would show its address, a backslash would escape the sign behind it.
  const whole = short.replace(/!?\[(?:\\.|[^\]\\])*(?:\](?:\([^)]*)?)?$/, '').replace(/\\+$/, '');
  return `${whole.trimEnd()}…`;
}

/** Markdown within its room; Slack keeps no id of such a block. */
export function fitMarkdown(block: MarkdownBlock, path: string, most: number, cut: Cut): MarkdownBlock[] {
  const { text } = block;
  if (text.trim() === '') return [];
  const room = Math.min(most, SLACK_LIMITS.markdown);
  if (text.length <= room) return [block];
  cut(`${path}/text`);
  return [{ ...block, text: cutMarkdown(text, room) }];
}
