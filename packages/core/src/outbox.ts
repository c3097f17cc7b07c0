import type { AuditRecord } from './audit.ts';
import type { FixtureId, TenantId } from './ids.ts';
import type { Locale } from './locale.ts';
import type { Pace } from './pace.ts';
import type { Page, PageRequest } from './page.ts';
import type { SystemScope, TenantScope } from './scope.ts';
import type { AlertSeverity } from './severity.ts';
import type { Destination, MessageRef } from './transport.ts';

/** The version of the {@link Outbox} contract. */
export const OUTBOX_SPEC = 'localert.outbox/1';

/** One alert on its way: what to post, and what it takes to render it anew. */
export interface QueuedAlert {
  /** UUID, version 7; also the message's idempotency key where the transport has one. */
  readonly id: string;
  readonly fixture: FixtureId;
  readonly revision: number;
  readonly severity: AlertSeverity;
  /** 0 (first) to 7. */
  readonly priority: number;
  /**
   * What goes first: the smaller. Made by {@link createTurns} of the priority, the time and how much the tenant has on its
   * way. Default: by priority and age alone.
   */
  readonly rank?: number | undefined;
  /** The locale that the text is in. */
  readonly locale: Locale;
  /** The locales that were asked for. */
  readonly requested: readonly Locale[];
  /** Argument values, packed by core's `packValues`. */
  readonly values: string;
  /** The rendered message as JSON text. */
  readonly payload: string;
  /** The same alert as plain text: what is posted when the transport refuses the payload's form. */
  readonly plain: string;
  readonly destination: Destination;
  /** Where it goes when its destination refuses it for good. */
  readonly fallback?: Destination | undefined;
  /** Alerts of one group (a channel of a workspace) go one after the other, and share a pace. */
  readonly group: string;
  /** The alert whose message this one changes, or answers in its thread. */
  readonly follows?: { readonly alert: string; readonly as: 'update' | 'reply' } | undefined;
  /** What is decided only when it goes out, and not by what stands here: whoever dispatches asks the host. */
  readonly purpose?: string | undefined;
  /** It is claimed from then on: quiet hours, an escalation. Epoch milliseconds. */
  readonly notBefore?: number | undefined;
  /** Nobody wants to read it after that. Epoch milliseconds. */
  readonly expiresAt?: number | undefined;
  /** A second alert of the tenant with the same key, within its window, is not queued. */
  readonly dedupe?: { readonly key: string; readonly windowMs: number } | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** What became of an enqueue once it is on disk. */
export interface DurableReceipt {
  readonly id: string;
  /** The earlier alert with the same dedupe key; this one was not queued. */
  readonly duplicateOf?: string | undefined;
  /** How many duplicates of the earlier alert were not queued by now, this one among them. */
  readonly suppressed?: number | undefined;
}

/** The answer to an enqueue, at once. */
export interface EnqueueReceipt {
  readonly id: string;
  /** Resolves when the alert survives a crash; "lost" is counted from there. Rejects when nothing accepted it. */
  readonly durable: Promise<DurableReceipt>;
}

/** What goes with a change of the queue. */
export interface OutboxWrite {
  /** Kept in the transaction of the change, where {@link Outbox.takesAudit} says so; of a duplicate too. */
  readonly audit?: readonly AuditRecord[] | undefined;
}

/** A claimed alert. It belongs to the claimer until the lease ends; then another may claim it. */
export interface ClaimedAlert {
  readonly tenant: TenantId;
  readonly alert: QueuedAlert;
  /** Counts the claims that were not released, from 1; one that a crash cut short counts. */
  readonly attempt: number;
  /** Proves the claim when it is settled. */
  readonly lease: string;
  /** An earlier attempt may have posted it: it ended in doubt, or nobody has told how it ended. */
  readonly inDoubt?: boolean | undefined;
}

/** How to claim. */
export interface ClaimRequest {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Milliseconds until an unsettled claim may be claimed again. */
  readonly leaseMs: number;
  readonly limit: number;
  /** How fast claims of one group may follow each other. Absent: as fast as they are settled. */
  readonly pace?: Pace | undefined;
  /** What waits until then is due as well, and no group is held past now until then: for moves. Default: `now`. */
  readonly dueBy?: number | undefined;
  /** Only alerts of these. Default: of all. */
  readonly tenants?: readonly TenantId[] | undefined;
}

/** What became of a claim. */
export type Settlement = {
  /** Epoch milliseconds. */
  readonly at: number;
  /** No alert of the group is claimed before. Epoch milliseconds, at most {@link MAX_HOLD_MS} from now. */
  readonly holdUntil?: number | undefined;
} & (
  | {
      readonly kind: 'delivered';
      readonly ref?: MessageRef | undefined;
      readonly degraded?: boolean | undefined;
    }
  /** To be claimed again from `at`. @see ClaimedAlert.inDoubt */
  | { readonly kind: 'retry'; readonly code: string; readonly inDoubt?: boolean | undefined }
  /** Given back without an attempt, to be claimed from `at`: the claim does not count. */
  | { readonly kind: 'release' }
  /** Nothing was to be posted any more; the code says why. */
  | { readonly kind: 'dropped'; readonly code: string }
  | { readonly kind: 'dead'; readonly code: string; readonly inDoubt?: boolean | undefined }
);

/** Where an alert stands. */
export interface AlertStatus {
  readonly id: string;
  readonly fixture: FixtureId;
  readonly locale: Locale;
  readonly severity: AlertSeverity;
  /** `dropped`: when its turn came, nothing was to be posted any more. */
  readonly state: 'queued' | 'sending' | 'delivered' | 'dropped' | 'dead';
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds of the last settlement. */
  readonly settledAt?: number | undefined;
  /** The transport's code of the last attempt that did not deliver. */
  readonly code?: string | undefined;
  /** Posted as plain text because the rich form was refused. */
  readonly degraded?: boolean | undefined;
  /** Where the message is, when the transport said. */
  readonly ref?: MessageRef | undefined;
  /** How many alerts with the same dedupe key were not queued for it. Absent for none. */
  readonly suppressed?: number | undefined;
}

/** How full the outbox is. */
export interface OutboxDepth {
  readonly queued: number;
  readonly sending: number;
  readonly dead: number;
}

/**
 * The durable queue between `send` and the dispatcher. At least once: an alert leaves it only when it is settled as
 * delivered or dead. Check yours with the conformance suite of `@localert/testkit`.
 */
export interface Outbox {
  readonly spec: typeof OUTBOX_SPEC;
  /** Whether `durable` means that the alert survives a crash of the process. */
  readonly durable: boolean;
  /** Whether audit records that are handed along are kept in the transaction of the change. */
  readonly takesAudit?: boolean | undefined;
  /** What is encrypted before it reaches the medium: by each tenant's policy. Absent where nothing is. */
  readonly encryption?: 'by-policy' | undefined;
  /** Takes an alert. Answers at once; faults reject the receipt's `durable`. */
  enqueue(scope: TenantScope, alert: QueuedAlert, write?: OutboxWrite): EnqueueReceipt;
  /**
   * Claims due alerts, by {@link alertRank}, then in the order of arrival. No alert is claimed twice while its lease lasts,
   * and none of a group while another of it is: over all processes the alerts of a group go one after the other, at the
   * pace of the request, each group's first by rank. An alert that waits for its time holds up no other.
   */
  claim(scope: SystemScope, request: ClaimRequest): Promise<readonly ClaimedAlert[]>;
  /** Ends a claim; answers false when the lease was lost meanwhile, and then changes nothing. */
  settle(scope: SystemScope, claim: ClaimedAlert, settlement: Settlement): Promise<boolean>;
  /** Where an alert of the tenant stands. */
  status(scope: TenantScope, id: string): Promise<AlertStatus | undefined>;
  /** The tenant's dead letters, newest first. */
  dead(scope: TenantScope, page?: PageRequest): Promise<Page<AlertStatus>>;
  /** Queues a dead letter again; answers whether there was one. @param now - epoch milliseconds */
  redrive(scope: TenantScope, id: string, now: number, write?: OutboxWrite): Promise<boolean>;
  /** Epoch milliseconds from which a claim may find something; `undefined` when nothing waits. */
  nextDue(scope: SystemScope): Promise<number | undefined>;
  /**
   * Tells a listener that something may have become due by another process, which enqueued or drove again: so that
   * whoever dispatches need not look all the time. It may tell too often, of its own work too, and where something may
   * have been missed it tells as well; nothing is lost by whoever hears nothing. Answers how to end it; ended with the
   * outbox. Absent where an outbox cannot tell.
   */
  subscribe?(scope: SystemScope, listener: () => void): () => void;
  /** @param now - epoch milliseconds: claims whose lease is over by then count as queued. Default: they count as sending */
  depth(scope: SystemScope, now?: number): Promise<OutboxDepth>;
  /** Removes alerts of a tenant delivered or dropped before a time; answers how many. @param before - epoch milliseconds */
  prune(scope: SystemScope, tenant: TenantId, before: number): Promise<number>;
  /**
   * Removes every alert of a tenant, whatever has become of it, with those that were handed in before; answers how many.
   * Claims of them are lost. A store does this to a queue of its own when it purges the tenant.
   */
  purge(scope: SystemScope, tenant: TenantId): Promise<number>;
  close(): Promise<void>;
}
