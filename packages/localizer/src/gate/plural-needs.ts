/** A category and the whole numbers that are in it, as far as rules tell them apart. */
export type CategoryCounts = ReadonlyMap<string, readonly number[]>;

/** Whole numbers that meet every category which counts below a million have (UTS #35 part 3). */
const WHOLE: readonly number[] = [
  ...Array.from({ length: 201 }, (_, value) => value),
  ...[1000, 1001, 1002, 1100, 1101, 2000, 10_000, 100_000],
];

const NAMES: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

const known = new Map<string, CategoryCounts>();

/**
 * The categories that whole numbers below a million have in a language. Above it only `many` of Spanish, French, Italian
 * and Portuguese is new, which no catalogue has; `many` of Czech and Slovak is for fractions.
 */
export function categoryCounts(locale: string, type: 'plural' | 'ordinal'): CategoryCounts {
  const key = `${type} ${locale}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const counts = new Map<string, number[]>();
  if (Intl.PluralRules.supportedLocalesOf(locale).length > 0) {
    const rules = new Intl.PluralRules(locale, { type: type === 'ordinal' ? 'ordinal' : 'cardinal' });
    for (const value of WHOLE) {
      const category = rules.select(value);
      const values = counts.get(category);
      if (values === undefined) counts.set(category, [value]);
      else values.push(value);
    }
  }
  if (known.size >= 500) known.clear();
  known.set(key, counts);
  return counts;
}

const allNames = new Map<string, ReadonlySet<string>>();

/** All categories of a language, those of fractions too; `undefined` where Intl does not know it. */
export function categoryNames(locale: string, type: 'plural' | 'ordinal'): ReadonlySet<string> | undefined {
  if (categoryCounts(locale, type).size === 0) return undefined;
  const key = `${type} ${locale}`;
  const kept = allNames.get(key);
  if (kept !== undefined) return kept;
  const rules = new Intl.PluralRules(locale, { type: type === 'ordinal' ? 'ordinal' : 'cardinal' });
  const names: ReadonlySet<string> = new Set(rules.resolvedOptions().pluralCategories);
  if (allNames.size >= 500) allNames.clear();
  allNames.set(key, names);
  return names;
}

/** Whether a branch's key is a keyword of some language or an exact number. */
export const isPluralKey = (key: string): boolean => NAMES.has(key) || key.startsWith('=');

/**
 * The categories that a plural with these keys lacks. Where 0 and 1 share a form (French, Portuguese, Hindi), a branch
 * for 1 is enough: 0 reads well in the other.
 */
export function missingCategories(
  keys: readonly string[],
  locale: string,
  type: 'plural' | 'ordinal',
  offset: number,
): readonly string[] {
  const exact = new Set(
    keys.filter((key) => key.startsWith('=')).map((key) => Number(key.slice(1)) - offset),
  );
  return [...categoryCounts(locale, type)].flatMap(([category, values]) =>
    category === 'other' ||
    keys.includes(category) ||
    values.every((value) => exact.has(value) || (value === 0 && exact.has(1) && values.length === 2))
      ? []
      : [category],
  );
}
