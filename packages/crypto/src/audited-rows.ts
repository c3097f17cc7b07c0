import type { AuditLog, AuditRecord, FixtureId, SystemScope, TenantId } from '@localert/core';
import { RESEAL_ACTION } from './row-hash.ts';

/** What the trail says of a fixture's row. */
export interface AuditedRow {
  /** The newest hash. */
  readonly rowHash: string;
  /** The revision that it is of, where the record says. */
  readonly revision: number | undefined;
  /** Hashes of the same revision that it had before. */
  readonly earlier: readonly string[];
}

/** What the trail says of a tenant's rows, read as far as it goes. */
export interface AuditedRows {
  readonly rows: ReadonlyMap<FixtureId, AuditedRow>;
  /** Reads what came since. */
  refresh(): Promise<void>;
}

const PAGE = 10_000;

/** How often one revision is sealed anew, with room to spare. */
const MAX_EARLIER = 100;

/** Every unlinked record: the log answers the first so many, so more are asked for until fewer come. */
async function everyUnlinked(audit: AuditLog, scope: SystemScope, tenant: TenantId) {
  for (let limit = PAGE; ; limit *= 4) {
    const records = await audit.unlinked(scope, tenant, limit);
    if (records.length < limit) return records;
  }
}

function note(rows: Map<FixtureId, AuditedRow>, record: AuditRecord): void {
  const { resource, rowHash, action, outcome } = record;
  // The tenant was removed: rows of its former life are not missed.
  if (action === 'tenant:delete' && outcome === 'success') rows.clear();
  if (resource.kind !== 'fixture' || resource.id === undefined || rowHash === undefined) return;
  const { id, revision } = resource;
  const before = rows.get(id);
  const isSame = before !== undefined && before.revision === revision;
  // What was sealed anew at another revision than the newest one is a row that somebody had put back: it stays a finding.
  if (action === RESEAL_ACTION && before?.revision !== undefined && !isSame) return;
  rows.set(id, {
    rowHash,
    revision,
    earlier: isSame ? [...before.earlier, before.rowHash].slice(-MAX_EARLIER) : [],
  });
}

/** @param audit - linked entries first, by sequence; then those that wait, in order of arrival */
export function auditedRows(audit: AuditLog, scope: SystemScope, tenant: TenantId): AuditedRows {
  const linked = new Map<FixtureId, AuditedRow>();
  let rows = new Map<FixtureId, AuditedRow>();
  let after = 0;
  return {
    get rows() {
      return rows;
    },
    async refresh() {
      // Those that wait first: one that is linked meanwhile is then seen twice, which changes nothing, and not never.
      const waiting = await everyUnlinked(audit, scope, tenant);
      const ids = new Set<string>();
      for (;;) {
        const entries = await audit.read(scope, tenant, { after, limit: PAGE });
        for (const entry of entries) {
          note(linked, entry);
          ids.add(entry.id);
          after = entry.sequence;
        }
        if (entries.length < PAGE) break;
      }
      rows = new Map(linked);
      for (const record of waiting) if (!ids.has(record.id)) note(rows, record);
    },
  };
}
