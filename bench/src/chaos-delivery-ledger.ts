import type { SlackPost } from './delivery-slack.ts';

/** What a worker says of its work, a line each. Times are epoch milliseconds. */
export type DeliveryFact =
  /** The alert is durable. */
  | { readonly kind: 'alert'; readonly id: string }
  /** Said before it is posted: whose post it is that Slack takes. */
  | { readonly kind: 'posting'; readonly id: string; readonly by: string; readonly at: number }
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

/** Milliseconds that a server needs to take note: what was posted so shortly before a blow was not recorded by it. */
const NOTE_MS = 2_000;

/** Everything that workers said, and what was done to them. */
export function createDeliveryLedger() {
  const acknowledged = new Set<string>();
  const postings = new Map<string, { readonly by: string; readonly at: number }[]>();
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
    else if (fact.kind === 'posting') listOf(postings, fact.id).push(fact);
    else {
      listOf(recorded, fact.id).push(fact);
      if (fact.found) found += 1;
    }
  }

  /** Why a post that was taken was followed by another; `undefined`: there is no reason. */
  function reasonOf(post: SlackPost, next: SlackPost): keyof DeliveryVerdict['doubled'] | undefined {
    if (post.fault !== undefined) return 'ambiguous';
    const own = (postings.get(post.alert) ?? []).filter(({ at }) => at <= post.at).at(-1);
    // Its end was recorded, by whoever posted it: nobody may post it again.
    const isRecorded = (recorded.get(post.alert) ?? []).some(
      ({ by, at }) => by === own?.by && at >= post.at && at <= next.at,
    );
    if (own === undefined || isRecorded) return undefined;
    // From when it was about to post: what was on the wire is taken after whoever sent it is gone.
    const isStruck = blows.some(({ by, at, until = at }) =>
      by === undefined
        ? at - NOTE_MS <= next.at && until + NOTE_MS >= post.at
        : by === own.by && at >= own.at && at <= next.at,
    );
    return isStruck ? 'unrecorded' : undefined;
  }

  /** Holds what workers said against what Slack took. */
  function judge(posts: readonly SlackPost[]): DeliveryVerdict {
    const taken = new Map<string, SlackPost[]>();
    for (const post of posts) listOf(taken, post.alert).push(post);
    const lost = [...acknowledged].filter((id) => !taken.has(id));
    const faults = lost.map((id) => `an alert is lost: ${id}`);
    for (const [id, code] of dead) faults.push(`an alert became a dead letter: ${id}, ${code}`);
    const doubled = { ambiguous: 0, unrecorded: 0 };
    for (const [id, list] of taken) {
      const inOrder = list.toSorted((left, right) => left.at - right.at);
      for (const [index, next] of inOrder.entries()) {
        const post = inOrder[index - 1];
        if (post === undefined) continue;
        const reason = reasonOf(post, next);
        if (reason === undefined) faults.push(`an alert was posted twice without a reason: ${id}`);
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
