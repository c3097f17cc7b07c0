import { expect, test } from 'vitest';
import { FAULT_CLASSES, type MutationPair, mutateTranslation, mutationReport } from './mutations.ts';

/** The same numbers each time. */
const random = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

const PAIRS: readonly MutationPair[] = [
  {
    source:
      'The disk of {host} is {used, number, percent} full since {at, time, short}, see https://a.example/x for 30 more',
    target:
      'Die Platte von {host} ist seit {at, time, short} zu {used, number, percent} voll, siehe https://a.example/x für 30 weitere',
    sourceLocale: 'en',
    targetLocale: 'de',
    inOtherLocales: ['El disco de {host} lleva lleno desde {at, time, short}'],
    otherSentences: ['Die Sicherung wurde gestern Abend nicht fertig.'],
  },
  {
    source: '{n, plural, one {# job waits} other {# jobs wait}} for {who, select, me {me} other {them}}',
    target:
      '{n, plural, one {# задача ждёт} few {# задачи ждут} many {# задач ждут} other {# задачи ждут}} {who, select, me {меня} other {их}}',
    sourceLocale: 'en',
    targetLocale: 'ru',
  },
  {
    source: 'Ask <@U012AB3CD> to run `restart now` :fire: on <b>all</b> nodes in {region}',
    target:
      'Pide a <@U012AB3CD> que ejecute `restart now` :fire: en <b>todos</b> los nodos de la región {region}',
    sourceLocale: 'en',
    targetLocale: 'es',
  },
];

const all = (seed: number) =>
  PAIRS.flatMap((pair) => mutateTranslation(pair, random(seed)).map((mutation) => ({ pair, ...mutation })));

test('makes every kind of fault', () => {
  const found = new Set([1, 2, 3].flatMap((seed) => all(seed).map(({ fault }) => fault)));
  expect(FAULT_CLASSES.map(({ fault }) => fault).filter((fault) => !found.has(fault))).toEqual([]);
});

test('gives the same faults for the same numbers, and none that is none', () => {
  expect(all(7)).toEqual(all(7));
  for (const { pair, target } of all(7)) expect(target).not.toBe(pair.target);
});

test('makes faults of MessageFormat 2', () => {
  const pair = {
    source:
      '.input {$n :number}\n.match $n\none {{{$n} job of {$who} waits}}\n* {{{$n} jobs of {$who} wait}}',
    target:
      '.input {$n :number}\n.match $n\none {{{$n} Auftrag von {$who} wartet}}\n* {{{$n} Aufträge von {$who} warten}}',
    sourceLocale: 'en',
    targetLocale: 'de',
    syntax: 'mf2',
  } as const;
  const faults = mutateTranslation(pair, random(1));
  const of = (name: string) => faults.find(({ fault }) => fault === name)?.target;
  expect(of('category-dropped')).not.toContain('one {{');
  expect(of('argument-dropped')).not.toContain('$who');
  expect(faults.map(({ fault }) => fault)).not.toContain('keyword-translated');
});

test('makes none of what it cannot read', () => {
  expect(
    mutateTranslation({ source: 'a {', target: 'b', sourceLocale: 'en', targetLocale: 'de' }, random(1)),
  ).toEqual([]);
});

test('reports how a check does', () => {
  const catalogue = {
    sourceLocale: 'en',
    source: {
      a: 'The disk of the server {host} is full.',
      b: 'Nobody answers the alert of {team}.',
      c: 'Same',
      d: 'Only here',
    },
    targets: {
      de: {
        a: 'Die Platte des Servers {host} ist voll.',
        b: 'Niemand antwortet auf den Alarm von {team}.',
        c: 'Same',
        e: 'Nur hier',
      },
      'de-AT': { a: 'Die Festplatte des Servers {host} ist voll.' },
      es: { a: 'El disco del servidor {host} está lleno.' },
    },
  };
  const report = mutationReport(
    ({ source, target }) => source === target || !target.includes('{'),
    catalogue,
    random(3),
  );
  const rate = (name: string) => report.classes.find(({ fault }) => fault === name)?.rate;
  expect(report.refused).toEqual([{ locale: 'de', key: 'c' }]);
  expect(report.passed).toBe(4);
  expect(rate('argument-dropped')).toBe(1);
  expect(rate('untranslated')).toBe(1);
  expect(rate('link-added')).toBe(0);
  expect(rate('select-key')).toBeUndefined();
  const missed = report.missed.filter(({ fault }) => fault === 'link-added');
  expect(missed).toHaveLength(4);
  // Another kind of German is no other language.
  const mixedUp = report.classes.find(({ fault }) => fault === 'wrong-language');
  expect(mixedUp?.seeded).toBe(3);
});

test('takes messages of many kinds', () => {
  const of = (source: string, target: string, targetLocale: string, more: Partial<MutationPair> = {}) =>
    mutateTranslation({ source, target, sourceLocale: 'en', targetLocale, ...more }, random(5));
  const target = (faults: ReturnType<typeof of>, name: string) =>
    faults.find(({ fault }) => fault === name)?.target;
  expect(target(of('From {0} to {1}', 'Von {0} bis {1}', 'de'), 'argument-renamed')).toMatch(/\{[78]\}/);
  const ordinal = of(
    '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
    '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
    'en-GB',
  );
  expect(target(ordinal, 'category-dropped')).toBeDefined();
  const exact = of(
    '{n, plural, =1 {a job} other {# jobs}}',
    '{n, plural, =1 {ein Auftrag} one {# Auftrag} other {# Aufträge}}',
    'de',
  );
  expect(target(exact, 'category-dropped')).toBeUndefined();
  expect(
    target(of('{n, plural, one {#} other {#}}', '{n, plural, other {# 件}}', 'ja'), 'choice-flattened'),
  ).toBeUndefined();
  // Nothing to break: no words, no letters, no braces.
  const bare = of('{a}', '{a}', 'de').map(({ fault }) => fault);
  for (const none of ['link-added', 'repetition', 'mojibake', 'untranslated', 'refusal'])
    expect(bare).not.toContain(none);
  const several = '.input {$n :number}\n.input {$m :number}\n.match $n $m\none one {{x}}\n* * {{y}}';
  const two = of(several, several.replace('{{x}}', '{{z}}'), 'de', {
    syntax: 'mf2',
    otherSentences: ['Das ist noch ein weiterer Satz dazu.'],
  });
  expect(target(two, 'category-dropped')).toBeUndefined();
  expect(target(two, 'sentence-added')).toBeUndefined();
  const ended = of('It ends.', 'Es endet.', 'de', {
    otherSentences: ['Das ist noch ein weiterer Satz dazu.'],
  });
  expect(target(ended, 'sentence-added')).toBe('Es endet. Das ist noch ein weiterer Satz dazu.');
});
