import type { AlertSeverity, ClaimedAlert, Clock, Observer, Outbox, Pace, Transport } from '@localert/core';
import type { RefusalPolicy } from './refusals.ts';
import type { RetryPolicy } from './settlement.ts';
import type { WorkspacePolicy } from './workspaces.ts';

/** What the host decides about an alert with a purpose when its turn comes. */
export type Prepared =
  /** Posted, with this instead of what was queued where it is given. */
  | { readonly kind: 'post'; readonly payload?: string | undefined; readonly plain?: string | undefined }
  /** Nothing is to be posted any more; the code says why. */
  | { readonly kind: 'drop'; readonly code: string }
  /** Not yet. @param at - epoch milliseconds */
  | { readonly kind: 'later'; readonly at: number };

/** What becomes of an alert that may have been posted when nobody can tell. */
export type DoubtPolicy = 'resend' | 'hold';

/** What a dispatcher works with, and how hard. */
export interface DispatcherOptions {
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly observer?: Observer | undefined;
  readonly clock?: Clock | undefined;
  /** How fast alerts of one group follow each other. Default: the transport's pace; `false`: as fast as they go. */
  readonly pace?: Pace | false | undefined;
  readonly retry?: RetryPolicy | undefined;
  /**
   * How a destination is treated that refuses whatever is posted there: its alerts wait while it is tried again, ever more
   * rarely. `false`: what it refuses is a dead letter at once.
   */
  readonly refused?: RefusalPolicy | false | undefined;
  readonly workspace?: WorkspacePolicy | undefined;
  /**
   * What to do with an alert that may have been posted, by severity, when the transport cannot find out. `resend` (the
   * default): a doubled alert is better than a lost one. `hold`: it becomes a dead letter, for somebody to look.
   */
  readonly onDoubt?: Partial<Readonly<Record<AlertSeverity, DoubtPolicy>>> | undefined;
  /** Milliseconds until the transport is asked whether a message was posted: histories lag. Default 1,500. */
  readonly doubtMs?: number | undefined;
  /** Asked about each alert with a purpose before it is posted. When it fails three times, what was queued is posted. */
  readonly prepare?: ((claim: ClaimedAlert) => Promise<Prepared>) | undefined;
  /** A smaller rendering, asked for when the form of a message was refused. `undefined`: there is none. */
  readonly smaller?: ((claim: ClaimedAlert) => Promise<string | undefined>) | undefined;
  /** Most alerts claimed and not yet settled. Default 64. */
  readonly batch?: number;
  /** Milliseconds that a claim lasts; another process takes over after it. Default 60,000. */
  readonly leaseMs?: number;
  /** Bound on one post, in milliseconds; the lease has to hold two. Default 10,000, or a third of a shorter lease. */
  readonly timeoutMs?: number;
  /** Longest sleep between looks at the outbox, in milliseconds: how late another process's alert is noticed. Default 1,000. */
  readonly pollMs?: number;
  /** How long `stop` waits for posts that are under way before it ends them, in milliseconds. Default 10,000. */
  readonly stopMs?: number | undefined;
  /** Observers are told when alerts are later than that, in milliseconds. Default 30,000. */
  readonly behindMs?: number | undefined;
  /** A number in [0, 1); for tests. */
  readonly random?: () => number;
}

/** Options with their defaults. */
export interface Settings {
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly observer: Observer;
  readonly pace: Pace | undefined;
  readonly retry: RetryPolicy;
  readonly refused: RefusalPolicy | false;
  readonly workspace: WorkspacePolicy;
  readonly onDoubt: Partial<Readonly<Record<AlertSeverity, DoubtPolicy>>>;
  readonly doubtMs: number;
  readonly prepare: DispatcherOptions['prepare'];
  readonly smaller: DispatcherOptions['smaller'];
  readonly batch: number;
  readonly leaseMs: number;
  readonly timeoutMs: number;
  readonly pollMs: number;
  readonly stopMs: number;
  readonly behindMs: number;
  readonly random: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds that only go up: for what this process waits for, whatever the clock is set to. */
  readonly monotonic: () => number;
}

export function settingsOf(options: DispatcherOptions): Settings {
  const { outbox, transport, clock, pace = transport.pace, prepare, smaller, leaseMs = 60_000 } = options;
  return {
    ...{ outbox, transport, prepare, smaller },
    observer: options.observer ?? (() => undefined),
    pace: pace || undefined,
    retry: options.retry ?? {},
    refused: options.refused ?? {},
    workspace: options.workspace ?? {},
    onDoubt: options.onDoubt ?? {},
    // Nothing is asked where nobody can tell.
    doubtMs: transport.find === undefined ? 0 : (options.doubtMs ?? 1_500),
    batch: options.batch ?? 64,
    leaseMs,
    timeoutMs: options.timeoutMs ?? Math.min(10_000, Math.floor(leaseMs / 3)),
    pollMs: options.pollMs ?? 1_000,
    stopMs: options.stopMs ?? 10_000,
    behindMs: options.behindMs ?? 30_000,
    random: options.random ?? Math.random,
    now: clock === undefined ? Date.now : () => clock.now(),
    monotonic: () => performance.now(),
  };
}
