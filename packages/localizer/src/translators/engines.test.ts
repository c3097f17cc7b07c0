import { secret } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { startApertiumDouble } from '../../test/apertium-double.ts';
import { startDeepLDouble } from '../../test/deep-l-double.ts';
import { startHuggingFaceDouble } from '../../test/hugging-face-double.ts';
import { startLibreTranslateDouble } from '../../test/libre-translate-double.ts';
import { requestOf, scopeOf } from '../../test/requests.ts';
import { apertium } from './apertium.ts';
import { type DeepLOptions, deepL } from './deep-l.ts';
import { type HuggingFaceOptions, huggingFace } from './hugging-face.ts';
import { libreTranslate } from './libre-translate.ts';

const refused = (status: number) => ({ code: 'LOCALERT_TRANSLATOR_REFUSED', details: { status } });
const invalid = (reason: string) => ({ code: 'LOCALERT_TRANSLATION_INVALID', details: { reason } });

describe('an engine', () => {
  it('refuses ids that stand twice, and a list of pairs that fails with a typed error', async () => {
    await using double = await startApertiumDouble();
    const translator = apertium({ url: double.url });
    const segments = [
      { id: 'a', text: 'Disk.' },
      { id: 'a', text: 'Load.' },
    ];
    await expect(translator.translate(scopeOf(), requestOf({ segments }), {})).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATOR_REFUSED',
      details: { reason: 'two segments have one id' },
    });
    double.fault = 'hang';
    const late = translator.translate(scopeOf(), requestOf(), { deadline: Date.now() + 20 });
    await expect(late).rejects.toMatchObject({ code: 'LOCALERT_TRANSLATOR_UNAVAILABLE' });
  });
});

describe('deepL', () => {
  const at = (baseUrl: string, more: Partial<DeepLOptions> = {}) =>
    deepL({ baseUrl, apiKey: secret('k'), ...more });

  it('sends texts as XML with tags that are ignored, and counts what is billed', async () => {
    await using double = await startDeepLDouble('k');
    const request = requestOf({ targetLocale: 'es-MX', context: { domain: 'video', description: 'Edges.' } });
    const result = await at(double.url, { glossary: 'g-1', formality: 'informal' }).translate(
      scopeOf(),
      request,
      {},
    );
    expect(result).toMatchObject({
      segments: [{ id: 'title', text: 'disko fullo ono <x id="0"/>' }],
      usage: { characters: 'Disk full on <x id="0"/>'.length },
      model: 'deepl',
    });
    expect(double.asked[0]?.body).toMatchObject({
      text: ['Disk full on <x id="0"/>'],
      source_lang: 'EN',
      target_lang: 'ES-419',
      tag_handling: 'xml',
      ignore_tags: ['x'],
      formality: 'prefer_less',
      glossary_id: 'g-1',
      context: 'video. Edges.',
    });
  });

  it('takes formality from the context, and a glossary for each pair', async () => {
    await using double = await startDeepLDouble('k');
    const glossary = (_: string, target: string) => (target === 'ja' ? 'g-ja' : undefined);
    const translator = at(double.url, { glossary, modelType: 'quality_optimized' });
    const { model } = await translator.translate(
      scopeOf(),
      requestOf({ targetLocale: 'ja', context: { formality: 'formal' } }),
      {},
    );
    await translator.translate(scopeOf(), requestOf({ targetLocale: 'fi' }), {});
    const [first, second] = double.asked.map(({ body }) => body);
    expect(first).toMatchObject({ formality: 'prefer_more', glossary_id: 'g-ja' });
    expect(second).not.toHaveProperty('formality');
    expect(second).not.toHaveProperty('glossary_id');
    expect(second).not.toHaveProperty('context');
    expect(model).toBe('deepl/quality_optimized');
    expect(translator.capabilities.glossary).toBe(true);
  });

  it.each([
    ['abc:fx', 'https://api-free.deepl.com/v2/translate'],
    ['abc', 'https://api.deepl.com/v2/translate'],
  ])('sends a key such as %s to its own host', async (key, address) => {
    const asked: string[] = [];
    const translator = deepL({
      apiKey: secret(key),
      fetch: async (url) => {
        asked.push(url);
        return Response.json({ translations: [{ text: 'x' }] });
      },
    });
    const { usage } = await translator.translate(scopeOf(), requestOf(), {});
    expect(asked).toEqual([address]);
    expect(usage.characters).toBe('Disk full on <x id="0"/>'.length);
  });

  it.each([403, 413, 456])('is refused by %i for good', async (status) => {
    await using double = await startDeepLDouble('k');
    double.next.push({ status, body: { message: 'Quota' } });
    await expect(at(double.url).translate(scopeOf(), requestOf(), {})).rejects.toMatchObject(refused(status));
  });

  it('has no pair within a language', () => {
    const translator = at('https://x.test');
    expect(translator.supports?.('en', 'en-GB')).toBe(false);
    expect(translator.supports?.('en', 'pt-PT')).toBe(true);
  });

  it('waits for 529', async () => {
    await using double = await startDeepLDouble('k');
    double.next.push({ status: 529, body: {} });
    await expect(at(double.url).translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      retryable: true,
    });
  });

  it.each([
    [{ translations: [] }, 'it has not one text for each segment'],
    [{ translations: [{ text: 1 }] }, 'a text is no text'],
    [{ translations: ['x'] }, 'a text is no text'],
    [[], 'it has no translations'],
  ])('does not take %j', async (body, reason) => {
    await using double = await startDeepLDouble('k');
    double.next.push({ status: 200, body });
    await expect(at(double.url).translate(scopeOf(), requestOf(), {})).rejects.toMatchObject(invalid(reason));
  });
});

describe('libreTranslate', () => {
  it('sends HTML whose marks are not translated, and takes them back out of an answer without escapes', async () => {
    await using double = await startLibreTranslateDouble();
    const translator = libreTranslate({ url: double.url });
    const segments = [{ id: 'a', text: 'Load &lt; 5 &amp; <x id="4"/> up' }];
    const result = await translator.translate(scopeOf(), requestOf({ segments, targetLocale: 'es-AR' }), {});
    expect(result.segments).toEqual([{ id: 'a', text: 'loado &lt; 5 &amp; <x id="4"/> upo' }]);
    expect(double.asked[1]?.body).toEqual({
      q: ['Load &lt; 5 &amp; <span translate="no" class="notranslate" id="x4">4</span> up'],
      source: 'en',
      target: 'es',
      format: 'html',
    });
  });

  it('asks for the languages once in ten minutes', async () => {
    await using double = await startLibreTranslateDouble();
    let now = 1_000_000;
    const translator = libreTranslate({ url: double.url, now: () => now });
    expect(await translator.supports?.('en', 'zh-CN')).toBe(true);
    expect(await translator.supports?.('en', 'zh-TW')).toBe(false);
    expect(await translator.supports?.('en', 'en-GB')).toBe(false);
    expect(await translator.supports?.('fr', 'es')).toBe(false);
    expect(double.asked).toHaveLength(1);
    now += 600_000;
    double.next.push({ status: 200, body: [{ code: 'fr', targets: ['es'] }, { code: 1 }, 'x'] });
    expect(await translator.supports?.('fr', 'es')).toBe(true);
    expect(double.asked).toHaveLength(2);
  });

  it('does not remember languages that it could not read', async () => {
    await using double = await startLibreTranslateDouble();
    const translator = libreTranslate({ url: double.url });
    double.next.push({ status: 200, body: {} });
    await expect(translator.supports?.('en', 'es')).rejects.toMatchObject(
      invalid('its languages are no list'),
    );
    expect(await translator.supports?.('en', 'es')).toBe(true);
  });

  it('does not take an answer to one text', async () => {
    await using double = await startLibreTranslateDouble();
    const translator = libreTranslate({ url: double.url });
    await translator.supports?.('en', 'es');
    double.next.push({ status: 200, body: { translatedText: 'x' } });
    await expect(translator.translate(scopeOf(), requestOf(), {})).rejects.toMatchObject(
      invalid('it has no translated texts'),
    );
  });
});

describe('apertium', () => {
  it('speaks of a pair that was taken away since as one that it does not have', async () => {
    await using double = await startApertiumDouble();
    const translator = apertium({ url: double.url });
    await translator.supports?.('en', 'es');
    double.next.push({ status: 400, body: { explanation: 'That pair is not installed' } });
    await expect(translator.translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      code: 'LOCALERT_LANGUAGE_PAIR_UNSUPPORTED',
      details: { source: 'en', target: 'es' },
    });
  });

  it('goes by way of a third language with /translateChain', async () => {
    await using double = await startApertiumDouble();
    const translator = apertium({ url: double.url });
    const { model } = await translator.translate(
      scopeOf(),
      requestOf({ sourceLocale: 'es', targetLocale: 'ca' }),
      {},
    );
    expect(model).toBe('apertium spa|cat');
    expect(double.asked.map(({ path }) => path)).toEqual(['/listPairs', '/translateChain']);
  });

  it('has no pair within a language, and none of a language without a code', async () => {
    await using double = await startApertiumDouble();
    const translator = apertium({ url: double.url });
    expect(await translator.supports?.('en-GB', 'en-US')).toBe(false);
    expect(await translator.supports?.('zu', 'en')).toBe(false);
  });

  it.each([
    [{}, 'its pairs are no list'],
    [[], 'its pairs are no list'],
  ])('does not take %j for its pairs', async (body, reason) => {
    await using double = await startApertiumDouble();
    double.next.push({ status: 200, body });
    await expect(apertium({ url: double.url }).supports?.('en', 'es')).rejects.toMatchObject(invalid(reason));
  });

  it('passes over pairs that are none', async () => {
    await using double = await startApertiumDouble();
    double.next.push({ status: 200, body: { responseData: ['x', { sourceLanguage: 'eng' }] } });
    expect(await apertium({ url: double.url }).supports?.('en', 'es')).toBe(false);
  });
});

describe('huggingFace', () => {
  const at = (baseUrl: string, more: Partial<HuggingFaceOptions> = {}) =>
    huggingFace({
      baseUrl: `${baseUrl}/models/a/b`,
      model: 'a/b',
      token: secret('t'),
      languages: { from: ['en'], to: ['es', 'pt-BR'] },
      ...more,
    });

  it('sends plain text whose marks are words', async () => {
    await using double = await startHuggingFaceDouble('t', 'a/b');
    const segments = [{ id: 'a', text: 'Load &lt; 5 on <x id="0"/>' }];
    const { segments: answers } = await at(double.url).translate(scopeOf(), requestOf({ segments }), {});
    expect(double.asked[0]?.body).toEqual({ inputs: 'Load < 5 on QX0Z' });
    expect(answers[0]?.text).toBe('loado   5 ono <x id="0"/>');
  });

  it('names the languages as the model does', async () => {
    await using double = await startHuggingFaceDouble('t', 'a/b');
    const translator = at(double.url, { codes: { en: 'eng_Latn', es: 'spa_Latn' } });
    await translator.translate(scopeOf(), requestOf({ sourceLocale: 'en-US', targetLocale: 'es-CL' }), {});
    await translator.translate(scopeOf(), requestOf({ targetLocale: 'pt-BR' }), {});
    expect(double.asked.map(({ body }) => (body as { parameters: unknown }).parameters)).toEqual([
      { src_lang: 'eng_Latn', tgt_lang: 'spa_Latn' },
      { src_lang: 'eng_Latn', tgt_lang: 'pt-BR' },
    ]);
  });

  it('waits as long as a model that is being loaded says', async () => {
    await using double = await startHuggingFaceDouble('t', 'a/b');
    double.next.push({ status: 503, body: { error: 'loading', estimated_time: 20.5 } });
    await expect(at(double.url).translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATOR_UNAVAILABLE',
      details: { status: 503, retryAfterMs: 20_500 },
    });
    double.next.push({ status: 503, body: [] });
    const fault = await at(double.url)
      .translate(scopeOf(), requestOf(), {})
      .catch((found: unknown) => found);
    expect(fault).toMatchObject({ details: { status: 503 } });
    expect((fault as { details: object }).details).not.toHaveProperty('retryAfterMs');
  });

  it('reads an answer that is no list too', async () => {
    await using double = await startHuggingFaceDouble('t', 'a/b');
    double.next.push({ status: 200, body: { translation_text: 'Disco' } });
    const { segments } = await at(double.url).translate(scopeOf(), requestOf(), {});
    expect(segments[0]?.text).toBe('Disco');
    double.next.push({ status: 200, body: [] });
    await expect(at(double.url).translate(scopeOf(), requestOf(), {})).rejects.toMatchObject(
      invalid('it has no text'),
    );
  });

  it('asks the router of Hugging Face unless it is told where', async () => {
    const asked: string[] = [];
    const translator = huggingFace({
      model: 'Helsinki-NLP/opus-mt-en-es',
      token: secret('t'),
      languages: { from: ['en'], to: ['es'] },
      fetch: async (url) => {
        asked.push(url);
        return Response.json([{ translation_text: 'x' }]);
      },
    });
    await translator.translate(scopeOf(), requestOf(), {});
    expect(asked).toEqual(['https://router.huggingface.co/hf-inference/models/Helsinki-NLP/opus-mt-en-es']);
  });
});
