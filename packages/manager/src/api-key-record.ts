import {
  type Records,
  type Restriction,
  type Scope,
  StoreCorruptError,
  type StoredRecord,
  type TenantId,
} from '@localert/core';
import { SetupError } from './errors.ts';
import type { House } from './house.ts';

/** One of a key's texts: the current one, or one that a rotation left for a while. */
export interface KeyDigest {
  /** SHA-256 of the key's text, base64url. */
  readonly sha256: string;
  /** Epoch milliseconds at which it ends; absent for the current one. */
  readonly until?: number;
}

/** What is kept of an API key. */
export interface KeyRecord {
  readonly name: string;
  readonly roles: readonly string[];
  readonly only?: Restriction;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly createdBy: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
  /** When the tenant was made: a namesake that was made later does not take over its keys. */
  readonly tenantCreatedAt: number;
  /** The current one first. */
  readonly digests: readonly KeyDigest[];
}

/** A key with the version of its record. */
export interface KeptKey {
  readonly version: number;
  readonly record: KeyRecord;
}

/** Where API keys are kept. @throws LOCALERT_SETUP when nowhere */
export function recordsOf({ records }: House): Records {
  if (records === undefined)
    throw new SetupError({ needs: 'a store that keeps records, so it has no API keys' });
  return records;
}

/** The key in a record. What is in there was written here; should it not be, it opens nothing. */
export function keptKey({ body, version }: StoredRecord): KeptKey {
  try {
    const record = JSON.parse(body) as KeyRecord;
    if (Array.isArray(record.digests) && Array.isArray(record.roles)) return { version, record };
  } catch {
    // As unusable as one of another shape.
  }
  throw new StoreCorruptError({ what: 'the record of an API key' });
}

/** A key by its id. */
export async function findKey(
  house: House,
  scope: Scope,
  tenant: TenantId,
  id: string,
): Promise<KeptKey | undefined> {
  const stored = await recordsOf(house).get(scope, tenant, 'api-key', id);
  return stored === undefined ? undefined : keptKey(stored);
}

/** Writes a key; answers whether no other write came first. */
export function keepKey(
  house: House,
  scope: Scope,
  tenant: TenantId,
  id: string,
  kept: KeptKey,
): Promise<boolean> {
  const body = JSON.stringify(kept.record);
  return recordsOf(house).put(scope, tenant, { kind: 'api-key', id, version: kept.version, body });
}
