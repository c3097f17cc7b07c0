import { expect, test } from 'vitest';
import { everyText, formOf, pluralsIn } from './every-text.ts';

/** Whole numbers that meet every category up to a million, where `many` of French and its like begins. */
const WHOLE = [...Array.from({ length: 1101 }, (_, n) => n), 2000, 10_000, 11_000, 100_000];

const kept = new Map<string, Intl.PluralRules>();

/** The plural rules of a locale; they are slow to make. */
function rulesOf(locale: string): Intl.PluralRules {
  const rules = kept.get(locale) ?? new Intl.PluralRules(locale);
  kept.set(locale, rules);
  return rules;
}

/** The categories that whole numbers need beside `other`, less the numbers that have branches of their own. */
function needed(locale: string, exact: ReadonlySet<string>): string[] {
  const rules = rulesOf(locale);
  const met = WHOLE.filter((n) => !exact.has(`=${n}`)).map((n) => rules.select(n));
  return [...new Set(met), 'other'].filter((one, index, all) => all.indexOf(one) === index).sort();
}

const locales = [...new Set(everyText.map(({ locale }) => locale))];

test.each(locales)('%s has the categories that its counts need, and no other', (locale) => {
  const texts = everyText.filter((one) => one.locale === locale);
  const plurals = texts.flatMap(({ place, source }) =>
    pluralsIn(formOf(source).nodes).map((plural) => ({ place, ...plural })),
  );
  expect(plurals.length).toBeGreaterThan(20);
  for (const { place, argument, branches } of plurals) {
    const keys = branches.map(({ key }) => key);
    const exact = new Set(keys.filter((key) => key.startsWith('=')));
    expect(keys.filter((key) => !exact.has(key)).sort(), `${place} ${argument}`).toEqual(
      needed(locale, exact),
    );
  }
});

test('only a branch that means one, two or none may leave the number out', () => {
  const silent = everyText.flatMap(({ place, source }) =>
    pluralsIn(formOf(source).nodes).flatMap(({ branches }) =>
      branches
        .filter(({ key, counts }) => !counts && !['zero', 'one', 'two'].includes(key) && !key.startsWith('='))
        .map(({ key }) => `${place} ${key}`),
    ),
  );
  expect(silent).toEqual([]);
});

test('where one is more than the number 1, its branch says the number', () => {
  const several = new Set(
    locales.filter((locale) => WHOLE.some((n) => n !== 1 && rulesOf(locale).select(n) === 'one')),
  );
  const texts = everyText.filter(({ locale }) => several.has(locale));
  const silent = texts.flatMap(({ place, source }) =>
    pluralsIn(formOf(source).nodes).flatMap(({ branches }) =>
      branches.some(({ key, counts }) => key === 'one' && !counts) ? [place] : [],
    ),
  );
  expect(several).toContain('ru');
  expect(silent).toEqual([]);
});
