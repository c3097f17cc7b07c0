import { type Pace, type PaceTurn, takeTurn } from '@localert/core';
import { bulkhead } from 'cockatiel';
import { type Breaker, type BreakerPolicy, createBreaker } from './breaker.ts';
import { createWaitingLine } from './waiting-line.ts';

/** Whether an alert may go to its workspace now. */
export type Entry =
  | { readonly kind: 'go'; run<Result>(work: () => Promise<Result>): Promise<Result> }
  | {
      readonly kind: 'wait';
      readonly why: 'full' | 'paced' | 'paused' | 'open';
      /** Milliseconds after which it is worth asking again. */
      readonly waitMs: number;
    };

/** What shares a token, a limit and a fate. */
export interface Workspace {
  enter(priority: number): Entry;
  /** Lets nothing in for some milliseconds: the other side asked for it. */
  pause(ms: number): void;
  /** Nothing under way and nothing worth remembering. */
  isIdle(): boolean;
}

/** What a workspace is made of. */
export interface WorkspaceParts {
  readonly mostPosts: number;
  readonly pace: Pace | undefined;
  readonly breaker: BreakerPolicy | false;
  /** Whether what a work came to is a fault of the other side. */
  readonly isFault: (result: unknown) => boolean;
  /** Milliseconds that only go up. */
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly onState: (state: 'open' | 'half-open' | 'closed') => void;
}

/** A post is taken to last this long until one was measured, in milliseconds. */
const USUAL_POST_MS = 200;

const NO_BREAKER: Breaker = { waitMs: () => 0, isClosed: () => true, run: (work) => work() };

/** A workspace that nothing was posted to yet. */
export function createWorkspace(parts: WorkspaceParts): Workspace {
  const { mostPosts, pace, isFault, monotonic, random, onState } = parts;
  const room = bulkhead(mostPosts);
  const breaker = parts.breaker
    ? createBreaker(parts.breaker, isFault, monotonic, random, onState)
    : NO_BREAKER;
  const line = createWaitingLine();
  let turn: PaceTurn = { next: Number.NEGATIVE_INFINITY, freeAt: Number.NEGATIVE_INFINITY };
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let postMs = USUAL_POST_MS;

  async function timed<Result>(work: () => Promise<Result>): Promise<Result> {
    const begun = monotonic();
    try {
      return await work();
    } finally {
      // The mean of about the last eight.
      postMs += (monotonic() - begun - postMs) / 8;
    }
  }

  return {
    enter(priority) {
      const now = monotonic();
      const every = Math.max(pace?.everyMs ?? 0, postMs / mostPosts);
      const wait = (why: 'full' | 'paced' | 'paused' | 'open', from: number): Entry => ({
        kind: 'wait',
        why,
        waitMs: Math.max(1, line.take(priority, now, from, every) - now),
      });
      const open = breaker.waitMs();
      if (open > 0) return wait('open', now + open);
      if (pausedUntil > now) return wait('paused', pausedUntil);
      if (room.executionSlots <= 0) return wait('full', now + every);
      if (turn.freeAt > now) return wait('paced', turn.freeAt);
      if (pace !== undefined) turn = takeTurn(pace, turn.next, now);
      return { kind: 'go', run: (work) => room.execute(() => breaker.run(() => timed(work))) };
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, monotonic() + ms);
    },
    isIdle() {
      const now = monotonic();
      return (
        room.executionSlots === mostPosts && breaker.isClosed() && pausedUntil <= now && turn.next <= now
      );
    },
  };
}
