import {
  assertMayWriteTenant,
  assertStoredRecord,
  cursorCodec,
  isRecordId,
  mayReadTenant,
  pageLimit,
  RECORDS_SPEC,
  type RecordKind,
  type Records,
  type StoredRecord,
  type TenantId,
} from '@localert/core';
import type { Connection, Row } from './connection.ts';
import type { Database } from './database.ts';
import { pageOf } from './page.ts';
import { numberOf, textOf } from './rows.ts';
import type { LogWiper } from './wipe.ts';

const cursors = cursorCodec('records', ['text']);

const GET = 'SELECT kind, id, version, body FROM record WHERE tenant = ? AND kind = ? AND id = ?';

const LIST =
  'SELECT kind, id, version, body FROM record WHERE tenant = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?';

const CREATE =
  'INSERT INTO record (tenant, kind, id, version, body) VALUES (?, ?, ?, 1, ?) ON CONFLICT (tenant, kind, id) DO NOTHING';

const REPLACE =
  'UPDATE record SET version = version + 1, body = ? WHERE tenant = ? AND kind = ? AND id = ? AND version = ?';

const DELETE = 'DELETE FROM record WHERE tenant = ? AND kind = ? AND id = ?';

const recordOf = (row: Row): StoredRecord => ({
  kind: textOf(row, 'kind') as RecordKind,
  id: textOf(row, 'id'),
  version: numberOf(row, 'version'),
  body: textOf(row, 'body'),
});

export const readRecord = (
  connection: Connection,
  tenant: TenantId,
  kind: RecordKind,
  id: string,
): StoredRecord | undefined => {
  const row = connection.get(GET, tenant, kind, id);
  return row && recordOf(row);
};

/** One record more than `limit` says that there is another page. */
export const listRecords = (
  connection: Connection,
  tenant: TenantId,
  kind: RecordKind,
  after: string,
  limit: number,
): StoredRecord[] => connection.all(LIST, tenant, kind, after, limit + 1).map(recordOf);

export function putRecord(
  connection: Connection,
  tenant: TenantId,
  { kind, id, version, body }: StoredRecord,
): boolean {
  const written =
    version === 1
      ? connection.run(CREATE, tenant, kind, id, body)
      : connection.run(REPLACE, body, tenant, kind, id, version - 1);
  return written > 0;
}

export const deleteRecord = (
  connection: Connection,
  tenant: TenantId,
  kind: RecordKind,
  id: string,
): boolean => connection.run(DELETE, tenant, kind, id) > 0;

/**
 * The small records kept in the same file. They are written by the connection whose commits are on the disk when they
 * return, and wiped as soon as they are deleted: a key that was taken away must not come back with the power.
 */
export function sqliteRecords(database: Database, wiper: LogWiper): Records {
  const { durable } = database;
  return {
    spec: RECORDS_SPEC,

    async get(scope, tenant, kind, id) {
      // The driver turns half a character into U+FFFD: an id that is no text must not find the one that has that sign.
      const allowed = mayReadTenant(scope, tenant) && isRecordId(id);
      return database.use('records.get', (main) =>
        allowed ? readRecord(main, tenant, kind, id) : undefined,
      );
    },

    async list(scope, tenant, kind, page = {}) {
      const allowed = mayReadTenant(scope, tenant);
      const after = cursors.read(page.cursor)?.[0] ?? '';
      const limit = pageLimit(page.limit);
      const records = database.use('records.list', (main) =>
        allowed ? listRecords(main, tenant, kind, after, limit) : [],
      );
      return pageOf(records, limit, ({ id }) => cursors.write([id]));
    },

    async put(scope, tenant, record) {
      assertMayWriteTenant(scope, tenant);
      assertStoredRecord(record);
      return database.use('records.put', () => {
        durable.syncCommits(true);
        return putRecord(durable, tenant, record);
      });
    },

    async delete(scope, tenant, kind, id) {
      assertMayWriteTenant(scope, tenant);
      const found = database.use(
        'records.delete',
        // Not by the durable connection: the wipe waits for the disk, once for all deletes of a turn.
        (main) => isRecordId(id) && deleteRecord(main, tenant, kind, id),
      );
      // Also when there was none: an earlier delete may have been held up by a reader.
      await wiper.wipe();
      return found;
    },
  };
}
