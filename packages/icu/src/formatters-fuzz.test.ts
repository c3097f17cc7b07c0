import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { BATCH, batchOf, supportedLocales } from '../test/formatter-cases.ts';
import {
  described,
  type Formatters,
  type Mismatch,
  mismatchesOf,
  smallest,
} from '../test/formatter-check.ts';
import { dateText } from './date-text.ts';
import { numberText } from './number-text.ts';
import { pluralCategory } from './plural-category.ts';

const require = createRequire(import.meta.url);
const locales = supportedLocales(
  require('cldr-core/availableLocales.json').availableLocales.full as string[],
);
const ours: Formatters = { numberText, dateText, pluralCategory };
const SEED = 20_261_122;

function fuzz(formatters: Formatters, batches: number): readonly Mismatch[] {
  return Array.from({ length: batches }, (_, index) =>
    mismatchesOf(batchOf(locales, SEED, index), formatters),
  ).flat();
}

const lines = (formatters: Formatters, batches: number): readonly string[] =>
  smallest(fuzz(formatters, batches), formatters).map(described);

describe('formatters beside fresh Intl objects', () => {
  it('are tried in every locale that Intl has', () => {
    expect(locales.length).toBeGreaterThan(300);
    expect(locales).toContain('en');
    expect(new Set(locales).size).toBe(locales.length);
  });

  it('show 200,000 generated numbers, dates and categories the same', () => {
    expect(lines(ours, 200_000 / BATCH)).toEqual([]);
  }, 60_000);
});

describe('the harness', () => {
  it('generates the same cases for the same seed, others for another', () => {
    const caseOf = (seed: number) => batchOf(locales, seed, 17);
    expect(caseOf(1)).toEqual(caseOf(1));
    expect(caseOf(2)).not.toEqual(caseOf(1));
  });

  it('finds a formatter that rounds ties to even, and says it small', () => {
    const wrong: Formatters = {
      ...ours,
      numberText: (locale, options) => numberText(locale, { roundingMode: 'halfEven', ...options }),
    };
    const [first] = smallest(fuzz(wrong, 1_500), wrong);
    expect(first).toMatchObject({ kind: 'number', locale: 'en', options: {} });
    expect(described(first!)).toMatch(/^number en \{\} of \d\.\d{3}5: Intl "\d\.\d{3}", ours "\d\.\d{3}"$/);
  });

  it('finds grouping that is right in English only', () => {
    const wrong: Formatters = {
      ...ours,
      numberText: (locale, options) => numberText(locale, { useGrouping: 'always', ...options }),
    };
    const plain = smallest(fuzz(wrong, 1_500), wrong, 1_000).find(
      ({ options }) => !Object.keys(options).length,
    );
    expect(new Intl.NumberFormat(plain?.locale).format(1_234)).not.toMatch(/1.+2/);
    expect(plain?.value).toSatisfy((value: number) => Math.abs(value) >= 999 && Math.abs(value) < 10_000);
  });

  it('finds a date memo that takes minutes before 1972 for whole ones', () => {
    const wrong: Formatters = {
      ...ours,
      dateText(locale, options) {
        const text = dateText(locale, options);
        const memo = new Map<number, string>();
        if ('second' in options || 'fractionalSecondDigits' in options || 'timeStyle' in options) return text;
        return (time) => {
          const minute = Math.floor(time / 60_000);
          const shown = memo.get(minute) ?? text(time);
          memo.set(minute, shown);
          return shown;
        };
      },
    };
    const found = fuzz(wrong, 4_000);
    expect(found.length).toBeGreaterThan(0);
    for (const { kind, value } of found) {
      expect(kind).toBe('date');
      expect(Number(value)).toBeLessThan(Date.UTC(1972, 0, 8));
    }
  });

  it('finds a category memo that forgets the digits shown', () => {
    const wrong: Formatters = { ...ours, pluralCategory: (locale, type) => pluralCategory(locale, type) };
    expect(lines(wrong, 1_000).join('\n')).toContain(
      'cardinal en {"minimumFractionDigits":2} of 1: Intl "other", ours "one"',
    );
  });

  it('finds a formatter that throws, and one that does not where Intl does', () => {
    const throwing: Formatters = {
      ...ours,
      dateText: () => {
        throw new TypeError('no');
      },
    };
    expect(lines(throwing, 100)[0]).toContain('ours "throws TypeError"');
    const lenient: Formatters = {
      ...ours,
      numberText(locale, options) {
        try {
          return numberText(locale, options);
        } catch {
          return String;
        }
      },
    };
    expect(lines(lenient, 1_500)[0]).toContain('Intl "throws RangeError"');
  });
});
