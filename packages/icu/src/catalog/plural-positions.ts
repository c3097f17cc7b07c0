/** A plural category, and the one number that has it, where there is one only. */
export interface PluralPosition {
  readonly category: string;
  readonly only?: string;
}

/** Enough numbers to meet each rule of CLDR twice: all up to 200, larger ones of several shapes, and fractions. */
function* samples(): Generator<number> {
  for (let number = 0; number <= 200; number += 1) yield number;
  for (const number of [1_000, 1_001, 1_002, 10_000, 100_000, 1_000_000, 1_000_001, 2_000_000]) yield number;
  for (const number of [0.1, 0.5, 1.1, 1.5, 2.5, 3.1, 5.2]) yield number;
}

const kept = new Map<string, readonly PluralPosition[]>();

/** The categories of a language's cardinal or ordinal numbers (CLDR plural rules, by Intl). */
export function pluralPositions(locale: string, type: Intl.PluralRuleType): readonly PluralPosition[] {
  const key = `${locale} ${type}`;
  const known = kept.get(key);
  if (known) return known;
  const rules = new Intl.PluralRules(locale, { type });
  const numbers = new Map<string, number[]>();
  for (const number of samples()) {
    const category = rules.select(number);
    numbers.set(category, [...(numbers.get(category) ?? []), number]);
  }
  const positions = rules.resolvedOptions().pluralCategories.map((category): PluralPosition => {
    const [first, ...more] = numbers.get(category) ?? [];
    return first === undefined || more.length > 0 ? { category } : { category, only: String(first) };
  });
  // One catalogue has one locale: a few are enough to remember.
  if (kept.size > 20) kept.clear();
  kept.set(key, positions);
  return positions;
}
