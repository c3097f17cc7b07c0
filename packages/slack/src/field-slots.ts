import type { Layout, LayoutBlock, RichSlot, TextSlot } from '@localert/core';
import { richRuns } from './layout-references.ts';
import { SLACK_LIMITS } from './limits.ts';

/** A slot of a layout that shows a message field. */
export interface FieldSlot {
  readonly field: string;
  /** What the slot is, in words. */
  readonly what: string;
  /** Whether Slack's markup counts here. */
  readonly mrkdwn: boolean;
  /** Most UTF-16 code units of escaped text. */
  readonly limit: number;
  /** What is done with a longer text. */
  readonly longer: 'cut' | 'split';
  /** A block with nothing but this slot. */
  readonly block: LayoutBlock;
}

type Kind = Omit<FieldSlot, 'field' | 'block'>;

const kind = (what: string, limit: number, mrkdwn: boolean, longer: FieldSlot['longer'] = 'cut'): Kind => ({
  what,
  limit,
  mrkdwn,
  longer,
});

const HEADER = kind('header', SLACK_LIMITS.header, false);
const SECTION = kind('section text', SLACK_LIMITS.sectionText, true, 'split');
const COLUMN = kind('section field', SLACK_LIMITS.fieldText, true);
const CONTEXT = kind('context text', SLACK_LIMITS.contextText, true, 'split');
const BUTTON = kind('button text', SLACK_LIMITS.buttonText, false);
const ALT = kind('alternative text', SLACK_LIMITS.altText, false);
const TITLE = kind('image title', SLACK_LIMITS.imageTitle, false);
const RICH = kind('rich text', SLACK_LIMITS.budget, false);
const CELL = kind('table cell', SLACK_LIMITS.tableText, false);
const MARKDOWN = kind('Markdown', SLACK_LIMITS.markdown, false);
const NOTIFICATION = kind('notification', SLACK_LIMITS.text, true);

/** Stands where a block cannot do without a picture; it is not loaded. */
const URL = { url: 'https://image.example/' };
const WORD = { text: '.' };

type Element = Extract<LayoutBlock, { type: 'context' | 'actions' }>['elements'][number];
type Add = (slot: TextSlot, kind: Kind, block: LayoutBlock) => void;

function addElement(element: Element, add: Add): void {
  if (!('type' in element)) {
    add(element, CONTEXT, { type: 'context', elements: [element] });
  } else if (element.type === 'image') {
    add(element.alt, ALT, { type: 'image', url: URL, alt: element.alt });
  } else {
    add(element.text, BUTTON, { type: 'actions', elements: [{ type: 'button', text: element.text }] });
  }
}

/** The field that a run of rich text shows, as a slot of its own. */
function addRun(run: RichSlot, what: Kind, block: (run: RichSlot) => LayoutBlock, add: Add): void {
  if ('field' in run) add({ field: run.field }, what, block(run));
  if ('link' in run && run.text !== undefined) add(run.text, what, block(run));
}

function addRich(block: LayoutBlock, add: Add): void {
  if (block.type === 'rich_text') {
    const shown = (run: RichSlot): LayoutBlock => ({
      type: 'rich_text',
      elements: [{ type: 'section', elements: [run] }],
    });
    for (const run of richRuns(block)) addRun(run, RICH, shown, add);
  }
  if (block.type === 'table') {
    const shown = (run: RichSlot): LayoutBlock => ({ type: 'table', rows: [[run]] });
    for (const row of block.rows) if (!('each' in row)) for (const run of row) addRun(run, CELL, shown, add);
  }
  if (block.type === 'markdown') {
    for (const part of block.parts)
      if ('field' in part) add({ field: part.field }, MARKDOWN, { type: 'markdown', parts: [part] });
  }
}

function addBlock(block: LayoutBlock, add: Add): void {
  addRich(block, add);
  if (block.type === 'header') add(block.text, HEADER, { type: 'header', text: block.text });
  if (block.type === 'section') {
    if (block.text !== undefined) add(block.text, SECTION, { type: 'section', text: block.text });
    for (const slot of block.fields ?? []) add(slot, COLUMN, { type: 'section', fields: [slot] });
    if (block.accessory !== undefined) addElement(block.accessory, add);
  }
  if (block.type === 'context' || block.type === 'actions') {
    for (const element of block.elements) addElement(element, add);
  }
  if (block.type === 'image') {
    add(block.alt, ALT, { type: 'image', url: URL, alt: block.alt });
    if (block.title !== undefined)
      add(block.title, TITLE, { type: 'image', url: URL, alt: WORD, title: block.title });
  }
}

/** Every slot of a layout that shows a message field, in its order. */
export function fieldSlots(layout: Layout): readonly FieldSlot[] {
  const slots: FieldSlot[] = [];
  const add: Add = (slot, what, block) => {
    if ('field' in slot) slots.push({ ...what, field: slot.field, block });
  };
  for (const block of layout.blocks) addBlock(block, add);
  const { notification } = layout;
  if (notification !== undefined)
    add(notification, NOTIFICATION, { type: 'context', elements: [notification] });
  return slots;
}
