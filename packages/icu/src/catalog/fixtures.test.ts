import { parseFixtureContent } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { catalogOf, fixtureMessages } from './fixtures.ts';
import { readFormatJs, writeFormatJs } from './formatjs.ts';

const content = parseFixtureContent({
  baseLocale: 'en',
  description: 'A disk is full',
  locales: { en: { title: 'Disk full on {host}', action: 'Free some' }, de: { title: 'Platte voll' } },
});

describe('fixtureMessages', () => {
  it('sorts messages into fixtures, and back', () => {
    const { catalog, problems } = catalogOf({ disk_full: content }, 'en');
    expect(problems).toEqual([]);
    expect(catalog).toEqual({
      locale: 'en',
      syntax: 'icu',
      messages: {
        'disk_full.title': { source: 'Disk full on {host}', description: 'A disk is full' },
        'disk_full.action': { source: 'Free some', description: 'A disk is full' },
      },
    });
    const read = readFormatJs(JSON.parse(JSON.stringify(writeFormatJs(catalog).json)));
    expect(fixtureMessages(read.catalog)).toEqual({
      fixtures: { disk_full: content.locales['en'] },
      problems: [],
    });
  });

  it('takes other keys', () => {
    const keys = { prefix: 'alerts/', separator: '__' };
    const { catalog } = catalogOf({ 'a-b__c': content }, 'de', keys);
    expect(Object.keys(catalog.messages)).toEqual(['alerts/a-b__c__title']);
    const more = { ...catalog, messages: { ...catalog.messages, 'menu.file': { source: 'File' } } };
    expect(fixtureMessages(more, keys)).toEqual({
      fixtures: { 'a-b__c': { title: 'Platte voll' } },
      problems: [],
    });
    expect(fixtureMessages(more, { separator: '' }).fixtures).toEqual({});
  });

  it('says which keys name no fixture and field', () => {
    const bad = [
      'title',
      '.title',
      'a.',
      'a.b c',
      '1a.title',
      'admin.title',
      '__proto__.title',
      'a.__proto__',
      'a.b.title',
      'a.toString',
    ];
    const messages = Object.fromEntries(bad.map((id) => [id, { source: 'x' }]));
    const { fixtures, problems } = fixtureMessages({ syntax: 'icu', messages });
    expect(fixtures).toEqual({});
    expect(problems.map(({ code, key }) => [code, key])).toEqual(bad.map((id) => ['key', id]));
  });

  it('keeps to as many fields as a fixture may have', () => {
    const messages = Object.fromEntries(Array.from({ length: 42 }, (_, at) => [`a.f${at}`, { source: 'x' }]));
    const { fixtures, problems } = fixtureMessages({ syntax: 'icu', messages });
    expect(Object.keys(fixtures['a'] ?? {})).toHaveLength(40);
    expect(problems.map(({ key }) => key)).toEqual(['a.f40', 'a.f41']);
  });
});

describe('catalogOf', () => {
  it('writes one syntax, and says what it cannot convert', () => {
    const fixtures = {
      a: { locales: { en: { t: 'Hello {name}', d: '{d, date, short}' } } },
      b: {
        syntax: 'mf2',
        locales: { en: { t: '.input {$n :number} .match $n one {{x}} * {{y}}', m: '{#b}x' } },
      },
      c: { locales: { fr: { t: 'x' } } },
    } as const;
    const icu = catalogOf(fixtures, 'en');
    expect(Object.keys(icu.catalog.messages)).toEqual(['a.t', 'a.d', 'b.t']);
    expect(icu.problems).toMatchObject([{ code: 'conversion', key: 'b.m' }]);
    const mf2 = catalogOf(fixtures, 'en', { syntax: 'mf2' });
    expect(mf2.catalog.messages['a.t']).toEqual({ source: 'Hello {$name :string}' });
    expect(mf2.problems).toMatchObject([{ code: 'difference', key: 'a.d' }]);
    expect(catalogOf({ b: fixtures.b }, 'en').catalog.syntax).toBe('mf2');
    expect(catalogOf({}, 'EN-us').catalog).toEqual({ locale: 'en-US', syntax: 'icu', messages: {} });
  });

  it('refuses a locale that is none', () => {
    expect(() => catalogOf({}, 'en_US')).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_LOCALE' }),
    );
  });
});
