import type { Locale } from '@localert/core';

/** A plural rule in the words of gettext, and the CLDR category of each of its forms. */
export interface GettextPlural {
  readonly expression: string;
  readonly categories: readonly Intl.LDMLPluralRule[];
}

interface Rule extends GettextPlural {
  /** The form of a number: what the expression says. */
  readonly form: (n: number) => number;
}

const SLAVIC = (n: number): number =>
  n % 10 === 1 && n % 100 !== 11 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;

const MILLION = (n: number): boolean => n !== 0 && n % 1_000_000 === 0;

const rule = (
  expression: string,
  categories: readonly Intl.LDMLPluralRule[],
  form: (n: number) => number,
): Rule => ({ expression: `nplurals=${categories.length}; plural=${expression};`, categories, form });

/**
 * Rules for whole numbers, as catalogues of gettext have them. Which one a language has is not listed: the one that says
 * what CLDR's rule says is found.
 */
const RULES: readonly Rule[] = [
  rule('0', ['other'], () => 0),
  rule('(n != 1)', ['one', 'other'], (n) => (n === 1 ? 0 : 1)),
  rule('(n > 1)', ['one', 'other'], (n) => (n > 1 ? 1 : 0)),
  rule('(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2)', ['one', 'many', 'other'], (n) =>
    n === 1 ? 0 : MILLION(n) ? 1 : 2,
  ),
  rule('(n<=1 ? 0 : n%1000000==0 ? 1 : 2)', ['one', 'many', 'other'], (n) =>
    n <= 1 ? 0 : MILLION(n) ? 1 : 2,
  ),
  rule(
    '(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)',
    ['one', 'few', 'many'],
    SLAVIC,
  ),
  rule(
    '(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)',
    ['one', 'few', 'other'],
    SLAVIC,
  ),
  rule('(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)', ['one', 'few', 'many'], (n) =>
    n === 1 ? 0 : SLAVIC(n) === 1 ? 1 : 2,
  ),
  rule('(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2)', ['one', 'few', 'other'], (n) =>
    n === 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2,
  ),
  rule(
    '(n%10==1 && (n%100<11 || n%100>19) ? 0 : n%10>=2 && (n%100<11 || n%100>19) ? 1 : 2)',
    ['one', 'few', 'other'],
    (n) => {
      const teen = n % 100 >= 11 && n % 100 <= 19;
      return !teen && n % 10 === 1 ? 0 : !teen && n % 10 >= 2 ? 1 : 2;
    },
  ),
  rule(
    '(n%10==0 || (n%100>=11 && n%100<=19) ? 0 : n%10==1 && n%100!=11 ? 1 : 2)',
    ['zero', 'one', 'other'],
    (n) => (n % 10 === 0 || (n % 100 >= 11 && n % 100 <= 19) ? 0 : n % 10 === 1 ? 1 : 2),
  ),
  rule('(n==1 ? 0 : n==0 || (n%100>=1 && n%100<=19) ? 1 : 2)', ['one', 'few', 'other'], (n) =>
    n === 1 ? 0 : n === 0 || (n % 100 >= 1 && n % 100 <= 19) ? 1 : 2,
  ),
  rule('(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3)', ['one', 'two', 'few', 'other'], (n) =>
    n % 100 === 1 ? 0 : n % 100 === 2 ? 1 : n % 100 === 3 || n % 100 === 4 ? 2 : 3,
  ),
  rule(
    '(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)',
    ['zero', 'one', 'two', 'few', 'many', 'other'],
    (n) => (n <= 2 ? n : n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5),
  ),
  rule('(n==1 ? 0 : n==2 ? 1 : 2)', ['one', 'two', 'other'], (n) => (n === 1 ? 0 : n === 2 ? 1 : 2)),
  rule(
    '(n==1 ? 0 : n==2 ? 1 : n>=3 && n<=6 ? 2 : n>=7 && n<=10 ? 3 : 4)',
    ['one', 'two', 'few', 'many', 'other'],
    (n) => (n === 1 ? 0 : n === 2 ? 1 : n >= 3 && n <= 6 ? 2 : n >= 7 && n <= 10 ? 3 : 4),
  ),
  rule('(n%10==1 && n%100!=11 ? 0 : 1)', ['one', 'other'], (n) => (n % 10 === 1 && n % 100 !== 11 ? 0 : 1)),
];

/** The numbers that rules are compared by: every rule of CLDR for whole numbers shows itself here. */
const PROBES: readonly number[] = [
  ...Array.from({ length: 322 }, (_, n) => n),
  ...[1_000, 1_001, 1_002, 1_011, 10_000, 100_000, 1_000_000, 1_000_001, 2_000_000],
];

const known = new Map<Locale, GettextPlural | undefined>();

/** The plural rule of a language in the words of gettext; `undefined` where none of those known fits CLDR's. */
export function gettextPlural(locale: Locale): GettextPlural | undefined {
  if (!known.has(locale)) {
    const rules = new Intl.PluralRules(locale);
    const found = RULES.find(({ categories, form }) =>
      PROBES.every((n) => categories[form(n)] === rules.select(n)),
    );
    known.set(locale, found && { expression: found.expression, categories: found.categories });
  }
  return known.get(locale);
}
