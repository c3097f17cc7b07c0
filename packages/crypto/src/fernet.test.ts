import { randomBytes } from 'node:crypto';
import { secret } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INVALID, SECRET, VALID } from '../test/fernet-vectors.ts';
import { makeFernet } from '../test/make-fernet.ts';
import { openFernet } from './fernet.ts';

const keys = [secret(SECRET)];
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const code = (name: string) => expect.objectContaining({ code: name });
const newKey = () => randomBytes(32).toString('base64url');

describe('openFernet', () => {
  it('opens the published token', () => {
    const { token, now, ttlSeconds, text: expected, iv, madeAt } = VALID;
    expect(text(openFernet(token, keys, { now: Date.parse(now), ttlSeconds }))).toBe(expected);
    expect(text(openFernet(token.replace(/=+$/, ''), keys))).toBe(expected);
    // The helper of these tests makes the published token as well.
    expect(makeFernet({ key: SECRET, text: expected, iv, now: Date.parse(madeAt) })).toBe(token);
  });

  it.each(INVALID)('refuses: %s', (what, token, now) => {
    const isTime = /TTL|future/.test(what);
    expect(() => openFernet(token, keys, { now: Date.parse(now), ttlSeconds: 60 })).toThrow(
      code(isTime ? 'LOCALERT_FERNET_TIME' : 'LOCALERT_DECRYPT_FAILED'),
    );
    // These two are sound but for their time, and hold an empty text.
    if (isTime) expect(text(openFernet(token, keys))).toBe('');
  });

  it('opens whatever was made, under any of several keys', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat({ max: 2 }), (bytes, at) => {
        const names = [newKey(), newKey(), newKey()];
        const token = makeFernet({ key: names[at]!, text: bytes });
        expect(openFernet(token, names.map(secret))).toEqual(bytes);
      }),
    );
  });

  it('refuses every token with a bit flipped, and every cut', () => {
    const bytes = Buffer.from(makeFernet({ key: SECRET, text: 'x'.repeat(20) }), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      expect(() => openFernet(changed.toString('base64url'), keys)).toThrow(code('LOCALERT_DECRYPT_FAILED'));
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => openFernet(bytes.subarray(0, length).toString('base64url'), keys)).toThrow(
        code('LOCALERT_DECRYPT_FAILED'),
      );
    }
  });

  it('refuses what no text is', () => {
    for (const wrong of [undefined, null, 7, {}, 'A'.repeat(1_400_001), '++//'] as never[]) {
      expect(() => openFernet(wrong, keys)).toThrow(code('LOCALERT_DECRYPT_FAILED'));
    }
  });

  it('looks at the padding only behind a MAC that is right', () => {
    const token = makeFernet({ key: SECRET, text: 'sixteen letters!', padding: false });
    expect(() => openFernet(token, keys)).toThrow(code('LOCALERT_DECRYPT_FAILED'));
  });

  it('takes the time of a token as it was signed', () => {
    const now = Date.UTC(2026, 0, 1);
    const token = makeFernet({ key: SECRET, text: 'x', now });
    const at = (seconds: number, ttlSeconds = 60, maxSkewSeconds?: number) =>
      openFernet(token, keys, { now: now + seconds * 1_000, ttlSeconds, maxSkewSeconds });
    expect(text(at(60))).toBe('x');
    expect(() => at(61)).toThrow(
      expect.objectContaining({
        details: { reason: 'expired', ageSeconds: 61 },
        message: expect.any(String),
      }),
    );
    expect(text(at(-60))).toBe('x');
    expect(() => at(-61)).toThrow('61 s in the future');
    expect(text(at(-100, 60, 100))).toBe('x');
    expect(() => at(-1, 60, 0)).toThrow(code('LOCALERT_FERNET_TIME'));
    const endless = Buffer.from(token, 'base64url');
    endless.fill(0xff, 1, 9);
    expect(() => openFernet(endless.toString('base64url'), keys)).toThrow(code('LOCALERT_DECRYPT_FAILED'));
  });

  it.each([
    { ttlSeconds: 60 },
    { ttlSeconds: -1, now: 0 },
    { ttlSeconds: Number.NaN, now: 0 },
    { ttlSeconds: 1, now: Number.NaN },
    { maxSkewSeconds: -1 },
  ])('refuses %j', (times) => {
    expect(() => openFernet(VALID.token, keys, times)).toThrow(code('LOCALERT_INVALID_INPUT'));
  });

  it.each([[[]], [[secret('')]], [[secret('cw_0x689')]], [[secret(SECRET), secret('short')]]])(
    'refuses keys that are none without quoting them',
    (wrong) => {
      expect(() => openFernet(VALID.token, wrong)).toThrow(code('LOCALERT_INVALID_KEY'));
      expect(() => openFernet(VALID.token, wrong)).not.toThrow('cw_0x689');
    },
  );
});
