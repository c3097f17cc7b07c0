import type { TenantId } from './ids.ts';
import type { Page, PageRequest } from './page.ts';
import type { Scope } from './scope.ts';

/** The version of the {@link Records} contract. */
export const RECORDS_SPEC = 'localert.records/1';

/**
 * What kinds of small records a tenant has: wrapped data keys, keys for pseudonyms, API keys, sealed credentials
 * (Slack tokens and webhooks), signed heads of the audit chain, units of the translation memory, how the tenant writes in a
 * language, incidents, and which alert is of which incident.
 */
export const RECORD_KINDS = [
  'dek',
  'tenant-key',
  'api-key',
  'credential',
  'audit-head',
  'memory',
  'house-style',
  'incident',
  'incident-alert',
] as const;

/** A kind of small records. */
export type RecordKind = (typeof RECORD_KINDS)[number];

/** A small record of a tenant. */
export interface StoredRecord {
  readonly kind: RecordKind;
  /** Unique in its tenant and kind; 1 to 200 characters. */
  readonly id: string;
  /** Counts the writes, from 1. */
  readonly version: number;
  /** JSON text; the store does not look into it. At most 64 KiB. */
  readonly body: string;
}

/** Longest body of a record, in UTF-16 code units. */
export const MAX_RECORD_LENGTH = 65_536;

/**
 * Keeps small records a tenant: what is neither a fixture, nor an alert, nor an audit entry. A tenant scope reaches its
 * own tenant's records only: another's answer as absent ones do, and a write there is refused with
 * LOCALERT_INVALID_SCOPE. `purgeTenant` of the store removes them: a purged tenant's keys are gone.
 */
export interface Records {
  readonly spec: typeof RECORDS_SPEC;
  get(scope: Scope, tenant: TenantId, kind: RecordKind, id: string): Promise<StoredRecord | undefined>;
  /** By id. */
  list(scope: Scope, tenant: TenantId, kind: RecordKind, page?: PageRequest): Promise<Page<StoredRecord>>;
  /**
   * Writes a record whose stored version is `record.version - 1`; 1 makes a new one. Answers whether it did: false when
   * another write came first, and then changes nothing.
   */
  put(scope: Scope, tenant: TenantId, record: StoredRecord): Promise<boolean>;
  /** Removes a record; answers whether there was one. What is deleted must not be readable on the medium afterwards. */
  delete(scope: Scope, tenant: TenantId, kind: RecordKind, id: string): Promise<boolean>;
}
