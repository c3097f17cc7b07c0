import { describe, expect, test } from 'vitest';
import { lintMessages } from './lint-messages.ts';

const base = {
  title: '{host} down',
  text: '{n, number} since {at, date} {tier, select, gold {now} other {later}}',
};
const told = (messages: Record<string, string>, syntax: 'icu' | 'mf2' = 'icu', from = base) =>
  lintMessages(messages, from, { locale: 'fr', syntax }).map(({ field, code, argument, place, severity }) => [
    field,
    code,
    argument,
    place.column,
    severity,
  ]);

describe('against the base', () => {
  test('a faithful translation has no findings', () => {
    expect(told({ title: '{host} en panne', text: base.text })).toEqual([]);
  });

  test('what differs is told with its field and place', () => {
    expect(
      told({
        title: 'Panne de {serveur}',
        text: '{n, date} {at, time} {tier, select, or {x} other {y}}',
        more: 'x',
      }),
    ).toEqual([
      ['title', 'argument-unknown', 'serveur', 10, 'error'],
      ['title', 'argument-dropped', 'host', 1, 'warning'],
      ['text', 'argument-type', 'n', 1, 'error'],
      ['text', 'choice-unknown', 'tier', 22, 'warning'],
      ['more', 'field-unknown', undefined, 1, 'warning'],
    ]);
  });

  test('an argument of a declaration', () => {
    expect(told({ title: '.local $a = {$b} {{{$a}}}' }, 'mf2', { title: 'x', text: '' })).toMatchObject([
      ['title', 'argument-unknown', 'b', 14, 'error'],
    ]);
  });

  test('names of objects are ordinary', () => {
    expect(told({ title: '{host} {constructor} {__proto__}' }).map(([, code]) => code)).toEqual([
      'argument-unknown',
      'argument-unknown',
      'argument-name',
      'argument-name',
    ]);
  });
});

test('a message that does not parse has its own finding only', () => {
  expect(told({ title: '{host' })).toEqual([['title', 'syntax', undefined, 1, 'error']]);
  expect(
    lintMessages({ title: 'x  y', b: '{' }, undefined, { locale: 'en' }).map(({ code }) => code),
  ).toEqual(['space-double', 'syntax']);
  expect(lintMessages({ title: '{a}' }, { title: '{' }, { locale: 'en' }).map(({ code }) => code)).toEqual([
    'argument-unknown',
    'field-unknown',
  ]);
});
