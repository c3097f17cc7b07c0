import { DecryptFailedError, InvalidInputError } from '@localert/core';
import { associatedData, type SealContext } from './associated-data.ts';
import { type AeadBackend, assertKey, type DekKey, KEY_BYTES, NONCE_BYTES, TAG_BYTES } from './backend.ts';
import { platformBackend } from './backends.ts';
import { EnvelopeUnsupportedError } from './envelope-errors.ts';
import { hkdfSha256 } from './hkdf.ts';
import { sameBytes } from './same-bytes.ts';

/** The version of the format. */
const VERSION = 1;
/** AES-256-GCM with a derived key. 2 is kept for XChaCha20-Poly1305, and refused until it is there. */
const SUITE = 1;
const MAGIC = [0x4c, 0x4b] as const; // "LK"
const SALT_BYTES = 32;
const COMMITMENT_BYTES = 32;

const FIXED_BYTES = 8;
const SALT_END = FIXED_BYTES + SALT_BYTES;
const HEADER_BYTES = SALT_END + COMMITMENT_BYTES;

/** How much longer an envelope is than its plaintext: 88 bytes. */
export const ENVELOPE_OVERHEAD = HEADER_BYTES + TAG_BYTES;

const NONCE_END = KEY_BYTES + NONCE_BYTES;
const DERIVED_BYTES = NONCE_END + COMMITMENT_BYTES;
const LABEL = new TextEncoder().encode('localert/envelope/1');
const MAX_DEK_ID = 2 ** 32 - 1;

/** What stands before the salt. */
export interface EnvelopeHeader {
  readonly version: number;
  readonly suite: number;
  /** The number of the data key, unique in its tenant. */
  readonly dekId: number;
}

/** Options of {@link seal}. */
export interface SealOptions {
  /** The data key: 32 random bytes. */
  readonly key: DekKey;
  /** Its number: 0 to 2^32 - 1. */
  readonly dekId: number;
  readonly context: SealContext;
  readonly plaintext: Uint8Array;
  /** 32 bytes, for tests and vectors alone: a salt that is used twice with one key breaks AES-GCM. Default: random. */
  readonly salt?: Uint8Array | undefined;
  readonly backend?: AeadBackend | undefined;
}

/** Options of {@link open}. */
export interface OpenOptions {
  /** The data key, or what finds it by its number. */
  readonly key: DekKey | ((dekId: number) => DekKey);
  readonly envelope: Uint8Array;
  /** Where it was found: must be what it was sealed for. */
  readonly context: SealContext;
  readonly backend?: AeadBackend | undefined;
}

const failed = () => new DecryptFailedError({ what: 'envelope' });

const viewOf = ({ buffer, byteOffset, length }: Uint8Array) => new DataView(buffer, byteOffset, length);

/** Key, nonce and commitment of one envelope. */
function derive(key: DekKey, header: Uint8Array, backend: AeadBackend): Uint8Array {
  // suite ‖ dekId stand in the header as they stand in the info.
  const info = new Uint8Array(LABEL.length + FIXED_BYTES - 3);
  info.set(LABEL);
  info.set(header.subarray(3, FIXED_BYTES), LABEL.length);
  return hkdfSha256(key, header.subarray(FIXED_BYTES, SALT_END), info, DERIVED_BYTES, backend);
}

/**
 * Reads which data key an envelope wants. Nothing of it is authenticated before {@link open}.
 *
 * @throws LOCALERT_DECRYPT_FAILED for what is no envelope, LOCALERT_ENVELOPE_UNSUPPORTED for a version or a suite that
 * this release does not open
 *
 * @example
 * ```ts
 * import { readHeader, seal } from '@localert/crypto';
 *
 * const context = { tenant: 'acme', fixture: 'disk_full', revision: 1, field: 'messages', locale: 'es' };
 * const key = crypto.getRandomValues(new Uint8Array(32));
 * const envelope = seal({ key, dekId: 7, context, plaintext: new TextEncoder().encode('Disco lleno') });
 * readHeader(envelope).dekId; // 7
 * ```
 */
export function readHeader(envelope: Uint8Array): EnvelopeHeader {
  if (!(envelope instanceof Uint8Array) || envelope.length < FIXED_BYTES) throw failed();
  const [first, second, version = 0, suite = 0] = envelope;
  if (first !== MAGIC[0] || second !== MAGIC[1]) throw failed();
  if (version !== VERSION) {
    throw new EnvelopeUnsupportedError({ part: 'version', found: version, known: VERSION });
  }
  if (suite !== SUITE) throw new EnvelopeUnsupportedError({ part: 'suite', found: suite, known: SUITE });
  if (envelope.length < ENVELOPE_OVERHEAD) throw failed();
  return { version, suite, dekId: viewOf(envelope).getUint32(4) };
}

function assertSeal({ key, dekId, salt }: SealOptions): void {
  assertKey(key, 'data key');
  const issues: { path: string; message: string }[] = [];
  if (!Number.isInteger(dekId) || dekId < 0 || dekId > MAX_DEK_ID) {
    issues.push({ path: 'dekId', message: `an integer from 0 to ${MAX_DEK_ID}` });
  }
  if (salt && salt.length !== SALT_BYTES) issues.push({ path: 'salt', message: `${SALT_BYTES} bytes` });
  if (issues.length > 0) throw new InvalidInputError({ what: 'seal call', issues });
}

/**
 * Encrypts bytes for one place: AES-256-GCM under a key that is derived for this envelope alone, bound to the context,
 * and committed to the data key. 88 bytes longer than the plaintext. The format stands in docs/envelope.md.
 *
 * Derived keys are overwritten after use; that is best effort, since the runtime may hold copies.
 *
 * @throws LOCALERT_INVALID_KEY, LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { open, seal } from '@localert/crypto';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32));
 * const context = { tenant: 'acme', fixture: 'disk_full', revision: 3, field: 'messages', locale: 'es' };
 * const envelope = seal({ key, dekId: 1, context, plaintext: new TextEncoder().encode('Disco lleno') });
 * new TextDecoder().decode(open({ key, envelope, context })); // 'Disco lleno'
 * ```
 */
export function seal(options: SealOptions): Uint8Array {
  assertSeal(options);
  const { key, dekId, context, plaintext, salt, backend = platformBackend } = options;
  const envelope = new Uint8Array(plaintext.length + ENVELOPE_OVERHEAD);
  envelope.set([...MAGIC, VERSION, SUITE]);
  viewOf(envelope).setUint32(4, dekId);
  if (salt) envelope.set(salt, FIXED_BYTES);
  else crypto.getRandomValues(envelope.subarray(FIXED_BYTES, SALT_END));
  const derived = derive(key, envelope, backend);
  try {
    envelope.set(derived.subarray(NONCE_END), SALT_END);
    const aad = associatedData(envelope.subarray(0, HEADER_BYTES), context);
    const nonce = derived.subarray(KEY_BYTES, NONCE_END);
    envelope.set(backend.encrypt(derived.subarray(0, KEY_BYTES), nonce, plaintext, aad), HEADER_BYTES);
  } finally {
    derived.fill(0);
  }
  return envelope;
}

/** The plaintext, or `undefined`: the ways to fail are not told apart. */
function decrypted(
  key: DekKey,
  header: Uint8Array,
  body: Uint8Array,
  aad: Uint8Array,
  backend: AeadBackend,
): Uint8Array | undefined {
  const derived = derive(key, header, backend);
  try {
    if (!sameBytes(derived.subarray(NONCE_END), header.subarray(SALT_END))) return undefined;
    return backend.decrypt(derived.subarray(0, KEY_BYTES), derived.subarray(KEY_BYTES, NONCE_END), body, aad);
  } catch {
    return undefined;
  } finally {
    derived.fill(0);
  }
}

/**
 * Decrypts an envelope in the place where it was found. Whatever is wrong with it (changed, cut, extended, of another
 * place or key) is one error that does not tell which, and nothing of the plaintext comes out. The commitment to the key
 * is compared in constant time before anything is decrypted.
 *
 * @throws LOCALERT_DECRYPT_FAILED, LOCALERT_ENVELOPE_UNSUPPORTED, LOCALERT_INVALID_KEY, LOCALERT_INVALID_INPUT for a
 * context that is none, and what `key` throws
 *
 * @example
 * ```ts
 * import { open } from '@localert/crypto';
 *
 * declare const stored: Uint8Array;
 * declare const keys: ReadonlyMap<number, Uint8Array>;
 *
 * const plaintext = open({
 *   key: (dekId) => keys.get(dekId) ?? new Uint8Array(), // refused with LOCALERT_INVALID_KEY
 *   envelope: stored,
 *   context: { tenant: 'acme', fixture: 'disk_full', revision: 3, field: 'messages', locale: 'es' },
 * });
 * console.log(plaintext.length);
 * ```
 */
export function open({ key, envelope, context, backend = platformBackend }: OpenOptions): Uint8Array {
  const { dekId } = readHeader(envelope);
  const header = envelope.subarray(0, HEADER_BYTES);
  const aad = associatedData(header, context);
  const dek = typeof key === 'function' ? key(dekId) : key;
  assertKey(dek, 'data key');
  const plaintext = decrypted(dek, header, envelope.subarray(HEADER_BYTES), aad, backend);
  if (!plaintext) throw failed();
  return plaintext;
}
