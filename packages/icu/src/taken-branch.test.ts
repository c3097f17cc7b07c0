import { expect, test } from 'vitest';
import { takenBranches } from './taken-branch.ts';

const keys = (source: string, values: Record<string, number | string>, syntax: 'icu' | 'mf2' = 'icu') =>
  takenBranches(source, values, { locale: 'en', syntax }).map((one) => `${one.arguments}: ${one.keys}`);

test('the branches of a message, outer ones first', () => {
  const source =
    '{g, select, a {{m, plural, other {x}}} other {{n, plural, =2 {two} one {#} other {{h, select, other {z}}}}}} {k, select, 1 {a} other {b}}';
  expect(keys(source, { g: 'z', n: 1, k: '1' })).toEqual(['g: other', 'n: one', 'k: 1']);
  expect(keys(source, { g: 'z', n: 2, k: 'x' })).toEqual(['g: other', 'n: =2', 'k: other']);
  expect(keys(source, { g: 'z', n: 5, k: 'x' })).toEqual(['g: other', 'n: other', 'h: other', 'k: other']);
  expect(keys(source, { g: 'a', m: 5, k: 'x' })).toEqual(['g: a', 'm: other', 'k: other']);
});

test('of MessageFormat 2', () => {
  const source =
    '.input {$n :number} .local $m = {$n} .input {$g :string} .match $m $g one |a| {{x}} * * {{y}}';
  expect(keys(source, { n: 1, g: 'a' }, 'mf2')).toEqual(['n,g: one |a|']);
  expect(keys(source, { n: 2, g: 'a' }, 'mf2')).toEqual(['n,g: * *']);
  expect(keys('plain', {}, 'mf2')).toEqual([]);
});

test('places are those of the keys', () => {
  const [one] = takenBranches('{n, plural,\n one {a} other {b}}', { n: 2 }, { locale: 'en' });
  expect(one?.place).toEqual({ offset: 21, line: 2, column: 10, length: 5 });
});
