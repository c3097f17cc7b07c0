import { describe, expect, it } from 'vitest';
import { deepLSource, deepLTarget } from './deep-l-languages.ts';
import { alpha3Of, codesOf } from './language-codes.ts';

describe('codesOf', () => {
  it.each([
    ['es-MX', ['es-MX', 'es-MX', 'es']],
    ['zh-Hant', ['zh-Hant', 'zh-Hant', 'zt']],
    ['zh-TW', ['zh-TW', 'zh-Hant', 'zh-TW', 'zt']],
    ['zh', ['zh', 'zh-Hans', 'zh']],
    ['sr-Latn', ['sr-Latn', 'sr-Latn']],
    ['nb', ['nb', 'nb', 'no']],
    ['no', ['no', 'no', 'nb']],
  ])('%s', (locale, codes) => {
    expect(codesOf(locale)).toEqual(codes);
  });
});

describe('alpha3Of', () => {
  it.each([
    ['en-US', 'eng'],
    ['es-419', 'spa'],
    ['ca', 'cat'],
    ['ast', 'ast'],
    ['zu', undefined],
  ])('%s is %s', (locale, code) => {
    expect(alpha3Of(locale)).toBe(code);
  });
});

describe('the codes of DeepL', () => {
  it.each([
    ['en', 'EN', 'EN-US'],
    ['en-GB', 'EN', 'EN-GB'],
    ['en-AU', 'EN', 'EN-GB'],
    ['es', 'ES', 'ES'],
    ['es-ES', 'ES', 'ES'],
    ['es-MX', 'ES', 'ES-419'],
    ['pt', 'PT', 'PT-BR'],
    ['pt-PT', 'PT', 'PT-PT'],
    ['pt-AO', 'PT', 'PT-PT'],
    ['zh', 'ZH', 'ZH-HANS'],
    ['zh-TW', 'ZH', 'ZH-HANT'],
    ['no', 'NB', 'NB'],
    ['de-AT', 'DE', 'DE'],
    ['tlh', undefined, undefined],
  ])('%s', (locale, source, target) => {
    expect([deepLSource(locale), deepLTarget(locale)]).toEqual([source, target]);
  });
});
