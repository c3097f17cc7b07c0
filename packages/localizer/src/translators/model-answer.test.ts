import { describe, expect, it } from 'vitest';
import { readAnswer, tokensUsed } from './model-answer.ts';

const request = {
  segments: [
    { id: 'a', text: 'x' },
    { id: 'b', text: 'y' },
  ],
};
const ids = new Map([
  ['1', 'a'],
  ['2', 'b'],
]);
const WHOLE = '{"segments":[{"id":"2","text":"Y"},{"id":"1","text":"X < <X ID=0 />"}]}';

describe('readAnswer', () => {
  it('reads the segments in the order of the request', () => {
    expect(readAnswer('x', request, ids, WHOLE, 'schema')).toEqual([
      { id: 'a', text: 'X &lt; <x id="0"/>' },
      { id: 'b', text: 'Y' },
    ]);
  });

  it('takes a fence off where nothing binds the model', () => {
    const fenced = `\n\`\`\`json\n${WHOLE}\n\`\`\`\n`;
    expect(readAnswer('x', request, ids, fenced, 'text')).toHaveLength(2);
    expect(() => readAnswer('x', request, ids, fenced, 'schema')).toThrow('not usable');
  });

  it.each([
    ['chatter', `Here you are: ${WHOLE}`],
    ['half of it', WHOLE.slice(0, -9)],
    ['nothing', ''],
    ['a list', '[]'],
    ['no list', '{"segments":{}}'],
    ['another id', '{"segments":[{"id":"1","text":"X"},{"id":"3","text":"Y"}]}'],
    ['an id twice', '{"segments":[{"id":"1","text":"X"},{"id":"1","text":"Y"}]}'],
    ['a segment less', '{"segments":[{"id":"1","text":"X"}]}'],
    ['a number as id', '{"segments":[{"id":1,"text":"X"},{"id":"2","text":"Y"}]}'],
    ['no text', '{"segments":[{"id":"1"},{"id":"2","text":"Y"}]}'],
    ['null', '{"segments":[null,{"id":"2","text":"Y"}]}'],
    ['the ids of the request', '{"segments":[{"id":"a","text":"X"},{"id":"b","text":"Y"}]}'],
  ])('does not take %s', (_, text) => {
    expect(() => readAnswer('x', request, ids, text, 'text')).toThrow(
      expect.objectContaining({ code: 'LOCALERT_TRANSLATION_INVALID' }),
    );
  });
});

describe('tokensUsed', () => {
  it('takes what was reported, and reckons what was not', () => {
    const lengths = { input: 100, output: 10 };
    expect(tokensUsed({ input: 7, output: 0 }, lengths)).toEqual({ inputTokens: 7, outputTokens: 0 });
    for (const input of [undefined, null, -1, Number.NaN, '7']) {
      expect(tokensUsed({ input, output: undefined }, lengths)).toEqual({ inputTokens: 34, outputTokens: 4 });
    }
  });
});
