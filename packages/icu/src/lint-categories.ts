/** Which plural category a count has in a language. */
export interface Categories {
  /** All that the language has; `other` is always one. */
  readonly known: ReadonlySet<string>;
  of(count: number): string;
}

/**
 * Whole numbers that meet every category that whole numbers have, in every language of CLDR, cardinal and ordinal; a test
 * holds them against CLDR's own samples.
 */
export const WHOLE: readonly number[] = [
  ...Array.from({ length: 201 }, (_, value) => value),
  ...[1000, 1001, 1002, 1100, 1101, 2000, 10_000, 100_000, 1_000_000, 1_000_001, 2_000_000],
];
/** Fractions that meet the categories which only fractions have. */
export const FRACTIONS: readonly number[] = [
  0.1, 0.2, 0.5, 1.1, 1.2, 1.5, 2.1, 2.5, 10.1, 11.5, 0.01, 0.02, 0.03, 1000.5,
];
/** From here on a category that is missing is hardly ever met: `many` of French, Italian, Portuguese and Spanish. */
export const RARE = 1_000_000;

/** The categories of a locale (CLDR, by way of `Intl`); `undefined` when `Intl` does not know its language. */
export function categoriesOf(locale: string, type: 'cardinal' | 'ordinal'): Categories | undefined {
  if (Intl.PluralRules.supportedLocalesOf(locale).length === 0) return undefined;
  const rules = new Intl.PluralRules(locale, { type });
  return {
    known: new Set(rules.resolvedOptions().pluralCategories),
    of: (count) => rules.select(count),
  };
}

/** The names of all categories that some language has. */
export const CATEGORY_NAMES: readonly string[] = ['zero', 'one', 'two', 'few', 'many', 'other'];
