import { createCache } from '@localert/cache';
import {
  AUDITOR_SPEC,
  type Auditor,
  type Authorizer,
  assertPort,
  type Clock,
  createTurns,
  DIRECTORY_SPEC,
  type FixtureStore,
  guardedAuditor,
  guardedClock,
  guardedDirectory,
  guardedOutbox,
  guardedStore,
  type LongWork,
  type Observer,
  OUTBOX_SPEC,
  type Outbox,
  observers,
  PII_SPEC,
  type PiiDetector,
  type Progress,
  type Records,
  type RestrictionInput,
  roleAuthorizer,
  type Secret,
  STORE_SPEC,
  systemScope,
  type TenantDirectory,
  type TenantId,
  type TenantInput,
  type TenantScope,
  TRANSPORT_SPEC,
  type Transport,
  tenantScope,
  type UsageCounter,
  uuidV7,
} from '@localert/core';
import { createDispatcher, type DispatcherOptions } from '@localert/delivery';
import { type CustomFunctions, checkedFunctions } from '@localert/icu';
import { createFallbackRenderer, type FallbackTextTable } from '@localert/slack';
import { type AiBudget, aiBudget } from './ai-budget.ts';
import { createAttempts } from './attempts.ts';
import { authenticate } from './authenticate.ts';
import { createBehind } from './behind.ts';
import { type CompactionReport, type CompactOptions, compactLogs } from './compaction.ts';
import type { Plugin } from './define-plugin.ts';
import { errorCode } from './error-code.ts';
import { ManagerClosedError, SetupError } from './errors.ts';
import type { FixtureEntry } from './fixture-entry.ts';
import { followStore } from './follow.ts';
import { type Health, healthOf } from './health.ts';
import { createHints } from './hints.ts';
import type { Delivery, House } from './house.ts';
import { proveInCode } from './in-code.ts';
import { createKeyCache } from './key-cache.ts';
import { closeAll, ofPlugin } from './plugin-life.ts';
import { createQuotas } from './quotas.ts';
import { rebuildRows } from './rebuild.ts';
import { pruneAlerts } from './retention.ts';
import { assertActor, limitsOf, optionalPort, recordsOf } from './set-up.ts';
import { createStoreWatch } from './store-watch.ts';
import { type FixtureMap, type TenantClient, tenantClient } from './tenant-client.ts';
import { activeTenantOf } from './tenant-context.ts';
import { ensureTenant, type TenantAdmin, tenantAdmin } from './tenants.ts';
import { type WatchedChange, type WatchOptions, watchAll } from './watch.ts';

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

/** A running fixture manager. */
export interface FixtureManager<Fixtures extends FixtureMap = Record<never, never>> {
  /**
   * The operations of one actor in one tenant. Cheap: make one a request.
   *
   * @param who - the actor, for example `user:42` or `svc:player`; names that begin with `key:` or `system:` are
   *   Localert's own. `only` restricts it to fixtures, locales or severities, whatever its roles give
   * @throws LOCALERT_INVALID_TENANT_ID, LOCALERT_INVALID_INPUT
   */
  forTenant(
    tenant: TenantId,
    who: {
      readonly actor: string;
      readonly roles?: readonly string[];
      readonly only?: RestrictionInput | undefined;
    },
  ): TenantClient<Fixtures>;
  /**
   * The operations of whoever shows an API key, as the actor `key:<id>`. A key that was revoked elsewhere is noticed
   * within two seconds.
   *
   * @throws LOCALERT_UNAUTHENTICATED for an unknown, wrong, expired or revoked key, all alike
   *
   * @example
   * ```ts
   * import type { FixtureManager } from '@localert/manager';
   *
   * export async function onRequest(alerts: FixtureManager, header: string): Promise<void> {
   *   const client = await alerts.authenticate(header.replace(/^Bearer /, ''));
   *   await client.send('disk_full', { values: { host: 'db-1' } });
   * }
   * ```
   */
  authenticate(key: string | Secret): Promise<TenantClient<Fixtures>>;
  /** The life of tenants; not for requests. */
  readonly tenants: TenantAdmin;
  /** A tenant's tokens for AI translators; for plugins and jobs, not for requests. @throws LOCALERT_INVALID_TENANT_ID */
  budget(tenant: TenantId): AiBudget;
  /** How store and queue are, for a host's readiness page; asks them, and never throws. */
  health(options?: {
    /** Milliseconds to wait for each. Default 1,000. */
    readonly timeoutMs?: number;
  }): Promise<Health>;
  /** Waits until nothing is due in the queue, at most `timeoutMs` (default 10,000); answers whether it got there. */
  drain(timeoutMs?: number): Promise<boolean>;
  /**
   * Tells of every change of every tenant's fixtures, as {@link HistoryOperations.watch} does for one. For the host: it
   * asks for no permission.
   *
   * @throws LOCALERT_SETUP where the store keeps no feed, LOCALERT_INVALID_INPUT, LOCALERT_MANAGER_CLOSED
   */
  watch(options?: WatchOptions): AsyncIterable<WatchedChange>;
  /**
   * Makes the logs of fixtures shorter: the first events become one that stands for them. Not for requests.
   *
   * @throws LOCALERT_SETUP for a store that cannot, LOCALERT_INVALID_INPUT, the signal's reason
   *
   * @example
   * ```ts
   * import type { FixtureManager } from '@localert/manager';
   *
   * export const tidy = (alerts: FixtureManager) =>
   *   alerts.compact({ keep: { revisions: 20, forMs: 365 * 86_400_000 }, dryRun: true });
   * ```
   */
  compact(options: CompactOptions): Promise<CompactionReport>;
  /** Makes every row of the store anew from its events, while all is in use. @throws LOCALERT_SETUP, the signal's reason */
  rebuild(work?: LongWork): Promise<Progress>;
  /** Removes delivered alerts past their tenants' retention; also done every hour. Answers how many. */
  prune(): Promise<number>;
  /**
   * Stops: waits for what is under way (and up to `drainMs`, default 5,000, for what is due), then closes plugins and the
   * store. Alerts that are not delivered stay in a durable queue. A second call does nothing.
   */
  close(options?: { readonly drainMs?: number }): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const HOUR_MS = 3_600_000;

function random(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(10));
}

function deliveryOf(
  options: ManagerOptions<FixtureMap>,
  observe: Observer,
  clock: Clock,
): Delivery | undefined {
  const { transport, store } = options;
  if (transport === undefined) return undefined;
  assertPort('transport', transport, TRANSPORT_SPEC);
  const queue = options.outbox ?? store.outbox;
  if (queue === undefined)
    throw new SetupError({ needs: 'an outbox: the store has none, so hand one in as "outbox"' });
  assertPort('outbox', queue, OUTBOX_SPEC);
  const outbox = guardedOutbox(queue);
  const base = { outbox, transport, turns: createTurns() };
  if (options.delivery === false) return { ...base, dispatcher: undefined };
  return {
    ...base,
    dispatcher: createDispatcher({ ...options.delivery, outbox, transport, observer: observe, clock }),
  };
}

function directoryOf(options: ManagerOptions<FixtureMap>): TenantDirectory {
  const directory = options.directory ?? options.store.directory;
  if (directory === undefined)
    throw new SetupError({ needs: 'a tenant directory: the store has none, so hand one in as "directory"' });
  assertPort('directory', directory, DIRECTORY_SPEC);
  return guardedDirectory(directory);
}

/**
 * Makes a fixture manager: proves the fixtures in code, brings in the tenants in code, starts to deliver what is queued.
 *
 * @throws LOCALERT_FIXTURE_REFUSED, LOCALERT_INVALID_INPUT, LOCALERT_COMPLIANCE_UNMET, LOCALERT_SETUP,
 *   LOCALERT_PORT_MISMATCH, LOCALERT_PLUGIN_FAILED, and the store's errors
 *
 * @example
 * ```ts
 * import { createFixtureManager, defineFixture } from '@localert/manager';
 * import { slackWebhook } from '@localert/slack';
 * import { sqliteStore } from '@localert/store-sqlite';
 *
 * const alerts = await createFixtureManager({
 *   fixtures: {
 *     disk_full: defineFixture({
 *       baseLocale: 'en',
 *       locales: { en: { title: 'Disk full on {host}' }, es: { title: 'Disco lleno en {host}' } },
 *     }),
 *   },
 *   tenants: [{ id: 'acme', defaultLocale: 'en' }],
 *   store: sqliteStore({ path: ':memory:' }),
 *   transport: slackWebhook({ urlFor: () => String(process.env['SLACK_WEBHOOK_URL']) }),
 * });
 * const acme = alerts.forTenant('acme', { actor: 'svc:storage', roles: ['sender'] });
 * await acme.send('disk_full', { locale: 'es-MX', values: { host: 'db-1' } });
 * await alerts.close();
 * ```
 */
export async function createFixtureManager<const Fixtures extends FixtureMap = Record<never, never>>(
  options: ManagerOptions<Fixtures>,
): Promise<FixtureManager<Fixtures>> {
  const { plugins = [], cache = {} } = options;
  const clock = guardedClock(options.clock ?? { now: Date.now });
  const auditor = optionalPort('auditor', options.audit, AUDITOR_SPEC);
  assertPort('store', options.store, STORE_SPEC);
  const store = guardedStore(options.store);
  const observe = observers([
    ...(options.observers ?? []),
    ...plugins.flatMap(({ observe: told }) => told ?? []),
  ]);
  const limits = limitsOf(cache);
  const { retryMs = 1_000 } = cache;
  const functions = checkedFunctions(options.functions ?? {});
  const system = systemScope('manager');
  let closing: Promise<void> | undefined;
  const house: House = {
    store,
    directory: directoryOf(options),
    delivery: deliveryOf(options, observe, clock),
    inCode: proveInCode(options.fixtures ?? {}, clock.now(), functions),
    // Who reads them minds how old they are; an alert takes what there is.
    tenants: createCache({ ttlMs: limits.tenantTtlMs, maxStaleMs: Number.POSITIVE_INFINITY, retryMs }),
    entries: createCache({
      max: cache.maxFixtures ?? 10_000,
      ttlMs: limits.fixtureTtlMs,
      maxStaleMs: limits.maxStaleMs,
      retryMs,
      weightOf: (entry: FixtureEntry) => entry.bytes(),
      maxWeightPerTenant: (_tenant, entry: FixtureEntry) => entry.tenant().quotas.compiledBytes,
    }),
    watch: createStoreWatch({ clock, observe, patienceMs: limits.patienceMs, retryMs }),
    behind: createBehind(),
    limits,
    hints: createHints(store, system),
    quotas: createQuotas(options.usage ?? options.store.usage, {
      scope: systemScope('quotas'),
      clock,
      observe,
    }),
    fallback: createFallbackRenderer(options.fallbackTexts),
    functions,
    authorizer: options.authorizer ?? roleAuthorizer,
    audit: auditor && guardedAuditor(auditor),
    pii: optionalPort('detector of personal data', options.pii, PII_SPEC),
    records: recordsOf(options.records ?? options.store.records),
    keys: createKeyCache(),
    attempts: createAttempts(),
    compliance: options.compliance ?? 'strict',
    plugins,
    observe,
    clock,
    system,
    newId: () => uuidV7(clock.now(), random()),
    assertOpen() {
      if (closing !== undefined) throw new ManagerClosedError({});
    },
  };
  for (const plugin of plugins) await ofPlugin(plugin, 'setup');
  if (options.start === 'degraded') await house.behind.begin(house, options.tenants ?? []);
  else for (const tenant of options.tenants ?? []) await ensureTenant(house, tenant);
  if (cache.follow ?? true) followStore(house);
  house.delivery?.dispatcher?.start();

  const prune = () => pruneAlerts(house);
  const pruning = setInterval(() => {
    prune().catch((error: unknown) => observe({ type: 'dispatcher.failed', code: errorCode(error) }));
  }, HOUR_MS);
  pruning.unref();

  async function close(drainMs: number): Promise<void> {
    clearInterval(pruning);
    house.behind.stop();
    house.hints.close();
    const dispatcher = house.delivery?.dispatcher;
    if (drainMs > 0) await dispatcher?.drain(drainMs);
    await dispatcher?.stop();
    // Whatever one of them throws, all are closed; the first fault is told.
    await closeAll([
      ...plugins.map((plugin) => () => ofPlugin(plugin, 'close')),
      () => house.delivery?.outbox.close(),
      () => house.attempts.settled(),
      () => house.quotas.close(),
      () => house.audit?.close(),
      () => store.close(),
    ]);
  }

  // The types are the caller's; at run time every client is the same.
  const client = (scope: TenantScope) => tenantClient(house, scope) as TenantClient as TenantClient<Fixtures>;

  return {
    forTenant(tenant, { actor, roles = [], only }) {
      house.assertOpen();
      assertActor(actor);
      return client(tenantScope({ tenant, actor, roles, only }));
    },
    authenticate: async (key) => client(await authenticate(house, key)),
    tenants: tenantAdmin(house),
    budget(tenant) {
      const scope = tenantScope({ tenant, actor: 'system:budget' });
      return aiBudget(house, () => activeTenantOf(house, scope));
    },
    health: async ({ timeoutMs = 1_000 } = {}) => healthOf(house, timeoutMs),
    drain: async (timeoutMs = 10_000) => (await house.delivery?.dispatcher?.drain(timeoutMs)) ?? true,
    watch: (watching = {}) => watchAll(house, watching),
    compact: async (work) => compactLogs(house, work),
    rebuild: async (work = {}) => rebuildRows(house, work),
    prune,
    close({ drainMs = 5_000 } = {}) {
      closing ??= close(drainMs);
      return closing;
    },
    async [Symbol.asyncDispose]() {
      closing ??= close(5_000);
      await closing;
    },
  };
}
