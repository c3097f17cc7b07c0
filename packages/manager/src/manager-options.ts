import type {
  Auditor,
  Authorizer,
  Clock,
  FixtureStore,
  Observer,
  Outbox,
  PiiDetector,
  Records,
  TenantDirectory,
  TenantInput,
  Transport,
  UsageCounter,
} from '@localert/core';
import type { DispatcherOptions } from '@localert/delivery';
import type { CustomFunctions } from '@localert/icu';
import type { FallbackTextTable } from '@localert/slack';
import type { FixtureMap } from './client.ts';
import type { Plugin } from './define-plugin.ts';

/** What a manager is made of. */
export interface ManagerOptions<Fixtures extends FixtureMap> {
  /** Fixtures in code: the key is the id. Every tenant has them. */
  readonly fixtures?: Fixtures;
  /** Tenants in code; more can be made at run time with `tenants.create`. */
  readonly tenants?: readonly TenantInput[];
  /** Fixtures made at run time, and, where the store has them, tenants and the queue. */
  readonly store: FixtureStore;
  /** Where tenants are kept; default: the store's own. */
  readonly directory?: TenantDirectory;
  /** The queue; default: the store's own. */
  readonly outbox?: Outbox;
  /** Takes alerts to Slack. Without one the manager renders and does not send. */
  readonly transport?: Transport;
  /** Decides who may do what; default: core's table of roles. */
  readonly authorizer?: Authorizer;
  /** Keeps the audit trail: `createAudit` of `@localert/audit`, over the store's own log. Closed with the manager. */
  readonly audit?: Auditor;
  /** Finds personal data in values and messages. */
  readonly pii?: PiiDetector;
  /** Where API keys are kept; default: the store's own records. */
  readonly records?: Records;
  /** Counters of what tenants use, shared by all processes; default: the store's own, else each process counts. */
  readonly usage?: UsageCounter;
  /**
   * `strict` (default): a tenant that has declared what this set-up does not do, by its level or its own settings, is
   * refused. `report`: it is served, and `tenants.compliance` says so. A pinned region is held to either way.
   */
  readonly compliance?: 'strict' | 'report';
  readonly plugins?: readonly Plugin[];
  readonly observers?: readonly Observer[];
  /**
   * Formatting functions for messages, by name: they are checked when a fixture is saved and run when it is shown. They
   * go before Localert's own (`mention`, `duration`, …), and in MessageFormat 2 before `:number` and its like.
   */
  readonly functions?: CustomFunctions;
  /** Texts of last resort; default: six built-in languages. */
  readonly fallbackTexts?: FallbackTextTable;
  /** How alerts are delivered; `false` when another process does it. */
  readonly delivery?: Omit<DispatcherOptions, 'outbox' | 'transport' | 'observer' | 'clock'> | false;
  readonly cache?: {
    /** Most fixtures kept compiled, over all tenants. Default 10,000. */
    readonly maxFixtures?: number;
    /** Milliseconds until a change by another process is noticed. Default 60,000. */
    readonly fixtureTtlMs?: number;
    /** Milliseconds until a change of a tenant by another process is noticed. Default 5,000. */
    readonly tenantTtlMs?: number;
    /** Milliseconds that the last good state serves while the store is down. Default one day. */
    readonly maxStaleMs?: number;
    /** Milliseconds that an alert waits for one read of the store; then what is known serves. Default 1,000. */
    readonly patienceMs?: number;
    /** Milliseconds between two questions to a store that fails, for each tenant. Default 1,000. */
    readonly retryMs?: number;
    /**
     * Whether what is kept follows the store as soon as it tells of a change, and not only past its time. Default true,
     * where the store tells.
     */
    readonly follow?: boolean;
  };
  /**
   * What a store that does not answer means for the start. `strict` (default): it fails. `degraded`: the manager comes
   * up; tenants in code are served as they are declared, and brought in once the directory answers. What is wrong with
   * the code, or with a port, stops the start either way.
   */
  readonly start?: 'strict' | 'degraded';
  readonly clock?: Clock;
}
