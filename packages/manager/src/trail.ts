import type { AuditEntry, AuditQuery, Page, TenantScope } from '@localert/core';
import { authorize } from './authorize.ts';
import { SetupError } from './errors.ts';
import type { House } from './house.ts';
import { tenantOf } from './tenant-context.ts';

/**
 * The tenant's audit trail, from when the tenant was made on: the trail of a namesake that was deleted before is not its
 * own, though it lies in the same chain.
 */
export async function readTrail(
  house: House,
  scope: TenantScope,
  query: AuditQuery,
): Promise<Page<AuditEntry>> {
  authorize(house, scope, 'audit:read');
  const { createdAt } = await tenantOf(house, scope);
  if (house.audit === undefined) throw new SetupError({ needs: 'an auditor, so there is no audit trail' });
  // What is not a number compares with nothing, and is the beginning.
  const since = query.since !== undefined && query.since > createdAt ? query.since : createdAt;
  return house.audit.entries(scope, { ...query, since });
}
