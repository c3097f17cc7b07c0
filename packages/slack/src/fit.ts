import type { RenderProblem } from '@localert/core';
import type { SlackAttachment, SlackBlock, SlackMessage } from './block-kit.ts';
import { blockTexts } from './block-texts.ts';
import { checkLimits } from './check-limits.ts';
import { cutText } from './cut.ts';
import { type Cut, fitBlock } from './fit-block.ts';
import type { More } from './fit-rich.ts';
import { SLACK_LIMITS } from './limits.ts';
import { blockSize } from './message-size.ts';
import { withinKinds } from './within-kinds.ts';

/** How to fit a message. */
export interface FitOptions {
  /** Most characters of all blocks together, see `messageSize`; default 10,000, at least 1,000. */
  readonly budget?: number | undefined;
  /** The words for blocks that had to go, escaped; default `+N more`. */
  readonly more?: ((count: number) => string) | undefined;
}

/** A message within Slack's limits, and what that cost. */
export interface FittedMessage {
  readonly message: SlackMessage;
  readonly problems: readonly RenderProblem[];
}

/** A block and the list it stands in: -1 is the top level, else the attachment's index. */
export interface Placed {
  readonly block: SlackBlock;
  readonly list: number;
  readonly path: string;
}

const MIN_BUDGET = 1000;
/** Texts are not shortened below this for the budget's sake: then whole blocks go. */
const MIN_TEXT = 150;
/** Room that the `+N more` block may take. */
const MORE_ROOM = 200;

function placedBlocks(message: SlackMessage): Placed[] {
  const top = (message.blocks ?? []).map((block, index) => ({ block, list: -1, path: `/blocks/${index}` }));
  const attached = (message.attachments ?? []).flatMap((attachment, list) =>
    attachment.blocks.map((block, index) => ({ block, list, path: `/attachments/${list}/blocks/${index}` })),
  );
  return [...top, ...attached];
}

/** Two blocks with one id are refused by Slack; the first keeps it, the others get one from Slack. */
function withUniqueIds(placed: readonly Placed[], cut: Cut): Placed[] {
  const seen = new Set<string>();
  return placed.map((one) => {
    const { block_id: id, ...block } = one.block;
    if (id === undefined) return one;
    if (!seen.has(id)) {
      seen.add(id);
      return one;
    }
    cut(`${one.path}/block_id`);
    return { ...one, block };
  });
}

/** Every block within its own limits, no text longer than `most`. */
const expand = (placed: readonly Placed[], most: number, more: More, cut: Cut): Placed[] =>
  placed.flatMap(({ block, list, path }) =>
    fitBlock(block, path, most, cut, more).map((fitted) => ({ block: fitted, list, path })),
  );

const sizeOf = (placed: readonly Placed[]): number =>
  placed.reduce((sum, { block }) => sum + blockSize(block), 0);

/** The longest that texts may be so that all of them find room: only the longest are shortened. */
function roomForTexts(placed: readonly Placed[], budget: number, more: More): number {
  const fits = (most: number) => sizeOf(expand(placed, most, more, () => undefined)) <= budget;
  let low = MIN_TEXT;
  let high = budget;
  if (!fits(low)) return low;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many blocks from the front can stay beside the `+N more` block. */
function keepable(placed: readonly Placed[], budget: number): number {
  let size = SLACK_LIMITS.blockCost + MORE_ROOM;
  let count = 0;
  for (const { block } of placed) {
    size += blockSize(block);
    if (size > budget || count === SLACK_LIMITS.blocks - 1) break;
    count += 1;
  }
  return count;
}

function withinTotals(placed: readonly Placed[], budget: number, more: More, cut: Cut): Placed[] {
  // What stands behind the fiftieth block goes in any case; without it the search below stays short.
  const front = placed.slice(0, SLACK_LIMITS.blocks + 1);
  const most = sizeOf(front) > budget ? roomForTexts(front, budget, more) : Number.POSITIVE_INFINITY;
  const expanded = expand(front, most, more, cut);
  const behind = placed.length - front.length;
  if (behind === 0 && expanded.length <= SLACK_LIMITS.blocks && sizeOf(expanded) <= budget) return expanded;
  const kept = expanded.slice(0, keepable(expanded, budget));
  for (const { path } of [...expanded.slice(kept.length), ...placed.slice(front.length)]) cut(path);
  const words = cutText(more(expanded.length - kept.length + behind), MORE_ROOM);
  const block: SlackBlock = { type: 'context', elements: [{ type: 'mrkdwn', text: words }] };
  return [...kept, { block, list: kept.at(-1)?.list ?? -1, path: '' }];
}

/** Puts the blocks back into their lists; an attachment that became too long goes on in another of its colour. */
function assembled(
  text: string,
  placed: readonly Placed[],
  attachments: readonly SlackAttachment[],
): SlackMessage {
  const blocks = placed.filter(({ list }) => list === -1).map(({ block }) => block);
  const fitted: SlackAttachment[] = [];
  attachments.forEach(({ color }, list) => {
    const own = placed.filter((one) => one.list === list).map(({ block }) => block);
    for (let start = 0; start < own.length; start += SLACK_LIMITS.attachmentBlocks) {
      const part = own.slice(start, start + SLACK_LIMITS.attachmentBlocks);
      fitted.push({ ...(color === undefined ? {} : { color }), blocks: part });
    }
  });
  return {
    text,
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(fitted.length === 0 ? {} : { attachments: fitted }),
  };
}

/**
 * Fits a message into Slack's limits: long texts are split over several sections, lists over several blocks, what
 * cannot be split is shortened with `…`, and only what is past the message's totals gives way to `+N more`. Nothing is
 * cut inside an entity, a token or a grapheme. A message that fits is returned as it is.
 *
 * @returns a message that passes `checkLimits`; `problems` name every place that lost something (JSON Pointer into the
 *   given message)
 *
 * @example
 * ```ts
 * import { fitMessage } from '@localert/slack';
 *
 * const long = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(200) } } as const;
 * fitMessage({ text: 'x', blocks: [long] }).problems; // [{ code: 'limit-shortened', field: '/blocks/0/text' }]
 * ```
 */
export function fitMessage(message: SlackMessage, options: FitOptions = {}): FittedMessage {
  const budget = Math.max(options.budget ?? SLACK_LIMITS.budget, MIN_BUDGET);
  if (checkLimits(message, { budget }).length === 0) return { message, problems: [] };
  const places = new Set<string>();
  const cut: Cut = (path) => void places.add(path);
  const more = (count: number): string =>
    (options.more ?? ((n) => `+${n} more`))(count).trim() || `+${count}`;
  const placed = withinTotals(withinKinds(placedBlocks(message), cut), budget, more, cut);
  const words =
    message.text.trim() === '' ? placed.flatMap(({ block }) => blockTexts(block)).join('\n') : message.text;
  const text = cutText(words.trim() === '' ? '…' : words, SLACK_LIMITS.text);
  if (message.text.length > SLACK_LIMITS.text) cut('/text');
  const fitted = assembled(text, withUniqueIds(placed, cut), message.attachments ?? []);
  return { message: fitted, problems: [...places].map((field) => ({ code: 'limit-shortened', field })) };
}
