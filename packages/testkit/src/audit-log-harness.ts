import {
  type AuditHead,
  type AuditLog,
  type AuditRecord,
  systemScope,
  type TenantId,
  tenantScope,
} from '@localert/core';
import { isTrue } from './assertions.ts';
import type { PartConformanceOptions, PartHarness } from './part-harness.ts';
import { sampleAudit, sampleLink } from './samples.ts';

/** The audit log under test. */
export type AuditLogConformanceOptions = PartConformanceOptions<AuditLog>;

/** What the parts of the suite share. */
export type AuditLogHarness = PartHarness<AuditLog>;

export const system = systemScope('test:suite');
export const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });

/** Appends sample records and answers them. */
export async function appendSome(log: AuditLog, tenant: TenantId, count: number): Promise<AuditRecord[]> {
  const records = Array.from({ length: count }, () => sampleAudit(tenant));
  await log.append(system, tenant, records);
  return records;
}

/** Links records behind the head that the log has; answers the new head. */
export async function linkAll(
  log: AuditLog,
  tenant: TenantId,
  records: readonly AuditRecord[],
): Promise<AuditHead | undefined> {
  const head = await log.head(system, tenant);
  isTrue(await log.link(system, tenant, head, sampleLink(head, records)), 'a link behind the head succeeds');
  return log.head(system, tenant);
}

export const idsOf = (records: readonly AuditRecord[]): string[] => records.map(({ id }) => id);

/** Everything that a tenant's trail holds. */
export async function trailOf(log: AuditLog, tenant: TenantId) {
  return {
    unlinked: await log.unlinked(system, tenant, 10_000),
    linked: await log.read(system, tenant, { limit: 10_000 }),
    head: await log.head(system, tenant),
  };
}
