import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isSecret, secret } from './secret.ts';

describe('secret', () => {
  const hidden = secret('xoxb-canary');

  it('gives its value to who asks for it, and to nothing else', () => {
    expect(hidden.reveal()).toBe('xoxb-canary');
    const printed = [
      String(hidden),
      `${hidden}`,
      JSON.stringify({ hidden }),
      inspect({ hidden }, { showHidden: true, depth: 9 }),
      Object.entries(hidden).join(),
      JSON.stringify({ ...hidden }),
      `${hidden as unknown as string}-`,
      new Error(`${hidden}`).message,
    ];
    expect(printed.join('\n')).not.toContain('canary');
    expect(String(hidden)).toBe('[secret]');
    expect(() => structuredClone(hidden)).not.toThrow();
    expect(inspect(structuredClone(hidden))).not.toContain('canary');
  });

  it('is recognised, also when another copy of core made it', () => {
    expect([isSecret(hidden), isSecret('xoxb'), isSecret(null), isSecret({})]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(isSecret({ [Symbol.for('localert.secret')]: true })).toBe(true);
  });
});
