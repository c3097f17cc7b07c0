import * as fc from 'fast-check';

/** Words as an author may write them in MessageFormat 1: quotes, apostrophes and what XML and gettext have signs for. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replace(/[{}#|'<>]/g, '')),
      fc.constantFrom(
        "''",
        "'{'",
        "'{'x'}'",
        '&',
        '"',
        '\\',
        '\n',
        '\t',
        '\r\n',
        ' ',
        '  ',
        '<b>',
        ']]>',
        '\\n',
        '%',
        '\u0001',
        '\u2028',
        'é',
        '字',
        '🦊',
        "l''a",
      ),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const value = fc.constantFrom(
  '{host}',
  '{count}',
  '{used, number, percent}',
  '{since, date, short}',
  '{ host }',
);

const flat = fc.array(fc.oneof(words, value), { maxLength: 4 }).map((parts) => parts.join(''));

const inPlural = fc
  .array(fc.oneof(words, value, fc.constant('#')), { maxLength: 3 })
  .map((parts) => parts.join(''));

/** A plural of English alone, in one of several spellings. */
export const plural = fc
  .tuple(inPlural, inPlural, fc.constantFrom(['', ' '], [' ', ' '], [' ', '\n  ']))
  .map(
    ([one, other, [before = '', between = '']]) =>
      `{count,${before}plural,${between}one${before}{${one}}${between}other{${other}}}`,
  );

const select = fc.tuple(flat, flat).map(([a, b]) => `{kind, select, a {${a}} other {${b}}}`);

/** A message in MessageFormat 1. */
export const message = fc.oneof(
  flat,
  plural,
  fc.tuple(flat, fc.oneof(plural, select), flat).map((parts) => parts.join('')),
);
