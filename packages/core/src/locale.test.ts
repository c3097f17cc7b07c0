import { describe, expect, it } from 'vitest';
import { canonicalLocale, localeSchema, messageLocaleSchema, tryCanonicalLocale } from './locale.ts';

describe('locales', () => {
  it.each([
    ['es-mx', 'es-MX'],
    ['ZH-hant-hk', 'zh-Hant-HK'],
    ['iw', 'he'],
    ['en-US-u-ca-buddhist', 'en-US-u-ca-buddhist'],
  ])('spells %s as %s', (tag, canonical) => {
    expect(canonicalLocale(tag)).toBe(canonical);
  });

  it.each(['es_ES', '', 'e', 'x-private', 'en-', 'ｅｓ', '__proto__', 'a'.repeat(36), 5, null, undefined])(
    'refuses %j',
    (tag) => {
      expect(tryCanonicalLocale(tag)).toBeUndefined();
      expect(() => canonicalLocale(tag)).toThrowError(
        expect.objectContaining({ code: 'LOCALERT_INVALID_LOCALE' }),
      );
    },
  );

  it('spells right however many tags were asked for before', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const tags = letters.flatMap((first) =>
      letters.flatMap((second) => ['us', 'gb'].map((region) => `e${first}${second}-${region}`)),
    );
    expect(tags.length).toBeGreaterThan(1_000);
    for (const tag of [...tags, ...tags.slice(0, 5)]) {
      const [language = '', region = ''] = tag.split('-');
      expect(tryCanonicalLocale(tag)).toBe(
        Intl.getCanonicalLocales(`${language}-${region.toUpperCase()}`)[0],
      );
    }
  });

  it('says where the tag stood', () => {
    expect(() => canonicalLocale('es_ES', 'fallbackChain')).toThrowError(/"es_ES" in fallbackChain/);
  });

  it('stores no texts under an extension', () => {
    expect(messageLocaleSchema.safeParse('en-u-ca-buddhist').success).toBe(false);
    expect(messageLocaleSchema.safeParse('en-x-house').success).toBe(false);
    expect(messageLocaleSchema.parse('pt-br')).toBe('pt-BR');
    expect(localeSchema.safeParse('nope_').success).toBe(false);
  });
});
