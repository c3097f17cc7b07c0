import { type TranslationRequest, TranslatorRefusedError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { requestOf, scopeOf } from '../../test/requests.ts';
import { scripted } from '../../test/scripted-translator.ts';
import { replayTranslator } from './replay.ts';

const record = async (...requests: TranslationRequest[]) => {
  const translator = replayTranslator({ record: scripted('deepl') });
  for (const request of requests) await translator.translate(scopeOf(), request, {});
  return translator.recording();
};

describe('replayTranslator', () => {
  it('answers what was recorded, without asking again', async () => {
    const text = await record(requestOf());
    const replay = replayTranslator({ text });
    expect(await replay.translate(scopeOf(), requestOf(), {})).toEqual({
      segments: [{ id: 'title', text: 'deepl: Disk full on <x id="0"/>' }],
      finishReason: 'stop',
      usage: { inputTokens: 10, outputTokens: 5 },
      model: 'deepl',
    });
    expect(replay.recording()).toBe(text);
  });

  it('knows a request by what it says, not by its ids', async () => {
    const feedback = [{ segment: 'title', refused: 'x', findings: [] }];
    const text = await record(requestOf({ feedback }));
    const segments = [{ id: 'other', text: 'Disk full on <x id="0"/>' }];
    const other = requestOf({ segments, feedback: [{ segment: 'other', refused: 'x', findings: [] }] });
    const { segments: answers } = await replayTranslator({ text }).translate(scopeOf(), other, {});
    expect(answers.map(({ id }) => id)).toEqual(['other']);
  });

  it.each<[string, Partial<TranslationRequest>]>([
    ['text', { segments: [{ id: 'title', text: 'Disk empty on <x id="0"/>' }] }],
    ['note', { segments: [{ id: 'title', text: 'Disk full on <x id="0"/>', note: 'title' }] }],
    ['locale', { targetLocale: 'es-MX' }],
    ['context', { context: { urgency: 'critical' } }],
    ['glossary', { glossary: [{ source: 'disk' }] }],
    ['examples', { examples: [{ source: 'a', target: 'b' }] }],
    ['feedback', { feedback: [{ segment: 'title', refused: 'x', findings: [] }] }],
    ['feedback of no segment', { feedback: [{ segment: 'x', refused: 'x', findings: [] }] }],
  ])('does not know a request with another %s, and says how to record it', async (_, change) => {
    const replay = replayTranslator({ text: await record(requestOf()) });
    const fault = await replay
      .translate(scopeOf(), requestOf(change), {})
      .catch((found: unknown) => found as Error);
    expect(fault).toMatchObject({ code: 'LOCALERT_REPLAY_MISSING', retryable: false });
    expect((fault as Error).message).toMatch(/Run once with replayTranslator\(\{ text, record/);
    expect((fault as Error).message).not.toContain('Disk');
  });

  it('records the same requests into the same file, in any order', async () => {
    const one = requestOf();
    const two = requestOf({ targetLocale: 'de' });
    const text = await record(one, two);
    expect(await record(two, one)).toBe(text);
    expect(text.trimEnd().split('\n')).toHaveLength(2);
    // The order in which the fields of a request were written does not count.
    const swapped = Object.fromEntries(Object.entries(one).reverse()) as unknown as TranslationRequest;
    expect(await record(swapped, two)).toBe(text);
  });

  it('keeps no source text', async () => {
    const echo = scripted('a', [{ segments: [{ id: 'title', text: 'Disco' }] }]);
    const translator = replayTranslator({ record: echo });
    await translator.translate(scopeOf(), requestOf({ context: { description: 'canary' } }), {});
    expect(translator.recording()).not.toMatch(/Disk full|canary/);
  });

  it('asks only for what is missing', async () => {
    const asked = scripted('deepl');
    const translator = replayTranslator({ text: await record(requestOf()), record: asked });
    await translator.translate(scopeOf(), requestOf(), {});
    expect(asked.calls()).toBe(0);
    await translator.translate(scopeOf(), requestOf({ targetLocale: 'fr' }), {});
    expect(asked.calls()).toBe(1);
    expect(translator.recording().trimEnd().split('\n')).toHaveLength(2);
  });

  it('replays a refusal, and records no fault', async () => {
    const refusing = scripted('a', [
      { finishReason: 'refused', segments: [] },
      new TranslatorRefusedError({ translator: 'a', reason: 'no' }),
      { segments: [] },
    ]);
    const translator = replayTranslator({ record: refusing });
    await translator.translate(scopeOf(), requestOf(), {});
    const more = requestOf({ targetLocale: 'de' });
    for (let call = 0; call < 2; call += 1) {
      await expect(translator.translate(scopeOf(), more, {})).rejects.toThrow();
    }
    const again = replayTranslator({ text: translator.recording() });
    expect(await again.translate(scopeOf(), requestOf(), {})).toMatchObject({
      finishReason: 'refused',
      segments: [],
    });
    expect(translator.recording().trimEnd().split('\n')).toHaveLength(1);
  });

  it('is called as the translator that it records, and knows its pairs', async () => {
    const inner = scripted('deepl', [], { supports: (_, target) => target === 'es' });
    const translator = replayTranslator({ record: inner });
    expect(translator.name).toBe('deepl');
    expect(await translator.supports?.('en', 'es')).toBe(true);
    expect(await translator.supports?.('en', 'fr')).toBe(false);
    expect(replayTranslator({}).name).toBe('replay');
    expect(replayTranslator({}).supports).toBeUndefined();
  });

  it.each([
    ['no JSON', '{"key":'],
    ['another thing', '{"a":1}'],
    ['a list', '[1]'],
    [
      'texts that are none',
      '{"key":"a","source":"en","target":"es","texts":[1],"finishReason":"stop","usage":{"inputTokens":0,"outputTokens":0},"model":"m"}',
    ],
    [
      'no usage',
      '{"key":"a","source":"en","target":"es","texts":["x"],"finishReason":"stop","usage":{"inputTokens":-1},"model":"m"}',
    ],
  ])('refuses a file with %s by its line', async (_, row) => {
    const text = `\n${await record(requestOf())}${row}\n`;
    expect(() => replayTranslator({ text })).toThrow(
      expect.objectContaining({
        code: 'LOCALERT_INVALID_INPUT',
        details: expect.objectContaining({ issues: [expect.objectContaining({ path: 'line 3' })] }),
      }),
    );
  });
});
