import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { bytesOf, codec, codecOf, sha256 } from './platform.ts';

describe('codecOf', () => {
  const portable = codecOf({});

  it('is the same with Node’s modules and without', () => {
    expect(portable).not.toBe(codec);
    for (const text of ['', 'a', 'ab', 'abc', 'ü\u0000\uffff', 'x'.repeat(10_000)]) {
      const bytes = bytesOf(text);
      expect(portable.write(bytes)).toBe(codec.write(bytes));
      expect(new Uint8Array(portable.digest(bytes))).toEqual(new Uint8Array(codec.digest(bytes)));
      for (const one of [portable, codec])
        expect([...(one.read(one.write(bytes)) ?? [])]).toEqual([...bytes]);
    }
  });

  it('reads no text that the bytes are not written as', () => {
    for (const one of [portable, codec])
      for (const text of ['QQ\n', 'QR', 'Q', 'Q!Q']) expect(one.read(text), text).toBeUndefined();
  });

  it('writes a part of a buffer, and not all of it', () => {
    const part = bytesOf('xabcx').subarray(1, 4);
    expect(codec.write(part)).toBe('YWJj');
  });

  // NIST's example of FIPS 180-4 for "abc".
  it('hashes as published', () => {
    expect(Buffer.from(sha256('abc'), 'base64url').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order of members, nor on what JSON drops', () => {
    const left = canonicalJson({ b: [1, { z: null, a: 'x' }], a: undefined, c: 1e21 });
    expect(left).toBe('{"b":[1,{"a":"x","z":null}],"c":1e+21}');
    expect(canonicalJson({ c: 1e21, b: [1, { a: 'x', z: null }] })).toBe(left);
  });

  it('sorts by UTF-16 code units (RFC 8785 section 3.2.3)', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '1': 3, '\ud83d\ude00': 4, '\ufb33': 5 })).toBe(
      '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}',
    );
  });
});
