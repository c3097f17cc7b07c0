import fc from 'fast-check';
import i18next, { type i18n } from 'i18next';
import { describe, expect, it } from 'vitest';
import { compileMessage } from '../message.ts';
import type { Catalog } from './catalog.ts';
import type { I18nextOptions } from './i18next-options.ts';
import { icuText } from './icu-text.ts';
import { readI18next } from './read-i18next.ts';
import { writeI18next } from './write-i18next.ts';

/** The real i18next over a document, with values shown as they are. */
async function peer(lng: string, translation: object): Promise<i18n> {
  const instance = i18next.createInstance();
  instance.services?.formatter?.add('mention', (value: unknown) => `@${value}`);
  await instance.init({
    lng,
    resources: { [lng]: { translation: translation as never } },
    interpolation: { escapeValue: false },
  });
  instance.services.formatter?.add('mention', (value: unknown) => `@${value}`);
  return instance;
}

// i18next shows dates in the host's zone.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const functions = { mention: (value: unknown) => `@${value}` };
const options: I18nextOptions = { functions: ['mention'], contexts: ['male', 'female'] };

function ours(catalog: Catalog, id: string, values: object): string {
  const source = catalog.messages[id]?.source ?? `no ${id}`;
  const locale = catalog.locale ?? 'en';
  return compileMessage(source, { locale, functions: functions as never, timeZone: zone }).format(
    values as never,
  );
}

const COUNTS = [0, 1, 2, 3, 5, 7, 11, 12, 21, 22, 25, 100, 101, 111, 1.5, 1_000_000];

const plurals: Readonly<Record<string, object>> = {
  en: {
    disk_one: '{{count}} disk on {{host}}',
    disk_other: '{{count, number}} disks on {{- host}}',
    disk_zero: 'no disk',
  },
  ru: {
    disk_one: '{{count}} диск',
    disk_few: '{{count}} диска',
    disk_many: '{{count}} дисков',
    disk_other: '{{count}} диска…',
  },
  pl: {
    disk_one: '{{count}} dysk',
    disk_few: '{{count}} dyski',
    disk_many: '{{count}} dysków',
    disk_other: '{{count}} dysku',
  },
  ar: {
    disk_zero: 'صفر',
    disk_one: 'واحد',
    disk_two: 'اثنان',
    disk_few: '{{count}} قليل',
    disk_many: '{{count}} كثير',
    disk_other: '{{count}} آخر',
  },
  lv: { disk_zero: '{{count}} z', disk_one: '{{count}} o', disk_other: '{{count}} x' },
};

describe('against i18next', () => {
  it.each(Object.keys(plurals))('reads plurals of %s as it does, and writes them so', async (locale) => {
    const json = plurals[locale] ?? {};
    const { catalog, problems } = readI18next(json, { ...options, locale });
    expect(problems).toEqual([]);
    const written = writeI18next(catalog, options);
    expect(written.problems).toEqual([]);
    const [before, after] = [await peer(locale, json), await peer(locale, written.json)];
    for (const count of COUNTS) {
      const values = { count, host: 'db-1' };
      const expected = before.t('disk', values);
      expect(ours(catalog, 'disk', values)).toBe(expected);
      expect(after.t('disk', values)).toBe(expected);
    }
    expect(readI18next(written.json, { ...options, locale }).catalog).toEqual(catalog);
  });

  it.each([
    [
      'the text without a suffix stands for categories',
      { a: 'some {{count}}', a_one: 'one', a_few: 'few' },
      'ru',
    ],
    ['the last resort is other', { a_one: 'one', a_other: 'other {{count}}' }, 'ru'],
    ['contexts', { a: 'they {{x}}', a_male: 'he', a_female: 'she {{x}}' }, 'en'],
    [
      'contexts in plurals',
      { a_one: '1', a_other: 'n', a_male_one: 'm1', a_male_other: 'mn', a_female: 'f' },
      'en',
    ],
    [
      'contexts with gaps',
      { a_zero: 'z', a_one: '1', a_other: 'n', a_male_other: 'mn', a_female_zero: 'fz' },
      'ru',
    ],
    ['a context with a zero', { a_one: '1', a_other: 'n', a_male_zero: 'mz', a_male_other: 'mn' }, 'pl'],
  ])('looks up as it does: %s', async (_, json, locale) => {
    const { catalog } = readI18next(json, { ...options, locale });
    const instance = await peer(locale, json);
    const written = await peer(locale, writeI18next(catalog, options).json);
    for (const count of COUNTS) {
      for (const context of ['male', 'female', 'none']) {
        const values = { count, context, x: 'X' };
        expect(ours(catalog, 'a', values)).toBe(instance.t('a', values));
        expect(written.t('a', values)).toBe(instance.t('a', values));
      }
    }
  });

  it('reads ordinals, alone and beside a plural', async () => {
    const ordinal = {
      place_ordinal_one: '{{count}}st',
      place_ordinal_two: '{{count}}nd',
      place_ordinal_few: '{{count}}rd',
      place_ordinal_other: '{{count}}th',
    };
    const both = { ...ordinal, place_one: '{{count}} place', place_other: '{{count}} places' };
    for (const [json, id] of [
      [ordinal, 'place'],
      [both, 'place_ordinal'],
    ] as const) {
      const { catalog } = readI18next(json, { locale: 'en' });
      const written = writeI18next(catalog);
      expect(written).toEqual({ json, problems: [] });
      const instance = await peer('en', written.json);
      for (const count of [1, 2, 3, 4, 11, 22, 103]) {
        expect(ours(catalog, id, { count })).toBe(instance.t('place', { count, ordinal: true }));
      }
    }
    expect(Object.keys(readI18next(both, { locale: 'en' }).catalog.messages).sort()).toEqual([
      'place',
      'place_ordinal',
    ]);
  });

  it.each([
    '{{n, number}}',
    '{{n, number(minimumFractionDigits: 2)}}',
    '{{ n , NUMBER( maximumFractionDigits : 1 ; style : percent ) }}',
    '{{n, number(useGrouping: false)}}',
    '{{n, number(notation: compact)}}',
    '{{n, currency(USD)}}',
    "{{n, currency(currency: 'EUR'; currencyDisplay: name)}}",
    '{{n, number(style: unit; unit: byte; unitDisplay: long)}}',
    '{{d, datetime(timeZoneName: short; hour: numeric; minute: numeric; hour12: true)}}',
    '{{d, datetime(year: numeric; month: long; day: 2-digit; weekday: long)}}',
    '{{d, datetime(hour: numeric; hourCycle: h23)}}',
    '{{x, mention}} {{x,mention}}',
    "it's {{x}} } { # '{a}' {{a\nb}} {{}",
    '{{{x}}}',
  ])('formats %s as it does', async (text) => {
    const values = { n: 1234.567, d: new Date(Date.UTC(2024, 1, 3, 4, 5, 6)), x: 'ada', '{x': 'odd' };
    for (const locale of ['en', 'ru', 'ar', 'pl']) {
      const { catalog, problems } = readI18next({ t: text }, { ...options, locale });
      if (text === '{{{x}}}') {
        expect(problems).toMatchObject([{ code: 'conversion', key: 't' }]);
        continue;
      }
      expect(problems).toEqual([]);
      const written = writeI18next(catalog, options);
      expect(written.problems).toEqual([]);
      const expected = (await peer(locale, { t: text })).t('t', values);
      expect(ours(catalog, 't', values)).toBe(expected);
      expect((await peer(locale, written.json)).t('t', values)).toBe(expected);
    }
  });

  it('shows days as it does when nothing is said', async () => {
    const { catalog } = readI18next({ t: '{{d, datetime}}' }, { locale: 'en' });
    expect(catalog.messages['t']?.source).toBe('{d, date}');
    const d = new Date(Date.UTC(2024, 1, 3, 12));
    expect(ours(catalog, 't', { d })).toBe((await peer('en', { t: '{{d, datetime}}' })).t('t', { d }));
  });

  it('finds what is written at any path', async () => {
    const ids = ['a', 'a.b', 'a.b.c', 'd.e', 'd.e.f', 'x..y', '.z', 'z.', '__proto__.q', 'list.0', 'list.1'];
    const messages = Object.fromEntries(ids.map((id) => [id, { source: `text of ${id}` }]));
    const { json, problems } = writeI18next({ locale: 'en', syntax: 'icu', messages });
    expect(problems).toEqual([]);
    expect(readI18next(json).catalog.messages).toEqual(messages);
    expect(Object.hasOwn(json, '__proto__')).toBe(true);
    const instance = await peer('en', json);
    for (const id of ids.filter((one) => !one.startsWith('__proto__')))
      expect(instance.t(id)).toBe(`text of ${id}`);
  });
});

describe('readI18next', () => {
  const messages = (json: object, more: I18nextOptions = {}) =>
    Object.fromEntries(
      Object.entries(readI18next(json, { ...options, ...more }).catalog.messages).map(([id, { source }]) => [
        id,
        source,
      ]),
    );
  const problems = (json: object, more: I18nextOptions = {}) =>
    readI18next(json, { ...options, ...more }).problems.map(({ code, key }) => `${code} ${key}`);

  it('covers every category when it does not know the language', () => {
    expect(messages({ a_zero: 'z', a_one: 'o', a_other: 'x' })).toEqual({
      a: '{count, plural, =0 {z} zero {z} one {o} other {x}}',
    });
  });

  it('takes keys that only look like plural forms for what they are', () => {
    expect(messages({ step_one: 'First', step_one_male: 'x', one: '1', _one: 'y' })).toEqual({
      step_one: '{context, select, male {x} other {First}}',
      one: '1',
      _one: 'y',
    });
  });

  it('reads nested documents, lists and other separators', () => {
    expect(messages({ a: { b: { c: 'x' } }, l: ['0', { k: '1' }] })).toEqual({
      'a.b.c': 'x',
      'l.0': '0',
      'l.1.k': '1',
    });
    expect(messages({ a: { b: 'x' }, 'c.d': 'y' }, { keySeparator: '/' })).toEqual({
      'a/b': 'x',
      'c.d': 'y',
    });
    expect(messages({ 'a.b': 'x', c: { d: 'y' } }, { keySeparator: false })).toEqual({ 'a.b': 'x' });
    expect(problems({ c: { d: 'y' } }, { keySeparator: false })).toEqual(['entry c']);
    expect(
      messages(
        { 'd:one': 'o', 'd:other': 'x', 'd-male': 'm', d: 'p' },
        { pluralSeparator: ':', contextSeparator: '-', locale: 'en' },
      ),
    ).toEqual({
      d: '{context, select, male {{count, plural, other {m}}} other {{count, plural, one {o} other {x}}}}',
    });
  });

  it('says what it leaves out', () => {
    expect(
      problems({
        a: 'x $t(b)',
        b: 1,
        c: null,
        d: { e: true },
        f: '{{user.name}}',
        g: '{{x, uppercase}}',
        h: '{{x, list}}',
      }),
    ).toEqual([
      'entry b',
      'entry c',
      'entry d.e',
      'nesting a',
      'conversion f',
      'conversion g',
      'conversion h',
    ]);
    expect(problems({ 'a.b': 'x', a: { b: 'y' } })).toEqual(['key a.b']);
    expect(problems({ a_one: 'x', a_few: 'y' }, { locale: 'ru' })).toEqual(['difference a']);
    expect(problems({ a_male: 'x' })).toEqual(['difference a']);
    expect(problems({ a: 'x', a_one: 'y', a_other: 'z' }, { locale: 'en' })).toEqual(['difference a']);
    expect(problems({ a: '{{n, number(roundingIncrement: 5; maximumFractionDigits: 2)}}' })).toEqual([
      'conversion a',
    ]);
    expect(problems({ a: '{{x, mention(big: 1)}}' })).toEqual(['conversion a']);
    expect(problems({ a: 'x'.repeat(20_000) })).toEqual(['size a']);
    expect(messages({ a_one: 'x', a_few: 'y' }, { locale: 'ru' })).toEqual({
      a: '{count, plural, one {x} other {y}}',
    });
  });

  it('is bounded, and takes hostile keys for keys', () => {
    let deep: object = { x: 'y' };
    for (let at = 0; at < 5_000; at += 1) deep = { a: deep };
    expect(readI18next(deep).problems).toMatchObject([{ code: 'size' }]);
    const hostile = JSON.parse('{ "__proto__": { "toString": "x", "polluted": "y" }, "constructor": "z" }');
    const { catalog } = readI18next(hostile);
    expect(Object.keys(catalog.messages)).toEqual([
      '__proto__.toString',
      '__proto__.polluted',
      'constructor',
    ]);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    const braces = readI18next({ a: '{{'.repeat(4_000), b: '{{a'.repeat(2_000) });
    expect(braces.problems).toEqual([]);
    for (const json of [null, 'x', 3, ['a'], new Date(), undefined]) {
      expect(() => readI18next(json)).toThrow(
        expect.objectContaining({ code: 'LOCALERT_CATALOG_UNREADABLE' }),
      );
    }
    expect(() => readI18next({}, { locale: 'no locale' })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_LOCALE' }),
    );
  });
});

describe('writeI18next', () => {
  const write = (source: string, locale?: string, more: I18nextOptions = {}) =>
    writeI18next(
      { ...(locale && { locale }), syntax: 'icu', messages: { a: { source } } },
      { ...options, ...more },
    );

  it('writes the texts of a language with all its categories', () => {
    expect(write('{count, plural, one {# диск} few {# диска} other {#}} {x}', 'ru').json).toEqual({
      a_one: '{{count, number}} диск {{x}}',
      a_few: '{{count, number}} диска {{x}}',
      a_many: '{{count, number}} {{x}}',
      a_other: '{{count, number}} {{x}}',
    });
    expect(write('{count, plural, =1 {one} other {#}}', 'en').json).toEqual({
      a_one: 'one',
      a_other: '{{count, number}}',
    });
    expect(
      write('{count, plural, =0 {none} other {{context, select, male {m} other {o}}}}', 'en').json,
    ).toEqual({
      a_zero: 'none',
      a_one: 'o',
      a_other: 'o',
      a_male_zero: 'none',
      a_male_one: 'm',
      a_male_other: 'm',
    });
    expect(write('{count, plural, one {a} other {b}} {count, plural, =0 {c} other {d}}', 'de').json).toEqual({
      a_zero: 'b c',
      a_one: 'a d',
      a_other: 'b d',
    });
    expect(write('{count, plural, zero {z} =0 {z} other {x}}', 'lv').json).toEqual({
      a_zero: 'z',
      a_one: 'x',
      a_other: 'x',
    });
  });

  it.each([
    ['{n, plural, other {#}}', 'the argument "n"'],
    ['{g, select, a {x} other {y}}', 'the argument "g"'],
    ['{count, plural, offset:1 other {#}}', 'an offset'],
    ['{count, plural, =1 {x} other {y}}', 'an exact number'],
    ['{count, selectordinal, =0 {x} other {y}}', 'an exact number'],
    ['{count, plural, =0 {x} zero {y} other {z}}', 'beside the category "zero"'],
    ['{count, plural, other {x}}{count, selectordinal, other {y}}', 'a cardinal and an ordinal'],
    ["'{{'{x}'}}'", 'literal "{{"'],
    ["'{'{x}", 'literal "{{"'],
    ['$t(x)', 'literal "{{"'],
    ['{x, number, ::scale/100}', 'a scale'],
    ['{x, mention, big}', 'a function with a style'],
  ])('says why it cannot write %s', (source, feature) => {
    const { json, problems } = write(source, 'lv');
    expect(json).toEqual({});
    expect(problems).toEqual([{ code: 'conversion', key: 'a', message: expect.stringContaining(feature) }]);
  });

  it('needs the locale for plurals only', () => {
    expect(write('{x}').json).toEqual({ a: '{{x}}' });
    expect(write('{count, plural, other {x}}').problems).toMatchObject([
      { message: expect.stringContaining('without a locale') },
    ]);
    expect(write('{count, plural, other {x}}', undefined, { locale: 'ja' }).json).toEqual({ a_other: 'x' });
  });

  it('keeps messages apart whose keys would be one', () => {
    const messages = {
      a: { source: '{count, plural, one {x} other {y}}' },
      a_one: { source: 'plain' },
      step_one: { source: '1' },
      step_other: { source: '2' },
      '': { source: 'x' },
      only_one: { source: 'fine' },
    };
    const { json, problems } = writeI18next({ locale: 'en', syntax: 'icu', messages });
    expect(json).toEqual({ a_one: 'x', a_other: 'y', only_one: 'fine' });
    expect(problems.map(({ code, key }) => `${code} ${key}`)).toEqual([
      'key ',
      'key a_one',
      'key step_one',
      'key step_other',
    ]);
  });

  it('writes MessageFormat 2', () => {
    const source = '.input {$count :integer} .match $count one {{a disk}} * {{{$count} disks}}';
    const { json, problems } = writeI18next({ locale: 'en', syntax: 'mf2', messages: { a: { source } } });
    expect(json).toEqual({ a_one: 'a disk', a_other: '{{count, number(maximumFractionDigits: 0)}} disks' });
    expect(problems).toMatchObject([{ code: 'difference', key: 'a' }]);
  });

  it('reads back what it wrote', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab \'"{}#_é') });
    const key = fc.string({
      unit: fc.constantFrom('a', 'b', '.', '_one', '_other', '_male', 'ordinal'),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.dictionary(key, text), (texts) => {
        const quoted = Object.entries(texts).map(([id, value]) => [id, { source: icuText(value) }] as const);
        const catalog = { locale: 'en', syntax: 'icu', messages: Object.fromEntries(quoted) } as const;
        const { json, problems } = writeI18next(catalog);
        const lost = new Set(problems.map((problem) => problem.key));
        const again = readI18next(json, { locale: 'en' });
        expect(again.problems).toEqual([]);
        expect(Object.keys(again.catalog.messages).sort()).toEqual(
          Object.keys(texts)
            .filter((id) => !lost.has(id))
            .sort(),
        );
        for (const [id, { source }] of Object.entries(again.catalog.messages)) {
          expect(compileMessage(source, { locale: 'en' }).format({})).toBe(texts[id]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
