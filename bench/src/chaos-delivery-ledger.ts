import type { DeliveryOutcome } from '@localert/core';
import type { SlackPost } from './delivery-slack.ts';

/** One attempt to post an alert. */
export interface Posting {
  readonly id: string;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Stands in the text: it tells which attempt it was that Slack took. */
  readonly mark: string;
}

/** What a worker says of its work, a line each. Times are epoch milliseconds. */
export type DeliveryFact =
  /** The alert is durable. */
  | { readonly kind: 'alert'; readonly id: string }
  /** Said before it is posted; Slack takes it with its mark. */
  | ({ readonly kind: 'posting' } & Posting)
  /** What the transport made of Slack's answer to the post with that mark. */
  | { readonly kind: 'heard'; readonly mark: string; readonly outcome: DeliveryOutcome['kind'] }
  /** Its end is recorded; `found`: it had been posted before, and was not posted again. */
  | {
      readonly kind: 'recorded';
      readonly id: string;
      readonly by: string;
      readonly at: number;
      readonly found: boolean;
    }
  | { readonly kind: 'dead'; readonly id: string; readonly code: string };

/** When something was taken away from whom: a worker killed, or, without a name, the server under all of them. */
export interface Blow {
  readonly by?: string | undefined;
  /** Epoch milliseconds; a server is away until `until`. */
  readonly at: number;
  readonly until?: number | undefined;
}

/** What a run of deliveries came to. */
export interface DeliveryVerdict {
  readonly alerts: number;
  readonly posts: number;
  readonly lost: readonly string[];
  /** Posts that were made again though an earlier one had been taken, by why that was not known. */
  readonly doubled: {
    /** Slack's answer did not say that the message was taken. */
    readonly ambiguous: number;
    /** Whoever posted it was killed, or lost the queue, before the end was recorded. */
    readonly unrecorded: number;
  };
  /** Messages in doubt that were found in the channel instead of being posted again. */
  readonly found: number;
  /** What must never be: losses, dead letters, doubles without a reason. */
  readonly faults: readonly string[];
}

/** A post that Slack took, and whose it was. */
interface TakenPost {
  readonly post: SlackPost;
  readonly posting: Posting;
}

/** Milliseconds that a server needs to take note: what was posted so shortly before a blow was not recorded by it. */
const NOTE_MS = 2_000;

/** Everything that workers said, and what was done to them. */
export function createDeliveryLedger() {
  const acknowledged = new Set<string>();
  const postings = new Map<string, Posting>();
  const heard = new Map<string, DeliveryOutcome['kind']>();
  const recorded = new Map<string, { readonly by: string; readonly at: number }[]>();
  const dead = new Map<string, string>();
  const blows: Blow[] = [];
  let found = 0;

  const listOf = <Item>(map: Map<string, Item[]>, id: string): Item[] => {
    const list = map.get(id) ?? [];
    map.set(id, list);
    return list;
  };

  function note(fact: DeliveryFact): void {
    if (fact.kind === 'alert') acknowledged.add(fact.id);
    else if (fact.kind === 'dead') dead.set(fact.id, fact.code);
    else if (fact.kind === 'posting') postings.set(fact.mark, fact);
    else if (fact.kind === 'heard') heard.set(fact.mark, fact.outcome);
    else {
      listOf(recorded, fact.id).push(fact);
      if (fact.found) found += 1;
    }
  }

  /** Why a post that was taken was followed by another; `undefined`: there is no reason. */
  function reasonOf(taken: TakenPost, next: TakenPost): keyof DeliveryVerdict['doubled'] | undefined {
    const { id, by, at: from, mark } = taken.posting;
    if (taken.post.fault !== undefined || heard.get(mark) === 'unknown') return 'ambiguous';
    const until = next.posting.at;
    // Once its end is recorded, by whoever posted it, nobody may post it again.
    if ((recorded.get(id) ?? []).some((end) => end.by === by && end.at >= from && end.at < until))
      return undefined;
    const isStruck = blows.some((blow) => {
      const { at, until: backAt = at } = blow;
      if (blow.by === undefined) return at - NOTE_MS <= until && backAt + NOTE_MS >= taken.post.at;
      return blow.by === by && at >= from && at <= until;
    });
    return isStruck ? 'unrecorded' : undefined;
  }

  /** What happened to an alert, in order, in milliseconds from its first post: for whoever looks for the reason. */
  function courseOf(id: string, taken: readonly TakenPost[]): string {
    const own = [...postings.values()].filter((posting) => posting.id === id);
    const names = new Set(own.map(({ by }) => by));
    const steps = [
      ...own.map(({ at, mark }) => ({ at, what: `posted ${mark}, heard ${heard.get(mark) ?? 'nothing'}` })),
      ...taken.map(({ post: { at, fault = 'well' }, posting }) => ({
        at,
        what: `took ${posting.mark} (${fault})`,
      })),
      ...(recorded.get(id) ?? []).map(({ at, by }) => ({ at, what: `recorded by ${by}` })),
      ...blows
        .filter(({ by }) => by === undefined || names.has(by))
        .map(({ at, by = 'the server' }) => ({ at, what: `${by} struck` })),
    ].sort((left, right) => left.at - right.at);
    return steps.map(({ at, what }) => `${at - (steps[0]?.at ?? 0)} ${what}`).join(', ');
  }

  /** Holds what workers said against what Slack took. */
  function judge(posts: readonly SlackPost[]): DeliveryVerdict {
    const taken = new Map<string, TakenPost[]>();
    const faults: string[] = [];
    for (const post of posts) {
      const posting = postings.get(post.mark ?? '');
      if (posting === undefined) faults.push(`nobody posted what Slack took: ${post.alert}`);
      else listOf(taken, post.alert).push({ post, posting });
    }
    const lost = [...acknowledged].filter((id) => !taken.has(id));
    faults.push(...lost.map((id) => `an alert is lost: ${id}`));
    for (const [id, code] of dead) faults.push(`an alert became a dead letter: ${id}, ${code}`);
    const doubled = { ambiguous: 0, unrecorded: 0 };
    for (const [id, list] of taken) {
      // By when they were posted: what is on the wire may be taken late.
      const inOrder = list.toSorted((left, right) => left.posting.at - right.posting.at);
      for (const [index, next] of inOrder.entries()) {
        const before = inOrder[index - 1];
        if (before === undefined) continue;
        const reason = reasonOf(before, next);
        if (reason === undefined)
          faults.push(`an alert was posted twice without a reason: ${id}: ${courseOf(id, inOrder)}`);
        else doubled[reason] += 1;
      }
    }
    return { alerts: acknowledged.size, posts: posts.length, lost, doubled, found, faults };
  }

  return {
    note,
    judge,
    /** Notes that a worker was killed, or that the server was away. */
    struck: (blow: Blow) => void blows.push(blow),
    acknowledged: acknowledged as ReadonlySet<string>,
  };
}
