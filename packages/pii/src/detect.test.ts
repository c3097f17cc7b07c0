import { expect, it } from 'vitest';
import { detectPii, redactPii } from './detect.ts';

it('finds and redacts by the default rules', () => {
  const text = 'login of ann@example.org from 203.0.113.7 failed';
  expect(detectPii(text)).toEqual([
    { kind: 'email', start: 9, end: 24 },
    { kind: 'ipv4', start: 30, end: 41 },
  ]);
  expect(redactPii(text)).toBe('login of [email] from [ipv4] failed');
  expect(redactPii('all is well')).toBe('all is well');
});

it('finds nothing in what it has redacted', () => {
  const once = redactPii('ann@example.org, +49 30 901820, DE89370400440532013000, password=hunter2!');
  expect(detectPii(once)).toEqual([]);
});
