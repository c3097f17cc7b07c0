import { type RecordKind, type Records, type StoredRecord, systemScope, tenantScope } from '@localert/core';

export const system = systemScope('test:suite');
export const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });

export const recordOf = (id: string, change: Partial<StoredRecord> = {}): StoredRecord => ({
  kind: 'dek',
  id,
  version: 1,
  body: JSON.stringify({ of: id }),
  ...change,
});

/** The bodies of all records of a kind, in the order of the list. */
export async function bodiesOf(
  records: Records,
  tenant: string,
  kind: RecordKind = 'dek',
): Promise<string[]> {
  return (await records.list(system, tenant, kind, { limit: 1_000 })).items.map(({ body }) => body);
}
