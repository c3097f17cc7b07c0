import { describe, expect, it } from 'vitest';
import { checkTranslation } from './check-translation.ts';
import { GATE_CHECKS } from './checks.ts';
import { scoreTranslation } from './score-translation.ts';
import type { TranslationInput } from './settings.ts';

const score = (
  source: string,
  target: string,
  targetLocale: string,
  more: Partial<TranslationInput> = {},
) => {
  const input = { source, target, sourceLocale: 'en', targetLocale, ...more };
  return scoreTranslation(checkTranslation(input), input);
};

describe('scoreTranslation', () => {
  it('is full for a text in which nothing is found', () => {
    expect(
      score('The backup did not finish in time', 'Die Sicherung wurde nicht rechtzeitig fertig', 'de'),
    ).toEqual({
      score: 100,
      unconfirmed: false,
      reasons: [],
    });
  });

  it('takes the weight of a finding, and less for more of its kind', () => {
    const long = 'Die Sicherung wurde nicht rechtzeitig fertig';
    const one = score('The backup of {a} did not finish', long, 'de').score;
    expect(one).toBe(100 - GATE_CHECKS['argument-missing'].weight);
    expect(score('The backup {a} {b} did not finish', long, 'de').score).toBe(
      one - GATE_CHECKS['argument-missing'].weight / 2,
    );
  });

  it('is never less than nothing', () => {
    expect(score('Act', '<!here> <@U012AB3CD> https://a.example b@c.example \u202e {x}', 'de').score).toBe(0);
  });

  it('is unconfirmed where no rule could know', () => {
    expect(score('Disk full', 'Disco lleno', 'es').reasons).toEqual(['short']);
    expect(score('Disk full', 'ディスクがいっぱい', 'ja').reasons).toEqual([]);
    expect(
      score('The backup did not finish in time', 'Hifadhi haikukamilika kwa wakati', 'sw').reasons,
    ).toEqual(['language-unknown']);
    expect(
      score('Hello {{name}}, the backup is done', 'Hallo {{name}}, die Sicherung ist fertig', 'de').reasons,
    ).toEqual(['source-unreadable']);
    expect(
      score('The backup did not finish in time', 'Die Sicherung wurde nicht rechtzeitig fertig', 'de', {
        ignore: ['language'],
      }).reasons,
    ).toEqual(['checks-ignored']);
  });
});
