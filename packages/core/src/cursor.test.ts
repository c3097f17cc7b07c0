import { describe, expect, it } from 'vitest';
import { cursorCodec } from './cursor.ts';

describe('cursorCodec', () => {
  const codec = cursorCodec('tenants', ['text']);

  it('reads what it wrote, and nothing for no cursor', () => {
    for (const key of ['a', '', 'ü', '\ud800', '\u0000'])
      expect(codec.read(codec.write([key]))).toEqual([key]);
    expect(codec.read(undefined)).toBeUndefined();
  });

  it('writes what can stand in an address as it is', () => {
    expect(codec.write(['>>>???äöü'])).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('refuses the cursor of another list, even of the same kind of key', () => {
    const other = cursorCodec('names', ['text']).write(['a']);
    expect(() => codec.read(other)).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
  });

  it('refuses what is no cursor, and does not quote it', () => {
    for (const odd of ['secret', '', 5 as unknown as string, null as unknown as string]) {
      expect(() => codec.read(odd)).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
    }
    expect(() => codec.read('secret')).not.toThrow(/secret/);
  });
});
