import type {
  ButtonBlockElement,
  ImageBlockElement,
  SlackBlock,
  SlackMessage,
  TextObject,
} from './block-kit.ts';
import { checkRichText, checkTable } from './check-rich.ts';
import { SLACK_LIMITS } from './limits.ts';
import { messageSize } from './message-size.ts';

/** One place where a message breaks Slack's rules. */
export interface LimitFault {
  readonly code: 'too-long' | 'empty' | 'too-many' | 'duplicate' | 'missing' | 'over-budget' | 'url-refused';
  /** JSON Pointer (RFC 6901) to the place, as in Slack's `response_metadata.messages`. */
  readonly path: string;
  readonly limit?: number;
  readonly actual?: number;
}

/** What may be set about the check. */
export interface LimitOptions {
  /** Most characters of all blocks together, see `messageSize`; default 10,000. */
  readonly budget?: number | undefined;
}

const isBlank = (text: string): boolean => text.trim() === '';

/** What a walk over a message asks of each place. */
export interface LimitVisitor {
  /** A text that must say something, of at most `limit` code units. */
  length(text: string, limit: number, path: string): void;
  /** A list with an item at least, and at most `limit`. */
  count(items: readonly unknown[], limit: number, path: string): void;
  /** An id or value that may be absent. Slack takes any content, so only its length counts. */
  optional(text: string | undefined, limit: number, path: string): void;
  /** An address that may be absent. */
  url(address: string | undefined, path: string): void;
  /** A member that the block cannot do without. */
  missing(path: string): void;
  /** A sum that must not pass a limit. */
  total(actual: number, limit: number, path: string): void;
  /** Ids that must differ. */
  unique(ids: readonly { readonly id: string | undefined; readonly path: string }[]): void;
}

function checker(): LimitVisitor & { readonly faults: LimitFault[] } {
  const faults: LimitFault[] = [];
  const length: LimitVisitor['length'] = (text, limit, path) => {
    if (isBlank(text)) faults.push({ code: 'empty', path });
    else if (text.length > limit) faults.push({ code: 'too-long', path, limit, actual: text.length });
  };
  const count: LimitVisitor['count'] = (items, limit, path) => {
    if (items.length === 0) faults.push({ code: 'empty', path });
    else if (items.length > limit) faults.push({ code: 'too-many', path, limit, actual: items.length });
  };
  const optional: LimitVisitor['optional'] = (text, limit, path) => {
    if (text !== undefined && (text.length === 0 || text.length > limit)) {
      faults.push({ code: 'too-long', path, limit, actual: text.length });
    }
  };
  const url: LimitVisitor['url'] = (address, path) => {
    if (address === undefined) return;
    if (!/^https?:\/\//i.test(address)) faults.push({ code: 'url-refused', path });
    else length(address, SLACK_LIMITS.url, path);
  };
  const unique: LimitVisitor['unique'] = (ids) => {
    const seen = new Set<string>();
    for (const { id, path } of ids) {
      if (id === undefined) continue;
      if (seen.has(id)) faults.push({ code: 'duplicate', path });
      seen.add(id);
    }
  };
  const missing: LimitVisitor['missing'] = (path) => {
    faults.push({ code: 'missing', path });
  };
  const total: LimitVisitor['total'] = (actual, limit, path) => {
    if (actual > limit) faults.push({ code: 'too-many', path, limit, actual });
  };
  return { faults, length, count, optional, url, missing, total, unique };
}

function checkImage(check: LimitVisitor, image: ImageBlockElement, path: string): void {
  check.url(image.image_url, `${path}/image_url`);
  check.length(image.alt_text, SLACK_LIMITS.altText, `${path}/alt_text`);
}

function checkButton(check: LimitVisitor, button: ButtonBlockElement, path: string): void {
  check.length(button.text.text, SLACK_LIMITS.buttonText, `${path}/text`);
  check.url(button.url, `${path}/url`);
  check.optional(button.value, SLACK_LIMITS.buttonValue, `${path}/value`);
  check.optional(button.action_id, SLACK_LIMITS.actionId, `${path}/action_id`);
}

function checkElement(
  check: LimitVisitor,
  element: ButtonBlockElement | ImageBlockElement | TextObject,
  path: string,
): void {
  if (element.type === 'image') checkImage(check, element, path);
  else if (element.type === 'button') checkButton(check, element, path);
  else check.length(element.text, SLACK_LIMITS.contextText, path);
}

function checkBlock(check: LimitVisitor, block: SlackBlock, path: string): void {
  check.optional(block.block_id, SLACK_LIMITS.blockId, `${path}/block_id`);
  switch (block.type) {
    case 'header':
      check.length(block.text.text, SLACK_LIMITS.header, `${path}/text`);
      return;
    case 'section':
      if (block.text === undefined && block.fields === undefined) check.missing(`${path}/text`);
      if (block.text !== undefined) check.length(block.text.text, SLACK_LIMITS.sectionText, `${path}/text`);
      if (block.fields !== undefined) check.count(block.fields, SLACK_LIMITS.sectionFields, `${path}/fields`);
      block.fields?.forEach((field, index) => {
        check.length(field.text, SLACK_LIMITS.fieldText, `${path}/fields/${index}`);
      });
      if (block.accessory !== undefined) checkElement(check, block.accessory, `${path}/accessory`);
      return;
    case 'context':
    case 'actions': {
      const most = block.type === 'context' ? SLACK_LIMITS.contextElements : SLACK_LIMITS.actionsElements;
      check.count(block.elements, most, `${path}/elements`);
      block.elements.forEach((element, index) => {
        checkElement(check, element, `${path}/elements/${index}`);
      });
      if (block.type === 'actions') {
        check.unique(
          block.elements.map((button, index) => ({
            id: button.action_id,
            path: `${path}/elements/${index}/action_id`,
          })),
        );
      }
      return;
    }
    case 'image':
      checkImage(check, block, path);
      if (block.title !== undefined) check.length(block.title.text, SLACK_LIMITS.imageTitle, `${path}/title`);
      return;
    case 'rich_text':
      checkRichText(check, block, path);
      return;
    case 'table':
      checkTable(check, block, path);
      return;
    case 'markdown':
      check.length(block.text, SLACK_LIMITS.markdown, `${path}/text`);
      return;
    case 'divider':
      return;
  }
}

/** Visits every place of a message that Slack has a rule for, and answers the blocks that it has in all. */
export function visitLimits(check: LimitVisitor, { text, blocks, attachments }: SlackMessage): number {
  check.length(text, SLACK_LIMITS.text, '/text');
  if (blocks !== undefined) check.count(blocks, SLACK_LIMITS.blocks, '/blocks');
  if (attachments !== undefined) check.count(attachments, SLACK_LIMITS.attachments, '/attachments');
  const placed = (blocks ?? []).map((block, index) => ({ block, path: `/blocks/${index}` }));
  attachments?.forEach((attachment, outer) => {
    check.count(attachment.blocks, SLACK_LIMITS.attachmentBlocks, `/attachments/${outer}/blocks`);
    placed.push(
      ...attachment.blocks.map((block, index) => ({ block, path: `/attachments/${outer}/blocks/${index}` })),
    );
  });
  for (const { block, path } of placed) checkBlock(check, block, path);
  const tables = placed.filter(({ block }) => block.type === 'table');
  if (tables[1] !== undefined) check.total(tables.length, SLACK_LIMITS.tables, tables[1].path);
  const markdown = placed.flatMap(({ block }) => (block.type === 'markdown' ? [block.text.length] : []));
  const length = markdown.reduce((sum, one) => sum + one, 0);
  // One that is too long by itself is told by itself.
  if (markdown.length > 1) check.total(length, SLACK_LIMITS.markdown, '');
  check.unique(placed.map(({ block, path }) => ({ id: block.block_id, path: `${path}/block_id` })));
  return placed.length;
}

/**
 * Holds a message against Slack's sizes and required members.
 *
 * @returns every fault; empty when Slack will take the message
 *
 * @example
 * ```ts
 * import { checkLimits } from '@localert/slack';
 *
 * checkLimits({ text: '', blocks: [{ type: 'divider' }] }); // [{ code: 'empty', path: '/text' }]
 * ```
 */
export function checkLimits(message: SlackMessage, options: LimitOptions = {}): readonly LimitFault[] {
  const { budget = SLACK_LIMITS.budget } = options;
  const check = checker();
  const blocks = visitLimits(check, message);
  if ((message.blocks?.length ?? 0) <= SLACK_LIMITS.blocks && blocks > SLACK_LIMITS.blocks) {
    check.faults.push({ code: 'too-many', path: '/attachments', limit: SLACK_LIMITS.blocks, actual: blocks });
  }
  const size = messageSize(message);
  if (size > budget) check.faults.push({ code: 'over-budget', path: '', limit: budget, actual: size });
  return check.faults;
}
