import { setTimeout as pause } from 'node:timers/promises';
import type { Sent } from './delivery-load.ts';
import type { SlackHand, SlackPost } from './delivery-slack.ts';

/** What became of alerts, by the log of the fake. */
export interface Fate {
  readonly delivered: number;
  readonly lost: number;
  /** Posts beyond the first of an alert. */
  readonly doubled: number;
  /** Milliseconds from being sent to being taken, of each alert that was. */
  readonly delays: readonly number[];
}

/** Holds what was sent against what was taken. */
export function fateOf(sent: Sent, posts: readonly SlackPost[]): Fate {
  const taken = new Set<string>();
  const delays: number[] = [];
  let doubled = 0;
  for (const { alert, at } of posts) {
    const from = sent.get(alert);
    if (from === undefined) continue;
    if (taken.has(alert)) doubled += 1;
    else delays.push(at - from);
    taken.add(alert);
  }
  return { delivered: taken.size, lost: sent.size - taken.size, doubled, delays };
}

/** Waits until all are taken, or patience is over; answers what was taken. */
export async function untilTaken(
  slack: SlackHand,
  sent: Sent,
  patienceMs: number,
): Promise<readonly SlackPost[]> {
  const end = performance.now() + patienceMs;
  let posts = await slack.posts();
  while (fateOf(sent, posts).lost > 0 && performance.now() < end) {
    await pause(250);
    posts = await slack.posts();
  }
  return posts;
}
