import type { LongWork, Progress, RestrictionInput, Secret, TenantId } from '@localert/core';
import type { AiBudget } from './ai-budget.ts';
import type { FixtureMap, TenantClient } from './client.ts';
import type { CompactionReport, CompactOptions } from './compaction.ts';
import type { Health } from './health.ts';
import type { SlaReport } from './sla.ts';
import type { TenantAdmin } from './tenants.ts';
import type { WatchedChange, WatchOptions } from './watch.ts';

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
  /**
   * How a tenant's alerts were delivered beside its `delivery.objectives`; `undefined` where it has none. Counted by this
   * process alone, and anew after a restart. For the host, not for requests.
   *
   * @throws LOCALERT_NOT_FOUND, LOCALERT_INVALID_TENANT_ID
   *
   * @example
   * ```ts
   * import type { FixtureManager } from '@localert/manager';
   *
   * export async function isKept(alerts: FixtureManager, tenant: string): Promise<boolean> {
   *   const report = await alerts.sla(tenant);
   *   return report?.budgets.every(({ left }) => left > 0) ?? true;
   * }
   * ```
   */
  sla(tenant: TenantId): Promise<SlaReport | undefined>;
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
