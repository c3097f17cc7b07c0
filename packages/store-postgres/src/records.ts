import {
  assertMayWriteTenant,
  assertStoredRecord,
  cursorCodec,
  isRecordId,
  mayReadTenant,
  pageLimit,
  RECORDS_SPEC,
  type Records,
  type StoredRecord,
} from '@localert/core';
import type { Database } from './database.ts';
import { pageOf } from './page.ts';
import { CREATE_RECORD, DELETE_RECORD, GET_RECORD, LIST_RECORDS, REPLACE_RECORD } from './records-queries.ts';

const cursors = cursorCodec('records', ['text']);

/** The small records kept in the same database. */
export function postgresRecords(database: Database): Records {
  return {
    spec: RECORDS_SPEC,

    async get(scope, tenant, kind, id) {
      // The driver turns half a character into U+FFFD: an id that is no text must not find the one that has that sign.
      if (!mayReadTenant(scope, tenant) || !isRecordId(id)) return undefined;
      const values = [tenant, kind, id];
      const [record] = await database.readTenant<StoredRecord>('records.get', tenant, GET_RECORD, values);
      return record;
    },

    async list(scope, tenant, kind, page = {}) {
      const allowed = mayReadTenant(scope, tenant);
      const after = cursors.read(page.cursor)?.[0] ?? '';
      const limit = pageLimit(page.limit);
      if (!allowed) return { items: [] };
      const values = [tenant, kind, after, limit + 1];
      const records = await database.readTenant<StoredRecord>('records.list', tenant, LIST_RECORDS, values);
      return pageOf(records, limit, ({ id }) => cursors.write([id]));
    },

    async put(scope, tenant, record) {
      assertMayWriteTenant(scope, tenant);
      assertStoredRecord(record);
      const { kind, id, version, body } = record;
      const [made] = await database.tenantSteps('records.put', tenant, [
        version === 1
          ? [CREATE_RECORD, [tenant, kind, id, body]]
          : [REPLACE_RECORD, [tenant, kind, id, body, version - 1]],
      ]);
      return made?.length === 1;
    },

    async delete(scope, tenant, kind, id) {
      assertMayWriteTenant(scope, tenant);
      if (!isRecordId(id)) return false;
      const step = [DELETE_RECORD, [tenant, kind, id]] as const;
      const [gone] = await database.tenantSteps('records.delete', tenant, [step]);
      return gone?.length === 1;
    },
  };
}
