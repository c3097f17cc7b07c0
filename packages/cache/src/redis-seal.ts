import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** A key of the host, by its id. */
export interface RedisKey {
  /** 1 to 64 printable ASCII characters; stands beside what the key sealed. */
  readonly id: string;
  /** 32 bytes or more, from a random source. */
  readonly key: Uint8Array;
}

/** Seals what goes to Redis, and opens what comes from there. */
export interface Sealer {
  /** @param place - what it is and where it belongs, part by part; it opens with the same ones only */
  seal(place: readonly string[], text: string): Buffer;
  /** `undefined` for whatever was not sealed for this place, in whichever way. */
  open(place: readonly string[], sealed: Buffer): string | undefined;
}

const MAGIC = Buffer.from('LR\x01');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FIXED_BYTES = MAGIC.length + 1 + SALT_BYTES + NONCE_BYTES + TAG_BYTES;
const CIPHER = 'aes-256-gcm';
const GCM = { authTagLength: TAG_BYTES } as const;
const LABEL = 'localert/redis/1';

/** Each part behind its length: `a:b` and `c` are not `a` and `b:c`. UTF-16, so that no two ids are the same bytes. */
function associated(keyId: string, place: readonly string[]): Buffer {
  const parts = [LABEL, keyId, ...place].flatMap((part) => {
    const bytes = Buffer.from(part, 'utf16le');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(parts);
}

/** A key for one value: how many values a host's key may seal has then no limit that anyone reaches. */
const derived = (key: KeyObject, salt: Buffer): Buffer =>
  createHmac('sha256', key).update(LABEL).update(salt).digest();

/**
 * AES-256-GCM under a key of its own for each value, derived from the host's. The format: `LR`, version 1, length of the
 * key's id, the id, 16 bytes of salt, 12 of nonce, the ciphertext, 16 of tag.
 */
export function createSealer(keys: readonly RedisKey[], current: string): Sealer {
  const byId = new Map(keys.map(({ id, key }) => [id, createSecretKey(Buffer.from(key))]));
  const own = byId.get(current) as KeyObject;
  const head = Buffer.concat([MAGIC, Buffer.from([current.length]), Buffer.from(current, 'latin1')]);
  return {
    seal(place, text) {
      const random = randomBytes(SALT_BYTES + NONCE_BYTES);
      const salt = random.subarray(0, SALT_BYTES);
      const cipher = createCipheriv(CIPHER, derived(own, salt), random.subarray(SALT_BYTES), GCM);
      cipher.setAAD(associated(current, place));
      return Buffer.concat([head, random, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },

    open(place, sealed) {
      const idLength = sealed[MAGIC.length] ?? 0;
      if (sealed.length < FIXED_BYTES + idLength || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) {
        return undefined;
      }
      let at = MAGIC.length + 1;
      const take = (length: number) => {
        at += length;
        return sealed.subarray(at - length, at);
      };
      const id = take(idLength).toString('latin1');
      const key = byId.get(id);
      if (key === undefined) return undefined;
      const [salt, nonce] = [take(SALT_BYTES), take(NONCE_BYTES)];
      const ciphertext = take(sealed.length - at - TAG_BYTES);
      const decipher = createDecipheriv(CIPHER, derived(key, salt), nonce, GCM);
      decipher.setAAD(associated(id, place));
      decipher.setAuthTag(take(TAG_BYTES));
      try {
        return decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
