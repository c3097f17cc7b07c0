/**
 * Makes envelope-v1.json: run it with `node --conditions=@localert/source packages/crypto/test-vectors/make.ts`. The
 * inputs are fixed, so that it writes the same file every time.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { SealContext } from '../src/associated-data.ts';
import { associatedData } from '../src/associated-data.ts';
import { seal } from '../src/envelope.ts';
import { hkdfSha256 } from '../src/hkdf.ts';
import { collide } from '../test/gcm-collision.ts';

/** Bytes that anyone can make again: SHA-256 of a name. */
const bytes = (name: string): Uint8Array => createHash('sha256').update(name).digest();
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');

const context: SealContext = {
  tenant: 'acme',
  fixture: 'disk_full',
  revision: 3,
  field: 'messages',
  locale: 'es',
};
const key = bytes('localert test key 1');
const otherKey = bytes('localert test key 2');
const salt = bytes('localert test salt 1');
const text = Buffer.from('{"title":"Disco lleno en {host}"}');

const positive = (what: string, change: object) => {
  const given = { key, salt, dekId: 1, context, plaintext: text as Uint8Array, ...change };
  return {
    what,
    key: hex(given.key),
    salt: hex(given.salt),
    dekId: given.dekId,
    context: given.context,
    plaintext: hex(given.plaintext),
    associatedData: hex(associatedData(seal(given).subarray(0, 72), given.context)),
    envelope: hex(seal(given)),
  };
};

const envelope = seal({ key, salt, dekId: 1, context, plaintext: text });

const flipped = (at: number): Uint8Array => {
  const changed = envelope.slice();
  changed[at] = (changed[at] as number) ^ 1;
  return changed;
};

const negative = (what: string, change: object) => {
  const given = { key, context, envelope, ...change };
  return { what, key: hex(given.key), context: given.context, envelope: hex(given.envelope) };
};

/** Valid for AES-GCM under both keys; committed to the first. */
function twoKeys(): Uint8Array {
  const header = new Uint8Array(72);
  header.set(envelope.subarray(0, 40));
  const info = Buffer.concat([Buffer.from('localert/envelope/1'), header.subarray(3, 8)]);
  const [one, other] = [key, otherKey].map((it) => hkdfSha256(it, salt, info, 76)) as [
    Uint8Array,
    Uint8Array,
  ];
  header.set(one.subarray(44), 40);
  const pair = (output: Uint8Array) => ({ key: output.subarray(0, 32), nonce: output.subarray(32, 44) });
  const body = Buffer.concat([bytes('a'), bytes('b')]);
  return Buffer.concat([header, collide(pair(one), pair(other), associatedData(header, context), body)]);
}

const vectors = {
  format: 'localert/envelope/1',
  valid: [
    positive('a text', {}),
    positive('no text', { plaintext: new Uint8Array() }),
    positive('another data key number', { dekId: 4_294_967_295 }),
    positive('another key and salt', { key: otherKey, salt: bytes('localert test salt 2') }),
    positive('a revision past 2^32, texts past ASCII, empty parts', {
      context: {
        tenant: 'zürich',
        fixture: '',
        revision: 9_007_199_254_740_991,
        field: '場所/🚨',
        locale: '',
      },
    }),
    positive('2048 bytes', {
      plaintext: Buffer.concat(Array.from({ length: 64 }, (_, at) => bytes(`${at}`))),
    }),
  ],
  invalid: [
    negative('another tenant', { context: { ...context, tenant: 'acme-2' } }),
    negative('another fixture', { context: { ...context, fixture: 'disk_ful' } }),
    negative('another revision', { context: { ...context, revision: 4 } }),
    negative('another field', { context: { ...context, field: 'message' } }),
    negative('another locale', { context: { ...context, locale: 'es-MX' } }),
    negative('letters moved over a border', {
      context: { ...context, tenant: 'acmed', fixture: 'isk_full' },
    }),
    negative('another key', { key: otherKey }),
    negative('a ciphertext of two keys, opened with the second', { key: otherKey, envelope: twoKeys() }),
    negative('a bit of the magic', { envelope: flipped(0) }),
    negative('a bit of the version', { envelope: flipped(2) }),
    negative('a bit of the suite', { envelope: flipped(3) }),
    negative('a bit of the key number', { envelope: flipped(7) }),
    negative('a bit of the salt', { envelope: flipped(8) }),
    negative('a bit of the commitment', { envelope: flipped(71) }),
    negative('a bit of the ciphertext', { envelope: flipped(72) }),
    negative('a bit of the tag', { envelope: flipped(envelope.length - 1) }),
    negative('one byte cut', { envelope: envelope.subarray(0, -1) }),
    negative('the tag cut to 12 bytes', { envelope: envelope.subarray(0, -4) }),
    negative('the header alone', { envelope: envelope.subarray(0, 72) }),
    negative('nothing', { envelope: new Uint8Array() }),
    negative('one byte more', { envelope: Buffer.concat([envelope, Uint8Array.of(0)]) }),
    negative('one byte before', { envelope: Buffer.concat([Uint8Array.of(0), envelope]) }),
  ],
};

writeFileSync(new URL('envelope-v1.json', import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`);
