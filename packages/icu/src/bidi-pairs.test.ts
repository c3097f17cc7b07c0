import { expect, test } from 'vitest';
import { unpairedBidi } from './bidi-pairs.ts';

const [LRE, PDF, RLO, LRI, FSI, PDI] = ['\u202a', '\u202c', '\u202e', '\u2066', '\u2068', '\u2069'];

test.each([
  ['', []],
  [`a${LRI}b${PDI}c`, []],
  [`${LRE}${FSI}${RLO}x${PDF}${PDI}${PDF}`, []],
  [`a${LRI}b`, [1]],
  [`a${PDI}${PDF}b`, [1, 2]],
  [`${LRI}${LRE}${PDI}`, [1]],
  [`${LRE}${LRI}${PDF}${PDI}${PDF}`, [2]],
  [`${LRE}${PDI}${PDF}`, [1]],
  [`${LRI}a\n${PDI}${LRE}\u2029`, [0, 3, 4]],
])('%j', (text, expected) => {
  expect(unpairedBidi(text)).toEqual(expected);
});
