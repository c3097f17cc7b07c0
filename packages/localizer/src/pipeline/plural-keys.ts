/**
 * Whole numbers that meet every category that whole numbers below a million have, in every language of CLDR. From a
 * million on `many` of Spanish, French, Italian and Portuguese begins, which alerts do not count to.
 */
const WHOLE: readonly number[] = [
  ...Array.from({ length: 201 }, (_, value) => value),
  ...[1_000, 1_001, 1_002, 1_100, 1_101, 2_000, 10_000, 100_000],
];

/** In the order in which CLDR lists them. */
const ORDER = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/** A plural category that a text in a language needs, with counts that are of it. */
export interface NeededCategory {
  readonly category: string;
  /** The first few whole numbers of the category. */
  readonly counts: readonly number[];
}

/** How many counts stand for a category in a note. */
const SHOWN = 4;

/**
 * The plural categories that whole numbers have in a language (CLDR, by way of `Intl`), less those whose every count has
 * a branch of its own. `other` is always among them: fractions need it.
 *
 * @param offset - what the message takes off the count before it chooses
 * @param exact - counts with a branch of their own
 */
export function neededCategories(
  locale: string,
  type: 'cardinal' | 'ordinal',
  offset = 0,
  exact: ReadonlySet<number> = new Set(),
): readonly NeededCategory[] {
  const rules = new Intl.PluralRules(locale, { type });
  const found = new Map<string, number[]>();
  for (const count of WHOLE) {
    if (exact.has(count)) continue;
    const category = rules.select(count - offset);
    const counts = found.get(category) ?? [];
    if (counts.length < SHOWN) found.set(category, [...counts, count]);
  }
  if (!found.has('other')) found.set('other', []);
  return ORDER.flatMap((category) => {
    const counts = found.get(category);
    return counts === undefined ? [] : [{ category, counts }];
  });
}
