import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UNKNOWN_ID } from '../test/key-house.ts';
import { newApiKey, readApiKey } from './api-key-text.ts';
import { API_KEY_PATTERN } from './index.ts';

describe('the text of a key', () => {
  const { text } = newApiKey('acme-1_x', UNKNOWN_ID);

  it('is found by a scanner, wherever it stands', () => {
    for (const around of [text, `Authorization: Bearer ${text}\n`, `"${text}",`])
      expect(API_KEY_PATTERN.exec(around)?.[0]).toBe(text);
    expect(text).toMatch(/^lk\.acme-1_x\.01890000-0000-7000-8000-000000000000\.[A-Za-z0-9_-]{49}$/);
  });

  it('has 32 random bytes: no two are alike', () => {
    const many = Array.from({ length: 1_000 }, () => newApiKey('acme', UNKNOWN_ID).text);
    expect(new Set(many).size).toBe(1_000);
    const secretOf = (key: string) => key.split('.')[3]?.slice(0, 43) ?? '';
    for (const key of many) expect(Buffer.from(secretOf(key), 'base64url')).toHaveLength(32);
  });

  it('is read back', () => {
    const digest = createHash('sha256').update(text).digest();
    expect(readApiKey(text)).toEqual({ tenant: 'acme-1_x', id: UNKNOWN_ID, digest });
  });

  it('shows every slip of one character', () => {
    for (let at = 0; at < text.length; at += 1)
      for (const other of ['a', '7', '.', 'Z', ' ']) {
        if (text[at] === other) continue;
        expect(readApiKey(text.slice(0, at) + other + text.slice(at + 1))).toBeUndefined();
      }
  });

  it.each([
    '',
    'lk',
    'lk.',
    `${text} `,
    ` ${text}`,
    `${text}\n`,
    `${text}\0`,
    `${text}a`,
    text.slice(0, -1),
    text.toUpperCase(),
    text.replace('lk.', 'LK.'),
    text.replace('acme-1_x', 'other'),
    text.replace('acme-1_x', '../x'),
    text.replace('acme-1_x', ''),
    text.replace('acme-1_x', 'x'.repeat(64)),
    newApiKey('__proto__', UNKNOWN_ID).text,
    newApiKey('constructor', UNKNOWN_ID).text,
    newApiKey('acme', '__proto__').text,
    newApiKey('acme', 'x'.repeat(36)).text,
    'x'.repeat(10_240),
    `lk.${'a'.repeat(10_240)}`,
    'lk.__proto__.constructor.toString',
    undefined,
    null,
    7,
    {},
    [text],
    { toString: () => text },
  ])('is not %j', (shown) => {
    expect(readApiKey(shown)).toBeUndefined();
  });

  it('with the longest tenant is taken', () => {
    const longest = newApiKey('x'.repeat(63), UNKNOWN_ID).text;
    expect(longest).toHaveLength(153);
    expect(readApiKey(longest)?.tenant).toHaveLength(63);
  });
});
