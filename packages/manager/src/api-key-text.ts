import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type TenantId, tenantIdFault } from '@localert/core';

/**
 * What an API key looks like: `lk.<tenant>.<id>.<secret and checksum>`, for secret scanners and log filters. The last six
 * characters are a checksum, so that a scanner knows a key from what looks like one.
 */
export const API_KEY_PATTERN =
  /lk\.[a-z0-9][a-z0-9_-]{0,62}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{49}/;

const WHOLE = new RegExp(`^${API_KEY_PATTERN.source}$`);

/** The longest key: 3 + 63 + 1 + 36 + 1 + 49 characters. */
const MAX_LENGTH = 153;

/** The checksum's characters: 32 bits as base64url. */
const CHECKSUM_LENGTH = 6;

/** CRC-32 finds slips and tells keys from look-alikes; it guards nothing, for anybody can compute it. */
function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64url');
}

/** A key as it was shown to us, whole and well formed. Whether it opens anything is another question. */
export interface ShownKey {
  readonly tenant: TenantId;
  readonly id: string;
  /** SHA-256 of the whole key. */
  readonly digest: Buffer;
}

/**
 * What is kept of a key. One round of SHA-256 is enough: slow hashes are for secrets that can be guessed, and 256 random
 * bits cannot (NIST SP 800-63B section 5.1.2.2 asks for an approved one-way function from 112 bits on). It is taken over
 * the whole key, so that a row which is copied to another tenant or id opens nothing.
 */
const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** A new key of 32 random bytes. */
export function newApiKey(tenant: TenantId, id: string): { readonly text: string; readonly digest: Buffer } {
  const start = `lk.${tenant}.${id}.${randomBytes(32).toString('base64url')}`;
  const text = start + checksumOf(start);
  return { text, digest: digestOf(text) };
}

/** Reads a key; `undefined` for what is none. Nothing is asked for it: no store, no cache. */
export function readApiKey(text: unknown): ShownKey | undefined {
  if (typeof text !== 'string' || text.length > MAX_LENGTH || !WHOLE.test(text)) return undefined;
  const [, tenant = '', id = ''] = text.split('.');
  if (tenantIdFault(tenant) !== undefined) return undefined;
  if (checksumOf(text.slice(0, -CHECKSUM_LENGTH)) !== text.slice(-CHECKSUM_LENGTH)) return undefined;
  return { tenant, id, digest: digestOf(text) };
}
