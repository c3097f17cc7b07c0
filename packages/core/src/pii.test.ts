import { describe, expect, it } from 'vitest';
import { redactText } from './pii.ts';

describe('redactText', () => {
  it('puts kinds in place of what was found', () => {
    const found = [
      { kind: 'email', start: 0, end: 15 },
      { kind: 'ipv4', start: 19, end: 27 },
    ];
    expect(redactText('ann@example.org at 10.0.0.1!', found)).toBe('[email] at [ipv4]!');
    expect(redactText('nothing', [])).toBe('nothing');
  });
});
