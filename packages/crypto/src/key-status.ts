import type { FixtureId, Records, TenantId } from '@localert/core';
import { COUNTER, dekIdOf, everyRecord, keyBodyOf, numberIn } from './key-records.ts';

/** A key as a list shows it: never its material. */
export interface KeyStatus {
  readonly kind: 'data' | 'named';
  /** The number of a data key. */
  readonly dekId?: number | undefined;
  /** The name of a key that has one. */
  readonly name?: string | undefined;
  /** The fixture whose own key it is. */
  readonly fixture?: FixtureId | undefined;
  /** The version of the KEK that wraps it. */
  readonly kek: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Whether new data is sealed with it. */
  readonly current: boolean;
}

/** The tenant's keys, data keys by number and then named ones. */
export async function listKeys(records: Records, tenant: TenantId): Promise<readonly KeyStatus[]> {
  const stored = await everyRecord(records, tenant, 'dek');
  const pointers = stored.filter(({ id }) => id !== COUNTER && dekIdOf(id) === undefined);
  const currents = new Set(pointers.map(numberIn));
  const data = stored.flatMap((record): KeyStatus[] => {
    const dekId = dekIdOf(record.id);
    if (dekId === undefined) return [];
    const { kek, at, fixture } = keyBodyOf(record);
    const own = fixture === undefined ? {} : { fixture };
    return [{ kind: 'data', dekId, ...own, kek, createdAt: at, current: currents.has(dekId) }];
  });
  const named = (await everyRecord(records, tenant, 'tenant-key')).map((record): KeyStatus => {
    const { kek, at } = keyBodyOf(record);
    return { kind: 'named', name: record.id, kek, createdAt: at, current: true };
  });
  return [...data, ...named];
}
