import { expect, it } from 'vitest';
import { scriptOf } from './script.ts';

it.each([
  ['a', 1],
  ['Z', 1],
  ['7', 1],
  ['é', 1],
  ['ə', 2],
  ['ő', 1],
  ['ẞ', 1],
  ['\u0301', 1],
  ['-', 0],
  ['×', 0],
  ['÷', 0],
  ['¿', 0],
  ['。', 0],
  ['「', 0],
  ['・', 0],
  ['…', 0],
  ['؟', 0],
  ['।', 0],
  ['\ue000', 0],
  ['я', 2],
  ['日', 2],
  ['カ', 2],
  ['ע', 2],
])('"%s" is of script %i', (character, script) => {
  expect(scriptOf(character.charCodeAt(0))).toBe(script);
});

it('is none past the end of a text', () => {
  expect(scriptOf(Number.NaN)).toBe(0);
});
