import type { DecipherGCM, KeyObject } from 'node:crypto';
import { DecryptFailedError } from '@localert/core';
import { type AeadBackend, assertAead, TAG_BYTES } from './backend.ts';

type NodeCrypto = typeof import('node:crypto');

/** Node takes tags of 4 bytes unless it is told how long they are. */
const GCM = { authTagLength: TAG_BYTES } as const;

/** Without the Buffer around it: what both backends answer is the same in every respect. */
const plain = ({ buffer, byteOffset, length }: Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, length);

/** Whether the tag fits; before that nothing may be believed. */
function isGenuine(decipher: DecipherGCM): boolean {
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

/** The backend of `node:crypto`. */
export function nodeBackend(crypto: NodeCrypto): Required<AeadBackend> {
  /** OpenSSL takes a key object faster than bytes. */
  const keyObject = (key: Uint8Array | KeyObject): KeyObject =>
    key instanceof Uint8Array ? crypto.createSecretKey(key) : key;

  return {
    name: 'node',

    encrypt(key, nonce, plaintext, aad) {
      assertAead(key, nonce);
      const cipher = crypto.createCipheriv('aes-256-gcm', keyObject(key), nonce, GCM);
      cipher.setAAD(aad);
      const result = new Uint8Array(plaintext.length + TAG_BYTES);
      result.set(cipher.update(plaintext));
      cipher.final();
      result.set(cipher.getAuthTag(), plaintext.length);
      return result;
    },

    decrypt(key, nonce, ciphertextAndTag, aad) {
      assertAead(key, nonce);
      const end = ciphertextAndTag.length - TAG_BYTES;
      if (end < 0) throw new DecryptFailedError({ what: 'ciphertext' });
      const decipher = crypto.createDecipheriv('aes-256-gcm', keyObject(key), nonce, GCM);
      decipher.setAAD(aad);
      decipher.setAuthTag(ciphertextAndTag.subarray(end));
      const plaintext = decipher.update(ciphertextAndTag.subarray(0, end));
      if (isGenuine(decipher)) return plain(plaintext);
      plaintext.fill(0);
      throw new DecryptFailedError({ what: 'ciphertext' });
    },

    hkdfSha256: (key, salt, info, length) =>
      new Uint8Array(crypto.hkdfSync('sha256', keyObject(key), salt, info, length)),

    hmacSha256: (key, data) => plain(crypto.createHmac('sha256', keyObject(key)).update(data).digest()),
  };
}
