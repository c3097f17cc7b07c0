import { describe, expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';

const count = (text: string, language = 'en') => sentencesOf(text, language).length;

describe('sentencesOf', () => {
  it.each([
    ['One. Two! Three?', 'en', 3],
    ['No mark at the end', 'en', 1],
    ['Use e.g. Slack for it', 'en', 1],
    ['Am 4. Mai ist Schluss', 'de', 1],
    ['The default is 53. You can change it', 'en', 2],
    ['Version 1.2.3 is out', 'en', 1],
    ['See J. Smith about it', 'en', 1],
    ['The mark "!" is not allowed', 'en', 1],
    ["演算子 '!' はここで使えません", 'ja', 1],
    ['終わりました。次へ進みます。', 'ja', 2],
    ['क्या? हाँ। ठीक है।', 'hi', 3],
    ['Done (really.) Next one', 'en', 2],
    ['…', 'en', 0],
  ])('splits %j (%s) into %i', (text, language, expected) => {
    expect(count(text, language)).toBe(expected);
  });
});
