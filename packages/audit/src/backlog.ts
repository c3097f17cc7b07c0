import { type AuditLog, systemScope, type TenantId } from '@localert/core';

/** What waits to be linked: until then a record can be removed or changed without a trace. */
export interface Backlog {
  readonly tenants: number;
  readonly records: number;
  /** There are more than were counted: at most 1,000 tenants and 10,000 records of each are looked at. */
  readonly more: boolean;
  /** Milliseconds since the oldest of them; 0 when nothing waits. */
  readonly oldestMs: number;
}

const MAX_TENANTS = 1_000;
const MAX_RECORDS = 10_000;

/** Measures it, of one tenant or of all. @param now - epoch milliseconds */
export async function backlogOf(log: AuditLog, now: number, tenant?: TenantId): Promise<Backlog> {
  const system = systemScope('audit backlog');
  const tenants = tenant === undefined ? await log.waiting(system, MAX_TENANTS) : [tenant];
  let waiting = 0;
  let records = 0;
  let more = tenants.length === MAX_TENANTS;
  let oldest = now;
  for (const one of tenants) {
    const found = await log.unlinked(system, one, MAX_RECORDS);
    waiting += Math.min(1, found.length);
    records += found.length;
    more ||= found.length === MAX_RECORDS;
    for (const { at } of found) oldest = Math.min(oldest, at);
  }
  return { tenants: waiting, records, more, oldestMs: now - oldest };
}
