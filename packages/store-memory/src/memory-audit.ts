import {
  AUDIT_SPEC,
  type AuditEntry,
  type AuditHead,
  type AuditLog,
  type AuditRecord,
  assertAuditLink,
  assertAuditRecords,
  assertMayWriteTenant,
  assertSystemScope,
  auditRange,
  byText,
  cursorCodec,
  frozenCopy,
  type Gate,
  InvalidInputError,
  type Keyset,
  mayReadTenant,
  pageOf,
  type TenantId,
} from '@localert/core';

/** A tenant's trail. */
interface Trail {
  /** By sequence. */
  linked: AuditEntry[];
  readonly linkedIds: Set<string>;
  /** Id → record and its order of arrival over all tenants. */
  readonly unlinked: Map<string, { readonly record: AuditRecord; readonly arrival: number }>;
}

/** The audit trail of a store, and what only the store may ask of it. */
export interface MemoryAudit {
  readonly audit: AuditLog;
  /**
   * Checks the records of a change before it is made; what it answers keeps them, and cannot fail any more.
   *
   * @throws LOCALERT_INVALID_INPUT
   */
  prepare(tenant: TenantId, records: readonly AuditRecord[] | undefined): () => void;
}

const BY_ID: Keyset<TenantId, readonly [string]> = {
  cursors: cursorCodec('audit tenants', ['text']),
  keyOf: (id) => [id],
  compare: ([left], [right]) => byText(left, right),
};

const firstArrival = ({ unlinked }: Trail): number | undefined => unlinked.values().next().value?.arrival;

const headOf = (trail: Trail | undefined): AuditHead | undefined => {
  const last = trail?.linked.at(-1);
  return last && Object.freeze({ sequence: last.sequence, hash: last.hash });
};

/** A record stands in a chain once. */
function assertUnlinked({ linkedIds }: Trail, entries: readonly AuditEntry[]): void {
  if (!entries.some(({ id }) => linkedIds.has(id))) return;
  const issues = [{ path: '', message: 'records that are not linked yet' }];
  throw new InvalidInputError({ what: 'audit link', issues });
}

/** The audit trail of one store. It is gone with the process. */
export function memoryAudit(gate: Gate): MemoryAudit {
  const trails = new Map<TenantId, Trail>();
  let arrivals = 0;

  function trailOf(tenant: TenantId): Trail {
    let trail = trails.get(tenant);
    if (trail === undefined) {
      trail = { linked: [], linkedIds: new Set(), unlinked: new Map() };
      trails.set(tenant, trail);
    }
    return trail;
  }

  function prepare(tenant: TenantId, records: readonly AuditRecord[] = []): () => void {
    assertAuditRecords(tenant, records);
    const copies = frozenCopy(records, 'audit');
    return () => {
      for (const record of copies) {
        const { linkedIds, unlinked } = trailOf(tenant);
        if (linkedIds.has(record.id) || unlinked.has(record.id)) continue;
        unlinked.set(record.id, { record, arrival: ++arrivals });
      }
    };
  }

  const audit: AuditLog = {
    spec: AUDIT_SPEC,

    async append(scope, tenant, records) {
      assertMayWriteTenant(scope, tenant);
      gate.enter('audit.append');
      prepare(tenant, records)();
    },

    async tenants(scope, page = {}) {
      assertSystemScope(scope);
      gate.enter('audit.tenants');
      return pageOf(trails.keys(), page, BY_ID);
    },

    async waiting(scope, limit) {
      assertSystemScope(scope);
      gate.enter('audit.waiting');
      return [...trails]
        .flatMap(([tenant, trail]) => {
          const since = firstArrival(trail);
          return since === undefined ? [] : [{ tenant, since }];
        })
        .sort((left, right) => left.since - right.since)
        .slice(0, Math.max(0, limit))
        .map(({ tenant }) => tenant);
    },

    async unlinked(scope, tenant, limit) {
      assertSystemScope(scope);
      gate.enter('audit.unlinked');
      const records = [...(trails.get(tenant)?.unlinked.values() ?? [])];
      return records.slice(0, Math.max(0, limit)).map(({ record }) => record);
    },

    async link(scope, tenant, head, entries) {
      assertSystemScope(scope);
      gate.enter('audit.link');
      assertAuditLink(tenant, head, entries);
      const last = headOf(trails.get(tenant));
      if (last?.sequence !== head?.sequence || last?.hash !== head?.hash) return false;
      const fresh = frozenCopy(entries, 'audit link');
      if (fresh.length === 0) return true;
      const trail = trailOf(tenant);
      assertUnlinked(trail, fresh);
      for (const entry of fresh) {
        trail.linked.push(entry);
        trail.linkedIds.add(entry.id);
        trail.unlinked.delete(entry.id);
      }
      return true;
    },

    async head(scope, tenant) {
      const allowed = mayReadTenant(scope, tenant);
      gate.enter('audit.head');
      return allowed ? headOf(trails.get(tenant)) : undefined;
    },

    async read(scope, tenant, range = {}) {
      const allowed = mayReadTenant(scope, tenant);
      gate.enter('audit.read');
      const { after, limit } = auditRange(range);
      const linked = allowed ? (trails.get(tenant)?.linked ?? []) : [];
      return linked.filter(({ sequence }) => sequence > after).slice(0, limit);
    },

    async drop(scope, tenant, upTo) {
      assertSystemScope(scope);
      gate.enter('audit.drop');
      const trail = trails.get(tenant);
      if (trail === undefined) return 0;
      const old = trail.linked.slice(0, -1).filter(({ sequence }) => sequence <= upTo);
      trail.linked = trail.linked.slice(old.length);
      for (const { id } of old) trail.linkedIds.delete(id);
      return old.length;
    },
  };

  return { audit, prepare };
}
