import { compileMessage, contractOf, parseForm } from '@localert/icu';
import { createFallbackRenderer } from '@localert/slack';
import { expect, test } from 'vitest';
import { fallbackTexts } from './fallback-texts.ts';
import { allLocales } from './locales/index.ts';

const severities = ['critical', 'high', 'medium', 'low', 'info'];

test('there is a pair for English and every language of the templates', () => {
  expect(Object.keys(fallbackTexts).sort()).toEqual(['en', ...allLocales.map(({ locale }) => locale)].sort());
});

test.each(Object.entries(fallbackTexts))(
  '%s names the fixture, each severity and the count',
  (locale, pair) => {
    const { contract } = contractOf([parseForm(pair.minimal, 'icu'), parseForm(pair.more, 'icu')]);
    expect(Object.keys(contract).sort()).toEqual(['count', 'fixture', 'severity']);
    const message = compileMessage(pair.minimal, { locale });
    const shown = severities.map((severity) => message.format({ fixture: 'disk_full', severity }));
    expect(new Set(shown).size).toBe(severities.length);
    for (const text of shown) expect(text).toContain('disk_full');
    const english = locale === 'en' ? 'none' : (fallbackTexts['en']?.minimal ?? '');
    expect(pair.minimal).not.toBe(english);
    expect(pair.minimal).not.toMatch(/["']| {2}/);
  },
);

test('the renderer of last resort takes them, and finds a relative for what is not there', () => {
  const renderer = createFallbackRenderer(fallbackTexts);
  expect(renderer.minimal('disk_full', 'high', ['sv']).message.text).toContain('Larm disk_full');
  expect(renderer.minimal('disk_full', 'high', ['es-MX']).locale).toBe('es-419');
  expect(renderer.minimal('disk_full', 'high', ['pt-AO']).locale).toBe('pt-PT');
  expect(renderer.minimal('disk_full', 'high', ['tlh']).locale).toBe('en');
  expect(renderer.more(3, 'ja')).toBe('他 3 件');
});
