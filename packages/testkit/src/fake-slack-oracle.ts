import type { FakeMessage } from './fake-slack-workspace.ts';

/** An alert that was sent. */
export interface SentAlert {
  readonly id: string;
  /** Epoch milliseconds at which it was sent; without it, it cannot be late. */
  readonly at?: number | undefined;
}

/** What became of alerts that were sent. */
export interface DeliveryReport {
  /** Alerts that stand in a channel, each once however often it was posted. */
  readonly delivered: number;
  /** Sent and nowhere. */
  readonly lost: readonly string[];
  /** Posted more than once. */
  readonly doubled: readonly string[];
  /** Posted later than they had to be. */
  readonly late: readonly string[];
  /** Posted though nobody sent them. */
  readonly strange: readonly string[];
  /** Milliseconds from send to post, ascending, of the alerts whose sending time is known. */
  readonly delays: readonly number[];
}

/** Holds what was sent against what stands in the channels. Updates are no posts. */
export function deliveryReport(
  messages: Iterable<Pick<FakeMessage, 'alert' | 'at' | 'via'>>,
  sent: Iterable<string | SentAlert>,
  withinMs: number,
): DeliveryReport {
  const posts = new Map<string, { count: number; at: number }>();
  for (const { alert, at, via } of messages) {
    if (alert === undefined || via === 'chat.update') continue;
    const post = posts.get(alert);
    if (post === undefined) posts.set(alert, { count: 1, at });
    else post.count += 1;
  }
  const lost: string[] = [];
  const doubled: string[] = [];
  const late: string[] = [];
  const delays: number[] = [];
  const known = new Set<string>();
  for (const one of sent) {
    const { id, at }: SentAlert = typeof one === 'string' ? { id: one } : one;
    known.add(id);
    const post = posts.get(id);
    if (post === undefined) {
      lost.push(id);
      continue;
    }
    if (post.count > 1) doubled.push(id);
    if (at === undefined) continue;
    delays.push(post.at - at);
    if (post.at - at > withinMs) late.push(id);
  }
  return {
    delivered: known.size - lost.length,
    lost,
    doubled,
    late,
    strange: [...posts.keys()].filter((id) => !known.has(id)),
    delays: delays.sort((left, right) => left - right),
  };
}
