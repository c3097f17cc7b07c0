import { InvalidInputError } from '@localert/core';
import { expect, it } from 'vitest';
import { checkedFunctions } from './checked-functions.ts';
import { defineFunction } from './custom-function.ts';

const upper = (value: unknown) => String(value).toUpperCase();
const pathsOf = (functions: unknown): string[] => {
  try {
    checkedFunctions(functions as never);
  } catch (error) {
    if (InvalidInputError.is(error)) return error.details.issues.map(({ path }) => path);
  }
  return [];
};

it('copies and freezes what can be called', () => {
  const functions = { upper, 'acme:on-call': defineFunction({ takes: 'text', format: upper }), list: upper };
  const checked = checkedFunctions(functions);
  expect(checked).toEqual(functions);
  expect(checked).not.toBe(functions);
  expect(Object.isFrozen(checked)).toBe(true);
});

it.each(['plural', 'select', 'selectordinal', '', 'two words', '1st', 'a:b:c', 'a{', "a'", 'x'.repeat(65)])(
  'refuses the name %j',
  (name) => {
    expect(pathsOf({ [name]: upper })).toEqual([`functions.${name.slice(0, 64)}`]);
  },
);

it.each([['text'], [null], [undefined], [{ format: upper }]])('refuses %j as a function', (one) => {
  expect(pathsOf({ ok: upper, bad: one })).toEqual(['functions.bad']);
});

it('refuses names that reach a prototype as what they are', () => {
  expect(pathsOf(JSON.parse('{"__proto__": {}}'))).toEqual(['functions.__proto__']);
  expect(checkedFunctions({ constructor: upper as never })).toHaveProperty('constructor', upper);
});
