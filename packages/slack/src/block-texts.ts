import type { ButtonBlockElement, ImageBlockElement, SlackBlock, TextObject } from './block-kit.ts';

const elementText = (element: ButtonBlockElement | ImageBlockElement | TextObject): string => {
  if (element.type === 'image') return element.alt_text;
  return element.type === 'button' ? element.text.text : element.text;
};

/** The texts that a block shows, in their order. */
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
    case 'divider':
      return [];
  }
}
