import type { Layout, TextSlot, UrlSlot } from '@localert/core';

/** One name that a layout refers to. */
export interface LayoutReference {
  readonly kind: 'field' | 'argument';
  readonly name: string;
  /** What a slot takes an argument for. */
  readonly type?: 'text' | 'date';
  /** Where, for example `layout.blocks.2`. */
  readonly place: string;
}

/** Every message field and argument that a layout names, in its order. */
export function layoutReferences(layout: Layout): readonly LayoutReference[] {
  const references: LayoutReference[] = [];
  const add = (slot: TextSlot | UrlSlot | string | undefined, place: string) => {
    if (slot === undefined || typeof slot === 'string') return;
    if ('field' in slot) references.push({ kind: 'field', name: slot.field, place });
    if ('arg' in slot) references.push({ kind: 'argument', name: slot.arg, type: 'text', place });
    if ('date' in slot) references.push({ kind: 'argument', name: slot.date, type: 'date', place });
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
    if (block.type === 'image') {
      add(block.url, place);
      add(block.alt, place);
      add(block.title, place);
    }
  }
  return references;
}

type Element = Extract<Layout['blocks'][number], { elements: unknown }>['elements'][number];

function addElement(
  element: Element,
  place: string,
  add: (slot: TextSlot | UrlSlot | string | undefined, place: string) => void,
): void {
  if (!('type' in element)) {
    add(element, place);
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
