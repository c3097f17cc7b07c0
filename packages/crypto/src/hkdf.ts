import type { KeyObject } from 'node:crypto';
import { InvalidInputError } from '@localert/core';
import type { AeadBackend } from './backend.ts';
import { platformBackend } from './backends.ts';

/** HKDF-Expand numbers its blocks in one byte. */
const MOST_BYTES = 255 * 32;

/**
 * HKDF with SHA-256 (RFC 5869): extract and expand.
 *
 * @param key - input keying material of any length
 * @param length - bytes to answer, 1 to 8,160
 * @param backend - whose library; default: the platform's
 * @throws LOCALERT_INVALID_INPUT for a length outside the limits
 *
 * @example
 * ```ts
 * import { hkdfSha256 } from '@localert/crypto';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32));
 * const derived = hkdfSha256(key, new Uint8Array(32), new TextEncoder().encode('acme/cursors'), 32);
 * console.log(derived.length); // 32
 * ```
 */
export function hkdfSha256(
  key: Uint8Array | KeyObject,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
  backend: AeadBackend = platformBackend,
): Uint8Array {
  if (!Number.isInteger(length) || length < 1 || length > MOST_BYTES) {
    const issues = [{ path: 'length', message: `an integer from 1 to ${MOST_BYTES}` }];
    throw new InvalidInputError({ what: 'HKDF call', issues });
  }
  const derive = backend.hkdfSha256 ?? platformBackend.hkdfSha256;
  return derive(key, salt, info, length);
}

/**
 * HMAC with SHA-256 (RFC 2104): 32 bytes.
 *
 * @param backend - whose library; default: the platform's
 *
 * @example
 * ```ts
 * import { hmacSha256 } from '@localert/crypto';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32));
 * const pseudonym = hmacSha256(key, new TextEncoder().encode('user:ana'));
 * console.log(pseudonym.length); // 32
 * ```
 */
export function hmacSha256(
  key: Uint8Array | KeyObject,
  data: Uint8Array,
  backend: AeadBackend = platformBackend,
): Uint8Array {
  const mac = backend.hmacSha256 ?? platformBackend.hmacSha256;
  return mac(key, data);
}
