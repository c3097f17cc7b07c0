import {
  AUDIT_SPEC,
  type AuditEntry,
  type AuditLog,
  type AuditRecord,
  RECORDS_SPEC,
  type Records,
  type StoredRecord,
  type TenantId,
} from '@localert/core';

/** What a memory log holds of one tenant; tests change it as one with write access to a store would. */
export interface Chain {
  entries: AuditEntry[];
  unlinked: AuditRecord[];
}

/** An audit log in memory, with its inside open. Every answer is a copy that has been through JSON, a turn later. */
export function memoryLog(): { log: AuditLog; chain: (tenant: TenantId) => Chain } {
  const chains = new Map<TenantId, Chain>();
  const chain = (tenant: TenantId): Chain => {
    const found = chains.get(tenant) ?? { entries: [], unlinked: [] };
    chains.set(tenant, found);
    return found;
  };
  const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
  const waits = (tenant: TenantId): number => chain(tenant).unlinked[0]?.at ?? 0;
  const log: AuditLog = {
    spec: AUDIT_SPEC,
    async append(_scope, tenant, records) {
      const { entries, unlinked } = chain(tenant);
      const known = new Set([...entries.slice(-5000), ...unlinked].map(({ id }) => id));
      for (const record of records) {
        if (!known.has(record.id)) unlinked.push(copy(record));
        known.add(record.id);
      }
    },
    async tenants() {
      return { items: [...chains.keys()].sort() };
    },
    async waiting(_scope, limit) {
      return [...chains.keys()]
        .filter((tenant) => chain(tenant).unlinked.length > 0)
        .sort((left, right) => waits(left) - waits(right))
        .slice(0, limit);
    },
    async unlinked(_scope, tenant, limit) {
      return copy(chain(tenant).unlinked.slice(0, limit));
    },
    async link(_scope, tenant, head, entries) {
      const own = chain(tenant);
      const last = own.entries.at(-1);
      if (last?.sequence !== head?.sequence || last?.hash !== head?.hash) return false;
      const ids = new Set(entries.map(({ id }) => id));
      own.entries.push(...copy(entries));
      own.unlinked = own.unlinked.filter(({ id }) => !ids.has(id));
      return true;
    },
    async head(_scope, tenant) {
      const last = chain(tenant).entries.at(-1);
      return last && { sequence: last.sequence, hash: last.hash };
    },
    async read(_scope, tenant, { after = 0, limit = 1000 } = {}) {
      const found = chain(tenant).entries.filter(({ sequence }) => !(sequence <= after));
      return copy(found.slice(0, limit));
    },
    async drop(_scope, tenant, upTo) {
      const own = chain(tenant);
      const before = own.entries.length;
      own.entries = own.entries.filter(
        ({ sequence }, index) => sequence > upTo || index === own.entries.length - 1,
      );
      return before - own.entries.length;
    },
  };
  return { log, chain };
}

/** Records in memory. */
export function memoryRecords(): Records & { readonly rows: Map<string, StoredRecord> } {
  const rows = new Map<string, StoredRecord>();
  const keyOf = (...parts: string[]): string => JSON.stringify(parts);
  return {
    spec: RECORDS_SPEC,
    rows,
    async get(_scope, tenant, kind, id) {
      return rows.get(keyOf(tenant, kind, id));
    },
    async list(_scope, tenant, kind, { cursor = '', limit = 50 } = {}) {
      const found = [...rows]
        .filter(([key]) => key.startsWith(keyOf(tenant, kind).slice(0, -1)))
        .map(([, record]) => record)
        .filter(({ id }) => id > cursor)
        .sort((left, right) => (left.id < right.id ? -1 : 1));
      const items = found.slice(0, limit);
      return items.length < found.length ? { items, cursor: items.at(-1)!.id } : { items };
    },
    async put(_scope, tenant, record) {
      const key = keyOf(tenant, record.kind, record.id);
      if ((rows.get(key)?.version ?? 0) !== record.version - 1) return false;
      rows.set(key, record);
      return true;
    },
    async delete(_scope, tenant, kind, id) {
      return rows.delete(keyOf(tenant, kind, id));
    },
  };
}
