import { type Look, richText, table, wholeFaults } from './fake-slack-rich.ts';

/** A fault of a payload, at a JSON Pointer, in the words of Slack's `response_metadata.messages`. */
export interface PayloadFault {
  /** Slack's code for the whole answer. */
  readonly code:
    | 'no_text'
    | 'invalid_blocks'
    | 'invalid_attachments'
    | 'msg_too_long'
    | 'msg_blocks_too_long';
  readonly message: string;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Slack refuses beyond these; written from its reference pages, on purpose not shared with `@localert/slack`. */
const MAX_TEXT = 40_000;
const MAX_BLOCKS = 50;
const MAX_ATTACHMENTS = 100;
/** Where `msg_blocks_too_long` was met; Slack does not document it. */
const MAX_TOTAL = 13_000;

function inspector() {
  const faults: string[] = [];
  const ids = new Set<string>();
  let total = 0;
  const fault = (path: string, words: string) => void faults.push(`[ERROR] ${words} [json-pointer:${path}]`);

  const text = (value: unknown, most: number, path: string, blank = false) => {
    if (typeof value !== 'string') return fault(path, 'missing required field');
    total += value.length;
    if (value.trim() === '' && !(blank && value !== '')) fault(path, 'must be more than 0 characters');
    if (value.length > most) fault(path, `must be less than ${most + 1} characters`);
    if (/[\ud800-\udfff]/u.test(value)) fault(path, 'must be valid Unicode');
  };
  const textObject = (value: unknown, kinds: readonly string[], most: number, path: string) => {
    if (!isObject(value)) return fault(path, 'missing required field');
    if (!kinds.includes(String(value['type']))) fault(`${path}/type`, `must be one of ${kinds.join(', ')}`);
    text(value['text'], most, `${path}/text`);
  };
  const url = (value: unknown, path: string) => {
    text(value, 3000, path);
    if (typeof value === 'string' && !/^https?:\/\/[^\s]+$/.test(value)) fault(path, 'must be a valid URL');
  };
  const id = (value: unknown, path: string) => {
    if (value === undefined) return;
    text(value, 255, path, true);
    if (ids.has(String(value))) fault(path, 'must be unique');
    ids.add(String(value));
  };
  const list = (value: unknown, most: number, path: string): readonly unknown[] => {
    if (!Array.isArray(value) || value.length === 0) {
      fault(path, 'no fewer than 1 items allowed');
      return [];
    }
    if (value.length > most) fault(path, `no more than ${most} items allowed`);
    return value;
  };

  const ANY = ['mrkdwn', 'plain_text'];
  const element = (value: unknown, kinds: readonly string[], path: string) => {
    if (!isObject(value) || !kinds.includes(String(value['type'])))
      return fault(`${path}/type`, `must be one of ${kinds.join(', ')}`);
    if (value['type'] === 'image') {
      url(value['image_url'], `${path}/image_url`);
      text(value['alt_text'], 2000, `${path}/alt_text`);
    } else if (value['type'] === 'button') {
      textObject(value['text'], ['plain_text'], 75, `${path}/text`);
      if (value['url'] !== undefined) url(value['url'], `${path}/url`);
      if (value['value'] !== undefined) text(value['value'], 2000, `${path}/value`, true);
      if (value['action_id'] !== undefined) text(value['action_id'], 255, `${path}/action_id`, true);
    } else {
      textObject(value, ANY, 3000, path);
    }
  };
  const elements = (block: Json, most: number, kinds: readonly string[], path: string) => {
    list(block['elements'], most, `${path}/elements`).forEach((one, index) => {
      element(one, kinds, `${path}/elements/${index}`);
    });
  };

  const block = (value: unknown, path: string) => {
    if (!isObject(value)) return fault(path, 'must be an object');
    id(value['block_id'], `${path}/block_id`);
    switch (value['type']) {
      case 'header':
        return textObject(value['text'], ['plain_text'], 150, `${path}/text`);
      case 'section': {
        if (value['text'] === undefined && value['fields'] === undefined)
          fault(path, 'missing required field: text or fields');
        if (value['text'] !== undefined) textObject(value['text'], ANY, 3000, `${path}/text`);
        const fields = value['fields'] === undefined ? [] : list(value['fields'], 10, `${path}/fields`);
        fields.forEach((field, index) => {
          textObject(field, ANY, 2000, `${path}/fields/${index}`);
        });
        if (value['accessory'] !== undefined)
          element(value['accessory'], ['button', 'image'], `${path}/accessory`);
        return;
      }
      case 'context':
        return elements(value, 10, ['image', ...ANY], path);
      case 'actions': {
        elements(value, 25, ['button'], path);
        const buttons = Array.isArray(value['elements']) ? value['elements'].filter(isObject) : [];
        const actions = buttons.map((button) => button['action_id']).filter((action) => action !== undefined);
        if (new Set(actions).size < actions.length) fault(path, '`action_id` already exists');
        return;
      }
      case 'image':
        url(value['image_url'], `${path}/image_url`);
        text(value['alt_text'], 2000, `${path}/alt_text`);
        if (value['title'] !== undefined) textObject(value['title'], ['plain_text'], 2000, `${path}/title`);
        return;
      case 'rich_text':
        return richText(value, path, look);
      case 'table':
        return table(value, path, look);
      case 'markdown':
        look.text(value['text'], 12_000, `${path}/text`);
        return;
      case 'divider':
        return;
      default:
        fault(`${path}/type`, 'unsupported type');
    }
  };

  const look: Look = { fault, text, url, list };
  const blocks = (value: unknown, path: string) => {
    list(value, MAX_BLOCKS, path).forEach((one, index) => {
      block(one, `${path}/${index}`);
    });
  };
  return { faults, blocks, total: () => total };
}

/**
 * Whether Slack would take a payload: required members, sizes, unique ids.
 *
 * @returns the faults with Slack's own code; empty when the payload is good
 */
export function checkPayload(payload: Json): readonly PayloadFault[] {
  const { text, blocks, attachments } = payload;
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
  const hasAttachments = Array.isArray(attachments) && attachments.length > 0;
  if ((typeof text !== 'string' || text.trim() === '') && !hasBlocks && !hasAttachments) {
    return [{ code: 'no_text', message: 'no text, blocks or attachments' }];
  }
  if (typeof text === 'string' && text.length > MAX_TEXT)
    return [{ code: 'msg_too_long', message: 'text too long' }];
  const top = inspector();
  if (blocks !== undefined && (hasBlocks || !Array.isArray(blocks))) top.blocks(blocks, '/blocks');
  const inner = inspector();
  if (attachments !== undefined && !Array.isArray(attachments))
    inner.faults.push('[ERROR] must be an array [json-pointer:/attachments]');
  const listed: readonly unknown[] = Array.isArray(attachments) ? attachments : [];
  if (listed.length > MAX_ATTACHMENTS)
    inner.faults.push(`[ERROR] no more than ${MAX_ATTACHMENTS} items allowed [json-pointer:/attachments]`);
  listed.forEach((attachment, index) => {
    if (isObject(attachment) && attachment['blocks'] !== undefined)
      inner.blocks(attachment['blocks'], `/attachments/${index}/blocks`);
  });
  const faults: PayloadFault[] = [
    ...top.faults.map((message): PayloadFault => ({ code: 'invalid_blocks', message })),
    ...inner.faults.map((message): PayloadFault => ({ code: 'invalid_attachments', message })),
  ];
  faults.push(...wholeFaults(blocks, listed));
  if (faults.length === 0 && top.total() + inner.total() > MAX_TOTAL) {
    faults.push({ code: 'msg_blocks_too_long', message: 'blocks too long in total' });
  }
  return faults;
}
