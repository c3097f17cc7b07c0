/** The bytes of an id that are random. */
const RANDOM_BYTES = 10;

/** Two hexadecimal digits for each byte. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Random bytes for many ids at once: to ask for each by itself costs as much as a hash. */
const pool = new Uint8Array(RANDOM_BYTES * 256);
let used = pool.length;

function freshBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

/**
 * A version 7 UUID (RFC 9562 section 5.7): sorts by time, unique by its random part.
 *
 * @param now - epoch milliseconds
 * @param random - ten random bytes. Default: fresh ones of the platform's cryptographic generator
 */
export function uuidV7(now: number, random: Uint8Array = freshBytes()): string {
  const high = Math.floor(now / 0x1_0000_0000);
  const low = now % 0x1_0000_0000;
  const hex = (byte: number): string => HEX[byte & 0xff] as string;
  const byte = (place: number): number => random[place] as number;
  const at = (place: number): string => hex(byte(place));
  const time = hex(high >>> 8) + hex(high) + hex(low >>> 24) + hex(low >>> 16);
  const version = hex(0x70 | (byte(0) & 0x0f));
  const variant = hex(0x80 | (byte(2) & 0x3f));
  const node = at(4) + at(5) + at(6) + at(7) + at(8) + at(9);
  return `${time}-${hex(low >>> 8)}${hex(low)}-${version}${at(1)}-${variant}${at(3)}-${node}`;
}
