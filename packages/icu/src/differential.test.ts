import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { icuLocales, icuMessage, icuValues } from '../test/icu-messages.ts';
import { compileForm } from './compile.ts';
import { parseForm } from './parse.ts';

/** Generated messages against intl-messageformat. Where the two differ on purpose, a test of its own says so. */
const refuse = (fault: object): never => {
  throw new Error(JSON.stringify(fault));
};

const kept = new Map<string, unknown>();

function once<Value>(
  kind: string,
  build: (locales: string | string[] | undefined, options: object | undefined) => Value,
) {
  return (locales?: string | string[], options?: object): Value => {
    const key = JSON.stringify([kind, locales, options]);
    if (!kept.has(key)) kept.set(key, build(locales, options));
    return kept.get(key) as Value;
  };
}

// intl-messageformat has no time zone option of its own, and keeps its formatters for one message only.
const formatters = {
  getNumberFormat: once('number', (locales, options) => new Intl.NumberFormat(locales, options)),
  getPluralRules: once('plural', (locales, options) => new Intl.PluralRules(locales, options)),
  getDateTimeFormat: once(
    'date',
    (locales, options) => new Intl.DateTimeFormat(locales, { ...options, timeZone: 'Asia/Kolkata' }),
  ),
};

function theirs(source: string, locale: string, given: object): string {
  const message = new IntlMessageFormat(source, locale, undefined, {
    ignoreTag: true,
    formatters: formatters as never,
  });
  return String(message.format(given as never));
}

const ours = (source: string, locale: string, given: never) =>
  compileForm(parseForm(source, 'icu'), { locale, timeZone: 'Asia/Kolkata' })(given, refuse);

describe('against intl-messageformat', () => {
  it('formats generated messages the same', () => {
    const poundInSelect = (source: string) => /select,[\s\S]*#/.test(source) && source.includes('plural');
    fc.assert(
      fc.property(icuMessage, fc.constantFrom(...icuLocales), icuValues, (source, locale, given) => {
        fc.pre(!poundInSelect(source));
        expect(ours(source, locale, given as never)).toBe(theirs(source, locale, given));
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('differs on purpose', () => {
    const inner = '{c, plural, other {{g, select, other {#}}}}';
    expect(ours(inner, 'en', { c: 3, g: 'x' } as never)).toBe('3');
    expect(theirs(inner, 'en', { c: 3, g: 'x' })).toBe('#');

    expect(ours('{b}', 'en', { b: false } as never)).toBe('false');
    expect(theirs('{b}', 'en', { b: false })).toBe('');

    const big = '{c, plural, other {#}}';
    expect(ours(big, 'en', { c: 12345678901234567891n } as never)).toBe('12,345,678,901,234,567,891');
    expect(theirs(big, 'en', { c: 12345678901234567891n })).toBe('12,345,678,901,234,567,000');

    expect(ours('{c, plural, =1 {x} other {o}}', 'en', { c: 1n } as never)).toBe('x');
    expect(() => ours('{d, date, wide}', 'en', {} as never)).toThrow('the date style');
    expect(theirs('{d, date, wide}', 'en', { d: 0 })).toBe('1/1/1970');
  });
});
