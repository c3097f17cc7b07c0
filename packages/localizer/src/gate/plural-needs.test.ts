import { describe, expect, it } from 'vitest';
import { categoryNames, isPluralKey, missingCategories } from './plural-needs.ts';

const missing = (
  locale: string,
  keys: readonly string[],
  offset = 0,
  type: 'plural' | 'ordinal' = 'plural',
) => missingCategories(keys, locale, type, offset);

describe('missingCategories', () => {
  it('asks for what whole numbers need', () => {
    expect(missing('ru', ['one', 'other'])).toEqual(['many', 'few']);
    expect(missing('ar', ['other'])).toEqual(['zero', 'one', 'two', 'few', 'many']);
    expect(missing('ja', ['other'])).toEqual([]);
    expect(missing('en', ['one', 'other'], 0, 'ordinal')).toEqual(['two', 'few']);
  });

  it('does not ask for what only fractions or millions have', () => {
    for (const locale of ['es', 'fr', 'it', 'pt']) expect(missing(locale, ['one', 'other'])).toEqual([]);
    expect(missing('cs', ['one', 'few', 'other'])).toEqual([]);
  });

  it('counts exact branches', () => {
    expect(missing('de', ['=1', 'other'])).toEqual([]);
    expect(missing('de', ['=2', 'other'])).toEqual(['one']);
    expect(missing('fr', ['=1', 'other'])).toEqual([]);
    expect(missing('de', ['=2', 'other'], 1)).toEqual([]);
    expect(missing('ru', ['=1', 'few', 'many', 'other'])).toEqual(['one']);
  });

  it('knows nothing of languages that Intl does not know', () => {
    expect(missing('xx', ['other'])).toEqual([]);
    expect(categoryNames('xx', 'plural')).toBeUndefined();
    expect(categoryNames('cs', 'plural')).toEqual(new Set(['few', 'many', 'one', 'other']));
  });

  it('tells keywords from words', () => {
    expect(['other', 'few', '=3', 'eins'].map(isPluralKey)).toEqual([true, true, true, false]);
  });
});
