import { expect, it } from 'vitest';
import { settle } from './settle.ts';

const kinds = ['first', 'second', 'third'];
const kindOf = (rule: number): string => kinds[rule] ?? '';
const found = (...rows: readonly (readonly [rule: number, start: number, end: number])[]) =>
  settle(
    rows.map(([rule, start, end]) => ({ rule, start, end })),
    kindOf,
  ).map(({ kind, start, end }) => `${kind} ${start}-${end}`);

it('puts findings in order', () => {
  expect(found([0, 5, 6], [1, 0, 2], [2, 2, 4])).toEqual(['second 0-2', 'third 2-4', 'first 5-6']);
});

it('joins what overlaps, however many, under the earliest rule', () => {
  expect(found([2, 0, 4], [1, 3, 8], [0, 7, 9])).toEqual(['first 0-9']);
  expect(found([1, 0, 9], [0, 2, 4])).toEqual(['first 0-9']);
  expect(found([0, 2, 4], [2, 2, 4], [1, 2, 3])).toEqual(['first 2-4']);
});

it('keeps apart what only touches', () => {
  expect(found([0, 0, 2], [0, 2, 4])).toEqual(['first 0-2', 'first 2-4']);
});
