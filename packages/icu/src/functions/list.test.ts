import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileMessage } from '../message.ts';
import { domainFunctions as functions } from './domain-functions.ts';

const textOf = (style: string, x: readonly (string | number | bigint | boolean)[], locale = 'en') =>
  compileMessage(`{x, list${style && `, ${style}`}}`, { locale, functions }).format({ x });

it.each([
  ['', ['a'], 'en', 'a'],
  ['', ['a', 'b'], 'en', 'a and b'],
  ['', ['a', 'b', 'c'], 'en', 'a, b, and c'],
  ['', ['a', 'b', 'c'], 'de', 'a, b und c'],
  ['', ['a', 'b', 'c'], 'ja', 'a、b、c'],
  ['disjunction', ['a', 'b', 'c'], 'es', 'a, b o c'],
  ['unit narrow', ['a', 'b', 'c'], 'en', 'a b c'],
  ['short', ['a', 'b', 'c'], 'en', 'a, b, & c'],
  ['', [], 'en', ''],
  ['', [8080, 443n, true], 'en', '8080, 443, and true'],
] as const)('%s of %s in %s', (style, x, locale, text) => {
  expect(textOf(style, x, locale)).toBe(text);
});

it('shows so many, then how many more', () => {
  const hosts = ['db-1', 'db-2', 'db-3', 'db-4', 'db-5'];
  expect(textOf('max=2', hosts)).toBe('db-1, db-2, and +3');
  expect(textOf('2 disjunction', hosts, 'de')).toBe('db-1, db-2 oder +3');
  expect(textOf('max=2', hosts, 'ar-EG')).toContain('+٣');
  expect(textOf('max=5', hosts)).toBe('db-1, db-2, db-3, db-4, and db-5');
  expect(textOf('max=1', ['a'])).toBe('a');
});

it('joins no more than could be shown', () => {
  const x = Array.from({ length: 1_000 }, () => 'w'.repeat(10_000));
  expect(() => textOf('', x)).toThrow('longer than');
});

it('shows every item as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 }), (x) => {
      let from = 0;
      const text = textOf('', x);
      for (const item of x) {
        const at = text.indexOf(item, from);
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + item.length;
      }
    }),
  );
});
