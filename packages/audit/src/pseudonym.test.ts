import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hmacKey, knownPseudonym, payloadHashOf, pseudonymOf, subjectHandle } from './pseudonym.ts';

const bytes = Buffer.alloc(32, 7);
const key = hmacKey(bytes);
const hmac = (text: string): string => createHmac('sha256', bytes).update(text).digest('base64url');

describe('what is made under the key of a tenant', () => {
  test('stays the same in later versions, for it lies in trails for years', () => {
    expect(pseudonymOf(key, 'ann')).toBe(`p_${hmac('actor\0ann').slice(0, 24)}`);
    expect(pseudonymOf(key, 'ann', 'salt')).toBe(`p_${hmac('actor\0ann\0salt').slice(0, 24)}`);
    expect(subjectHandle(key, 'ann')).toBe(hmac('subject\0ann'));
    expect(payloadHashOf(key, 'text')).toBe(hmac('text\0text'));
    expect(payloadHashOf(key, { b: 1, a: 'x' })).toBe(hmac('json\0{"a":"x","b":1}'));
  });

  test('is the same when it is remembered, under each key by itself, for any number of people', () => {
    const other = hmacKey(Buffer.alloc(32, 8));
    expect(hmacKey(bytes)).toBe(key);
    for (let round = 0; round < 2; round++) {
      for (let person = 0; person < 1_001; person++) knownPseudonym(key, `user:${person}`);
      expect(knownPseudonym(key, 'user:0')).toBe(pseudonymOf(key, 'user:0'));
      expect(knownPseudonym(key, 'user:1000')).toBe(pseudonymOf(key, 'user:1000'));
      expect(knownPseudonym(other, 'user:0')).toBe(pseudonymOf(other, 'user:0'));
    }
    expect(knownPseudonym(other, 'user:0')).not.toBe(knownPseudonym(key, 'user:0'));
  });

  test('tells a person and a salt apart, wherever one ends', () => {
    expect(pseudonymOf(key, 'ann', 'salt')).not.toBe(pseudonymOf(key, 'anns', 'alt'));
  });

  test('tells a text from the JSON that it looks like', () => {
    expect(payloadHashOf(key, '{"a":1}')).not.toBe(payloadHashOf(key, { a: 1 }));
    expect(payloadHashOf(key, '7')).not.toBe(payloadHashOf(key, 7));
  });
});
