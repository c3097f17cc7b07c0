import { describe, expect, it } from 'vitest';
import { mark, wrongIn } from '../../test/mark.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64');

describe('bearer tokens', () => {
  it('are found by their look, and short ones behind the header’s name', () => {
    const rows = [
      'Authorization: Bearer ⟦bearer-token|mF¦_9.B5f-4.1JqM⟧',
      'bearer ⟦bearer-token|mF9aB5f4c1JqMpQ7⟧.',
      "-H 'AUTHORIZATION: BEARER ⟦bearer-token|mF9aB5f4c1JqMpQ7==⟧'",
      'authorization="Bearer ⟦bearer-token|abc123⟧"',
      '{"authorization":"Bearer ⟦bearer-token|secret⟧"}',
      'Bearer  ⟦bearer-token|mF9aB5f4c1JqMpQ7⟧',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are no words', () => {
    const rows = [
      'Bearer authentication-required-here',
      'Bearer 1234567890123456',
      'Bearer abc123',
      'Bearer: none',
      'Bearer',
      'Authorization: Bearer abc',
      'Bearer    mF9aB5f4c1JqMpQ7',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('go by what they are where that is known', () => {
    expect(wrongIn([`Bearer ⟦github-token|gh¦p_${'a1'.repeat(18)}⟧`])).toEqual([]);
  });
});

describe('basic credentials', () => {
  it('are base64 of a name and a password', () => {
    for (const credentials of ['ann:hunter2', 'a:b', 'svc-1:päss']) {
      const encoded = encode(credentials);
      expect(mark(`Authorization: Basic ${encoded}`)).toBe(`Authorization: Basic ⟦basic-auth|${encoded}⟧`);
    }
  });

  it('are nothing else', () => {
    const rows = [
      'Basic plan customers',
      `Basic ${encode('no colon here')}`,
      `Basic ${encode('a:b\u0007c')}`,
      'Basic abc',
      'Basic abcde',
      'Basic ab=cd',
      'Basic',
      `Basic ${encode(`a:${'b'.repeat(1024)}`)}`,
    ];
    expect(wrongIn(rows)).toEqual([]);
  });
});

describe('credentials in other schemes', () => {
  it('are found behind the header’s name', () => {
    const rows = [
      'Authorization: token ⟦auth-header|56b8998bbc58a9ccc7bd⟧',
      'authorization=⟦auth-header|56b8998bbc58a9ccc7bd⟧',
      'Proxy-Authorization: ApiKey ⟦auth-header|VnVhQ2ZHY0JDZGJrUW0=⟧.',
      '{\\"Authorization\\": \\"Bot ⟦auth-header|56b8998bbc58a9ccc7bd⟧\\"}',
      `AUTHORIZATION: Custom ⟦auth-header|${'a1'.repeat(100)}⟧`,
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are no words, numbers or names', () => {
    const rows = [
      'Authorization: required',
      'authorization 56b8998bbc58a9ccc7bd',
      'Authorization: see policy-eu-west-1-v2-2026',
      'Authorization: 12345678901234567890',
      'Authorization: abcdefghijklmnopqrst',
      'Authorization: token 56b8998bbc58',
      'Authorizations: 56b8998bbc58a9ccc7bd',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });
});
