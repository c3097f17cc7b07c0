import type { Clock, FixtureId, RecordKind, Records, StoredRecord, TenantId } from '@localert/core';
import { COUNTER, dekIdOf, everyRecord, KEYRING_SCOPE, keyBodyOf, pointerId } from './key-records.ts';

/** What was destroyed. Keep it in the audit trail. */
export interface ShredProof {
  readonly tenant: TenantId;
  /** The one whose own keys went; absent when all keys of the tenant did. */
  readonly fixture?: FixtureId | undefined;
  /** Numbers of the data keys. */
  readonly dekIds: readonly number[];
  /** Names of the keys that had one. */
  readonly names: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
  /** Wrapped keys that were removed. */
  readonly count: number;
}

/** Removes records; answers those that were there until then. */
async function remove(
  records: Records,
  tenant: TenantId,
  kind: RecordKind,
  found: readonly StoredRecord[],
): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const { id } of found) {
    if (await records.delete(KEYRING_SCOPE, tenant, kind, id)) gone.push(id);
  }
  return gone;
}

const numbersOf = (ids: readonly string[]): readonly number[] =>
  ids.map(dekIdOf).filter((dekId) => dekId !== undefined);

const proofOf = (
  tenant: TenantId,
  clock: Clock,
  dekIds: readonly number[],
  names: readonly string[],
): ShredProof => ({ tenant, dekIds, names, at: clock.now(), count: dekIds.length + names.length });

/** Destroys the keys that have names. */
export async function shredNamedKeys(records: Records, tenant: TenantId, clock: Clock): Promise<ShredProof> {
  const found = await everyRecord(records, tenant, 'tenant-key');
  return proofOf(tenant, clock, [], await remove(records, tenant, 'tenant-key', found));
}

/** Destroys every key of a tenant. The counter stays: its numbers tell a destroyed key from one that never was. */
export async function shredTenantKeys(records: Records, tenant: TenantId, clock: Clock): Promise<ShredProof> {
  const found = (await everyRecord(records, tenant, 'dek')).filter(({ id }) => id !== COUNTER);
  const isKey = ({ id }: StoredRecord) => dekIdOf(id) !== undefined;
  // What names the current keys goes first, so that no writer takes one that is about to go.
  await remove(
    records,
    tenant,
    'dek',
    found.filter((record) => !isKey(record)),
  );
  const gone = await remove(records, tenant, 'dek', found.filter(isKey));
  const { names } = await shredNamedKeys(records, tenant, clock);
  return proofOf(tenant, clock, numbersOf(gone), names);
}

/** Destroys the keys that are a fixture's own. */
export async function shredFixtureKeys(
  records: Records,
  tenant: TenantId,
  fixture: FixtureId,
  clock: Clock,
): Promise<ShredProof> {
  const found = (await everyRecord(records, tenant, 'dek')).filter(
    (record) => dekIdOf(record.id) !== undefined && keyBodyOf(record).fixture === fixture,
  );
  await records.delete(KEYRING_SCOPE, tenant, 'dek', pointerId(fixture));
  const gone = await remove(records, tenant, 'dek', found);
  return { ...proofOf(tenant, clock, numbersOf(gone), []), fixture };
}
