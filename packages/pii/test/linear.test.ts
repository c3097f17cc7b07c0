import { describe, expect, it } from 'vitest';
import { createPiiDetector, defineRule, PII_RULES } from '../src/index.ts';
import { hostileTexts } from './hostile.ts';
import { countSteps } from './steps.ts';

const SIZE = 4000;
/** Most characters looked at for each of a text, by one rule. A quadratic rule needs half the text's length. */
const MOST = 100;

const texts = hostileTexts(SIZE);

/** The texts for which a detector looks at more characters than it may. */
function slowFor(detect: (text: string) => unknown): readonly string[] {
  return texts
    .map(([name, text]) => ({ name, steps: countSteps(() => detect(text)) / text.length }))
    .filter(({ steps }) => steps > MOST)
    .map(({ name, steps }) => `${name} ${steps.toFixed(1)}`);
}

describe.each(PII_RULES.map(({ kind }) => kind))('the rule for %s', (kind) => {
  it('looks at each character a few times, however hostile the text', () => {
    expect(slowFor(createPiiDetector({ only: [kind] }).detect)).toEqual([]);
  });
});

it('would be said of a rule that looks at the rest of the text each time', () => {
  const slow = defineRule({
    kind: 'slow',
    finds: 'a test',
    holds: ['a'],
    at: (text, index) => (text.indexOf('§', index) < 0 ? undefined : { start: index, end: index + 1 }),
  });
  expect(slowFor(createPiiDetector({ rules: [slow] }).detect)).toContainEqual(expect.stringMatching(/^"a" /));
});
