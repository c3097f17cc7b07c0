import type { SlackBlock } from './block-kit.ts';
import { cellWords } from './block-texts.ts';
import type { Placed } from './fit.ts';
import type { Cut } from './fit-block.ts';
import { cutMarkdown } from './fit-rich.ts';
import { SLACK_LIMITS } from './limits.ts';
import type { TableBlock } from './rich-kit.ts';

/** A table as text, a row a line: what is left of a second one, which Slack would refuse. */
const asText = ({ rows }: TableBlock): SlackBlock => ({
  type: 'section',
  text: { type: 'plain_text', text: rows.map((row) => row.map(cellWords).join(' · ')).join('\n') || '…' },
});

/** Holds a message to what Slack limits over all blocks of one kind: one table, so much Markdown. */
export function withinKinds(placed: readonly Placed[], cut: Cut): Placed[] {
  let tables = 0;
  const count = placed.filter(({ block }) => block.type === 'markdown').length;
  // Each of them keeps a sign at least.
  let left = SLACK_LIMITS.markdown - count;
  return placed.map((one) => {
    const { block, path } = one;
    if (block.type === 'table' && block.rows.some((row) => row.length > 0)) {
      tables += 1;
      if (tables <= SLACK_LIMITS.tables) return one;
      cut(path);
      return { ...one, block: asText(block) };
    }
    if (block.type !== 'markdown') return one;
    const text = cutMarkdown(block.text, left + 1);
    left = Math.max(0, left + 1 - text.length);
    if (text === block.text) return one;
    cut(`${path}/text`);
    return { ...one, block: { ...block, text } };
  });
}
