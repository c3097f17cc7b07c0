import type { WeighingCache } from '@localert/cache';
import type {
  Auditor,
  Authorizer,
  Cache,
  Clock,
  FixtureId,
  FixtureStore,
  Observer,
  Outbox,
  PiiDetector,
  Records,
  SlackFixture,
  SystemScope,
  TenantDirectory,
  Transport,
  Turns,
} from '@localert/core';
import type { Dispatcher } from '@localert/delivery';
import type { CustomFunctions } from '@localert/icu';
import type { AlertMarks, FallbackRenderer } from '@localert/slack';
import type { Admission } from './admission.ts';
import type { Attempts } from './attempts.ts';
import type { Behind } from './behind.ts';
import type { Plugin } from './define-plugin.ts';
import type { FixtureEntry } from './fixture-entry.ts';
import type { Floods } from './flood.ts';
import type { Hints } from './hints.ts';
import type { KeyCache } from './key-cache.ts';
import type { Quotas } from './quotas.ts';
import type { Sla } from './sla.ts';
import type { StoreWatch } from './store-watch.ts';
import type { KnownTenant } from './tenant-context.ts';

/** A queue, whether this process fills it or not. */
export interface Queue {
  readonly outbox: Outbox;
  /** Whether it is not the store's: then nothing of a tenant goes from it when the store purges the tenant. */
  readonly isApart: boolean;
}

/** A queue and what empties it. */
export interface Delivery {
  readonly outbox: Outbox;
  /** Whether it is the store's, and takes alerts in the transaction of a change. */
  readonly withCommits: boolean;
  readonly transport: Transport;
  /** Gives alerts their places in the line. */
  readonly turns: Turns;
  /** Absent when another process delivers. */
  readonly dispatcher: Dispatcher | undefined;
}

/** How long things may take, and how old they may be, in milliseconds. */
export interface Limits {
  /** An alert waits so long for one read. */
  readonly patienceMs: number;
  /** A tenant's settings are served so long without a question. */
  readonly tenantTtlMs: number;
  /** A fixture is. */
  readonly fixtureTtlMs: number;
  /** The last good state serves so long. */
  readonly maxStaleMs: number;
}

/** Everything that the operations work with. Made once, handed down, never changed. */
export interface House {
  readonly store: FixtureStore;
  readonly directory: TenantDirectory;
  /** Absent when the host only renders. */
  readonly delivery: Delivery | undefined;
  /** Absent where there is none. There without a transport too: a tenant that goes takes its alerts along. */
  readonly queue: Queue | undefined;
  /** Fixtures in code, proved, by id. */
  readonly inCode: ReadonlyMap<FixtureId, SlackFixture>;
  /** Tenants as they are known, for the path of an alert. */
  readonly tenants: Cache<KnownTenant>;
  /** Fixtures with their compiled bundles. */
  readonly entries: WeighingCache<FixtureEntry>;
  /** What reads have shown of the store. */
  readonly watch: StoreWatch;
  /** Tenants in code that could not be brought in yet. */
  readonly behind: Behind;
  readonly limits: Limits;
  /** What the store tells of changes. */
  readonly hints: Hints;
  readonly quotas: Quotas;
  readonly fallback: FallbackRenderer;
  /** Words above alerts that go out again. */
  readonly marks: AlertMarks;
  /** Watches over what tenants were promised. */
  readonly sla: Sla;
  /** Lets alerts in, each tenant in its turn. */
  readonly admission: Admission;
  /** Counts what comes too fast. */
  readonly floods: Floods;
  /** The host's functions, for proofs and bundles alike. */
  readonly functions: CustomFunctions;
  readonly authorizer: Authorizer;
  /** Keeps the audit trail; absent when there is none. */
  readonly audit: Auditor | undefined;
  /** Finds personal data; absent when nobody looks for it. */
  readonly pii: PiiDetector | undefined;
  /** Where API keys are kept; absent when the store has no place for them. */
  readonly records: Records | undefined;
  /** API keys that were found good a moment ago. */
  readonly keys: KeyCache;
  /** Failed attempts to be let in. */
  readonly attempts: Attempts;
  /** Whether a tenant that has declared what nothing here does is refused. */
  readonly compliance: 'strict' | 'report';
  readonly plugins: readonly Plugin[];
  readonly observe: Observer;
  readonly clock: Clock;
  readonly system: SystemScope;
  /** A version 7 UUID. */
  newId(): string;
  /** Refuses every call after `close()`. @throws LOCALERT_MANAGER_CLOSED */
  assertOpen(): void;
}
