import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileMessage } from '../message.ts';
import { domainFunctions as functions } from './domain-functions.ts';

const textOf = (style: string, x: number | bigint, locale = 'en') =>
  compileMessage(`{x, bytes${style && `, ${style}`}}`, { locale, functions }).format({ x });

it.each([
  ['', 0, 'en', '0 byte'],
  ['', 999, 'en', '999 byte'],
  ['', 1_000, 'en', '1 kB'],
  ['', 1_234_567, 'en', '1.2 MB'],
  ['', 1_234_567, 'fr', '1,2 Mo'],
  ['', 1_234_567, 'de', '1,2 MB'],
  ['', -1_500, 'en', '-1.5 kB'],
  ['', 999_949, 'en', '999.9 kB'],
  ['', 999_950, 'en', '1 MB'],
  ['', 1e18, 'en', '1,000 PB'],
  ['', 2n ** 40n, 'en', '1.1 TB'],
  ['long', 2_000_000, 'en', '2 megabytes'],
  ['narrow', 2_500_000, 'en', '2.5MB'],
  ['digits=3', 1_234_567, 'en', '1.235 MB'],
  ['0', 1_534_567, 'en', '2 MB'],
  ['binary', 1_023, 'en', '1,023 B'],
  ['binary', 1_024, 'en', '1 KiB'],
  ['binary', 1_048_575, 'en', '1 MiB'],
  ['binary 2', 1_234_567, 'de', '1,18 MiB'],
  ['binary', 2 ** 70, 'en', '1,024 EiB'],
  ['binary', -1_536, 'en', '-1.5 KiB'],
] as const)('%s of %s in %s', (style, x, locale, text) => {
  // CLDR keeps number and unit together with spaces of several kinds.
  expect(textOf(style, x, locale).replace(/\s/g, ' ')).toBe(text);
});

it('keeps a size and its symbol together', () => {
  expect(textOf('binary', 1_024)).toBe('1\u00a0KiB');
});

it('takes no size without an end', () => {
  for (const x of [Number.NaN, Number.POSITIVE_INFINITY, 10n ** 400n]) {
    expect(() => textOf('', x)).toThrow('"x" has the wrong type');
  }
});

it('never shows a thousand of a unit where a larger one is left', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 9e17, noNaN: true }),
      fc.integer({ min: 0, max: 3 }),
      (size, digits) => {
        const parts = compileMessage(`{x, bytes, long ${digits}}`, {
          locale: 'en',
          functions,
        });
        expect(Number(parts.format({ x: size }).replace(/[^\d.]/g, ''))).toBeLessThan(1_000);
      },
    ),
  );
});
