import { checkTranslation } from '@localert/localizer';
import { describe, expect, it } from 'vitest';
import { allLocales } from '../src/locales/index.ts';
import { translations } from './every-text.ts';

describe('the gate', () => {
  it.each(allLocales.map(({ locale }) => locale))('finds no error in %s', (targetLocale) => {
    const texts = translations.filter(({ locale }) => locale === targetLocale);
    const faults = texts.flatMap(({ place, english, source }) =>
      checkTranslation({ source: english, target: source, sourceLocale: 'en', targetLocale })
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => `${place}: ${code}`),
    );
    expect(texts.length).toBeGreaterThan(80);
    expect(faults).toEqual([]);
  });
});
