import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hmacKey, payloadHashOf, pseudonymOf, subjectHandle } from './pseudonym.ts';

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

  test('tells a person and a salt apart, wherever one ends', () => {
    expect(pseudonymOf(key, 'ann', 'salt')).not.toBe(pseudonymOf(key, 'anns', 'alt'));
  });

  test('tells a text from the JSON that it looks like', () => {
    expect(payloadHashOf(key, '{"a":1}')).not.toBe(payloadHashOf(key, { a: 1 }));
    expect(payloadHashOf(key, '7')).not.toBe(payloadHashOf(key, 7));
  });
});
