import type {
  ButtonBlockElement,
  ImageBlockElement,
  SlackBlock,
  SlackMessage,
  TextObject,
} from './block-kit.ts';
import { SLACK_LIMITS } from './limits.ts';
import type { RichElement, TableBlock } from './rich-kit.ts';
import { runsIn, runWords } from './rich-runs.ts';

const lengthOf = (text: string | undefined): number => text?.length ?? 0;

function elementSize(element: ButtonBlockElement | ImageBlockElement | TextObject): number {
  if (element.type === 'image') return element.image_url.length + element.alt_text.length;
  if (element.type === 'button') {
    return (
      element.text.text.length + lengthOf(element.url) + lengthOf(element.value) + lengthOf(element.action_id)
    );
  }
  return element.text.length;
}

const elementsSize = (elements: readonly (ButtonBlockElement | ImageBlockElement | TextObject)[]): number =>
  elements.reduce((sum, element) => sum + elementSize(element), 0);

/** What a run takes: its words, and its address. */
const runSize = (run: RichElement): number =>
  runWords(run).length + (run.type === 'link' ? run.url.length : 0);

const runsSize = (runs: readonly RichElement[]): number => runs.reduce((sum, run) => sum + runSize(run), 0);

/** What all cells of a table take together. */
export const tableSize = ({ rows }: Pick<TableBlock, 'rows'>): number =>
  rows.flat().reduce((sum, cell) => {
    if (cell.type === 'raw_text') return sum + cell.text.length;
    return sum + cell.elements.flatMap(runsIn).reduce((inner, runs) => inner + runsSize(runs), 0);
  }, 0);

/** What one block takes of the budget: its texts, addresses and values, and a fixed cost. */
export function blockSize(block: SlackBlock): number {
  const base = SLACK_LIMITS.blockCost + lengthOf(block.block_id);
  switch (block.type) {
    case 'header':
      return base + block.text.text.length;
    case 'section':
      return (
        base +
        lengthOf(block.text?.text) +
        elementsSize(block.fields ?? []) +
        (block.accessory === undefined ? 0 : elementSize(block.accessory))
      );
    case 'context':
    case 'actions':
      return base + elementsSize(block.elements);
    case 'image':
      return base + block.image_url.length + block.alt_text.length + lengthOf(block.title?.text);
    case 'rich_text':
      return base + block.elements.flatMap(runsIn).reduce((sum, runs) => sum + runsSize(runs), 0);
    case 'table':
      return base + tableSize(block);
    case 'markdown':
      return base + block.text.length;
    case 'divider':
      return base;
  }
}

/**
 * What a message's blocks take of Slack's undocumented total, estimated: every text, address, value and id in UTF-16
 * code units of the escaped text, and 64 a block. The top-level text is not among them.
 */
export function messageSize(message: SlackMessage): number {
  const lists = [message.blocks ?? [], ...(message.attachments ?? []).map((attachment) => attachment.blocks)];
  return lists.flat().reduce((sum, block) => sum + blockSize(block), 0);
}
