import { createSecretKey, randomBytes } from 'node:crypto';
import { DecryptFailedError, isLocalertError } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collide } from '../test/gcm-collision.ts';
import { associatedData, type SealContext } from './associated-data.ts';
import type { AeadBackend, DekKey } from './backend.ts';
import { aeadBackends } from './backends.ts';
import { ENVELOPE_OVERHEAD, open, readHeader, seal } from './envelope.ts';
import { hkdfSha256 } from './hkdf.ts';

const { node, noble } = aeadBackends;
const backends = [node, noble] as const;
const key = randomBytes(32);
const context: SealContext = {
  tenant: 'acme',
  fixture: 'disk_full',
  revision: 3,
  field: 'messages',
  locale: 'es',
};
const plaintext = new TextEncoder().encode('Disco lleno en {host}');
const CODES = ['LOCALERT_DECRYPT_FAILED', 'LOCALERT_ENVELOPE_UNSUPPORTED'];

/** Fails unless the call throws one of the two errors of an envelope that is wrong. */
function expectRefused(envelope: Uint8Array, backend: AeadBackend = node, at = context): string {
  try {
    open({ key, envelope, context: at, backend });
  } catch (error) {
    if (!isLocalertError(error)) throw error;
    expect(CODES).toContain(error.code);
    expect(error.cause).toBeUndefined();
    return error.code;
  }
  throw new Error('the envelope opened');
}

const bytes = fc.uint8Array({ maxLength: 600 });
const name = fc.string({ unit: 'grapheme', maxLength: 40 });
const contexts: fc.Arbitrary<SealContext> = fc.record({
  tenant: name,
  fixture: name,
  revision: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  field: name,
  locale: name,
});

describe('seal and open', () => {
  it('gives back what was sealed, 88 bytes shorter', () => {
    const envelope = seal({ key, dekId: 9, context, plaintext });
    expect(envelope.length).toBe(plaintext.length + 88);
    expect(ENVELOPE_OVERHEAD).toBe(88);
    expect(readHeader(envelope)).toEqual({ version: 1, suite: 1, dekId: 9 });
    expect(open({ key, envelope, context })).toEqual(plaintext);
  });

  it('takes a KeyObject, and finds a key by its number', () => {
    const held = createSecretKey(key);
    const envelope = seal({ key: held, dekId: 4_294_967_295, context, plaintext });
    expect(open({ key, envelope, context })).toEqual(plaintext);
    const asked: number[] = [];
    const find = (dekId: number): DekKey => {
      asked.push(dekId);
      return held;
    };
    expect(open({ key: find, envelope, context, backend: noble })).toEqual(plaintext);
    expect(asked).toEqual([4_294_967_295]);
  });

  it('is byte for byte the same by both backends, and each opens what the other sealed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat({ max: 2 ** 32 - 1 }),
        contexts,
        bytes,
        (dek, salt, dekId, where, text) => {
          const [one, other] = backends.map((backend) =>
            seal({ key: dek, dekId, context: where, plaintext: text, salt, backend }),
          );
          expect(one).toEqual(other);
          for (const backend of backends) {
            expect(open({ key: dek, envelope: one!, context: where, backend })).toEqual(text);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes a new salt for each envelope', () => {
    const seen = new Set(
      Array.from({ length: 200 }, () =>
        Buffer.from(seal({ key, dekId: 1, context, plaintext }).subarray(8, 40)).toString('hex'),
      ),
    );
    expect(seen.size).toBe(200);
  });

  it('does not change what it is given', () => {
    const text = plaintext.slice();
    const envelope = seal({ key, dekId: 1, context, plaintext: text });
    const copy = envelope.slice();
    open({ key, envelope, context });
    expect(text).toEqual(plaintext);
    expect(envelope).toEqual(copy);
  });

  it('opens an envelope inside a larger buffer', () => {
    const envelope = seal({ key, dekId: 5, context, plaintext });
    const buffer = new Uint8Array(envelope.length + 7);
    buffer.set(envelope, 3);
    const inside = buffer.subarray(3, 3 + envelope.length);
    expect(readHeader(inside).dekId).toBe(5);
    expect(open({ key, envelope: inside, context })).toEqual(plaintext);
  });

  it('asks a foreign backend for the cipher alone', () => {
    const foreign: AeadBackend = { name: 'other', encrypt: node.encrypt, decrypt: node.decrypt };
    const envelope = seal({ key, dekId: 1, context, plaintext, backend: foreign });
    expect(open({ key, envelope, context, backend: foreign })).toEqual(plaintext);
  });
});

describe('what is refused before anything is encrypted', () => {
  it.each([
    ['31 bytes', new Uint8Array(31)],
    ['33 bytes', new Uint8Array(33)],
    ['nothing', undefined as never],
    ['a passphrase', 'correct horse battery staple pad' as never],
    ['a short KeyObject', createSecretKey(new Uint8Array(16))],
  ])('a key that is %s', (_, wrong: DekKey) => {
    const error = expect.objectContaining({ code: 'LOCALERT_INVALID_KEY' });
    expect(() => seal({ key: wrong, dekId: 1, context, plaintext })).toThrow(error);
    const envelope = seal({ key, dekId: 1, context, plaintext });
    expect(() => open({ key: wrong ?? (() => wrong), envelope, context })).toThrow(error);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('%s as the number of a key', (dekId) => {
    expect(() => seal({ key, dekId, context, plaintext })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });

  it('a salt of another length', () => {
    expect(() => seal({ key, dekId: 1, context, plaintext, salt: new Uint8Array(31) })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });

  it.each([
    ['tenant', { tenant: 'x\ud800' }],
    ['fixture', { fixture: '\udc00' }],
    ['field', { field: 7 as never }],
    ['locale', { locale: undefined as never }],
    ['revision', { revision: -1 }],
    ['revision', { revision: 2 ** 53 }],
    ['revision', { revision: Number.NaN }],
  ])('a context whose %s is none, without quoting it', (path, change) => {
    const wrong = { ...context, ...change };
    const envelope = seal({ key, dekId: 1, context, plaintext });
    for (const call of [
      () => seal({ key, dekId: 1, context: wrong, plaintext }),
      () => open({ key, envelope, context: wrong }),
    ]) {
      expect(call).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
      expect(call).toThrow(`${path}: `);
    }
  });
});

describe('what the errors of an envelope say', () => {
  const envelope = seal({ key, dekId: 1, context, plaintext });
  const short = new Uint8Array(31);

  it('names the key, and how long it has to be', () => {
    const text = 'The data key is not usable: it must be 32 bytes.';
    expect(() => seal({ key: short, dekId: 1, context, plaintext })).toThrow(text);
    expect(() => open({ key: short, envelope, context })).toThrow(text);
    expect(() => open({ key: () => short, envelope, context })).toThrow(text);
  });

  it('lists everything that is wrong with a call', () => {
    expect(() => seal({ key, dekId: -1, context, plaintext, salt: short })).toThrow(
      'The seal call is not valid. dekId: an integer from 0 to 4294967295; salt: 32 bytes.',
    );
    const wrong = { ...context, tenant: '\ud800', locale: 7 as never, revision: 0.5 };
    const text =
      'The seal context is not valid. tenant: a text without lone surrogates; locale: a text without lone surrogates; revision: an integer from 0 to 2^53 - 1.';
    expect(() => seal({ key, dekId: 1, context: wrong, plaintext })).toThrow(text);
    expect(() => open({ key, envelope, context: wrong })).toThrow(text);
  });

  it('names the envelope, whatever is wrong with it', () => {
    for (const one of [envelope.subarray(1), envelope.subarray(0, 87), envelope.map((byte) => byte ^ 1)])
      expect(() => open({ key, envelope: one, context })).toThrow('The envelope could not be decrypted');
  });

  it('names it when the first bytes of it are others, or it is too short for its parts', () => {
    for (const at of [0, 1]) {
      const other = envelope.slice();
      other[at] = 0;
      expect(() => readHeader(other)).toThrow('The envelope could not be decrypted');
    }
    expect(() => readHeader(envelope.subarray(0, 87))).toThrow('The envelope could not be decrypted');
    expect(readHeader(envelope.subarray(0, 88)).dekId).toBe(1);
  });

  it('names the version of the shortest thing that has one', () => {
    const later = Uint8Array.of(0x4c, 0x4b, 2, 1, 0, 0, 0, 0);
    const text = 'The envelope has version 2, this program opens version 1 only; update @localert/crypto.';
    expect(() => readHeader(later)).toThrow(text);
    expect(() => readHeader(later.subarray(0, 7))).toThrow('could not be decrypted');
    expect(() => readHeader(Uint8Array.of(0x4c, 0x4b, 1, 9, 0, 0, 0, 0))).toThrow('suite 9');
  });
});

describe('what is derived for one envelope', () => {
  /** A backend that keeps hold of what it derived. */
  function watched(change: Partial<AeadBackend> = {}) {
    const derived: Uint8Array[] = [];
    const backend: AeadBackend = {
      ...node,
      hkdfSha256(...given) {
        const bytes = hkdfSha256(...given, node);
        derived.push(bytes);
        return bytes;
      },
      ...change,
    };
    return { backend, derived };
  }
  const isWiped = (bytes: Uint8Array) => bytes.length === 76 && bytes.every((byte) => byte === 0);
  const broken = () => {
    throw new RangeError('no memory');
  };

  it('is overwritten after sealing and opening', () => {
    const { backend, derived } = watched();
    const envelope = seal({ key, dekId: 1, context, plaintext, backend });
    expect(open({ key, envelope, context, backend })).toEqual(plaintext);
    expect(derived.map(isWiped)).toEqual([true, true]);
  });

  it('is overwritten as well when it comes to nothing', () => {
    const { backend, derived } = watched({ encrypt: broken, decrypt: broken });
    expect(() => seal({ key, dekId: 1, context, plaintext, backend })).toThrow('no memory');
    const envelope = seal({ key, dekId: 1, context, plaintext });
    expectRefused(envelope, backend);
    expect(() => open({ key: randomBytes(32), envelope, context, backend })).toThrow(DecryptFailedError);
    expect(derived.map(isWiped)).toEqual([true, true, true]);
  });
});

describe('attack 16: an envelope in another place', () => {
  const moved: readonly [string, Partial<SealContext>][] = [
    ['row', { fixture: 'disk_full2' }],
    ['field', { field: 'layout' }],
    ['revision', { revision: 4 }],
    ['locale', { locale: 'es-MX' }],
    ['tenant', { tenant: 'acme-2' }],
  ];

  it.each(moved)('does not open in another %s', (_, change) => {
    for (const backend of backends) {
      const envelope = seal({ key, dekId: 1, context, plaintext, backend });
      expect(expectRefused(envelope, backend, { ...context, ...change })).toBe('LOCALERT_DECRYPT_FAILED');
    }
  });

  it('does not open where the same letters are cut elsewhere', () => {
    const there = { tenant: 'a', fixture: 'bc', revision: 1, field: 'de', locale: 'f' };
    const envelope = seal({ key, dekId: 1, context: there, plaintext });
    expectRefused(envelope, node, { tenant: 'ab', fixture: 'c', revision: 1, field: 'd', locale: 'ef' });
  });

  it('has different associated data for any two different contexts', () => {
    const header = new Uint8Array(72);
    fc.assert(
      fc.property(contexts, contexts, (one, other) => {
        const same = (Object.keys(one) as (keyof SealContext)[]).every((part) => one[part] === other[part]);
        const [left, right] = [one, other].map((it) => Buffer.from(associatedData(header, it)));
        expect(left!.equals(right!)).toBe(same);
      }),
    );
  });

  it('writes every revision as a u64', () => {
    const tail = (revision: number) =>
      Buffer.from(
        associatedData(new Uint8Array(), { tenant: '', fixture: '', revision, field: '', locale: '' }),
      )
        .subarray(8, 16)
        .readBigUInt64BE();
    for (const revision of [0, 1, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      expect(tail(revision)).toBe(BigInt(revision));
    }
  });
});

describe('attack 17: a changed envelope', () => {
  const envelope = seal({ key, dekId: 1, context, plaintext });

  it.each(backends)('opens with no bit flipped ($name)', (backend) => {
    for (let bit = 0; bit < envelope.length * 8; bit += 1) {
      const changed = envelope.slice();
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      expectRefused(changed, backend);
    }
  });

  it.each(backends)('opens neither cut at either end nor extended ($name)', (backend) => {
    for (let length = 0; length < envelope.length; length += 1) {
      expectRefused(envelope.subarray(0, length), backend);
      if (length < ENVELOPE_OVERHEAD) expect(() => readHeader(envelope.subarray(0, length))).toThrow();
      expectRefused(envelope.subarray(envelope.length - length), backend);
    }
    for (const more of [1, 16, 88]) {
      expectRefused(Buffer.concat([envelope, new Uint8Array(more)]), backend);
      expectRefused(Buffer.concat([new Uint8Array(more), envelope]), backend);
    }
  });

  it.each(backends)('does not open with a tag cut to 4 to 15 bytes ($name)', (backend) => {
    // An empty plaintext: behind the header stands the tag alone.
    const empty = seal({ key, dekId: 1, context, plaintext: new Uint8Array() });
    expect(open({ key, envelope: empty, context, backend })).toEqual(new Uint8Array());
    for (let cut = 1; cut <= 12; cut += 1) expectRefused(empty.subarray(0, 88 - cut), backend);
  });

  it('says which version or suite it does not open', () => {
    const other = (at: number, value: number) => {
      const changed = envelope.slice();
      changed[at] = value;
      return changed;
    };
    const cases = [
      [other(2, 2), 'version', 2],
      [other(2, 0), 'version', 0],
      [other(3, 2), 'suite', 2],
      [other(3, 0), 'suite', 0],
    ] as const;
    for (const [changed, part, found] of cases) {
      const error = expect.objectContaining({
        code: 'LOCALERT_ENVELOPE_UNSUPPORTED',
        details: { part, found, known: 1 },
      });
      expect(() => open({ key, envelope: changed, context })).toThrow(error);
      expect(() => readHeader(changed)).toThrow(error);
    }
  });

  it('takes nothing that is no envelope', () => {
    const nothing = [undefined, null, 'LK', {}, new Uint8Array(), new Uint8Array(200)] as never[];
    for (const wrong of nothing) {
      expect(expectRefused(wrong)).toBe('LOCALERT_DECRYPT_FAILED');
      expect(() => readHeader(wrong)).toThrow(expect.objectContaining({ code: 'LOCALERT_DECRYPT_FAILED' }));
    }
  });

  it('does not open under another key, and does not tell why', () => {
    const error = (call: () => unknown) => {
      try {
        call();
      } catch (thrown) {
        return JSON.stringify(thrown);
      }
      return 'opened';
    };
    const changed = envelope.slice();
    changed[80] = changed[80]! ^ 1;
    const ways = [
      error(() => open({ key: randomBytes(32), envelope, context })),
      error(() => open({ key, envelope: changed, context })),
      error(() => open({ key, envelope, context: { ...context, locale: 'de' } })),
      error(() => open({ key, envelope: envelope.subarray(0, 87), context })),
    ];
    expect(new Set(ways).size).toBe(1);
    expect(ways[0]).toContain('LOCALERT_DECRYPT_FAILED');
  });

  it('lets the error of who finds the keys through', () => {
    const find = () => {
      throw new RangeError('no such key');
    };
    expect(() => open({ key: find, envelope, context })).toThrow(RangeError);
  });
});

describe('attack 18: one ciphertext for two keys', () => {
  /** Derives as the format says, apart from the code under test. */
  function derived(dek: Uint8Array, header: Uint8Array) {
    const info = Buffer.concat([Buffer.from('localert/envelope/1'), header.subarray(3, 8)]);
    const output = hkdfSha256(dek, header.subarray(8, 40), info, 76);
    return { key: output.subarray(0, 32), nonce: output.subarray(32, 44), commitment: output.subarray(44) };
  }

  /** An envelope whose ciphertext and tag AES-GCM takes under both data keys; the commitment is to the first. */
  function forged(first: Uint8Array, second: Uint8Array) {
    const header = new Uint8Array(72);
    header.set([0x4c, 0x4b, 1, 1, 0, 0, 0, 1]);
    header.set(randomBytes(32), 8);
    const [one, other] = [derived(first, header), derived(second, header)];
    header.set(one.commitment, 40);
    const aad = associatedData(header, context);
    const sealed = collide(one, other, aad, randomBytes(64));
    return { envelope: Buffer.concat([header, sealed]), aad, sealed, one, other };
  }

  function spying() {
    const calls: string[] = [];
    const backend: AeadBackend = {
      ...node,
      decrypt: (...given) => {
        calls.push('decrypt');
        return node.decrypt(...given);
      },
    };
    return { backend, calls };
  }

  it('is taken by AES-GCM itself under both, and by open under the one it is committed to', () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const { envelope, aad, sealed, one, other } = forged(first, second);
    for (const backend of backends) {
      const texts = [one, other].map((it) => backend.decrypt(it.key, it.nonce, sealed, aad));
      expect(texts[0]).not.toEqual(texts[1]);
      expect(open({ key: first, envelope, context, backend })).toEqual(texts[0]);
      expect(() => open({ key: second, envelope, context, backend })).toThrow(DecryptFailedError);
    }
  });

  it('is refused before anything is decrypted', () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const { envelope } = forged(first, second);
    const { backend, calls } = spying();
    expect(() => open({ key: second, envelope, context, backend })).toThrow(DecryptFailedError);
    expect(calls).toEqual([]);
    open({ key: first, envelope, context, backend });
    expect(calls).toEqual(['decrypt']);
  });
});
