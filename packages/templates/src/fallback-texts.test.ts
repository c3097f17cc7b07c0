import { compileMessage, contractOf, parseForm } from '@localert/icu';
import { createFallbackRenderer } from '@localert/slack';
import { expect, test } from 'vitest';
import { fallbackTexts } from './fallback-texts.ts';
import { allLocales } from './locales/index.ts';
import { markTexts } from './mark-texts.ts';

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

const SHOWN_COUNTS = [1, 2, 3, 5, 11, 21, 100, 1_000];

test('every language has every mark', () => {
  expect(Object.keys(markTexts).sort()).toEqual(Object.keys(fallbackTexts).sort());
  for (const texts of Object.values(fallbackTexts))
    expect(Object.keys(texts)).toEqual(['minimal', 'more', 'resolved', 'escalated', 'similar', 'gathered']);
});

test.each(Object.entries(markTexts))(
  '%s counts in its marks, with the plurals that it has',
  (locale, marks) => {
    const { contract } = contractOf([parseForm(marks.similar, 'icu'), parseForm(marks.gathered, 'icu')]);
    expect(Object.keys(contract)).toEqual(['count']);
    const rules = new Intl.PluralRules(locale);
    const needed = [...new Set([...SHOWN_COUNTS.map((count) => rules.select(count)), 'other'])];
    for (const source of [marks.similar, marks.gathered]) {
      for (const category of needed) expect(source).toContain(`${category} {`);
      const message = compileMessage(source, { locale });
      for (const count of SHOWN_COUNTS)
        expect(message.format({ count })).toContain(new Intl.NumberFormat(locale).format(count));
    }
    const english = Object.values(markTexts['en'] ?? {});
    if (locale !== 'en') for (const text of Object.values(marks)) expect(english).not.toContain(text);
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
