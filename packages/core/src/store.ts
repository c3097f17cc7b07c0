import type { AuditLog, AuditRecord } from './audit.ts';
import type { ChangeListener, ChangePage, ChangeRequest } from './change.ts';
import type { TenantDirectory } from './directory.ts';
import type { FixtureCompacted, FixtureEvent } from './event.ts';
import type { SlackFixture } from './fixture.ts';
import type { FixtureId, TenantId } from './ids.ts';
import type { Outbox, QueuedAlert } from './outbox.ts';
import type { Page, PageRequest } from './page.ts';
import type { Records } from './records.ts';
import type { Scope, SystemScope, TenantScope } from './scope.ts';
import type { AlertSeverity } from './severity.ts';
import type { UsageCounter } from './usage.ts';

/** The version of the {@link FixtureStore} contract. */
export const STORE_SPEC = 'localert.store/1';

/** Which fixtures. Conditions are joined by AND. */
export interface FixtureQuery extends PageRequest {
  readonly state?: SlackFixture['state'] | undefined;
  readonly severity?: AlertSeverity | undefined;
  /** Fixtures that have every one of these labels. */
  readonly labels?: { readonly [name: string]: string } | undefined;
  /**
   * Fixtures of whose id, name and labels every word of this begins a word; case does not count. See core's
   * `searchWords` and `searchTerms`: all stores find the same.
   */
  readonly search?: string | undefined;
}

/** One write: what belongs together is durable together, or not at all. */
export interface FixtureCommit {
  readonly fixture: FixtureId;
  /** In order; the first makes revision `expectedRevision + 1`. */
  readonly events: readonly FixtureEvent[];
  /** The revision that the caller saw; 0 for a fixture that must not exist. */
  readonly expectedRevision: number;
  readonly guards?:
    | {
        /** Refuse a create that would make more fixtures than this, counted in the same transaction. */
        readonly maxFixtures?: number | undefined;
        /**
         * Refuse a commit after which the tenant's current rows would be longer than this, in bytes of their JSON text in
         * UTF-8 as the store keeps them, counted in the same transaction. A commit that makes them shorter is not refused.
         */
        readonly maxStoredBytes?: number | undefined;
      }
    | undefined;
  /** Records of this write, kept in the same transaction, where the store has an `audit` facet. */
  readonly audit?: readonly AuditRecord[] | undefined;
  /**
   * Alerts queued in the same transaction, in this order, where {@link FixtureStore.takesAlerts} says so. One with a dedupe
   * key that another has already is counted there, as by {@link Outbox.enqueue}; so is one that was handed in before.
   */
  readonly alerts?: readonly QueuedAlert[] | undefined;
}

/** Something stored as it was read, and what takes its place. */
export interface Replacement<Stored> {
  readonly from: Stored;
  readonly to: Stored;
}

/**
 * A fixture's content in another form, with the same meaning: sealed anew. Neither the revision, nor a time, nor what
 * lists are filtered and sorted by is another in what takes a place.
 */
export interface FixtureReseal {
  readonly fixture: FixtureId;
  /** The current row. */
  readonly row?: Replacement<SlackFixture> | undefined;
  /** Events of its log. */
  readonly events: readonly Replacement<FixtureEvent>[];
  /** Records of it, kept in the same transaction, where the store has an `audit` facet. */
  readonly audit?: readonly AuditRecord[] | undefined;
}

/** The beginning of a fixture's log, made into one event. */
export interface FixtureCompaction {
  readonly fixture: FixtureId;
  /** Takes the place of all events up to its revision. Its `id`, `at` and `actor` are those of the last of them. */
  readonly event: FixtureCompacted;
  /** The ids of the events that it stands for, in order. */
  readonly replaces: readonly string[];
  /** Records of it, kept in the same transaction, where the store has an `audit` facet. */
  readonly audit?: readonly AuditRecord[] | undefined;
}

/** How far a long piece of work is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Options of work that takes long. */
export interface LongWork {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Whether a shared cache answers now. */
export interface SharedCacheHealth {
  readonly ok: boolean;
  /** A word such as `away` or `timeout`; never an address, a key or a value. */
  readonly reason?: string | undefined;
}

/** A cache before a store that processes share. Where it does not answer the store is asked, and no call fails. */
export interface SharedCache {
  /** For messages, for example `redis`. */
  readonly name: string;
  /** Asks it what a read would ask. Never rejects. */
  health(): Promise<SharedCacheHealth>;
}

/**
 * Keeps fixtures: an event log a tenant, and the current row made from it.
 *
 * Every method that takes a {@link TenantScope} sees that tenant's data alone. Faults are typed errors of core; a store
 * never puts texts, values or keys into them. Check yours with the conformance suite of `@localert/testkit`.
 */
export interface FixtureStore {
  readonly spec: typeof STORE_SPEC;
  /** For messages, for example `sqlite`. */
  readonly name: string;
  /** Where the data lies; compared with tenants that are pinned to a region. */
  readonly region?: string | undefined;
  /** The current row, archived or not; `undefined` when there is none. */
  get(scope: TenantScope, fixture: FixtureId): Promise<SlackFixture | undefined>;
  /** Newest change first, then by id. A page is stable against writes: no fixture that stays unchanged is missed. */
  list(scope: TenantScope, query?: FixtureQuery): Promise<Page<SlackFixture>>;
  /**
   * Appends events and updates the current row in one transaction.
   *
   * @throws LOCALERT_REVISION_CONFLICT, LOCALERT_QUOTA_EXCEEDED (`fixtures`, `storedBytes`), LOCALERT_STORE_FULL, LOCALERT_STORE_UNAVAILABLE
   */
  commit(scope: TenantScope, commit: FixtureCommit): Promise<SlackFixture>;
  /** A fixture's events, oldest first. */
  history(scope: TenantScope, fixture: FixtureId, page?: PageRequest): Promise<Page<FixtureEvent>>;
  /** How many fixtures the tenant has, archived ones included. */
  count(scope: TenantScope): Promise<number>;
  /** Bytes of the tenant's current rows, counted as `maxStoredBytes` counts them. Absent where the store does not count. */
  storedBytes?(scope: TenantScope): Promise<number>;
  /**
   * Replaces stored forms of a fixture's row and events, in one transaction and without an event. Answers false, and
   * changes nothing, when one of them is not any more what it was read as. Absent where a store cannot.
   *
   * @throws LOCALERT_INVALID_INPUT for a replacement with another id, revision, time, state, severity or labels
   */
  reseal?(scope: SystemScope, tenant: TenantId, change: FixtureReseal): Promise<boolean>;
  /**
   * Replaces the first events of a fixture by one, in one transaction; the current row stays as it is. Answers false,
   * and changes nothing, when the events up to its revision are not those that it names. The feed of changes tells
   * of it under the event's id, where the last of the replaced events stood. Absent where a store cannot.
   *
   * @throws LOCALERT_INVALID_INPUT for an event that is not the last one that it replaces, in another form
   */
  compact?(scope: SystemScope, tenant: TenantId, compaction: FixtureCompaction): Promise<boolean>;
  /**
   * What was appended since a place in the feed: everything, exactly once, in an order in which no event of a fixture
   * stands before an earlier one of it. An event that was not durable yet when a page was made comes in a later page,
   * never in no page. A tenant scope sees its own; the system's sees all tenants'. Absent where a store keeps no feed.
   *
   * @throws LOCALERT_INVALID_INPUT for a cursor that is none of the feed
   */
  changes?(scope: Scope, request?: ChangeRequest): Promise<ChangePage>;
  /**
   * Tells a listener of changes soon after they are made, by any process: a hint, for what is kept at hand and for
   * whoever waits for {@link changes}. A hint may come twice or too much; where some may have been missed, it is
   * `all`. Answers how to end it; ended with the store. Absent where a store cannot tell.
   */
  subscribe?(scope: SystemScope, listener: ChangeListener): () => void;
  /** Makes every current row anew from its events. Absent where a store keeps no rows of its own. */
  rebuild?(scope: SystemScope, options?: LongWork): Promise<Progress>;
  /** Writes a whole copy of the live store to a path. Absent where the store has its own tools. */
  backup?(scope: SystemScope, path: string): Promise<void>;
  /** Removes everything of a tenant: rows, events, alerts, settings, records, counters. Its audit entries stay. */
  purgeTenant(scope: SystemScope, tenant: TenantId): Promise<void>;
  /** Ends the store; a second call does nothing. Every later call is refused with LOCALERT_STORE_UNAVAILABLE. */
  close(): Promise<void>;
  /** The tenants kept beside the fixtures, where the store keeps them. */
  readonly directory?: TenantDirectory | undefined;
  /** The queue kept beside the fixtures, where the store has one. */
  readonly outbox?: Outbox | undefined;
  /** Whether alerts of a commit go into that queue in its transaction. */
  readonly takesAlerts?: boolean | undefined;
  /**
   * The audit trail kept beside the fixtures. A store that has one keeps the records of commits, and those that its
   * directory and its outbox are given, in the transaction of the change.
   */
  readonly audit?: AuditLog | undefined;
  /** Small records kept beside the fixtures: wrapped keys, API keys, credentials. */
  readonly records?: Records | undefined;
  /** Counters of what tenants use. */
  readonly usage?: UsageCounter | undefined;
  /** What is encrypted before it reaches the medium: by each tenant's policy. Absent where nothing is. */
  readonly encryption?: 'by-policy' | undefined;
  /** The shared cache before it, for whoever looks whether all is well. Absent where there is none. */
  readonly sharedCache?: SharedCache | undefined;
}
