import { createCipheriv } from 'node:crypto';

/** One key with its nonce: what a ciphertext is to open under. */
export interface KeyAndNonce {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
}

const BLOCK = 16;
/** x^128 + x^7 + x^2 + x + 1 with the bits as GCM writes them: the first bit is the lowest power. */
const REDUCTION = 0xe1n << 120n;

const toBig = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const toBlock = (value: bigint): Uint8Array => Buffer.from(value.toString(16).padStart(32, '0'), 'hex');

/** Multiplication in GF(2^128) (NIST SP 800-38D section 6.3). */
function multiply(left: bigint, right: bigint): bigint {
  let product = 0n;
  let factor = right;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((left >> bit) & 1n) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ REDUCTION : factor >> 1n;
  }
  return product;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n << 127n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

/** a^(2^128 - 2) is 1/a. */
const inverse = (value: bigint): bigint => power(value, 2n ** 128n - 2n);

function encryptBlock(key: Uint8Array, block: Uint8Array): bigint {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return toBig(Buffer.concat([cipher.update(block), cipher.final()]));
}

const hashKey = (key: Uint8Array): bigint => encryptBlock(key, new Uint8Array(BLOCK));

const mask = ({ key, nonce }: KeyAndNonce): bigint =>
  encryptBlock(key, Buffer.concat([nonce, Uint8Array.of(0, 0, 0, 1)]));

function padded(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK);
  result.set(bytes);
  return result;
}

function tagOf(pair: KeyAndNonce, aad: Uint8Array, ciphertext: Uint8Array): bigint {
  const lengths = new Uint8Array(BLOCK);
  new DataView(lengths.buffer).setBigUint64(0, BigInt(aad.length * 8));
  new DataView(lengths.buffer).setBigUint64(8, BigInt(ciphertext.length * 8));
  const input = Buffer.concat([padded(aad), padded(ciphertext), lengths]);
  const key = hashKey(pair.key);
  let hash = 0n;
  for (let at = 0; at < input.length; at += BLOCK) {
    hash = multiply(hash ^ toBig(input.subarray(at, at + BLOCK)), key);
  }
  return hash ^ mask(pair);
}

/**
 * One ciphertext with one tag that AES-GCM takes under two keys: the tag is linear in each block of the ciphertext, so a
 * last block can be solved for that makes both tags the same ("key commitment" is what GCM lacks).
 *
 * @param body - whole blocks that may be anything
 */
export function collide(one: KeyAndNonce, other: KeyAndNonce, aad: Uint8Array, body: Uint8Array): Uint8Array {
  const ciphertext = new Uint8Array(body.length + BLOCK);
  ciphertext.set(body);
  // The last block is multiplied twice: once for itself, once for the lengths behind it.
  const difference = tagOf(one, aad, ciphertext) ^ tagOf(other, aad, ciphertext);
  const factor = power(hashKey(one.key), 2n) ^ power(hashKey(other.key), 2n);
  ciphertext.set(toBlock(multiply(difference, inverse(factor))), body.length);
  return Buffer.concat([ciphertext, toBlock(tagOf(one, aad, ciphertext))]);
}
