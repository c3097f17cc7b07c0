import {
  assertMayWriteTenant,
  assertStoredRecord,
  byText,
  cursorCodec,
  frozenCopy,
  type Gate,
  type Keyset,
  mayReadTenant,
  pageOf,
  RECORDS_SPEC,
  type RecordKind,
  type Records,
  type StoredRecord,
  type TenantId,
} from '@localert/core';

/** The small records of a store, and what only the store may ask of them. */
export interface MemoryRecords {
  readonly records: Records;
  forget(tenant: TenantId): void;
}

const BY_ID: Keyset<StoredRecord, readonly [string]> = {
  cursors: cursorCodec('records', ['text']),
  keyOf: ({ id }) => [id],
  compare: ([left], [right]) => byText(left, right),
};

type OfKind = Map<string, StoredRecord>;

/** The small records of one store. */
export function memoryRecords(gate: Gate): MemoryRecords {
  const tenants = new Map<TenantId, Map<RecordKind, OfKind>>();
  const recordsOf = (tenant: TenantId, kind: RecordKind): OfKind =>
    tenants.get(tenant)?.get(kind) ?? new Map();

  const records: Records = {
    spec: RECORDS_SPEC,

    async get(scope, tenant, kind, id) {
      const allowed = mayReadTenant(scope, tenant);
      gate.enter('records.get');
      return allowed ? recordsOf(tenant, kind).get(id) : undefined;
    },

    async list(scope, tenant, kind, page = {}) {
      const allowed = mayReadTenant(scope, tenant);
      gate.enter('records.list');
      return pageOf(allowed ? recordsOf(tenant, kind).values() : [], page, BY_ID);
    },

    async put(scope, tenant, record) {
      assertMayWriteTenant(scope, tenant);
      gate.enter('records.put');
      assertStoredRecord(record);
      const { kind, id, version, body } = record;
      const own = recordsOf(tenant, kind);
      if ((own.get(id)?.version ?? 0) !== version - 1) return false;
      own.set(id, frozenCopy({ kind, id, version, body }, 'record'));
      tenants.set(tenant, (tenants.get(tenant) ?? new Map<RecordKind, OfKind>()).set(kind, own));
      return true;
    },

    async delete(scope, tenant, kind, id) {
      assertMayWriteTenant(scope, tenant);
      gate.enter('records.delete');
      return recordsOf(tenant, kind).delete(id);
    },
  };

  return { records, forget: (tenant) => void tenants.delete(tenant) };
}
