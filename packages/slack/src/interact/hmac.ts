import { InvalidInputError, isSecret, type Secret } from '@localert/core';

const encoder = new TextEncoder();
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };

/** Text or bytes as bytes. */
export const bytesOf = (text: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  typeof text === 'string' ? encoder.encode(text) : new Uint8Array(text);

/** Keys of HMAC-SHA256: the first signs, all of them verify, so that one can take the place of another. */
export interface HmacKeys {
  sign(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Compares in constant time, with every key. */
  verify(data: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

const importKey = (text: string) =>
  globalThis.crypto.subtle.importKey('raw', encoder.encode(text), ALGORITHM, false, ['sign', 'verify']);
type Key = Awaited<ReturnType<typeof importKey>>;

/**
 * Makes keys of secrets.
 *
 * @param least - shortest secret that is taken, in characters
 * @throws LOCALERT_INVALID_INPUT for none, or one that is too short or no secret
 */
export function hmacKeys(secrets: readonly Secret[], least: number): HmacKeys {
  const { subtle } = globalThis.crypto;
  const texts = secrets.map((one) => (isSecret(one) ? one.reveal() : ''));
  const weak = texts.findIndex((text) => text.length < least);
  if (texts.length === 0 || weak >= 0) {
    const message = `secrets of at least ${least} characters, wrapped by secret()`;
    throw new InvalidInputError({
      what: 'signing secrets',
      issues: [{ path: String(Math.max(0, weak)), message }],
    });
  }
  // Imported once: an interaction a second must not cost a key schedule each.
  let imported: Promise<Key[]> | undefined;
  const keys = () => {
    imported ??= Promise.all(texts.map(importKey));
    return imported;
  };
  return {
    async sign(data) {
      const [first] = await keys();
      return new Uint8Array(await subtle.sign('HMAC', first as Key, data));
    },
    async verify(data, signature) {
      const checks = (await keys()).map((key) => subtle.verify('HMAC', key, signature, data));
      return (await Promise.all(checks)).some(Boolean);
    },
  };
}
