import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ENVELOPE_OVERHEAD, open, readHeader, seal } from './envelope.ts';

const key = new Uint8Array(32).fill(7);
const context = { tenant: 'acme', fixture: 'disk_full', revision: 3, field: 'messages', locale: 'es' };
const plaintext = new TextEncoder().encode('Disco lleno');

describe('seal and open', () => {
  it('gives back what was sealed', () => {
    const envelope = seal({ key, dekId: 9, context, plaintext });
    expect(envelope.length).toBe(plaintext.length + ENVELOPE_OVERHEAD);
    expect(readHeader(envelope)).toEqual({ version: 1, suite: 1, dekId: 9 });
    expect(open({ key, envelope, context })).toEqual(plaintext);
    expect(open({ key: createSecretKey(key), envelope, context })).toEqual(plaintext);
  });
});
