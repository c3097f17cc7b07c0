import { InvalidInputError, isSecret, type Secret, secret } from '@localert/core';
import { KEY_BYTES } from './backend.ts';
import { fromBase64 } from './base64.ts';
import { InvalidKeyError } from './envelope-errors.ts';

/** One key-encryption key of a local keyring. */
export interface LocalKey {
  /** Its version, for example `k1`: 1 to 32 of A-Z a-z 0-9 _ -. Stands beside everything that it wraps. */
  readonly id: string;
  /** 32 random bytes, or a secret with their base64 or hex. Never a passphrase. */
  readonly key: Uint8Array | Secret;
}

/** Which keys there are, and which one wraps. */
export interface LocalKeyset {
  readonly keys: readonly LocalKey[];
  /** The id of the key that wraps; the others open only. */
  readonly current: string;
}

const EXPECTED = '32 random bytes, or their base64 or hex as a secret(); a passphrase is no key';
const HEX = /^(?:[0-9a-f]{64}|[0-9A-F]{64})$/;
const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

function decode(text: string): Uint8Array | undefined {
  if (!HEX.test(text)) return fromBase64(text);
  return Uint8Array.from({ length: KEY_BYTES }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}

/** A copy of the key's 32 bytes. @param what - names it in the error @throws LOCALERT_INVALID_KEY */
export function localKeyBytes(key: Uint8Array | Secret, what: string): Uint8Array {
  let bytes: Uint8Array | undefined;
  if (key instanceof Uint8Array) bytes = new Uint8Array(key);
  else if (isSecret(key)) bytes = decode(key.reveal());
  if (bytes?.length !== KEY_BYTES) throw new InvalidKeyError({ what, expected: EXPECTED });
  return bytes;
}

/** Whether a text can be a key's id. */
export const isKeyId = (id: string): boolean => typeof id === 'string' && KEY_ID.test(id);

/** @throws LOCALERT_INVALID_INPUT */
export function assertKeyId(id: string): void {
  if (isKeyId(id)) return;
  const issues = [{ path: 'id', message: '1 to 32 of A-Z a-z 0-9 _ - with a letter or digit first' }];
  throw new InvalidInputError({ what: 'local key', issues });
}

const LIST = '"id:key,id:key", with keys as "openssl rand -base64 32" prints them, and it must not be empty';

/** What stands in a keyset's text: `id:key`, the first one wraps. */
const ENTRY = /^([^:\s]+):(\S+)$/;

/**
 * Reads a keyset out of one text, as an environment variable holds it: `k2:<base64>,k1:<base64>`. The first key wraps,
 * the others open only.
 *
 * @param text - the variable or a secret with the same text
 * @throws LOCALERT_INVALID_KEY when there is none or a part of it is no key; never quotes it
 *
 * @example
 * ```ts
 * import { envKeys, localKeys } from '@localert/crypto';
 *
 * const kek = localKeys(envKeys(process.env['LOCALERT_KEYS']));
 * console.log(await kek.current());
 * ```
 */
export function envKeys(text: string | Secret | undefined): LocalKeyset {
  const list = (isSecret(text) ? text.reveal() : (text ?? '')).split(',');
  const keys = list.map((entry, index) => {
    const [, id = '', key = ''] = ENTRY.exec(entry.trim()) ?? [];
    const what = `list of local keys, at its part ${index + 1} of ${list.length},`;
    if (id === '') throw new InvalidKeyError({ what, expected: LIST });
    return { id, key: secret(key) };
  });
  return { keys, current: (keys[0] as LocalKey).id };
}
