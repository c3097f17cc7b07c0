import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quickNumber } from './quick-number.ts';

const quickOf = (locale: string, options: Intl.NumberFormatOptions = {}) =>
  quickNumber(new Intl.NumberFormat(locale, options));

describe('quickNumber', () => {
  it('knows each locale’s digits, separators, groups and affixes', () => {
    expect(quickOf('en')?.(1_234_567.5)).toBe('1,234,567.5');
    expect(quickOf('es')?.(1_234)).toBe('1234');
    expect(quickOf('es')?.(12_345)).toBe('12.345');
    expect(quickOf('en-IN')?.(12_345_678)).toBe('1,23,45,678');
    expect(quickOf('ar-EG')?.(-1_234.5)).toBe(new Intl.NumberFormat('ar-EG').format(-1_234.5));
    expect(quickOf('ff-Adlm')?.(1_230_456)).toBe(new Intl.NumberFormat('ff-Adlm').format(1_230_456));
    expect(quickOf('de', { style: 'currency', currency: 'EUR' })?.(-1_234.5)).toBe('-1.234,50\u00a0€');
    expect(quickOf('en', { style: 'percent' })?.(0.456)).toBe('46%');
    expect(quickOf('en', { useGrouping: false })?.(1_234_567)).toBe('1234567');
    expect(quickOf('en', { minimumFractionDigits: 2 })?.(1.5)).toBe('1.50');
  });

  it('leaves to Intl what only Intl can tell', () => {
    const quick = quickOf('en', { maximumFractionDigits: 2 });
    for (const value of [1.005, 0.125, -0, -0.001, 1e13 + 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300])
      expect(quick?.(value), String(value)).toBeUndefined();
    expect(quick?.(1.25)).toBe('1.25');
    expect(quickOf('en', { style: 'percent' })?.(1e14)).toBeUndefined();
  });

  it.each<[string, Intl.NumberFormatOptions]>([
    ['compact', { notation: 'compact' }],
    ['scientific', { notation: 'scientific' }],
    ['a unit', { style: 'unit', unit: 'hour', unitDisplay: 'long' }],
    ['a currency’s name', { style: 'currency', currency: 'EUR', currencyDisplay: 'name' }],
    ['a sign', { signDisplay: 'always' }],
    ['significant digits', { maximumSignificantDigits: 3 }],
    ['many fraction digits', { maximumFractionDigits: 12 }],
    ['padding', { minimumIntegerDigits: 3 }],
    ['another rounding', { roundingMode: 'floor' }],
  ])('has no way for %s', (_name, options) => {
    expect(quickOf('en', options)).toBeUndefined();
  });

  it('takes no way that does not agree with the format', () => {
    const odd = new Intl.NumberFormat('en');
    const format = odd.format.bind(odd);
    const liar = Object.create(odd, {
      resolvedOptions: { value: () => odd.resolvedOptions() },
      formatToParts: { value: (value: number) => odd.formatToParts(value) },
      format: { value: (value: number) => (value === 12_345 ? 'many' : format(value)) },
    }) as Intl.NumberFormat;
    expect(quickNumber(liar)).toBeUndefined();
  });

  it('writes what Intl writes, or nothing', () => {
    const locale = fc.constantFrom(
      'en',
      'es',
      'pl',
      'hi',
      'bn',
      'ar',
      'fa',
      'de-CH',
      'pt-PT',
      'en-u-nu-deva',
      'my',
    );
    const options = fc.record(
      {
        style: fc.constantFrom('decimal' as const, 'percent' as const),
        minimumFractionDigits: fc.integer({ min: 0, max: 2 }),
        maximumFractionDigits: fc.integer({ min: 2, max: 6 }),
        useGrouping: fc.constantFrom('auto' as const, 'always' as const, 'min2' as const, false as const),
      },
      { requiredKeys: [] },
    );
    const value = fc.oneof(
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double(),
      fc.tuple(fc.integer(), fc.integer({ min: 0, max: 6 })).map(([size, places]) => size / 10 ** places),
    );
    fc.assert(
      fc.property(
        locale,
        options,
        fc.array(value, { minLength: 20, maxLength: 20 }),
        (tag, given, values) => {
          const intl = new Intl.NumberFormat(tag, given);
          const quick = quickNumber(intl);
          expect(quick).toBeDefined();
          for (const one of values) expect(quick?.(one) ?? intl.format(one)).toBe(intl.format(one));
        },
      ),
      { numRuns: 150 },
    );
  });
});
