import type { FixtureId } from './ids.ts';
import type { Locale } from './locale.ts';
import type { Pace } from './pace.ts';
import type { TenantScope } from './scope.ts';
import type { AlertSeverity } from './severity.ts';

/** The version of the {@link Transport} contract. */
export const TRANSPORT_SPEC = 'localert.transport/1';

/** Where an alert should go; what is left out is the transport's to decide. */
export interface Destination {
  /** A channel id (`C…`) or name. */
  readonly channel?: string | undefined;
  /** A workspace of the tenant, where it has several. */
  readonly workspace?: string | undefined;
  /** The `ts` of the message to answer in a thread. */
  readonly thread?: string | undefined;
  /** Which of several transports takes it, by the name that the host gave it. Default: the host's default. */
  readonly via?: string | undefined;
}

/** Where a posted message is: enough to update it. */
export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}

/** A rendered message on its way. */
export interface OutboundMessage {
  /** The alert's id (UUID): sent as an idempotency key where the transport has one. */
  readonly id: string;
  /** JSON text of the message. */
  readonly payload: string;
  readonly destination: Destination;
  /** What the alert is, for transports that tell it beside the text. Absent where whoever dispatches does not say. */
  readonly about?: AboutAlert | undefined;
}

/** What may be told of an alert beside its text. */
export interface AboutAlert {
  readonly fixture: FixtureId;
  readonly severity: AlertSeverity;
  readonly locale: Locale;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/**
 * What became of one attempt.
 *
 * `retry`: not posted, worth another try · `stop`: refused for good, the destination does not work ·
 * `rerender`: the message's form was refused · `unknown`: it may have been posted; nobody can tell.
 */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly ref?: MessageRef | undefined }
  | {
      readonly kind: 'retry';
      readonly code: string;
      readonly retryAfterMs?: number | undefined;
      /** What has to wait: the alerts of the group (default), or all of the workspace. */
      readonly scope?: 'group' | 'workspace' | undefined;
    }
  | { readonly kind: 'stop'; readonly code: string }
  | { readonly kind: 'rerender'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string };

/** Options of one attempt. */
export interface AttemptOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What a look for a message came to: where it is, that it is nowhere, or that nobody can say. */
export type FindOutcome =
  | { readonly kind: 'found'; readonly ref: MessageRef }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly code: string };

/** Takes messages to where people read them. Never throws for what the other side answers. */
export interface Transport {
  readonly spec: typeof TRANSPORT_SPEC;
  readonly name: string;
  /** Where messages are processed; compared with tenants that are pinned to a region. */
  readonly region?: string | undefined;
  /** Alerts with the same key share a pace. */
  groupOf(scope: TenantScope, destination: Destination): string;
  /** What shares a fate: a token, a limit, a fault. Default: all destinations of the tenant together. */
  workspaceOf?(scope: TenantScope, destination: Destination): string;
  /** How fast alerts of one group may follow each other. Absent: as fast as they go. */
  readonly pace?: Pace | undefined;
  /** How fast alerts of one workspace may follow each other, all groups together. */
  readonly workspacePace?: Pace | undefined;
  deliver(scope: TenantScope, message: OutboundMessage, options?: AttemptOptions): Promise<DeliveryOutcome>;
  /**
   * Looks whether a message was posted, by its id. Absent where the other side does not tell.
   *
   * @param since - epoch milliseconds of the first attempt
   */
  find?(
    scope: TenantScope,
    message: OutboundMessage,
    since: number,
    options?: AttemptOptions,
  ): Promise<FindOutcome>;
  /** Replaces a posted message. Absent where the transport cannot. */
  update?(
    scope: TenantScope,
    ref: MessageRef,
    message: OutboundMessage,
    options?: AttemptOptions,
  ): Promise<DeliveryOutcome>;
}
