import type { ButtonBlockElement, ImageBlockElement, SlackBlock, TextObject } from './block-kit.ts';
import { escapeText } from './escape.ts';
import { plainMarkdown } from './plain-markdown.ts';
import type { TableCell } from './rich-kit.ts';
import { runsIn, wordsOf } from './rich-runs.ts';

const elementText = (element: ButtonBlockElement | ImageBlockElement | TextObject): string => {
  if (element.type === 'image') return element.alt_text;
  return element.type === 'button' ? element.text.text : element.text;
};

/** The words of a cell, not escaped. */
export const cellWords = (cell: TableCell): string =>
  cell.type === 'raw_text' ? cell.text : cell.elements.flatMap(runsIn).map(wordsOf).join(' ');

/** The texts that a block shows, in their order, escaped. */
export function blockTexts(block: SlackBlock): readonly string[] {
  switch (block.type) {
    case 'header':
      return [block.text.text];
    case 'section':
      return [
        ...(block.text === undefined ? [] : [block.text.text]),
        ...(block.fields ?? []).map(elementText),
      ];
    case 'context':
    case 'actions':
      return block.elements.map(elementText);
    case 'image':
      return [[block.title?.text ?? '', block.alt_text].find((text) => text.trim() !== '') ?? ''];
    case 'rich_text':
      return block.elements.flatMap((part) => runsIn(part).map((runs) => escapeText(wordsOf(runs))));
    case 'table':
      return block.rows.map((row) => escapeText(row.map(cellWords).join(' · ')));
    case 'markdown':
      return [plainMarkdown(block.text)];
    case 'divider':
      return [];
  }
}
