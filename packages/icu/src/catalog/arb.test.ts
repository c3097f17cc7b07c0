import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { icuMessage, icuValues } from '../../test/catalog-icu.ts';
import { compileMessage } from '../message.ts';
import { readArb, writeArb } from './arb.ts';
import type { CatalogPlaceholder } from './catalog.ts';

const codes = (problems: readonly { code: string; key: string }[]) =>
  problems.map(({ code, key }) => `${code} ${key}`);
const write = (source: string, placeholders?: Record<string, CatalogPlaceholder>) =>
  writeArb({ syntax: 'icu', messages: { a: { source, ...(placeholders && { placeholders }) } } });

describe('readArb', () => {
  it('reads texts, locale, descriptions and placeholders', () => {
    const { catalog, problems } = readArb({
      '@@locale': 'zh_Hant_TW',
      '@@last_modified': '2024-01-01',
      '@@x-team': 'ops',
      full: 'Disk {used} full on {host}',
      '@full': {
        type: 'text',
        description: 'A disk is nearly full',
        placeholders: {
          used: { type: 'double', format: 'decimalPercentPattern', optionalParameters: { decimalDigits: 1 } },
          host: { type: 'String', example: 'db-1', description: 'The machine', extra: 5 },
          broken: 7,
        },
      },
      plain: "{n, plural, =0{none} other{it's {n}}}",
      '@plain': {},
      '@orphan': { description: 'of nothing' },
    });
    expect(problems).toEqual([]);
    expect(catalog).toEqual({
      locale: 'zh-Hant-TW',
      syntax: 'icu',
      messages: {
        full: {
          source: 'Disk {used, number, ::percent .0} full on {host}',
          description: 'A disk is nearly full',
          placeholders: {
            used: { type: 'double' },
            host: { type: 'String', example: 'db-1', description: 'The machine' },
          },
        },
        plain: { source: "{n, plural, =0{none} other{it's {n}}}" },
      },
    });
  });

  it.each([
    [{ type: 'DateTime', format: 'yMMMd' }, '{x, date, medium}'],
    [{ type: 'DateTime', format: 'jm' }, '{x, time, short}'],
    [{ type: 'DateTime', format: 'Hms' }, '{x, time, ::Hms}'],
    [{ type: 'int', format: 'compact' }, '{x, number, ::compact-short}'],
    [{ type: 'int', format: 'compactLong' }, '{x, number, ::compact-long}'],
    [{ type: 'num', format: 'decimalPattern' }, '{x, number}'],
    [
      { type: 'num', format: 'decimalPatternDigits', optionalParameters: { decimalDigits: 2 } },
      '{x, number, ::.00}',
    ],
    [{ type: 'num', format: 'percentPattern' }, '{x, number, percent}'],
    [{ type: 'num', format: 'scientificPattern' }, '{x, number, ::scientific}'],
    [
      { type: 'num', format: 'simpleCurrency', optionalParameters: { name: 'eur', decimalDigits: 0 } },
      '{x, number, ::currency/EUR .}',
    ],
    [
      { type: 'num', format: 'currency', optionalParameters: { name: 'USD' } },
      '{x, number, ::currency/USD unit-width-short}',
    ],
    [
      { type: 'num', format: 'compactSimpleCurrency', optionalParameters: { name: 'USD' } },
      '{x, number, ::currency/USD compact-short}',
    ],
    [{ type: 'String' }, '{x}'],
  ])('reads the format %o, and writes it', (metadata, source) => {
    const { catalog, problems } = readArb({ a: '{x}', '@a': { placeholders: { x: metadata } } });
    expect(problems).toEqual([]);
    expect(catalog.messages['a']?.source).toBe(source);
    const { json } = writeArb(catalog);
    const upper = JSON.parse(JSON.stringify(metadata).replace('eur', 'EUR'));
    expect(json).toEqual({ a: '{x}', '@a': { placeholders: { x: upper } } });
  });

  it('says what it leaves out', () => {
    const withFormat = (metadata: unknown) =>
      codes(readArb({ a: '{x}', '@a': { placeholders: { x: metadata } } }).problems);
    expect(withFormat({ type: 'DateTime', format: 'yQQQ' })).toEqual(['conversion a']);
    expect(withFormat({ type: 'DateTime', format: 'EEE, M/d', isCustomDateFormat: 'true' })).toEqual([
      'conversion a',
    ]);
    expect(withFormat({ type: 'num', format: 'currency' })).toEqual(['conversion a']);
    expect(withFormat({ type: 'num', format: 'currency', optionalParameters: 5 })).toEqual(['conversion a']);
    expect(withFormat({ type: 'num', format: 'toString' })).toEqual(['conversion a']);
    expect(withFormat(null)).toEqual([]);
    const json = JSON.parse(
      '{ "@@locale": "no locale", "a": 5, "b": "x", "@b": "y", "c": "{", "__proto__": "own", "d": "e", "@d": { "placeholders": [] } }',
    );
    const { catalog, problems } = readArb(json);
    expect(codes(problems)).toEqual(['metadata @@locale', 'entry a', 'metadata b', 'message c']);
    expect(catalog).toEqual({
      syntax: 'icu',
      messages: JSON.parse(
        '{ "b": { "source": "x" }, "__proto__": { "source": "own" }, "d": { "source": "e" } }',
      ),
    });
    expect(readArb({ '@@locale': 'de' }, { locale: 'fr' }).catalog.locale).toBe('fr');
    expect(() => readArb([])).toThrow(expect.objectContaining({ code: 'LOCALERT_CATALOG_UNREADABLE' }));
  });
});

describe('writeArb', () => {
  it('writes the subset, with formats apart', () => {
    const source =
      '{count, plural, =0 {none} one {# disk} other {# disks}} since {since, time, short} {who, select, a {A} other {{who}}}';
    const { json, problems } = writeArb({
      locale: 'en-US',
      syntax: 'icu',
      messages: {
        a: {
          source,
          description: 'Says',
          placeholders: { count: { type: 'int', example: '3' }, gone: { type: 'String' } },
        },
      },
    });
    expect(problems).toEqual([]);
    expect(json).toEqual({
      '@@locale': 'en_US',
      a: '{count, plural, =0 {none} one {{count} disk} other {{count} disks}} since {since} {who, select, a {A} other {{who}}}',
      '@a': {
        description: 'Says',
        placeholders: {
          count: { type: 'int', format: 'decimalPattern', example: '3' },
          gone: { type: 'String' },
          since: { type: 'DateTime', format: 'jm' },
          who: { type: 'String' },
        },
      },
    });
    expect(write('{n, plural, other {x}}').json).toEqual({
      a: '{n, plural, other {x}}',
      '@a': { placeholders: { n: { type: 'num' } } },
    });
  });

  it.each([
    ['{n} {n, number}', 'two formats of the argument "n"'],
    ['{n, plural, other {# {n}}}', 'two formats'],
    ['{d, date} {d, time}', 'two formats'],
    ['{d, date, short}', 'the format of the argument "d"'],
    ['{n, number, ::scale/5}', 'the format of the argument "n"'],
    ['{n, number, ::.0#}', 'the format of the argument "n"'],
    ['{n, plural, offset:1 other {x}}', 'an offset'],
    ['{n, plural, offset:1 other {#}}', 'an offset'],
    ['{n, selectordinal, other {x}}', 'an ordinal plural'],
    ['{x, mention}', 'the function "mention"'],
  ])('says why it cannot write %s', (source, feature) => {
    const { json, problems } = writeArb(
      { syntax: 'icu', messages: { a: { source } } },
      { functions: ['mention'] },
    );
    expect(json).toEqual({});
    expect(problems).toEqual([{ code: 'conversion', key: 'a', message: expect.stringContaining(feature) }]);
  });

  it('takes ids that its tools take', () => {
    const { json, problems } = writeArb({
      syntax: 'mf2',
      messages: { 'a.b': { source: 'x' }, a_b: { source: '{$x}' }, '@a': { source: 'x' } },
    });
    expect(json).toEqual({ a_b: '{x}' });
    expect(codes(problems)).toEqual(['key a.b', 'key @a']);
  });

  it('reads back what it wrote', () => {
    let written = 0;
    fc.assert(
      fc.property(icuMessage, icuValues, (source, values) => {
        const { json } = write(source);
        if (json['a'] === undefined) return;
        written += 1;
        const { catalog, problems } = readArb(JSON.parse(JSON.stringify(json)));
        expect(problems).toEqual([]);
        const shown = (text: string) => compileMessage(text, { locale: 'en' }).format(values as never);
        expect(shown(catalog.messages['a']?.source ?? '')).toBe(shown(source));
      }),
      { numRuns: 500 },
    );
    expect(written).toBeGreaterThan(50);
  });
});
