import type { AuditFramework } from './compliance.ts';
import type { TenantId } from './ids.ts';
import type { Page, PageRequest } from './page.ts';
import type { Scope, SystemScope, TenantScope } from './scope.ts';

/** The version of the {@link AuditLog} contract. */
export const AUDIT_SPEC = 'localert.audit/1';

/** What became of an operation. */
export type AuditOutcome = 'success' | 'denied' | 'failure';

/** What an operation touched. Ids only. */
export interface AuditResource {
  /** For example `fixture`, `alert`, `tenant`, `api-key`, `key`, `audit`. */
  readonly kind: string;
  readonly id?: string | undefined;
  readonly locale?: string | undefined;
  /** The revision that a write made. */
  readonly revision?: number | undefined;
}

/** Facts of an entry that are safe to keep for years: codes, counts, hashes. Never texts or values. */
export type AuditDetails = { readonly [name: string]: string | number | boolean };

/** One operation, before it is linked into its tenant's chain. */
export interface AuditRecord {
  /** UUID, version 7. Unique: a second append of the same id changes nothing. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly tenant: TenantId;
  /** A pseudonym: an HMAC of who acted under a key that can be destroyed. */
  readonly actor: string;
  /** What was done, for example `fixture:write`, `alert:send`, `audit:read`. */
  readonly action: string;
  readonly resource: AuditResource;
  readonly outcome: AuditOutcome;
  /** Why it was denied or failed, or why it was done: an error's code, or the host's own words for `logAccess`. */
  readonly reason?: string | undefined;
  readonly frameworks: readonly AuditFramework[];
  /** HMAC-SHA256 of the payload under the tenant's shreddable key, base64url. */
  readonly payloadHash?: string | undefined;
  /** SHA-256 of the row as it lies encrypted in the store, base64url: shows a row that was rolled back. */
  readonly rowHash?: string | undefined;
  readonly details?: AuditDetails | undefined;
}

/** An entry in its tenant's chain. */
export interface AuditEntry extends AuditRecord {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** The hash of the entry before; 43 times `A` (32 zero bytes) for the first. */
  readonly previousHash: string;
  /** SHA-256 of the entry's canonical JSON without this member (RFC 8785), base64url. */
  readonly hash: string;
}

/** The end of a chain. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Which entries. */
export interface AuditRange {
  /** Entries with a larger sequence; default 0. */
  readonly after?: number | undefined;
  /** 1 to 10,000; default 1,000. */
  readonly limit?: number | undefined;
}

/**
 * Keeps audit records and the chains made of them. Writers append unlinked records, in the transaction of the change
 * where they can, and do not wait for each other; one sealer a tenant links them in order of arrival.
 *
 * Linked entries never change and are not removed with a purged tenant: they name people by pseudonym only, and go when
 * their retention ends.
 */
export interface AuditLog {
  readonly spec: typeof AUDIT_SPEC;
  /** Keeps records that are not linked yet. One whose id is known, linked or not, is passed over. */
  append(scope: Scope, tenant: TenantId, records: readonly AuditRecord[]): Promise<void>;
  /** Tenants that have anything here, unlinked or linked, by id. */
  tenants(scope: SystemScope, page?: PageRequest): Promise<Page<TenantId>>;
  /** Tenants with unlinked records, the longest waiting first. */
  waiting(scope: SystemScope, limit: number): Promise<readonly TenantId[]>;
  /** A tenant's unlinked records, in order of arrival: `limit` of them where there are so many. */
  unlinked(scope: SystemScope, tenant: TenantId, limit: number): Promise<readonly AuditRecord[]>;
  /**
   * Appends linked entries behind `head` (`undefined`: the chain has none) and removes their unlinked forms, in one
   * transaction. Answers false, and changes nothing, when the chain's head is another one by now.
   */
  link(
    scope: SystemScope,
    tenant: TenantId,
    head: AuditHead | undefined,
    entries: readonly AuditEntry[],
  ): Promise<boolean>;
  /** The end of the tenant's chain; a tenant scope sees its own. */
  head(scope: Scope, tenant: TenantId): Promise<AuditHead | undefined>;
  /** Linked entries by sequence; a tenant scope sees its own. */
  read(scope: Scope, tenant: TenantId, range?: AuditRange): Promise<readonly AuditEntry[]>;
  /** Removes linked entries up to a sequence, but never the last one; answers how many. */
  drop(scope: SystemScope, tenant: TenantId, upTo: number): Promise<number>;
}

/** The version of the {@link Auditor} contract. */
export const AUDITOR_SPEC = 'localert.auditor/1';

/** An operation as its caller tells it. */
export interface AuditAct {
  readonly tenant: TenantId;
  /** Who acted, in the clear: kept as a pseudonym only. */
  readonly actor: string;
  readonly action: string;
  readonly resource: AuditResource;
  readonly outcome: AuditOutcome;
  readonly reason?: string | undefined;
  readonly frameworks: readonly AuditFramework[];
  /** What was written or sent: only its keyed hash is kept. JSON data, or text. */
  readonly payload?: unknown;
  readonly details?: AuditDetails | undefined;
}

/** Which entries of a tenant, newest last. */
export interface AuditQuery extends PageRequest {
  /** Epoch milliseconds; entries from then on. */
  readonly since?: number | undefined;
  /** Epoch milliseconds; entries before then. */
  readonly until?: number | undefined;
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
}

/** Writes and reads the audit trail, for whoever performs operations. `@localert/audit` makes one over an {@link AuditLog}. */
export interface Auditor {
  readonly spec: typeof AUDITOR_SPEC;
  /** The record of an act, to be handed to the write that it belongs to; at once when the tenant's keys are at hand. */
  record(act: AuditAct): AuditRecord | Promise<AuditRecord>;
  /** Keeps records that no other write takes along. */
  append(tenant: TenantId, records: readonly AuditRecord[]): Promise<void>;
  /** The tenant's linked entries. */
  entries(scope: TenantScope, query?: AuditQuery): Promise<Page<AuditEntry>>;
  /** Destroys the key of the tenant's pseudonyms: the trail stays verifiable and names nobody any more. */
  forget(tenant: TenantId): Promise<void>;
  /** Removes entries whose days are over, but never the last one. Absent where they are not removed from here. */
  prune?(
    tenant: TenantId,
    retention: { readonly retentionDays: number },
  ): Promise<{ readonly dropped: number }>;
  /** Links what is waiting, and stops. */
  close(): Promise<void>;
}
