import { hash } from 'node:crypto';
import {
  type AuditDetails,
  type AuditEntry,
  type AuditHead,
  type AuditRecord,
  type AuditResource,
  FIRST_PREVIOUS_HASH,
} from '@localert/core';
import { canonicalJson } from './canonical-json.ts';
import { NotCanonicalError } from './errors.ts';

const ENTRY_MEMBERS: ReadonlySet<string> = new Set([
  'action',
  'actor',
  'at',
  'details',
  'frameworks',
  'hash',
  'id',
  'outcome',
  'payloadHash',
  'previousHash',
  'reason',
  'resource',
  'rowHash',
  'sequence',
  'tenant',
] satisfies (keyof AuditEntry)[]);

const RESOURCE_MEMBERS: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'locale',
  'revision',
] satisfies (keyof AuditResource)[]);

/** A member that the fixed order does not know would stay out of the hash, and could be changed unseen. */
function assertKnown(value: object, known: ReadonlySet<string>): void {
  for (const name in value) {
    if (!known.has(name)) throw new NotCanonicalError({ path: name, reason: 'no member of an audit entry' });
  }
}

function text(value: unknown, path: string): string {
  if (typeof value !== 'string' || !value.isWellFormed()) {
    throw new NotCanonicalError({ path, reason: 'no text without lone surrogates' });
  }
  return JSON.stringify(value);
}

function number(value: unknown, path: string): string {
  if (!Number.isFinite(value)) throw new NotCanonicalError({ path, reason: 'no finite number' });
  return String(value);
}

function resourceJson(resource: AuditResource): string {
  assertKnown(resource, RESOURCE_MEMBERS);
  const { id, kind, locale, revision } = resource;
  const start = id === undefined ? '{' : `{"id":${text(id, 'resource.id')},`;
  const end = locale === undefined ? '' : `,"locale":${text(locale, 'resource.locale')}`;
  const last = revision === undefined ? '}' : `,"revision":${number(revision, 'resource.revision')}}`;
  return `${start}"kind":${text(kind, 'resource.kind')}${end}${last}`;
}

const optional = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `"${name}":${text(value, name)},`;

function detailsJson(details: AuditDetails | undefined): string {
  if (details === undefined) return '';
  const text = canonicalJson(details);
  if (!text.startsWith('{')) throw new NotCanonicalError({ path: 'details', reason: 'no facts by name' });
  return `"details":${text},`;
}

/** Only a list: a text is a row of characters too, and an empty one would pass for the empty list. */
function frameworksJson(frameworks: readonly string[]): string {
  if (!Array.isArray(frameworks)) throw new NotCanonicalError({ path: 'frameworks', reason: 'no list' });
  return frameworks.map((one) => text(one, 'frameworks')).join(',');
}

/**
 * What an entry's hash is taken over: its canonical JSON without `hash`. The members stand in their canonical order in
 * the code, which is four times as fast as sorting them; a test holds it equal to {@link canonicalJson}.
 *
 * @throws LOCALERT_NOT_CANONICAL for members of another type, and for ones that no entry has
 */
export function entryJson(record: AuditRecord, sequence: number, previousHash: string): string {
  assertKnown(record, ENTRY_MEMBERS);
  return `{"action":${text(record.action, 'action')},"actor":${text(record.actor, 'actor')},"at":${number(
    record.at,
    'at',
  )},${detailsJson(record.details)}"frameworks":[${frameworksJson(record.frameworks)}],"id":${text(record.id, 'id')},"outcome":${text(
    record.outcome,
    'outcome',
  )},${optional('payloadHash', record.payloadHash)}"previousHash":${text(previousHash, 'previousHash')},${optional(
    'reason',
    record.reason,
  )}"resource":${resourceJson(record.resource)},${optional('rowHash', record.rowHash)}"sequence":${number(
    sequence,
    'sequence',
  )},"tenant":${text(record.tenant, 'tenant')}}`;
}

const hashOf = (record: AuditRecord, sequence: number, previousHash: string): string =>
  hash('sha256', entryJson(record, sequence, previousHash), 'base64url');

/**
 * The hash that an entry should have: SHA-256 of its canonical JSON without `hash`, base64url.
 *
 * @throws LOCALERT_NOT_CANONICAL
 *
 * @example
 * ```ts
 * import { entryHash } from '@localert/audit';
 * import type { AuditEntry } from '@localert/core';
 *
 * export const isWhole = (entry: AuditEntry): boolean => entryHash(entry) === entry.hash;
 * ```
 */
export const entryHash = (entry: AuditEntry): string => hashOf(entry, entry.sequence, entry.previousHash);

/** Links records behind a head, in their order. @throws LOCALERT_NOT_CANONICAL */
export function linkRecords(head: AuditHead | undefined, records: readonly AuditRecord[]): AuditEntry[] {
  let { sequence, hash: previousHash } = head ?? { sequence: 0, hash: FIRST_PREVIOUS_HASH };
  return records.map((record) => {
    sequence += 1;
    const entry = { ...record, sequence, previousHash, hash: hashOf(record, sequence, previousHash) };
    previousHash = entry.hash;
    return entry;
  });
}

/** Refuses what could not be linked later, when nobody is there to be told. @throws LOCALERT_NOT_CANONICAL */
export function assertLinkable(record: AuditRecord): void {
  entryJson(record, 1, FIRST_PREVIOUS_HASH);
}
