import type { KeyObject } from 'node:crypto';
import { DecryptFailedError } from '@localert/core';
import { gcm } from '@noble/ciphers/aes.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type AeadBackend, assertAead } from './backend.ts';

const bytesOf = (key: Uint8Array | KeyObject): Uint8Array =>
  key instanceof Uint8Array ? key : new Uint8Array(key.export());

/** noble compares the tag before it decrypts, and takes none that is short. */
function tryDecrypt(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array) {
  try {
    return gcm(key, nonce, aad).decrypt(sealed);
  } catch {
    return undefined;
  }
}

/**
 * The backend of `@noble/ciphers` and `@noble/hashes`: JavaScript alone, for places without `node:crypto`. Its AES looks
 * things up in tables, so that its time may depend on the key.
 */
export const nobleBackend: Required<AeadBackend> = {
  name: 'noble',

  encrypt(key, nonce, plaintext, aad) {
    assertAead(key, nonce);
    return gcm(bytesOf(key), nonce, aad).encrypt(plaintext);
  },

  decrypt(key, nonce, ciphertextAndTag, aad) {
    assertAead(key, nonce);
    const plaintext = tryDecrypt(bytesOf(key), nonce, aad, ciphertextAndTag);
    if (!plaintext) throw new DecryptFailedError({ what: 'ciphertext' });
    return plaintext;
  },

  hkdfSha256: (key, salt, info, length) => hkdf(sha256, bytesOf(key), salt, info, length),

  hmacSha256: (key, data) => hmac(sha256, bytesOf(key), data),
};
