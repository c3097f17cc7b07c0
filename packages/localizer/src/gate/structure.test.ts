import { describe, expect, it } from 'vitest';
import { checkTranslation } from './check-translation.ts';
import { fixTranslation } from './fix-translation.ts';
import type { TranslationInput } from './settings.ts';

const found = (source: string, target: string, targetLocale = 'de', more: Partial<TranslationInput> = {}) =>
  checkTranslation({ source, target, sourceLocale: 'en', targetLocale, ...more });
const errors = (...given: Parameters<typeof found>) =>
  found(...given).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));

describe('choices', () => {
  it('may have exact branches for none, one and two', () => {
    const source = '{n, plural, one {# job} other {# jobs}}';
    expect(
      errors(
        source,
        '{n, plural, =0 {Keine Aufgabe} =1 {Eine Aufgabe} =2 {Zwei Aufgaben} other {# Aufgaben}}',
      ),
    ).toEqual([]);
  });

  it('must have the exact branches of the source, or a category that is the same', () => {
    const none = '{n, plural, =0 {No jobs} one {# job} other {# jobs}}';
    const arabic = 'zero {لا مهام} one {مهمة} two {مهمتان} few {# مهام} many {# مهمة} other {# مهمة}';
    expect(errors(none, `{n, plural, ${arabic}}`, 'ar')).toEqual([]);
    expect(errors(none, '{n, plural, other {# 件}}', 'ja')).toEqual(['exact-missing']);
    const five = '{n, plural, =5 {A hand of jobs} one {# job} other {# jobs}}';
    expect(errors(five, '{n, plural, one {# Aufgabe} other {# Aufgaben}}')).toEqual(['exact-missing']);
  });

  it('may choose twice with different keys', () => {
    const source = '{a, select, x {one} other {two}} and {a, select, x {one} y {two} other {three}}';
    expect(
      errors(source, '{a, select, x {eins} other {zwei}} und {a, select, x {eins} y {zwei} other {drei}}'),
    ).toEqual([]);
  });

  it('says which keys a select lacks or has too many', () => {
    const source = '{a, select, x {one} y {two} other {three}} of them';
    const message = (target: string) =>
      found(source, target).find(({ code }) => code === 'select-keys')?.message;
    expect(message('{a, select, x {eins} other {drei}} davon')).toMatch(/lacks "y"\. /);
    expect(message('{a, select, x {eins} y {zwei} z {vier} other {drei}} davon')).toMatch(/ has "z"/);
  });

  it('needs the ordinal categories of the language', () => {
    const source = '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} try';
    expect(errors(source, '{n, selectordinal, one {#st} few {#rd} other {#th}} try', 'en-GB')).toEqual([
      'category-missing',
    ]);
    expect(found(source, '{n, selectordinal, other {#.}} Versuch')).toEqual([]);
    expect(found(source, '{n}. Versuch').map(({ code }) => code)).toEqual(['plural-flattened']);
  });

  it('tells counts and ordinals apart in both directions', () => {
    const message = (source: string, target: string) =>
      found(source, target).find(({ code }) => code === 'plural-offset')?.message;
    expect(
      message('{n, plural, one {# try} other {# tries}}', '{n, selectordinal, other {#. Versuch}}'),
    ).toMatch(/as a count in the source/);
    expect(
      message(
        '{n, selectordinal, one {#st try} two {#nd try} few {#rd try} other {#th try}}',
        '{n, plural, one {# Versuch} other {# Versuche}}',
      ),
    ).toMatch(/as an ordinal in the source/);
  });

  it('asks nothing of languages that nobody knows', () => {
    expect(
      errors('{n, plural, one {# job} other {# jobs}}', '{n, plural, few {# bqz} other {# bqx}}', 'xx'),
    ).toEqual([]);
  });
});

describe('arguments', () => {
  it('keep how they are shown', () => {
    expect(found('Load {n}', 'Last {n, number}')).toMatchObject([
      { code: 'argument-type', message: expect.stringMatching(/as it is in the source and as number/) },
    ]);
    expect(
      errors(
        'Load {n, number} of {n, plural, one {# job} other {# jobs}}',
        'Last {n, plural, one {# Aufgabe} other {# Aufgaben}}',
      ),
    ).not.toContain('argument-type');
  });

  it('may be functions of the host', () => {
    expect(errors('Free: {n, bytes}', 'Frei: {n, bytes}')).toEqual([]);
    expect(found('Free: {n, litres}', 'Frei: {n, litres}').map(({ code }) => code)).toEqual([
      'source-unreadable',
    ]);
    expect(found('Free: {n, litres}', 'Frei: {n, litres}', 'de', { functions: ['litres'] })).toEqual([]);
    expect(errors('Call {who, mention}', 'Ruf {who} an')).toEqual(['argument-type']);
  });

  it('may be mentioned', () => {
    expect(errors('Ask @{user} about it', 'Frage @{user} dazu')).toEqual([]);
    expect(errors('Ask {user} about it', 'Frage @{user} dazu')).toEqual(['mention-added']);
  });

  it('are looked for in every branch that fits', () => {
    const source = '{n, plural, =1 {{who} follows you} other {{n} people follow you}}';
    expect(errors(source, '{n, plural, one {{who} folgt dir} other {{n} Leute folgen dir}}')).toEqual([]);
    expect(errors(source, '{n, plural, one {{who} folgt dir} other {Leute folgen dir}}')).toEqual([
      'argument-missing',
    ]);
  });
});

describe('odds and ends', () => {
  it('names scripts that have no name of their own', () => {
    expect(found('The disk is full', 'ดิสก์เต็มแล้วนะ').find(({ code }) => code === 'script')?.message).toContain(
      'Thai',
    );
  });

  it('finds a sentence of the source in a language that the detector does not know', () => {
    expect(
      errors(
        'It is full. Please delete old files.',
        'Imejaa sasa hivi. You should remove what is not needed there.',
        'sw',
      ),
    ).toContain('untranslated-part');
  });

  it('lets clauses become sentences', () => {
    const source = 'The disk is full, so please delete old files from it.';
    expect(errors(source, 'Die Platte ist voll. Bitte alte Dateien davon löschen.')).toEqual([]);
  });

  it('takes terms that begin with a sign, and marks apostrophes when the syntax is named', () => {
    const glossary = [{ source: '#ops', target: '#betrieb' }];
    expect(errors('Ask in #ops', 'Frage in #betrieb', 'de', { glossary })).toEqual([]);
    const input = {
      source: 'The disk of {host}',
      target: "Le disque d'{host}",
      sourceLocale: 'en',
      targetLocale: 'fr',
    };
    expect(fixTranslation({ ...input, syntax: 'icu' }).target).toBe('Le disque d’{host}');
  });

  it('measures MessageFormat 2 for Slack', () => {
    expect(
      errors('Full: {$host}', 'Voll: {$host}', 'de', { syntax: 'mf2', slack: { maxLength: 50 } }),
    ).toEqual(['slack-limit']);
  });

  it('knows letters next to signs', () => {
    expect(errors('Size 3 × 4, 1ª', 'Größe 3 × 4, 1ª')).toEqual([]);
  });
});
