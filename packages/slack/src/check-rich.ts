import type { LimitVisitor } from './check-limits.ts';
import { SLACK_LIMITS } from './limits.ts';
import { tableSize } from './message-size.ts';
import type { RichElement, RichTextBlock, TableBlock } from './rich-kit.ts';
import { runsIn } from './rich-runs.ts';

/** Slack names no size for a run; what holds is the message's total. */
const ANY = Number.POSITIVE_INFINITY;

function checkRun(check: LimitVisitor, run: RichElement, path: string): void {
  if (run.type === 'text') check.optional(run.text, ANY, `${path}/text`);
  if (run.type === 'link') {
    // A link of rich text may be a mail address, too.
    if (!/^mailto:\S+$/i.test(run.url)) check.url(run.url, `${path}/url`);
    check.optional(run.text, ANY, `${path}/text`);
  }
  if (run.type === 'date') check.length(run.fallback, ANY, `${path}/fallback`);
}

/** Holds rich text against Slack's rules. */
export function checkRichText(check: LimitVisitor, block: RichTextBlock, path: string): void {
  check.count(block.elements, ANY, `${path}/elements`);
  block.elements.forEach((part, at) => {
    const place = `${path}/elements/${at}`;
    if (part.type === 'rich_text_list') {
      check.count(part.elements, ANY, `${place}/elements`);
      check.total(part.indent ?? 0, SLACK_LIMITS.richIndent, `${place}/indent`);
    }
    runsIn(part).forEach((runs, index) => {
      const list =
        part.type === 'rich_text_list' ? `${place}/elements/${index}/elements` : `${place}/elements`;
      check.count(runs, ANY, list);
      runs.forEach((run, inner) => {
        checkRun(check, run, `${list}/${inner}`);
      });
    });
  });
}

/** Holds a table against Slack's rules. */
export function checkTable(check: LimitVisitor, block: TableBlock, path: string): void {
  const { rows, column_settings: settings } = block;
  check.count(rows, SLACK_LIMITS.tableRows, `${path}/rows`);
  if (settings !== undefined) check.count(settings, SLACK_LIMITS.tableColumns, `${path}/column_settings`);
  check.total(tableSize(block), SLACK_LIMITS.tableText, path);
  rows.forEach((row, at) => {
    const place = `${path}/rows/${at}`;
    check.count(row, SLACK_LIMITS.tableColumns, place);
    row.forEach((cell, column) => {
      if (cell.type === 'raw_text') check.length(cell.text, ANY, `${place}/${column}/text`);
      else checkRichText(check, cell, `${place}/${column}`);
    });
  });
}
