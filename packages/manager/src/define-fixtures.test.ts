import { expect, test } from 'vitest';
import { defineFixtures } from './define-fixtures.ts';

test('parses each fixture', () => {
  const { quiet } = defineFixtures<{ quiet: Record<string, never> }>({
    quiet: { baseLocale: 'EN', locales: { en: { title: 'x' } } },
  });
  expect(quiet.content).toMatchObject({ baseLocale: 'en', severity: 'medium' });
});

test('refuses a wrong shape', () => {
  expect(() => defineFixtures<{ a: object }>({ a: { baseLocale: 'en' } })).toThrowError(
    expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
  );
});

test('an id that names a prototype stays an id', () => {
  const sources = JSON.parse(
    '{"__proto__": {"baseLocale": "en", "locales": {"en": {"title": "x"}}}}',
  ) as object;
  expect(Object.keys(defineFixtures<object>(sources))).toEqual(['__proto__']);
});
