import { describe, expect, it } from 'vitest';
import { localKeys } from './local-keys.ts';

const context = { tenant: 'acme', purpose: 'dek/1' };

describe('localKeys', () => {
  it('wraps and opens', async () => {
    const kek = localKeys({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(1) }], current: 'k1' });
    const { key, ...wrapped } = await kek.generateDek(context);
    expect(await kek.unwrap(context, wrapped)).toEqual(key);
  });
});
