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
  TenantContext,
  TenantDirectory,
  Transport,
} from '@localert/core';
import type { Dispatcher } from '@localert/delivery';
import type { CustomFunctions } from '@localert/icu';
import type { FallbackRenderer } from '@localert/slack';
import type { Attempts } from './attempts.ts';
import type { Plugin } from './define-plugin.ts';
import type { FixtureEntry } from './fixture-entry.ts';
import type { Hints } from './hints.ts';
import type { KeyCache } from './key-cache.ts';
import type { Quotas } from './quotas.ts';

/** A queue and what empties it. */
export interface Delivery {
  readonly outbox: Outbox;
  readonly transport: Transport;
  /** Absent when another process delivers. */
  readonly dispatcher: Dispatcher | undefined;
}

/** Everything that the operations work with. Made once, handed down, never changed. */
export interface House {
  readonly store: FixtureStore;
  readonly directory: TenantDirectory;
  /** Absent when the host only renders. */
  readonly delivery: Delivery | undefined;
  /** Fixtures in code, proved, by id. */
  readonly inCode: ReadonlyMap<FixtureId, SlackFixture>;
  /** Tenants as they are known, for the path of an alert. */
  readonly tenants: Cache<TenantContext>;
  /** Fixtures with their compiled bundles. */
  readonly entries: WeighingCache<FixtureEntry>;
  /** What the store tells of changes. */
  readonly hints: Hints;
  readonly quotas: Quotas;
  readonly fallback: FallbackRenderer;
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
