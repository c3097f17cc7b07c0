import { describe, expect, it } from 'vitest';
import { scope, scripted, testGate } from '../test/scripted.ts';
import { AILocalizationEngine } from './engine.ts';
import { libraryMemory } from './memory/library-memory.ts';

const sourceText = '{count, plural, one {# stream} other {# streams}} failing in {region}';

describe('AILocalizationEngine', () => {
  it('adapts a text, and tells the translator what it is for', async () => {
    const { translator, calls } = scripted();
    const engine = new AILocalizationEngine({
      translators: [translator],
      gate: testGate,
      context: { tone: 'calm' },
    });
    const adapted = await engine.adaptContent({
      sourceText,
      targetLocale: 'ja-jp',
      context: {
        domain: 'video',
        urgency: 'critical',
        technicalLevel: 'expert',
        description: 'Streams stop.',
      },
    });
    expect(adapted).toMatchObject({
      text: '{count, plural, other {«# streams failing in {region}»}}',
      locale: 'ja-JP',
      isTranslated: true,
      origin: 'translated',
      score: 100,
      provenance: { origin: 'model', model: 'scripted-1' },
    });
    expect(adapted.advice).toBeUndefined();
    expect(calls[0]?.request).toMatchObject({
      sourceLocale: 'en',
      context: {
        domain: 'video',
        urgency: 'critical',
        technicalLevel: 'expert',
        description: 'Streams stop.',
        tone: 'calm',
      },
    });
  });

  it('without a translator gives the source back and says what to plug in', async () => {
    const adapted = await new AILocalizationEngine({}).adaptContent({ sourceText, targetLocale: 'ja' });
    expect(adapted).toMatchObject({ text: sourceText, isTranslated: false, origin: 'source', score: 0 });
    expect(adapted.advice).toContain('translators:');
  });

  it('says so when nothing passed', async () => {
    const { translator } = scripted({ say: () => 'bad' });
    const engine = new AILocalizationEngine({ translators: [translator], gate: testGate, scope, tries: 1 });
    const adapted = await engine.adaptContent({
      sourceText: 'Disk full',
      targetLocale: 'de',
      sourceLocale: 'en-GB',
    });
    expect(adapted).toMatchObject({ text: 'Disk full', isTranslated: false, findings: [{ code: 'bad' }] });
    expect(adapted.advice).toContain('quality gate');
  });

  it('answers what a library knows, for nothing', async () => {
    const memories = [
      libraryMemory([{ baseLocale: 'en', locales: { en: { a: 'Disk full' }, ja: { a: '満杯' } } }]),
    ];
    const engine = new AILocalizationEngine({ memories, gate: testGate });
    const adapted = await engine.adaptContent({ sourceText: 'Disk full', targetLocale: 'ja', scope });
    expect(adapted).toMatchObject({ text: '満杯', origin: 'template', isTranslated: true });
  });

  it('takes MessageFormat 2, and copies what has no words', async () => {
    const { translator } = scripted();
    const engine = new AILocalizationEngine({ translators: [translator], gate: testGate });
    const mf2 = await engine.adaptContent({
      sourceText: 'Disk {$host} full',
      targetLocale: 'de',
      syntax: 'mf2',
    });
    expect(mf2.text).toBe('{{«Disk {$host} full»}}');
    const copied = await engine.adaptContent({ sourceText: '{id}', targetLocale: 'de' });
    expect(copied).toMatchObject({ text: '{id}', origin: 'copied', isTranslated: true });
  });

  it('refuses a locale that is none', async () => {
    const engine = new AILocalizationEngine({});
    await expect(engine.adaptContent({ sourceText, targetLocale: 'no_such locale' })).rejects.toMatchObject({
      code: 'LOCALERT_INVALID_LOCALE',
    });
  });
});
