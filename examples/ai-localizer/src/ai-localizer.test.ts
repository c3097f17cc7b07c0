import { beforeAll, describe, expect, it } from 'vitest';
import { recordedEngine } from './engine.ts';
import { localize } from './localize.ts';

let result: Awaited<ReturnType<typeof localize>>;
const lines: string[] = [];

beforeAll(async () => {
  result = await localize(recordedEngine(), (line) => void lines.push(line));
});

const outcomes = () =>
  Object.fromEntries(
    result.first.outcomes.map(({ fixture, locale, outcome, untranslated }) => [
      `${fixture} ${locale}`,
      [outcome, ...untranslated],
    ]),
  );

describe('the example', () => {
  it('says what a batch may cost, and stays below', () => {
    const { planned, estimate, first } = result;
    expect(planned.every(({ status }) => status === 'missing')).toBe(true);
    const used = first.usage.inputTokens + first.usage.outputTokens;
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThanOrEqual(estimate);
    // The library knows it all, so it costs nothing.
    expect(
      planned.find(({ fixture, locale }) => fixture === 'disk_full' && locale === 'de')?.estimate,
    ).toEqual({
      inputTokens: 0,
      outputTokens: 0,
    });
  });

  it('drafts what it can, approves by policy what is no alarm, and leaves in English what the gate refuses', () => {
    expect(outcomes()).toEqual({
      'disk_full es': ['drafted'],
      'disk_full ca': ['drafted'],
      'disk_full de': ['drafted'],
      'encoder_stopped es': ['drafted'],
      'encoder_stopped ca': ['drafted'],
      'encoder_stopped de': ['drafted'],
      'encoder_late es': ['drafted'],
      'encoder_late ca': ['drafted'],
      'encoder_late de': ['drafted', 'description'],
      'report_ready es': ['approved'],
      'report_ready ca': ['approved'],
      'report_ready de': ['approved'],
    });
  });

  it('has nothing to do when it is run again', () => {
    const { second } = result;
    expect(second.outcomes.map(({ outcome }) => outcome)).toEqual(Array(12).fill('skipped'));
    expect(second.usage).toEqual({ inputTokens: 0, outputTokens: 0 });
  });

  it('learns a word that reviewers keep writing, and sends what they approved', () => {
    const { suggestions, style, locale, payload } = result;
    expect(suggestions).toEqual([{ source: 'encoder', target: 'codificador', instead: 'encoder', seen: 2 }]);
    expect(style.glossary).toContainEqual({
      source: 'encoder',
      target: 'codificador',
      caseSensitive: false,
    });
    expect(locale).toBe('es');
    expect(payload).toContain('El codificador eu-west-1 ha parado');
  });

  it('knows what another source makes stale, and what people wrote', () => {
    expect(result.changed).toMatchObject({
      'report_ready es': 'stale',
      'report_ready de': 'stale',
      'encoder_late es': 'human',
      'encoder_late ca': 'missing',
      'encoder_stopped es': 'human',
      'encoder_stopped de': 'proposed',
      'disk_full es': 'current',
    });
    expect(result.again).toMatchObject({ status: 'stale', outcome: 'approved' });
    expect(result.history.slice(-3)).toEqual(['FixtureUpdated', 'DraftProposed', 'DraftApproved']);
  });

  it('adapts single texts, and says what to do where nobody can', () => {
    const { adapted, unknown } = result;
    expect(adapted).toMatchObject({ isTranslated: true, origin: 'translated', locale: 'ca' });
    expect(adapted.text).toMatch(/^\{count, plural, one \{# .+\{region\}.*\} other \{# .+\{region\}.*\}\}$/);
    expect(unknown).toMatchObject({ isTranslated: false, text: 'Call the desk' });
    expect(unknown.advice).toContain('another translator');
  });

  it('tells how far it is', () => {
    expect(lines.filter((line) => /^\d+\/12 /.test(line))).toHaveLength(12);
  });
});
