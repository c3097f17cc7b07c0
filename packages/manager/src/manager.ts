import { type TenantScope, tenantScope } from '@localert/core';
import { aiBudget } from './ai-budget.ts';
import { authenticate } from './authenticate.ts';
import { buildHouse } from './build-house.ts';
import type { FixtureMap, TenantClient } from './client.ts';
import { closeHouse } from './close-house.ts';
import { compactLogs } from './compaction.ts';
import { errorCode } from './error-code.ts';
import type { FixtureManager } from './fixture-manager.ts';
import { followStore } from './follow.ts';
import { healthOf } from './health.ts';
import type { ManagerOptions } from './manager-options.ts';
import { ofPlugin } from './plugin-life.ts';
import { rebuildRows } from './rebuild.ts';
import { pruneAlerts } from './retention.ts';
import { assertActor } from './set-up.ts';
import { tenantClient } from './tenant-client.ts';
import { activeTenantOf } from './tenant-context.ts';
import { ensureTenant, tenantAdmin } from './tenants.ts';
import { watchAll } from './watch.ts';

const HOUR_MS = 3_600_000;

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
  let closing: Promise<void> | undefined;
  const house = buildHouse(options, () => closing !== undefined);
  for (const plugin of house.plugins) await ofPlugin(plugin, 'setup');
  if (options.start === 'degraded') await house.behind.begin(house, options.tenants ?? []);
  else for (const tenant of options.tenants ?? []) await ensureTenant(house, tenant);
  if (options.cache?.follow ?? true) followStore(house);
  house.delivery?.dispatcher?.start();

  const prune = () => pruneAlerts(house);
  const pruning = setInterval(() => {
    prune().catch((error: unknown) => house.observe({ type: 'dispatcher.failed', code: errorCode(error) }));
  }, HOUR_MS);
  pruning.unref();

  const close = (drainMs: number) => {
    clearInterval(pruning);
    return closeHouse(house, drainMs);
  };

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
    sla: async (tenant) => house.sla.report(tenant),
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
