import { readFileSync } from 'node:fs';
import type { ArgumentValues } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { core, formatjs, reference } from '../test/peer-outcomes.ts';
import { compileMessage } from './message.ts';

/**
 * Where we differ from other libraries on purpose: docs/differences.md tells each of these by the same name. A peer that
 * changes its mind fails here too, and its line in the docs can go.
 */
interface Difference {
  readonly name: string;
  readonly source: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly locale?: string;
  /** The text, or the code of the error. */
  readonly ours: string;
  readonly formatjs?: string;
  readonly core?: string;
  readonly reference?: string;
}

const first: readonly Difference[] = [
  {
    name: 'a number sign in a select in a plural is the number',
    source: '{c, plural, other {{g, select, other {#}}}}',
    values: { c: 3, g: 'x' },
    ours: '3',
    formatjs: '#',
    core: '3',
  },
  {
    name: 'booleans show as words',
    source: 'is {b}',
    values: { b: false },
    ours: 'is false',
    formatjs: 'is ',
  },
  {
    name: 'null is missing',
    source: 'in {x}',
    values: { x: null },
    ours: 'LOCALERT_ARGUMENT_MISSING',
    formatjs: 'in ',
    core: 'in null',
  },
  {
    name: 'a missing argument is an error',
    source: 'in {x}',
    values: {},
    ours: 'LOCALERT_ARGUMENT_MISSING',
    formatjs: 'throws',
    core: 'in undefined',
  },
  {
    name: 'a choice without its value is an error',
    source: '{g, select, other {x}}',
    values: {},
    ours: 'LOCALERT_ARGUMENT_MISSING',
    formatjs: 'throws',
    core: 'x',
  },
  {
    name: 'only own properties are arguments',
    source: 'in {constructor}',
    values: {},
    ours: 'LOCALERT_ARGUMENT_MISSING',
    core: 'in function Object() { [native code] }',
  },
  {
    name: 'objects are no text',
    source: 'in {x}',
    values: { x: { y: 1 } },
    ours: 'LOCALERT_ARGUMENT_TYPE',
    core: 'in [object Object]',
  },
  {
    name: 'a bare date is a date and a time in the language and zone',
    source: 'at {d}',
    values: { d: new Date(0) },
    ours: 'at Jan 1, 1970, 12:00:00 AM',
  },
  {
    name: 'a string is no number in a plural',
    source: '{c, plural, =1 {x} other {o}}',
    values: { c: '1' },
    ours: 'LOCALERT_ARGUMENT_TYPE',
    formatjs: 'x',
    core: 'x',
  },
  {
    name: 'strings are no numbers and no dates',
    source: '{n, number, percent}',
    values: { n: '5' },
    ours: 'LOCALERT_ARGUMENT_TYPE',
    formatjs: '500%',
    core: '500%',
  },
  {
    name: 'large integers keep all their digits in a plural',
    source: '{c, plural, other {#}}',
    values: { c: 12_345_678_901_234_567_891n },
    ours: '12,345,678,901,234,567,891',
    formatjs: '12,345,678,901,234,567,000',
    core: 'throws',
  },
  {
    name: 'a bigint can be scaled by a fraction',
    source: '{n, number, ::scale/0.5}',
    values: { n: 3n },
    ours: '1.5',
    formatjs: 'throws',
    core: 'throws',
  },
  {
    name: 'zone names of all kinds stand in time skeletons',
    source: '{d, time, ::Hmv}',
    values: { d: 0 },
    ours: '00:00 GMT+0',
    formatjs: 'throws',
  },
  {
    name: 'percent multiplies by a hundred, in a skeleton too',
    source: '{n, number, ::percent}',
    values: { n: 0.5 },
    ours: '50%',
    formatjs: '50%',
    core: '0.5%',
  },
  {
    name: 'a date without a style is in digits',
    source: '{d, date}',
    values: { d: 43_200_000 },
    ours: '1/1/1970',
    formatjs: '1/1/1970',
    core: 'Jan 1, 1970',
  },
  {
    name: 'a short date has two digits of the year',
    source: '{d, date, short}',
    values: { d: 43_200_000 },
    ours: '1/1/70',
    formatjs: '1/1/70',
    core: '1/1/1970',
  },
  {
    name: 'a number sign in a skeleton is a digit, in a plural too',
    source: '{c, plural, other {{n, number, ::.0#}}}',
    values: { c: 7, n: 0 },
    ours: '0.0',
    formatjs: '0.0',
    core: '0',
  },
  {
    name: 'two numbers side by side are two texts',
    source: '{a}{b}',
    values: { a: 2, b: 3 },
    ours: '23',
    formatjs: '23',
    core: 'number 5',
  },
  {
    name: 'an apostrophe before an angle bracket quotes',
    source: "'<b' {n}",
    values: { n: 1 },
    ours: '<b 1',
    formatjs: '<b 1',
    core: "'<b' 1",
  },
  {
    name: 'negative numbers have the category of their size',
    source: '{c, plural, one {one} other {other}}',
    values: { c: -1 },
    ours: 'one',
    formatjs: 'one',
    core: 'other',
  },
  {
    name: 'the category is that of the number as it is shown',
    source: '{c, plural, zero {zero} other {other}}',
    values: { c: 0.0001 },
    locale: 'ar',
    ours: 'zero',
    formatjs: 'zero',
    core: 'other',
  },
];

const second: readonly Difference[] = [
  {
    name: 'a missing variable with a function shows its name',
    source: 'in {$x :string}',
    values: {},
    ours: 'in {$x} ! LOCALERT_ARGUMENT_MISSING',
    reference: 'in  ! unresolved-variable',
  },
  {
    name: 'only own properties are variables',
    source: 'in {$constructor}',
    values: {},
    ours: 'in {$constructor} ! LOCALERT_ARGUMENT_MISSING',
    reference: 'in function Object() { [native code] }',
  },
  {
    name: 'objects are no text in MessageFormat 2 either',
    source: 'in {$x}',
    values: { x: { y: 1 } },
    ours: 'in {$x} ! LOCALERT_ARGUMENT_TYPE',
    reference: 'in [object Object]',
  },
  {
    name: 'a bare date in MessageFormat 2 is a date and a time in the language and zone',
    source: 'at {$d}',
    values: { d: new Date(0) },
    ours: 'at Jan 1, 1970, 12:00:00 AM',
  },
  {
    name: 'select=plural is the cardinal',
    source: '.input {$n :number select=plural} .match $n one {{one}} * {{other}}',
    values: { n: 1 },
    ours: 'one',
    reference: 'other ! bad-selector',
  },
];

function oursOf({ source, values, locale = 'en' }: Difference, syntax: 'icu' | 'mf2'): string {
  const faults: string[] = [];
  try {
    const message = compileMessage(source, { locale, syntax });
    const text = message.format(values as ArgumentValues, ({ code }) => faults.push(code));
    return [text, ...faults].join(' ! ');
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

describe('we differ on purpose', () => {
  it.each(first)('$name', (difference) => {
    const { source, values, locale = 'en' } = difference;
    expect(oursOf(difference, 'icu')).toBe(difference.ours);
    if (difference.formatjs !== undefined) expect(formatjs(source, locale, values)).toBe(difference.formatjs);
    if (difference.core !== undefined) expect(core(source, locale, values)).toBe(difference.core);
    const others = [formatjs(source, locale, values), core(source, locale, values)];
    expect(others.some((other) => other !== difference.ours)).toBe(true);
  });

  it.each(second)('$name', (difference) => {
    const { source, values, locale = 'en' } = difference;
    expect(oursOf(difference, 'mf2')).toBe(difference.ours);
    const theirs = reference(source, locale, values);
    if (difference.reference !== undefined) expect(theirs).toBe(difference.reference);
    expect(theirs).not.toBe(difference.ours);
  });

  it('text and parts of a time differ in one space, as in V8', () => {
    const message = compileMessage('{d, time, short}', { locale: 'en' });
    const [part] = message.formatToParts({ d: 0 });
    expect(message.format({ d: 0 })).toBe('12:00 AM');
    expect(part?.value).toBe('12:00 AM');
    const parts = part?.type === 'datetime' ? part.parts : [];
    expect(parts.map(({ value }) => value).join('')).toBe('12:00\u202fAM');
  });
});

describe('the page about differences', () => {
  const page = readFileSync(new URL('../../../docs/differences.md', import.meta.url), 'utf8');

  it('names every test here, and no other', () => {
    const named = [...page.matchAll(/^Test: `(.+)`$/gm)].map(([, name]) => name);
    const own = [...first, ...second].map(({ name }) => name);
    expect(named.sort()).toEqual([...own, 'text and parts of a time differ in one space, as in V8'].sort());
  });
});
