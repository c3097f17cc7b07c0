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

/** What a removal came to: the records that were there until then, and what it could not remove for. */
interface Removal {
  readonly gone: readonly string[];
  readonly faults: readonly unknown[];
}

/** Removes records, all that can be. */
async function remove(
  records: Records,
  tenant: TenantId,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Removal> {
  const gone: string[] = [];
  const faults: unknown[] = [];
  for (const id of ids) {
    try {
      if (await records.delete(KEYRING_SCOPE, tenant, kind, id)) gone.push(id);
    } catch (error) {
      faults.push(error);
    }
  }
  return { gone, faults };
}

/** @throws the first fault, once everything was tried */
function assertDone(...removals: readonly Removal[]): void {
  const faults = removals.flatMap((removal) => removal.faults);
  if (faults.length > 0) throw faults[0];
}

const numbersOf = (ids: readonly string[]): readonly number[] =>
  ids.map(dekIdOf).filter((dekId) => dekId !== undefined);

const proofOf = (
  tenant: TenantId,
  clock: Clock,
  dekIds: readonly number[],
  names: readonly string[],
): ShredProof => ({ tenant, dekIds, names, at: clock.now(), count: dekIds.length + names.length });

const idsOf = (records: readonly StoredRecord[]): readonly string[] => records.map(({ id }) => id);

async function removeNamed(records: Records, tenant: TenantId): Promise<Removal> {
  return remove(records, tenant, 'tenant-key', idsOf(await everyRecord(records, tenant, 'tenant-key')));
}

/** Destroys the keys that have names. */
export async function shredNamedKeys(records: Records, tenant: TenantId, clock: Clock): Promise<ShredProof> {
  const named = await removeNamed(records, tenant);
  assertDone(named);
  return proofOf(tenant, clock, [], named.gone);
}

/** Destroys every key of a tenant. The counter stays: its numbers tell a destroyed key from one that never was. */
export async function shredTenantKeys(records: Records, tenant: TenantId, clock: Clock): Promise<ShredProof> {
  const ids = idsOf(await everyRecord(records, tenant, 'dek')).filter((id) => id !== COUNTER);
  const isKey = (id: string) => dekIdOf(id) !== undefined;
  const others = ids.filter((id) => !isKey(id));
  // What names the current keys goes first, so that no writer takes one that is about to go.
  const pointers = await remove(records, tenant, 'dek', others);
  // One of them whether it is there or not: a store that could not wipe the last time does it now.
  const keys = await remove(records, tenant, 'dek', [...ids.filter(isKey), pointerId(undefined)]);
  const named = await removeNamed(records, tenant);
  assertDone(pointers, keys, named);
  return proofOf(tenant, clock, numbersOf(keys.gone), named.gone);
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
  const keys = await remove(records, tenant, 'dek', [pointerId(fixture), ...idsOf(found)]);
  assertDone(keys);
  return { ...proofOf(tenant, clock, numbersOf(keys.gone), []), fixture };
}
