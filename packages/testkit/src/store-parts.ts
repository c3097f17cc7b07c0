import { type FixtureStore, systemScope, type TenantId } from '@localert/core';
import { SAMPLE_TIME, sampleAudit, sampleLink } from './samples.ts';

const system = systemScope('test:suite');

const KEY = { quota: 'sendsPerDay', window: SAMPLE_TIME, until: SAMPLE_TIME + 86_400_000 };

const recordOf = (tenant: TenantId) => ({ kind: 'dek', id: 'k', version: 1, body: `"${tenant}"` }) as const;

/** Puts something into each part that a store has beside fixtures, settings and alerts. */
export async function fillParts({ audit, records, usage }: FixtureStore, tenant: TenantId): Promise<void> {
  const trail = [sampleAudit(tenant), sampleAudit(tenant), sampleAudit(tenant)];
  await audit?.append(system, tenant, trail);
  await audit?.link(system, tenant, undefined, sampleLink(undefined, trail.slice(0, 2)));
  await records?.put(system, tenant, recordOf(tenant));
  await usage?.take(system, tenant, KEY, tenant.length, 100);
}

/** What a tenant has in those parts. */
export async function partsOf(
  { audit, records, usage }: FixtureStore,
  tenant: TenantId,
): Promise<readonly unknown[]> {
  return [
    await audit?.unlinked(system, tenant, 100),
    await audit?.read(system, tenant),
    (await records?.list(system, tenant, 'dek'))?.items,
    await usage?.read(system, tenant, KEY),
  ];
}

/** A call of each method of those parts, by name. */
export function callsOfParts({
  audit,
  records,
  usage,
}: FixtureStore): Readonly<Record<string, () => unknown>> {
  return {
    ...(audit && {
      'audit.append': () => audit.append(system, 'acme', [sampleAudit('acme')]),
      'audit.tenants': () => audit.tenants(system),
      'audit.waiting': () => audit.waiting(system, 1),
      'audit.unlinked': () => audit.unlinked(system, 'acme', 1),
      'audit.link': () => audit.link(system, 'acme', undefined, sampleLink(undefined, [sampleAudit('acme')])),
      'audit.head': () => audit.head(system, 'acme'),
      'audit.read': () => audit.read(system, 'acme'),
      'audit.drop': () => audit.drop(system, 'acme', 1),
    }),
    ...(records && {
      'records.get': () => records.get(system, 'acme', 'dek', 'k'),
      'records.list': () => records.list(system, 'acme', 'dek'),
      'records.put': () => records.put(system, 'acme', recordOf('acme')),
      'records.delete': () => records.delete(system, 'acme', 'dek', 'k'),
    }),
    ...(usage && {
      'usage.take': () => usage.take(system, 'acme', KEY, 1, 1),
      'usage.giveBack': () => usage.giveBack(system, 'acme', KEY, 1),
      'usage.read': () => usage.read(system, 'acme', KEY),
    }),
  };
}
