import { quotasSchema, type TenantContext, type TenantQuotas, type TenantScope } from '@localert/core';
import { authorize } from './authorize.ts';
import type { House } from './house.ts';
import { dayWindow, type QuotaWindow, secondWindow } from './quota-window.ts';
import { tenantOf } from './tenant-context.ts';

/** How much of a quota a tenant has used. */
export interface QuotaUsage {
  readonly quota: keyof TenantQuotas;
  /** Absent where the tenant has no limit. */
  readonly limit?: number;
  /**
   * In the quota's own unit. Absent where nothing is counted: the quota is about one fixture or one field, the tenant has
   * no limit on alerts, or the store does not count its bytes.
   */
  readonly used?: number;
  /** When the window ends and counting begins anew, epoch milliseconds. */
  readonly until?: number;
  /** `all`: over all processes that share the counters · `process`: in this one. */
  readonly counted: 'all' | 'process';
}

type Reading = Pick<QuotaUsage, 'used' | 'until'>;

/** Reads what is used of a quota; `undefined` where nothing is counted. */
type Reader = (house: House, scope: TenantScope, tenant: TenantContext) => Promise<Reading | undefined>;

const inWindow = async (house: House, tenant: TenantContext, window: QuotaWindow): Promise<Reading> => ({
  used: await house.quotas.allotments.used(tenant.id, window),
  until: window.until,
});

const READERS: Readonly<Record<keyof TenantQuotas, Reader>> = {
  fixtures: async ({ store }, scope) => ({ used: await store.count(scope) }),
  localesPerFixture: async () => undefined,
  async storedBytes({ store }, scope) {
    const used = await store.storedBytes?.(scope);
    return used === undefined ? undefined : { used };
  },
  async sendsPerSecond(house, _scope, tenant) {
    const { sendsPerSecond: rate } = tenant.quotas;
    if (rate === undefined) return undefined;
    return inWindow(house, tenant, secondWindow('sendsPerSecond', rate, house.clock.now()));
  },
  async sendsPerDay(house, _scope, tenant) {
    const { sendsPerDay: limit } = tenant.quotas;
    return limit === undefined
      ? undefined
      : inWindow(house, tenant, dayWindow('sendsPerDay', limit, house.clock.now()));
  },
  aiTokensPerDay: (house, _scope, tenant) =>
    inWindow(house, tenant, dayWindow('aiTokensPerDay', 0, house.clock.now())),
  renderOutput: async () => undefined,
  async renderMsPerSecond({ quotas, clock }, _scope, tenant) {
    const { until } = secondWindow('renderMsPerSecond', 1, clock.now());
    const limited = tenant.quotas.renderMsPerSecond !== undefined;
    return limited ? { used: quotas.renders.spent(tenant.id), until } : undefined;
  },
  compiledBytes: async ({ entries }, _scope, tenant) => ({ used: entries.weight(tenant.id) }),
};

const IN_PROCESS: ReadonlySet<keyof TenantQuotas> = new Set(['renderMsPerSecond', 'compiledBytes']);
const IN_COUNTERS: ReadonlySet<keyof TenantQuotas> = new Set([
  'sendsPerSecond',
  'sendsPerDay',
  'aiTokensPerDay',
]);

const countedBy = ({ quotas }: House, quota: keyof TenantQuotas): QuotaUsage['counted'] =>
  IN_PROCESS.has(quota) || (IN_COUNTERS.has(quota) && !quotas.shared) ? 'process' : 'all';

/** Every quota of a tenant with its limit and what is used of it, in the order of the settings. */
export async function usageOf(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
): Promise<readonly QuotaUsage[]> {
  const names = Object.keys(quotasSchema.shape) as (keyof TenantQuotas)[];
  return Promise.all(
    names.map(async (quota): Promise<QuotaUsage> => {
      const limit = tenant.quotas[quota];
      return {
        quota,
        ...(limit === undefined ? {} : { limit }),
        ...(await READERS[quota](house, scope, tenant)),
        counted: countedBy(house, quota),
      };
    }),
  );
}

/** The same for the tenant itself. @throws LOCALERT_FORBIDDEN */
export async function tenantUsage(house: House, scope: TenantScope): Promise<readonly QuotaUsage[]> {
  authorize(house, scope, 'usage:read');
  return usageOf(house, scope, await tenantOf(house, scope));
}
