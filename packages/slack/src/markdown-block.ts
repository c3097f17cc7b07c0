import type { LayoutBlock, MarkdownSlot } from '@localert/core';
import { escapeMarkdown } from './markdown-escape.ts';
import { unescapeText } from './plain-words.ts';
import type { MarkdownBlock } from './rich-kit.ts';
import type { SlotReader, SlotSource } from './slot-reader.ts';

/** A layout's own Markdown, in which Slack's tokens are text: mentions go by fields, where they are looked at. */
const literalMarkdown = (text: string): string => text.replaceAll('<', '&lt;');

function partOf(read: SlotReader, slot: MarkdownSlot, source: SlotSource): string {
  if ('text' in slot) return literalMarkdown(slot.text);
  if ('date' in slot) return escapeMarkdown(read.moment(slot.date)?.fallback ?? '');
  if ('arg' in slot) return escapeMarkdown(unescapeText(read.raw(slot, 'plain') ?? ''));
  const text = source.field(slot.field, 'markdown');
  if (text === undefined && !('optional' in slot && slot.optional))
    read.report({ code: 'message-missing', field: slot.field });
  return text ?? '';
}

/** A Markdown block of a layout; `undefined` when it says nothing. */
export function markdownOf(
  read: SlotReader,
  block: Extract<LayoutBlock, { type: 'markdown' }>,
  source: SlotSource,
): MarkdownBlock | undefined {
  const text = block.parts.map((slot) => partOf(read, slot, source)).join('');
  return text.trim() === '' ? undefined : { type: 'markdown', text: text.toWellFormed() };
}
