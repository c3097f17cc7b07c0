import { describe, expect, it } from 'vitest';
import { scope, scripted } from '../../test/scripted.ts';
import { aiGate, importGate } from './gates.ts';
import { translateMessages } from './translate.ts';

const question = {
  source:
    '{count, plural, one {# stream is failing} other {# streams are failing}} in {region} since this morning',
  sourceLocale: 'en',
  targetLocale: 'ru',
  syntax: 'icu' as const,
  glossary: [],
  functions: [],
};
const noMany =
  '{count, plural, one {Сегодня утром в регионе {region} перестал работать # поток} few {Сегодня утром в регионе {region} перестали работать # потока} other {Сегодня утром в регионе {region} перестало работать # потока}}';

describe('the gates of the pipeline', () => {
  it('are strict with models, and lenient with people', () => {
    const errors = (gate: typeof aiGate) =>
      gate.check({ ...question, target: noMany }).filter(({ severity }) => severity === 'error');
    expect(errors(aiGate)).not.toEqual([]);
    expect(errors(importGate)).toEqual([]);
    expect(aiGate.version).not.toBe(importGate.version);
  });

  it('mend, score, and hold a text to its length', () => {
    const spaced = { ...question, source: 'Disk full', target: ' Диск заполнен ' };
    expect(aiGate.fix(spaced)).toBe('Диск заполнен');
    const fixed = { ...spaced, target: 'Диск заполнен' };
    expect(aiGate.score(fixed, aiGate.check(fixed))).toMatchObject({ score: 100 });
    expect(aiGate.check({ ...fixed, maxLength: 5 }).map(({ severity }) => severity)).toContain('error');
  });

  it('stop what a gullible model adds, whatever it is', async () => {
    const additions = [
      ' <!channel>',
      ' <@U123>',
      ' https://evil.example',
      ' *bold*',
      ' `rm -rf /`',
      '\u202e',
    ];
    for (const added of additions) {
      const { translator } = scripted({
        readsContext: false,
        say: ({ text }) => `Диск заполнен на ${text.slice(-9)}${added}`,
      });
      const { fields } = await translateMessages(
        scope,
        {
          messages: { a: 'The disk is full on {host}' },
          sourceLocale: 'en',
          targetLocale: 'ru',
          syntax: 'icu',
        },
        { translators: [translator], gate: aiGate },
      );
      expect([added, fields[0]?.text]).toEqual([
        added,
        added === '\u202e' ? expect.not.stringContaining(added) : 'The disk is full on {host}',
      ]);
    }
  });
});
