import { expect, test } from 'vitest';
import { CATEGORY_NAMES, categoriesOf, FRACTIONS, WHOLE } from './lint-categories.ts';

const LOCALES =
  'af am ar as az be bg bn br bs ca ceb cs cy da de dsb el en es et eu fa fi fil fo fr ga gd gl gu gv haw he hi hr hsb hu hy id is it iu ja ka kk km kn ko kw ky lb lt lv mk ml mn mr ms mt my nb ne nl or pa pl ps pt ro ru se sh si sk sl so sq sr sv sw ta te th ti tk tr uk ur uz vi wa yi zh zu'.split(
    ' ',
  );

test.each(['cardinal', 'ordinal'] as const)(
  '%s: the samples meet every category of every language',
  (type) => {
    for (const locale of LOCALES) {
      const categories = categoriesOf(locale, type);
      if (categories === undefined) continue;
      const met = new Set([...WHOLE, ...FRACTIONS].map((count) => categories.of(count)));
      expect([locale, [...met].sort()]).toEqual([locale, [...categories.known].sort()]);
      const whole = new Set(WHOLE.map((count) => categories.of(count)));
      for (let count = 0; count < 3_000; count += 1) expect(whole.has(categories.of(count))).toBe(true);
      for (const category of categories.known) expect(CATEGORY_NAMES).toContain(category);
    }
  },
);

test('a language that Intl does not know has none', () => {
  expect(categoriesOf('xx', 'cardinal')).toBeUndefined();
});
