import { contractOf } from '@localert/icu';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { allLocales } from '../src/locales/index.ts';
import { template, templateIds, templates } from '../src/template.ts';
import { everyText, formOf, translations } from './every-text.ts';

const locales = allLocales.map(({ locale }) => locale);

test('30 templates in 30 languages', () => {
  expect(templateIds).toHaveLength(30);
  expect(new Set(['en', ...locales]).size).toBe(30);
  for (const { locales: texts, provenance } of Object.values(templates({ locales: allLocales }))) {
    expect(Object.keys(texts).sort()).toEqual(['en', ...locales].sort());
    for (const one of Object.values(provenance))
      expect(one).toMatchObject({ origin: 'template', reviewed: false });
  }
});

test('the languages that issue 5 names are there', () => {
  const asked =
    'en es es-419 fr de it pt-BR pt-PT nl pl cs ru uk tr ar he hi ja ko zh-Hans zh-Hant sv vi id th';
  expect(['en', ...locales]).toEqual(expect.arrayContaining(asked.split(' ')));
});

test('each language is an entry point of its own', () => {
  const entries = Object.keys(manifest.exports).filter((key) => key.startsWith('./locales/'));
  expect(entries.sort()).toEqual(locales.map((locale) => `./locales/${locale}`).sort());
});

test('no text is the English one', () => {
  expect(translations.filter(({ source, english }) => source === english)).toEqual([]);
});

test('no text stands twice in one template and language', () => {
  const twice = translations.filter(({ locale, id, field, source }) =>
    translations.some(
      (other) =>
        other.locale === locale && other.id === id && other.field !== field && other.source === source,
    ),
  );
  expect(twice).toEqual([]);
});

test.each(locales)('%s takes the arguments and branches of the English texts', (locale) => {
  for (const { place, source, english } of translations.filter((one) => one.locale === locale)) {
    expect(contractOf([formOf(source)]), place).toEqual(contractOf([formOf(english)]));
  }
});

test('every argument is described and has a sample, and nothing else is', () => {
  for (const id of templateIds) {
    const { locales: texts, arguments: notes, layout } = template(id);
    const { contract } = contractOf(Object.values<string>(texts.en).map(formOf));
    const inLayout = [...JSON.stringify(layout ?? {}).matchAll(/"arg":"(\w+)"/g)].map(([, name]) => name);
    expect(Object.keys(notes).sort(), id).toEqual([...Object.keys(contract), ...inLayout].sort());
    for (const [name, note] of Object.entries(notes)) {
      expect(note.description, `${id}.${name}`).toMatch(/\w/);
      expect(note.sample, `${id}.${name}`).toBeDefined();
    }
  }
});

test('what a person can be known by is marked', () => {
  const marked = templateIds.flatMap((id) =>
    Object.entries(template(id).arguments).flatMap(([name, { pii }]) =>
      pii === true ? `${id}.${name}` : [],
    ),
  );
  expect(marked).toEqual([
    'suspicious_sign_in.account',
    'suspicious_sign_in.place',
    'suspicious_sign_in.ip',
    'deploy_finished.actor',
    'escalation.responder',
  ]);
});

test.each(allLocales)('the terms of $locale are the words of its texts', ({ locale, terms }) => {
  const words = everyText
    .filter((one) => one.locale === locale)
    .map(({ source }) => source.toLocaleLowerCase(locale))
    .join('\n');
  // Endings change, so the beginning has to do.
  const stem = (term: string) =>
    term.toLocaleLowerCase(locale).slice(0, Math.max(2, Math.min(4, term.length - 1)));
  const unused = Object.values(terms).filter((term) => !words.includes(stem(term)));
  expect(unused).toEqual([]);
});

test.each([
  ['es', 'es-419', 40],
  ['pt-BR', 'pt-PT', 60],
  ['zh-Hans', 'zh-Hant', 80],
  ['da', 'nb', 80],
])('%s and %s are not one language under two names', (one, other, least) => {
  const of = (locale: string) => translations.filter((text) => text.locale === locale);
  const differ = of(one).filter(({ source }, index) => source !== of(other)[index]?.source);
  expect(differ.length).toBeGreaterThanOrEqual(least);
});
