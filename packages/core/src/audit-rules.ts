import type { AuditEntry, AuditHead, AuditRange, AuditRecord } from './audit.ts';
import { type InputIssue, InvalidInputError } from './errors.ts';
import type { TenantId } from './ids.ts';
import { isStorable } from './storable.ts';

/** The `previousHash` of a chain's first entry: 32 zero bytes in base64url. */
export const FIRST_PREVIOUS_HASH: string = 'A'.repeat(43);

/** 32 bytes in base64url without padding (RFC 4648 section 5). */
const HASH = /^[A-Za-z0-9_-]{43}$/;

/** Longest id: a UUID has 36 characters. */
const MAX_ID_LENGTH = 200;

function refuseAny(what: string, issues: readonly InputIssue[]): void {
  if (issues.length > 0) throw new InvalidInputError({ what, issues });
}

/**
 * Refuses audit records that a log could not keep, or that belong to another tenant; for adapters, which call it before
 * they change anything.
 *
 * @param tenant - whose change the records are of
 * @throws LOCALERT_INVALID_INPUT
 */
export function assertAuditRecords(tenant: TenantId, records: readonly AuditRecord[]): void {
  const issues: InputIssue[] = [];
  for (const [index, { id, at, tenant: own }] of records.entries()) {
    if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH || !isStorable(id)) {
      issues.push({ path: `${index}.id`, message: 'a UUID' });
    }
    if (own !== tenant) issues.push({ path: `${index}.tenant`, message: 'the tenant of the change' });
    if (!Number.isFinite(at)) issues.push({ path: `${index}.at`, message: 'epoch milliseconds' });
  }
  refuseAny('audit', issues);
}

/**
 * Refuses entries that do not follow the head, each other, or their tenant; for adapters. Hashes are compared, not
 * computed.
 *
 * @param head - the end of the chain that they are linked to; `undefined` for a chain that begins
 * @throws LOCALERT_INVALID_INPUT
 */
export function assertAuditLink(
  tenant: TenantId,
  head: AuditHead | undefined,
  entries: readonly AuditEntry[],
): void {
  assertAuditRecords(tenant, entries);
  const issues: InputIssue[] = [];
  let previous = head ?? { sequence: 0, hash: FIRST_PREVIOUS_HASH };
  for (const [index, { sequence, previousHash, hash }] of entries.entries()) {
    if (sequence !== previous.sequence + 1) {
      issues.push({ path: `${index}.sequence`, message: 'the number after the entry before' });
    }
    if (previousHash !== previous.hash) {
      issues.push({ path: `${index}.previousHash`, message: 'the hash of the entry before' });
    }
    if (typeof hash !== 'string' || !HASH.test(hash)) {
      issues.push({ path: `${index}.hash`, message: '32 bytes in base64url' });
    }
    previous = { sequence, hash };
  }
  if (new Set(entries.map(({ id }) => id)).size < entries.length) {
    issues.push({ path: '', message: 'each entry once' });
  }
  refuseAny('audit link', issues);
}

/** Which linked entries are asked for, with the defaults in place: `limit` is 1 to 10,000, 1,000 when none is named. */
export function auditRange({ after = 0, limit = 1_000 }: AuditRange): {
  readonly after: number;
  readonly limit: number;
} {
  return {
    after: Math.max(0, Math.trunc(after) || 0),
    limit: Math.min(10_000, Math.max(1, Math.trunc(limit) || 1)),
  };
}
