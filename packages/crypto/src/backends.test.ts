import * as nodeCrypto from 'node:crypto';
import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aeadBackends, heldBy, holdKey, nativeOrNoble, nodeCryptoOf } from './backends.ts';
import { hkdfSha256, hmacSha256 } from './hkdf.ts';
import { sameBytes, sameBytesPortable, sameBytesWith } from './same-bytes.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const backends = [aeadBackends.node, aeadBackends.noble] as const;
const code = (name: string) => expect.objectContaining({ code: name });

describe.each(backends)('aeadBackends: $name', (backend) => {
  // The Galois/Counter Mode of Operation (McGrew, Viega), test cases 13, 14 and 16.
  const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
  const nonce = hex('cafebabefacedbaddecaf888');
  const aad = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
  const text = hex(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  );
  const sealed = hex(
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
  );

  it('computes the published examples', () => {
    const zeros = new Uint8Array(32);
    const none = new Uint8Array();
    expect(backend.encrypt(zeros, zeros.subarray(0, 12), none, none)).toEqual(
      hex('530f8afbc74536b9a963b4f1c4cb738b'),
    );
    expect(backend.encrypt(zeros, zeros.subarray(0, 12), zeros.subarray(0, 16), none)).toEqual(
      hex('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919'),
    );
    expect(backend.encrypt(key, nonce, text, aad)).toEqual(sealed);
    expect(backend.decrypt(key, nonce, sealed, aad)).toEqual(text);
    expect(backend.decrypt(createSecretKey(key), nonce, sealed, aad)).toEqual(text);
  });

  it('gives out plain bytes that share memory with nothing', () => {
    for (const result of [backend.encrypt(key, nonce, text, aad), backend.decrypt(key, nonce, sealed, aad)]) {
      expect(Object.getPrototypeOf(result)).toBe(Uint8Array.prototype);
      expect(result.buffer.byteLength).toBe(result.length);
    }
  });

  it('refuses tags that are wrong or short, and gives nothing out', () => {
    for (let cut = 1; cut <= sealed.length; cut += 1) {
      expect(() => backend.decrypt(key, nonce, sealed.subarray(0, sealed.length - cut), aad)).toThrow(
        code('LOCALERT_DECRYPT_FAILED'),
      );
    }
    const wrong = sealed.slice();
    wrong[sealed.length - 1] = wrong[sealed.length - 1]! ^ 1;
    expect(() => backend.decrypt(key, nonce, wrong, aad)).toThrow(code('LOCALERT_DECRYPT_FAILED'));
    expect(() => backend.decrypt(key, nonce, sealed, aad.subarray(1))).toThrow(
      code('LOCALERT_DECRYPT_FAILED'),
    );
  });

  it('takes keys of 32 and nonces of 12 bytes alone', () => {
    for (const length of [0, 16, 24, 31, 33]) {
      expect(() => backend.encrypt(new Uint8Array(length), nonce, text, aad)).toThrow(
        code('LOCALERT_INVALID_KEY'),
      );
      expect(() => backend.decrypt(new Uint8Array(length), nonce, sealed, aad)).toThrow(
        code('LOCALERT_INVALID_KEY'),
      );
    }
    for (const length of [0, 8, 11, 13, 16]) {
      expect(() => backend.encrypt(key, new Uint8Array(length), text, aad)).toThrow(
        code('LOCALERT_INVALID_INPUT'),
      );
      expect(() => backend.decrypt(key, new Uint8Array(length), sealed, aad)).toThrow(
        code('LOCALERT_INVALID_INPUT'),
      );
    }
  });

  it('computes RFC 5869 appendix A.1 and A.3', () => {
    const cases = [
      ['0b'.repeat(22), '000102030405060708090a0b0c', 'f0f1f2f3f4f5f6f7f8f9', 42],
      ['0b'.repeat(22), '', '', 42],
    ] as const;
    const expected = [
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    ];
    cases.forEach(([ikm, salt, info, length], at) => {
      const derived = hkdfSha256(hex(ikm), hex(salt), hex(info), length, backend);
      expect(derived).toEqual(hex(expected[at]!));
      expect(Object.getPrototypeOf(derived)).toBe(Uint8Array.prototype);
    });
  });

  it('computes RFC 4231 case 2, and takes keys of any length', () => {
    const data = new TextEncoder().encode('what do ya want for nothing?');
    expect(hmacSha256(new TextEncoder().encode('Jefe'), data, backend)).toEqual(
      hex('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'),
    );
    for (const length of [0, 1, 64, 65, 200]) {
      expect(hmacSha256(new Uint8Array(length), data, backend)).toEqual(
        new Uint8Array(nodeCrypto.createHmac('sha256', new Uint8Array(length)).update(data).digest()),
      );
      expect(hkdfSha256(new Uint8Array(length), data, data, 33, backend)).toEqual(
        new Uint8Array(hkdfSync('sha256', new Uint8Array(length), data, data, 33)),
      );
    }
  });

  it('derives as much as the RFC allows and no more', () => {
    const none = new Uint8Array();
    expect(hkdfSha256(key, none, none, 8_160, backend).length).toBe(8_160);
    for (const length of [0, -1, 8_161, 1.5, Number.NaN]) {
      expect(() => hkdfSha256(key, none, none, length, backend)).toThrow(code('LOCALERT_INVALID_INPUT'));
    }
  });
});

describe('the native backend', () => {
  it('overwrites what it decrypted before the tag was seen to be wrong', () => {
    const outputs: Uint8Array[] = [];
    const createDecipheriv = ((...given: Parameters<typeof nodeCrypto.createDecipheriv>) => {
      const decipher = nodeCrypto.createDecipheriv(...given);
      const update = decipher.update.bind(decipher) as (data: Uint8Array) => Buffer;
      return Object.assign(decipher, {
        update(data: Uint8Array) {
          const output = update(data);
          outputs.push(output);
          return output;
        },
      });
    }) as typeof nodeCrypto.createDecipheriv;
    const backend = nativeOrNoble({ ...nodeCrypto, createDecipheriv });
    const [key, nonce, none] = [randomBytes(32), randomBytes(12), new Uint8Array()];
    const sealed = backend.encrypt(key, nonce, new Uint8Array(40).fill(7), none);
    expect(backend.decrypt(key, nonce, sealed, none)).toEqual(new Uint8Array(40).fill(7));
    sealed[50] = sealed[50]! ^ 1;
    expect(() => backend.decrypt(key, nonce, sealed, none)).toThrow(code('LOCALERT_DECRYPT_FAILED'));
    expect(outputs.map((bytes) => [...new Set(bytes)])).toEqual([[7], [0]]);
  });
});

describe('the two backends', () => {
  it('do the same', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const of = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(of(32), of(12), bytes, bytes, (key, nonce, text, aad) => {
        const [node, noble] = backends.map((backend) => backend.encrypt(key, nonce, text, aad));
        expect(node).toEqual(noble);
        expect(backends[0].decrypt(key, nonce, noble!, aad)).toEqual(text);
        expect(backends[1].decrypt(key, nonce, node!, aad)).toEqual(text);
      }),
    );
  });

  it('are chosen by what the platform has', () => {
    expect(aeadBackends.node.name).toBe('node');
    expect(nativeOrNoble(nodeCryptoOf({}))).toBe(aeadBackends.noble);
    expect(nativeOrNoble(nodeCryptoOf({ process: {} }))).toBe(aeadBackends.noble);
    expect(nativeOrNoble(nodeCryptoOf({ process })).name).toBe('node');
  });

  it('leave the hashes to the platform where they have none', () => {
    const { encrypt, decrypt } = aeadBackends.noble;
    const bare = { name: 'bare', encrypt, decrypt };
    const key = randomBytes(32);
    expect(hmacSha256(key, key, bare)).toEqual(hmacSha256(key, key));
    expect(hkdfSha256(key, key, key, 9, bare)).toEqual(hkdfSha256(key, key, key, 9));
  });
});

describe('holdKey', () => {
  it('holds a key that does not print', () => {
    const bytes = randomBytes(32);
    const held = holdKey(bytes) as KeyObject;
    expect(held.export()).toEqual(bytes);
    const shown = `${inspect(held, { depth: 9, showHidden: true })} ${JSON.stringify(held)} ${String(held)}`;
    expect(shown).not.toContain(bytes.toString('hex'));
    expect(shown).not.toContain(bytes.toString('base64'));
    expect(shown).not.toContain([...bytes].join(','));
  });

  it('holds a copy where there is no node:crypto', () => {
    const bytes = randomBytes(32);
    const held = heldBy(undefined, bytes) as Uint8Array;
    expect([...held]).toEqual([...bytes]);
    expect(held.buffer).not.toBe(bytes.buffer);
  });
});

describe.each([
  ['platform', sameBytes],
  ['portable', sameBytesPortable],
  ['without node:crypto', sameBytesWith(undefined)],
])('sameBytes: %s', (_, compare) => {
  it('compares', () => {
    const one = randomBytes(32);
    expect(compare(one, one.subarray())).toBe(true);
    expect(compare(new Uint8Array(), new Uint8Array())).toBe(true);
    expect(compare(one, one.subarray(1))).toBe(false);
    expect(compare(new Uint8Array(2), new Uint8Array(3))).toBe(false);
    expect(compare(new Uint8Array(3), new Uint8Array(2))).toBe(false);
    for (let at = 0; at < 32; at += 1) {
      const other = Uint8Array.from(one);
      other[at] = other[at]! ^ 128;
      expect(compare(one, other)).toBe(false);
    }
  });
});
