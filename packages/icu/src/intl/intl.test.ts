import { parse } from '@formatjs/icu-messageformat-parser';
import { createIntl, createIntlCache, type IntlShape } from '@formatjs/intl';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { icuLocales, icuMessage, icuValues } from '../../test/catalog-icu.ts';
import { mf2Locales, mf2Message, mf2Values } from '../../test/catalog-mf2.ts';
import { convertMessage } from '../catalog/convert.ts';
import { compileMessage } from '../message.ts';
import { IntlMessageError } from './errors.ts';
import { fromIntl } from './from-intl.ts';
import { toIntl } from './to-intl.ts';

const timeZone = 'Asia/Kolkata';
const throwing = {
  onError: (error: Error) => {
    throw error;
  },
};
const host: IntlShape = createIntl({ locale: 'en', messages: { own: 'Own' }, timeZone, ...throwing });
const cache = createIntlCache();

function theirs(source: string, syntax: 'icu' | 'mf2', locale: string, values: object): string {
  const intl = toIntl(host, { locale, messages: { title: source }, syntax, cache });
  return intl.formatMessage({ id: 'title' }, values as never);
}

const ours = (source: string, syntax: 'icu' | 'mf2', locale: string, values: object): string =>
  compileMessage(source, { locale, syntax, timeZone }).format(values as never);

describe('toIntl', () => {
  it('gives the text of Localert for messages of MessageFormat 1', () => {
    fc.assert(
      fc.property(icuMessage, fc.constantFrom(...icuLocales), icuValues, (source, locale, values) => {
        let intl: string;
        try {
          intl = theirs(source, 'icu', locale, values);
        } catch (error) {
          // Only an offset's # in a select has no equivalent.
          expect(IntlMessageError.is(error)).toBe(true);
          expect(source).toMatch(/offset[\s\S]*select[\s\S]*#/);
          return;
        }
        expect(intl).toBe(ours(source, 'icu', locale, values));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('gives the text of Localert for messages of MessageFormat 2', () => {
    let same = 0;
    const locales = fc.constantFrom(...mf2Locales.filter((locale) => locale !== 'ar-EG'));
    fc.assert(
      fc.property(mf2Message, locales, mf2Values, fc.nat(999), (source, locale, given, n) => {
        const values = { ...given, n, m: n, q: n, b: 'yes', g: given.g.normalize() };
        let intl: string;
        try {
          if (convertMessage(source, 'mf2', 'icu').differences.length > 0) return;
          intl = theirs(source, 'mf2', locale, values);
        } catch (error) {
          expect(error).toMatchObject({ name: 'LocalertError' });
          return;
        }
        same += 1;
        expect(intl).toBe(ours(source, 'mf2', locale, values));
      }),
      { numRuns: 1_000 },
    );
    expect(same).toBeGreaterThan(50);
  }, 60_000);

  it.each([
    ['tags are text', "<https://x.y|{name}> & <b>{name}</b> it's </i>", 'icu'],
    ['a # in a select in a plural', '{n, plural, other {{name, select, other {# of #}}}}', 'icu'],
    ['a literal # in a select in a plural', "{n, plural, other {{name, select, other {'#'1 #}}}}", 'icu'],
    ['an empty message', '', 'icu'],
    [
      'dates without a style and by skeleton',
      '{d, date} {d, time} {d, date, ::yMMMd} {d, time, ::Hmsz} {d, time, ::hma}',
      'icu',
    ],
    [
      'numbers by skeleton',
      '{n, number, ::unit/kilometer-per-hour} {n, number, ::scale/100 .00} {n, number, ::compact-long} {n, number, percent}',
      'icu',
    ],
    ['named styles', '{d, date, short} {d, date, full} {d, time, medium} {d, time, long}', 'icu'],
    [
      'selectors and offsets',
      '.input {$n :number} .local $o = {$n :offset subtract=1} .match $o 0 {{one}} one {{{$o} and {$name}}} * {{{$o}}}',
      'mf2',
    ],
  ] as const)('gives the text of Localert: %s', (_, source, syntax) => {
    const values = { n: 2345, name: 'Ada', d: new Date(Date.UTC(2024, 1, 3, 20, 30)) };
    for (const locale of ['en', 'de', 'ar', 'ja', 'hi']) {
      expect(theirs(source, syntax, locale, values)).toBe(ours(source, syntax, locale, values));
    }
  });

  it('takes over what the host has set up', () => {
    const seen: string[] = [];
    const richer = createIntl<string>({
      locale: 'fr',
      messages: {},
      timeZone: 'UTC',
      formats: { number: { odd: { minimumFractionDigits: 3 } }, date: { short: { year: 'numeric' } } },
      defaultLocale: 'fr',
      defaultRichTextElements: { b: (chunks) => `*${chunks}*` },
      onError: (error) => seen.push(error.code),
      onWarn: (warning) => seen.push(warning.slice(0, 15)),
    });
    const intl = toIntl(richer, { locale: 'en', messages: { title: '{d, date, short} {d, date}' } });
    expect(intl.formatMessage({ id: 'title' }, { d: new Date(0) })).toBe('1/1/1970 1/1/1970');
    expect(intl.formatMessage({ id: 'gone' })).toBe('gone');
    expect(intl.formatNumber(1, { format: 'odd' })).toBe('1.000');
    expect(intl.locale).toBe('en');
    expect(intl.defaultLocale).toBe('fr');
    expect(intl.defaultRichTextElements).toBe(richer.defaultRichTextElements);
    expect(seen).toEqual(['[@formatjs/intl', 'MISSING_TRANSLATION']);
    const bare = createIntl({ locale: 'en', ...throwing });
    expect(toIntl(bare, { locale: 'en', messages: { title: 'x' } }).timeZone).toBeUndefined();
  });

  it.each([
    ['{#b}x{/b}', 'mf2', 'markup'],
    ['{$x :mention}', 'mf2', 'the function ":mention"'],
    ['{x, mention}', 'icu', 'line 1, column 5'],
    ['a {', 'icu', 'line 1, column 3'],
    ['{n, plural, offset:1 other {{g, select, other {#}}}}', 'icu', 'a changed number outside'],
    ['{$d :date timeZone=UTC}', 'mf2', 'these options of a date'],
  ] as const)('names the field whose message is %s', (source, syntax, reason) => {
    const make = () =>
      toIntl(host, { locale: 'en', messages: { fine: 'x', actionRequired: source }, syntax });
    expect(make).toThrow(
      expect.objectContaining({
        code: IntlMessageError.code,
        details: { field: 'actionRequired', reason: expect.stringContaining(reason) },
      }),
    );
    expect(make).toThrow('The field "actionRequired"');
  });
});

describe('fromIntl', () => {
  it('gives the messages, printed where they were compiled', () => {
    const messages = { 'a.title': 'Hello {name}', 'a.body': 'x {' };
    expect(fromIntl(createIntl({ locale: 'en-us', messages }))).toMatchObject({
      catalog: { locale: 'en-US', syntax: 'icu', messages: { 'a.title': { source: 'Hello {name}' } } },
      problems: [{ code: 'message', key: 'a.body' }],
    });
    const source =
      "{n, plural, offset:1 =0 {it''s} one {# of {n, number, ::currency/EUR}} other {{d, date, ::yMMMd}}}";
    const compiled = createIntl({ locale: 'en', messages: { a: parse(source) as never } });
    const { catalog, problems } = fromIntl(compiled);
    expect(problems).toEqual([]);
    const values = { n: 2, d: new Date(0) };
    expect(ours(catalog.messages['a']?.source ?? '', 'icu', 'en', values)).toBe(
      ours(source, 'icu', 'en', values),
    );
    expect(fromIntl(createIntl({ locale: 'en' })).catalog.messages).toEqual({});
  });

  it('brings messages into an object and out again', () => {
    const messages = { title: '{n, plural, one {# disk} other {# disks}} <full>' };
    const intl = toIntl(host, { locale: 'en', messages });
    const back = fromIntl(intl).catalog.messages['title']?.source ?? '';
    expect(ours(back, 'icu', 'en', { n: 2 })).toBe(ours(messages.title, 'icu', 'en', { n: 2 }));
  });
});
