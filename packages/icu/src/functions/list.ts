import { MAX_LIST_ITEMS } from '@localert/core';
import { defineFunction } from '../custom-function.ts';
import { DEFAULT_MAX_OUTPUT } from '../form.ts';
import { wholeOption } from '../function-options.ts';
import { numberFormat } from '../number-text.ts';
import { shared } from '../shared.ts';

const sharedListFormat = shared((locale, options) => new Intl.ListFormat(locale, options));

/** As many texts as could be shown at all: a hostile list must not make Intl work for nothing. */
function showable(texts: readonly string[]): readonly string[] {
  let length = 0;
  const end = texts.findIndex((text) => {
    length += text.length;
    return length > DEFAULT_MAX_OUTPUT;
  });
  return end === -1 ? texts : texts.slice(0, end + 1);
}

/**
 * `list`: the items of a list with the locale's commas and its "and" or "or". Items stand as they are, numbers by their
 * digits: a list of ports has no thousands. `max` shows that many, then how many more there are, as `+3`.
 *
 * Joined as CLDR says (UTS #35 part 2, list patterns), by `Intl.ListFormat` (ECMA-402, section 14).
 */
export const list = defineFunction({
  takes: 'list',
  options: {
    type: ['conjunction', 'disjunction', 'unit'],
    style: ['long', 'short', 'narrow'],
    max: wholeOption(1, MAX_LIST_ITEMS),
  },
  format(value, { type = 'conjunction', style = 'long', max = MAX_LIST_ITEMS }, { intlLocale }) {
    const shown = value.slice(0, max);
    const rest = value.length - shown.length;
    const more = numberFormat(intlLocale, { signDisplay: 'always' }).format(rest);
    const texts = showable(shown.map(String));
    return sharedListFormat(intlLocale, { type, style }).format(rest > 0 ? [...texts, more] : texts);
  },
});
