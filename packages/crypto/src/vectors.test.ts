import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { associatedData, type SealContext } from './associated-data.ts';
import { aeadBackends } from './backends.ts';
import { open, seal } from './envelope.ts';

interface Vector {
  readonly what: string;
  readonly key: string;
  readonly context: SealContext;
  readonly envelope: string;
}

interface ValidVector extends Vector {
  readonly salt: string;
  readonly dekId: number;
  readonly plaintext: string;
  readonly associatedData: string;
}

const file = new URL('../test-vectors/envelope-v1.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly valid: readonly ValidVector[];
  readonly invalid: readonly Vector[];
};
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/**
 * The format by WebCrypto alone, as docs/envelope.md shows it: nothing of this package is used. Answers `undefined` for
 * what does not open.
 */
async function openByWebCrypto(key: Uint8Array, envelope: Uint8Array, context: SealContext) {
  const { subtle } = globalThis.crypto;
  const u32 = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
  const join = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
  const text = (value: string) => {
    const bytes = new TextEncoder().encode(value);
    return join([u32(bytes.length), bytes]);
  };
  if (envelope.length < 88 || join([envelope.subarray(0, 4)]).join() !== '76,75,1,1') return undefined;
  const header = envelope.slice(0, 72);
  const info = join([new TextEncoder().encode('localert/envelope/1'), header.subarray(3, 8)]);
  const dek = await subtle.importKey('raw', new Uint8Array(key), 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: header.slice(8, 40), info };
  const derived = new Uint8Array(await subtle.deriveBits(hkdf, dek, 76 * 8));
  if (derived.subarray(44).join() !== header.subarray(40).join()) return undefined;
  const { tenant, fixture, revision, field, locale } = context;
  const u64 = join([u32(Math.floor(revision / 2 ** 32)), u32(revision % 2 ** 32)]);
  const additionalData = join([header, text(tenant), text(fixture), u64, text(field), text(locale)]);
  const aes = await subtle.importKey('raw', derived.slice(0, 32), 'AES-GCM', false, ['decrypt']);
  const gcm = { name: 'AES-GCM', iv: derived.slice(32, 44), additionalData, tagLength: 128 };
  return subtle.decrypt(gcm, aes, envelope.slice(72)).then(
    (plaintext) => new Uint8Array(plaintext),
    () => undefined,
  );
}

describe.each([aeadBackends.node, aeadBackends.noble])('the test vectors: $name', (backend) => {
  it.each(vectors.valid)('opens and makes: $what', (vector) => {
    const { context, dekId } = vector;
    const [key, salt, envelope, plaintext] = [vector.key, vector.salt, vector.envelope, vector.plaintext].map(
      hex,
    ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    expect(open({ key, envelope, context, backend })).toEqual(plaintext);
    expect(seal({ key, salt, dekId, context, plaintext, backend })).toEqual(envelope);
    expect(Buffer.from(associatedData(envelope.subarray(0, 72), context)).toString('hex')).toBe(
      vector.associatedData,
    );
  });

  it.each(vectors.invalid)('refuses: $what', ({ key, envelope, context }) => {
    expect(() => open({ key: hex(key), envelope: hex(envelope), context, backend })).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/^LOCALERT_(?:DECRYPT_FAILED|ENVELOPE_UNSUPPORTED)$/),
      }),
    );
  });
});

describe('the test vectors: WebCrypto alone', () => {
  it.each(vectors.valid)('opens: $what', async ({ key, envelope, context, plaintext }) => {
    expect(await openByWebCrypto(hex(key), hex(envelope), context)).toEqual(hex(plaintext));
  });

  it.each(vectors.invalid)('refuses: $what', async ({ key, envelope, context }) => {
    expect(await openByWebCrypto(hex(key), hex(envelope), context)).toBeUndefined();
  });
});
