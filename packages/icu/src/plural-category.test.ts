import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { pluralCategory } from './plural-category.ts';

const require = createRequire(import.meta.url);
const locales: readonly string[] = Object.keys(
  require('cldr-core/supplemental/plurals.json').supplemental['plurals-type-cardinal'],
).filter((locale) => Intl.PluralRules.supportedLocalesOf(locale).length > 0);

describe('pluralCategory', () => {
  it('is Intl’s for integers of any size in every language, however few are kept', () => {
    expect(locales.length).toBeGreaterThan(150);
    const sizes = [2, 7, 20, 21, 40, 99, 100, 101, 999, 1_000, 100_001, 123_456_789];
    for (const locale of locales) {
      for (const type of ['cardinal', 'ordinal'] as const) {
        const rules = new Intl.PluralRules(locale, { type });
        const category = pluralCategory(locale, type);
        for (let rest = 0; rest < 1_000; rest += 1) {
          // The first of each rest fills what is kept; those after it have to agree.
          const value = 1_000 * (sizes[rest % sizes.length] ?? 1) + rest;
          category(1_000 + rest);
          if (category(value) !== rules.select(value)) expect.fail(`${locale} ${type} ${value}`);
          if (category(rest) !== rules.select(rest)) expect.fail(`${locale} ${type} ${rest}`);
        }
      }
    }
  });

  it('asks Intl about what has no place', () => {
    const french = pluralCategory('fr', 'cardinal');
    expect([1e6, 2e6, 1e6 + 1, 0.5, 1.5, -1, -0, Number.NaN, 1e21].map(french)).toEqual(
      [1e6, 2e6, 1e6 + 1, 0.5, 1.5, -1, -0, Number.NaN, 1e21].map((value) =>
        new Intl.PluralRules('fr').select(value),
      ),
    );
    expect(french(1n)).toBe('one');
    expect(french(10n ** 30n)).toBe('many');
    expect(french(-(10n ** 30n) - 1n)).toBe('other');
  });

  it('heeds the digits that are shown', () => {
    const shown = pluralCategory('en', 'cardinal', { minimumFractionDigits: 1 });
    expect([shown(1), shown(1), pluralCategory('en', 'cardinal')(1)]).toEqual(['other', 'other', 'one']);
    expect(() => pluralCategory('en', 'cardinal', { minimumFractionDigits: 200 })).toThrow(RangeError);
  });
});
