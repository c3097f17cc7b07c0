import type { FixtureEvent } from './event.ts';
import type { FixtureId, TenantId } from './ids.ts';

/** That an event was appended: what a change feed tells. Never content. */
export interface FixtureChange {
  readonly tenant: TenantId;
  readonly fixture: FixtureId;
  /** The revision that it made. */
  readonly revision: number;
  readonly type: FixtureEvent['type'];
  /** Epoch milliseconds, by the clock of whoever wrote it. */
  readonly at: number;
  /** The event's id. */
  readonly event: string;
}

/** A piece of a change feed. */
export interface ChangePage {
  /** In the order in which they became visible; each once. */
  readonly items: readonly FixtureChange[];
  /**
   * Hand it back for what came after. Always there: when there is nothing new yet, the same place again. Opaque; it
   * holds for as long as the store does, across restarts.
   */
  readonly cursor: string;
}

/** Where to go on in a change feed. */
export interface ChangeRequest {
  /** The `cursor` of an earlier page; `now` for what comes from here on. Default: from the beginning. */
  readonly cursor?: string | undefined;
  /** 1 to 1,000; default 50. */
  readonly limit?: number | undefined;
}

/** What a listener is told: what somebody, in this process or another, may have changed. */
export type ChangeHint =
  | { readonly kind: 'fixture'; readonly tenant: TenantId; readonly fixture: FixtureId }
  /** The tenant's settings, or everything of it. */
  | { readonly kind: 'tenant'; readonly tenant: TenantId }
  /** Something may have been missed: nothing that is kept at hand is to be trusted. */
  | { readonly kind: 'all' };

/** Is told of changes. What it throws reaches nobody. */
export type ChangeListener = (hint: ChangeHint) => void;
