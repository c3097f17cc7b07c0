import { DecryptFailedError, defineError, InvalidInputError, type Secret } from '@localert/core';
import { cbc } from '@noble/ciphers/aes.js';
import { fromBase64 } from './base64.ts';
import { InvalidKeyError } from './envelope-errors.ts';
import { hmacSha256 } from './hkdf.ts';
import { sameBytes } from './same-bytes.ts';

/** A Fernet token that is genuine, and older than allowed or from the future. */
export const FernetTimeError = defineError<
  'LOCALERT_FERNET_TIME',
  { reason: 'expired' | 'future'; ageSeconds: number }
>('LOCALERT_FERNET_TIME', {
  message: ({ reason, ageSeconds }) =>
    reason === 'expired'
      ? `The Fernet token is ${ageSeconds} s old, more than allowed.`
      : `The Fernet token was made ${-ageSeconds} s in the future; look at the clocks.`,
});

/** When a token is too old. Without a `ttlSeconds` its time is not looked at. */
export interface FernetTimes {
  /** The time of now, in epoch milliseconds; needed beside `ttlSeconds`. */
  readonly now?: number | undefined;
  /** Greatest age. */
  readonly ttlSeconds?: number | undefined;
  /** How far in the future a token may have been made, since clocks differ; default 60. */
  readonly maxSkewSeconds?: number | undefined;
}

const VERSION = 0x80;
const TIME_AT = 1;
const IV_AT = 9;
const TEXT_AT = 25;
const MAC_BYTES = 32;
const BLOCK = 16;
const HALF = 16;
const KEY_BYTES = 32;
/** Longest token that is looked at, in characters: some 1 MB of plaintext. */
const MAX_TOKEN_LENGTH = 1_400_000;

const URL_SAFE = /^[A-Za-z0-9_-]+={0,2}$/;

const failed = () => new DecryptFailedError({ what: 'Fernet token' });

/** The two halves of each key: one signs, the other encrypts. @throws LOCALERT_INVALID_KEY */
function keysOf(keys: readonly Secret[]): readonly Uint8Array[] {
  const decoded = keys.map((key) => fromBase64(key.reveal()));
  const whole = decoded.filter((key) => key?.length === KEY_BYTES) as Uint8Array[];
  if (whole.length > 0 && whole.length === keys.length) return whole;
  throw new InvalidKeyError({ what: 'Fernet key', expected: '32 bytes in base64url, as a secret()' });
}

function assertTime(token: Uint8Array, { now, ttlSeconds, maxSkewSeconds = 60 }: FernetTimes): void {
  if (ttlSeconds === undefined) return;
  const { buffer, byteOffset } = token;
  // Past 2^53 a number is not exact, and in the future all the same.
  const made = Number(new DataView(buffer, byteOffset).getBigUint64(TIME_AT));
  const ageSeconds = Math.floor((now as number) / 1_000) - made;
  if (ageSeconds > ttlSeconds) throw new FernetTimeError({ reason: 'expired', ageSeconds });
  if (-ageSeconds > maxSkewSeconds) throw new FernetTimeError({ reason: 'future', ageSeconds });
}

function assertTimes({ now, ttlSeconds, maxSkewSeconds }: FernetTimes): void {
  const wrong = (value: number | undefined) => value !== undefined && !(value >= 0);
  const issues = Object.entries({ now, ttlSeconds, maxSkewSeconds })
    .filter(
      ([name, value]) => wrong(value) || (name === 'now' && ttlSeconds !== undefined && value === undefined),
    )
    .map(([path]) => ({
      path,
      message: 'a number from 0 on; now in epoch milliseconds, needed beside ttlSeconds',
    }));
  if (issues.length > 0) throw new InvalidInputError({ what: 'Fernet call', issues });
}

/** Refuses keys and times before a token is looked at. @throws LOCALERT_INVALID_KEY, LOCALERT_INVALID_INPUT */
export function assertFernetCall(keys: readonly Secret[], times: FernetTimes): void {
  keysOf(keys);
  assertTimes(times);
}

/** The parts of a token; `undefined` when it is none. */
function partsOf(token: unknown): { readonly signed: Uint8Array; readonly mac: Uint8Array } | undefined {
  if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH || !URL_SAFE.test(token)) return undefined;
  const bytes = fromBase64(token);
  const textBytes = (bytes?.length ?? 0) - TEXT_AT - MAC_BYTES;
  if (!bytes || bytes[0] !== VERSION || textBytes < BLOCK || textBytes % BLOCK !== 0) return undefined;
  return { signed: bytes.subarray(0, -MAC_BYTES), mac: bytes.subarray(-MAC_BYTES) };
}

/** AES-128-CBC with the padding of RFC 5652; `undefined` when that is wrong. */
function decrypt(key: Uint8Array, signed: Uint8Array): Uint8Array | undefined {
  try {
    return cbc(key, signed.subarray(IV_AT, TEXT_AT)).decrypt(signed.subarray(TEXT_AT));
  } catch {
    return undefined;
  }
}

/**
 * Opens a Fernet token (specification: github.com/fernet/spec, version 0x80), for what another program encrypted. The
 * MAC is compared in constant time before anything is decrypted. Several keys are tried in order, as MultiFernet does.
 *
 * @param keys - base64url of 32 bytes each, as Fernet's own `generate_key` writes them
 * @throws LOCALERT_DECRYPT_FAILED for what is no token or of another key, LOCALERT_FERNET_TIME, LOCALERT_INVALID_KEY,
 * LOCALERT_INVALID_INPUT for a `ttlSeconds` without `now`
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { openFernet } from '@localert/crypto';
 *
 * const keys = [secret(String(process.env['FERNET_KEY']))];
 * const token = String(process.env['TOKEN']);
 * console.log(new TextDecoder().decode(openFernet(token, keys)));
 * ```
 */
export function openFernet(token: string, keys: readonly Secret[], times: FernetTimes = {}): Uint8Array {
  const known = keysOf(keys);
  assertTimes(times);
  const parts = partsOf(token);
  if (!parts) throw failed();
  const { signed, mac } = parts;
  const key = known.find((one) => sameBytes(hmacSha256(one.subarray(0, HALF), signed), mac));
  if (!key) throw failed();
  assertTime(signed, times);
  const plaintext = decrypt(key.subarray(HALF), signed);
  if (!plaintext) throw failed();
  return plaintext;
}
