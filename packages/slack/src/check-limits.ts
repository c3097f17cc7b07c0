import type {
  ButtonBlockElement,
  ImageBlockElement,
  SlackBlock,
  SlackMessage,
  TextObject,
} from './block-kit.ts';
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

function checker() {
  const faults: LimitFault[] = [];
  const length = (text: string, limit: number, path: string) => {
    if (isBlank(text)) faults.push({ code: 'empty', path });
    else if (text.length > limit) faults.push({ code: 'too-long', path, limit, actual: text.length });
  };
  const count = (items: readonly unknown[], limit: number, path: string) => {
    if (items.length === 0) faults.push({ code: 'empty', path });
    else if (items.length > limit) faults.push({ code: 'too-many', path, limit, actual: items.length });
  };
  /** Slack takes identifiers and values of any content, so only their length counts. */
  const optional = (text: string | undefined, limit: number, path: string) => {
    if (text !== undefined && (text.length === 0 || text.length > limit)) {
      faults.push({ code: 'too-long', path, limit, actual: text.length });
    }
  };
  const url = (address: string | undefined, path: string) => {
    if (address === undefined) return;
    if (!/^https?:\/\//i.test(address)) faults.push({ code: 'url-refused', path });
    else length(address, SLACK_LIMITS.url, path);
  };
  const unique = (ids: readonly { readonly id: string | undefined; readonly path: string }[]) => {
    const seen = new Set<string>();
    for (const { id, path } of ids) {
      if (id === undefined) continue;
      if (seen.has(id)) faults.push({ code: 'duplicate', path });
      seen.add(id);
    }
  };
  return { faults, length, count, optional, url, unique };
}

type Checker = ReturnType<typeof checker>;

function checkImage(check: Checker, image: ImageBlockElement, path: string): void {
  check.url(image.image_url, `${path}/image_url`);
  check.length(image.alt_text, SLACK_LIMITS.altText, `${path}/alt_text`);
}

function checkButton(check: Checker, button: ButtonBlockElement, path: string): void {
  check.length(button.text.text, SLACK_LIMITS.buttonText, `${path}/text`);
  check.url(button.url, `${path}/url`);
  check.optional(button.value, SLACK_LIMITS.buttonValue, `${path}/value`);
  check.optional(button.action_id, SLACK_LIMITS.actionId, `${path}/action_id`);
}

function checkElement(
  check: Checker,
  element: ButtonBlockElement | ImageBlockElement | TextObject,
  path: string,
): void {
  if (element.type === 'image') checkImage(check, element, path);
  else if (element.type === 'button') checkButton(check, element, path);
  else check.length(element.text, SLACK_LIMITS.contextText, path);
}

function checkBlock(check: Checker, block: SlackBlock, path: string): void {
  check.optional(block.block_id, SLACK_LIMITS.blockId, `${path}/block_id`);
  switch (block.type) {
    case 'header':
      check.length(block.text.text, SLACK_LIMITS.header, `${path}/text`);
      return;
    case 'section':
      if (block.text === undefined && block.fields === undefined)
        check.faults.push({ code: 'missing', path: `${path}/text` });
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
    case 'divider':
      return;
  }
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
  const { blocks, attachments = [] } = message;
  check.length(message.text, SLACK_LIMITS.text, '/text');
  if (blocks !== undefined) check.count(blocks, SLACK_LIMITS.blocks, '/blocks');
  if (message.attachments !== undefined) check.count(attachments, SLACK_LIMITS.attachments, '/attachments');
  const placed = (blocks ?? []).map((block, index) => ({ block, path: `/blocks/${index}` }));
  attachments.forEach((attachment, outer) => {
    check.count(attachment.blocks, SLACK_LIMITS.attachmentBlocks, `/attachments/${outer}/blocks`);
    placed.push(
      ...attachment.blocks.map((block, index) => ({ block, path: `/attachments/${outer}/blocks/${index}` })),
    );
  });
  if ((blocks?.length ?? 0) <= SLACK_LIMITS.blocks && placed.length > SLACK_LIMITS.blocks) {
    check.faults.push({
      code: 'too-many',
      path: '/attachments',
      limit: SLACK_LIMITS.blocks,
      actual: placed.length,
    });
  }
  for (const { block, path } of placed) checkBlock(check, block, path);
  check.unique(placed.map(({ block, path }) => ({ id: block.block_id, path: `${path}/block_id` })));
  const size = messageSize(message);
  if (size > budget) check.faults.push({ code: 'over-budget', path: '', limit: budget, actual: size });
  return check.faults;
}
