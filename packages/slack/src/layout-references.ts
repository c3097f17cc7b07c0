import type { IdSlot, Layout, LayoutBlock, RichSlot, TextSlot, UrlSlot } from '@localert/core';

/** One name that a layout refers to. */
export interface LayoutReference {
  readonly kind: 'field' | 'argument';
  readonly name: string;
  /** What a slot takes an argument for. */
  readonly type?: 'text' | 'date' | 'list';
  /** Where, for example `layout.blocks.2`. */
  readonly place: string;
}

/** Every message field and argument that a layout names, in its order. */
export function layoutReferences(layout: Layout): readonly LayoutReference[] {
  const references: LayoutReference[] = [];
  const add: Add = (slot, place) => {
    if (slot === undefined || typeof slot === 'string') return;
    if ('field' in slot) references.push({ kind: 'field', name: slot.field, place });
    if ('arg' in slot) references.push({ kind: 'argument', name: slot.arg, type: 'text', place });
    if ('date' in slot) references.push({ kind: 'argument', name: slot.date, type: 'date', place });
    if ('each' in slot) references.push({ kind: 'argument', name: slot.each, type: 'list', place });
  };
  add(layout.notification, 'layout.notification');
  for (const [index, block] of layout.blocks.entries()) {
    const place = `layout.blocks.${index}`;
    if (block.type === 'header') add(block.text, place);
    if (block.type === 'section') {
      add(block.text, place);
      for (const slot of block.fields ?? []) add(slot, place);
      if (block.accessory !== undefined) addElement(block.accessory, place, add);
    }
    if (block.type === 'context' || block.type === 'actions') {
      for (const element of block.elements) addElement(element, place, add);
    }
    addRich(block, place, add);
    if (block.type === 'image') {
      add(block.url, place);
      add(block.alt, place);
      add(block.title, place);
    }
  }
  return references;
}

type Element = Extract<LayoutBlock, { type: 'context' | 'actions' }>['elements'][number];

type Slot = TextSlot | UrlSlot | IdSlot | { readonly each: string };
type Add = (slot: Slot | string | undefined, place: string) => void;

/** Every run of text in a rich text block, lists of arguments left out. */
export const richRuns = (block: Extract<LayoutBlock, { type: 'rich_text' }>): readonly RichSlot[] =>
  block.elements.flatMap((part) =>
    part.type === 'list' ? part.items.flatMap((item) => ('each' in item ? [] : item)) : part.elements,
  );

function addRun(run: RichSlot, place: string, add: Add): void {
  if ('emoji' in run) return;
  if ('user' in run) add(run.user, place);
  else if ('group' in run) add(run.group, place);
  else if ('channel' in run) add(run.channel, place);
  else if ('link' in run) {
    add(run.link, place);
    add(run.text, place);
  } else add(run, place);
}

function addRich(block: LayoutBlock, place: string, add: Add): void {
  if (block.type === 'rich_text') {
    for (const run of richRuns(block)) addRun(run, place, add);
    for (const part of block.elements)
      if (part.type === 'list') for (const item of part.items) if ('each' in item) add(item, place);
  }
  if (block.type === 'table') {
    for (const row of block.rows) {
      if ('each' in row) for (const each of row.each) add({ each }, place);
      else for (const run of row) addRun(run, place, add);
    }
  }
  if (block.type === 'markdown') for (const part of block.parts) add(part, place);
}

function addElement(element: Element, place: string, add: Add): void {
  if (!('type' in element)) {
    add(element, place);
    return;
  }
  if (element.type === 'acknowledge') {
    add(element.text, place);
    return;
  }
  add(element.url, place);
  if (element.type === 'image') {
    add(element.alt, place);
    return;
  }
  add(element.text, place);
  add(element.value, place);
}
