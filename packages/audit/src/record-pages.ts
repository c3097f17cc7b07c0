import { type RecordKind, type Records, type StoredRecord, systemScope, type TenantId } from '@localert/core';

/** All records of a kind, by id, a page at a time. What is deleted on the way disturbs nothing. */
export async function* recordPages(
  records: Records,
  tenant: TenantId,
  kind: RecordKind,
): AsyncGenerator<StoredRecord> {
  const system = systemScope('audit');
  let cursor: string | undefined;
  do {
    const page = await records.list(system, tenant, kind, { cursor, limit: 1000 });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
