import type { KeyObject } from 'node:crypto';
import { InvalidInputError } from '@localert/core';
import { InvalidKeyError } from './envelope-errors.ts';

/** A key of 32 bytes: as bytes, or as a `KeyObject` of `node:crypto`, which prints and serialises to nothing. */
export type DekKey = Uint8Array | KeyObject;

/** Bytes of every key. */
export const KEY_BYTES = 32;
/** Bytes of a nonce of AES-GCM (NIST SP 800-38D section 8.2: the length that needs no hashing). */
export const NONCE_BYTES = 12;
/** Bytes of a tag. Shorter ones are never made and never taken. */
export const TAG_BYTES = 16;

/**
 * AES-256-GCM (NIST SP 800-38D) by one library. Keys of 32 bytes, nonces of 12, tags of 16: other lengths are refused
 * with a typed error. The caller answers for a nonce that is used once a key: {@link seal} derives both for each record.
 */
export interface AeadBackend {
  /** `node` or `noble`. */
  readonly name: string;
  /** Answers the ciphertext and behind it the tag. @throws LOCALERT_INVALID_KEY, LOCALERT_INVALID_INPUT */
  encrypt(key: DekKey, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array;
  /**
   * Answers the plaintext, all of it or nothing.
   *
   * @throws LOCALERT_DECRYPT_FAILED for a tag that is wrong or short, LOCALERT_INVALID_KEY, LOCALERT_INVALID_INPUT
   */
  decrypt(key: DekKey, nonce: Uint8Array, ciphertextAndTag: Uint8Array, aad: Uint8Array): Uint8Array;
  /** HKDF-SHA256 (RFC 5869) by the same library; where it is absent, the platform's is taken. */
  readonly hkdfSha256?: (
    key: Uint8Array | KeyObject,
    salt: Uint8Array,
    info: Uint8Array,
    length: number,
  ) => Uint8Array;
  /** HMAC-SHA256 (RFC 2104) by the same library. */
  readonly hmacSha256?: (key: Uint8Array | KeyObject, data: Uint8Array) => Uint8Array;
}

/** Refuses a key of another length, or something that is no key. @throws LOCALERT_INVALID_KEY */
export function assertKey(key: DekKey, what: string): void {
  const bytes = key instanceof Uint8Array ? key.length : key?.symmetricKeySize;
  if (bytes !== KEY_BYTES) throw new InvalidKeyError({ what, expected: `${KEY_BYTES} bytes` });
}

/** Refuses what AES-256-GCM is not given here. */
export function assertAead(key: DekKey, nonce: Uint8Array): void {
  assertKey(key, 'AES-256-GCM key');
  if (nonce.length !== NONCE_BYTES) {
    const issues = [{ path: 'nonce', message: `${NONCE_BYTES} bytes` }];
    throw new InvalidInputError({ what: 'AES-256-GCM call', issues });
  }
}
