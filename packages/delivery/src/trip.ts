import type { ClaimedAlert, DeliveryOutcome, TenantScope } from '@localert/core';

/** One claimed alert on its way. */
export interface Trip {
  readonly claim: ClaimedAlert;
  /** Whom it is posted for; the actor is the dispatcher, since the outbox holds what the tenant once enqueued. */
  readonly scope: TenantScope;
  /** What to post: of the alert, or what the host made of it since. */
  readonly payload: string;
  readonly plain: string;
  /** Milliseconds for which the claim is surely ours. */
  timeLeft(): number;
}

/** What became of a trip. */
export interface Sent {
  readonly outcome: DeliveryOutcome;
  /** Not in the form or at the place that was asked for. */
  readonly degraded: boolean;
  /** An attempt, this one or an earlier, may have posted it. */
  readonly inDoubt: boolean;
  /** It had been posted by an earlier attempt, and was found. */
  readonly reconciled?: boolean | undefined;
  /** It may have been posted, and is not to be posted again. */
  readonly held?: boolean | undefined;
  /** The destination refuses everything: milliseconds for which it is left alone. */
  readonly refusedMs?: number | undefined;
}

/** How a trip went, or that it could not begin. */
export type Passage =
  | { readonly kind: 'sent'; readonly sent: Sent }
  /** To be tried again after some milliseconds, with all of its group. */
  | {
      readonly kind: 'wait';
      readonly waitMs: number;
      /** Only for want of room: nothing is wrong. */
      readonly isSoon: boolean;
    };
