import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toBase64Url } from './base64.ts';

const plain = (text: string) => {
  const bytes = fromBase64(text);
  return bytes && Buffer.from(bytes).toString('hex');
};

describe('base64', () => {
  it('is written as Node writes it, and read back in both alphabets, padded or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 99 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        expect(toBase64(bytes)).toBe(buffer.toString('base64'));
        expect(toBase64Url(bytes)).toBe(buffer.toString('base64url'));
        const url = buffer.toString('base64url');
        for (const text of [url, buffer.toString('base64'), url.padEnd(Math.ceil(url.length / 4) * 4, '=')]) {
          expect(plain(text)).toBe(buffer.toString('hex'));
        }
      }),
    );
  });

  it.each([
    'A',
    'AB=',
    'AAAAA',
    'AA===',
    'AA=A',
    'AB==',
    'AA=',
    'AAA==',
    'AAAA=',
    ' AAAA',
    'AA\nAA',
    '+-AA',
    'AAA!',
    'ä',
  ])('refuses %j', (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });
});
