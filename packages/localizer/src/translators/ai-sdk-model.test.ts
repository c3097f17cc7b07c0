import { APICallError, type LanguageModel, LoadAPIKeyError, NoSuchModelError } from 'ai';
import { MockLanguageModelV3, MockLanguageModelV4 } from 'ai/test';
import { MockLanguageModelV3 as Mock6V3 } from 'ai-v6/test';
import { describe, expect, it } from 'vitest';
import { aiSdkOverDouble } from '../../test/ai-sdk-models.ts';
import { startOpenAiDouble } from '../../test/open-ai-double.ts';
import { requestOf, scopeOf } from '../../test/requests.ts';
import { type AiSdkCallOptions, type AiSdkLanguageModel, aiSdkModel } from './ai-sdk-model.ts';
import { PROMPT_INSTRUCTIONS } from './prompt.ts';

const TEXT = '{"segments":[{"id":"1","text":"Disco lleno en <x id=\\"0\\"></x>"}]}';
const content = [
  { type: 'reasoning' as const, text: 'Hm.' },
  { type: 'text' as const, text: TEXT },
];
const usage = {
  inputTokens: { total: 11, noCache: 11, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 7, text: 7, reasoning: undefined },
};
const reply = { content, usage, warnings: [], finishReason: { unified: 'stop' as const, raw: 'stop' } };

/** Providers of before `ai` 6 make such models; neither major publishes a mock of them. */
function modelV2(): AiSdkLanguageModel & { readonly doGenerateCalls: AiSdkCallOptions[] } {
  const doGenerateCalls: AiSdkCallOptions[] = [];
  return {
    specificationVersion: 'v2',
    provider: 'mock-provider',
    modelId: 'mock-model-id',
    doGenerateCalls,
    async doGenerate(options) {
      doGenerateCalls.push(options);
      return { content, usage: { inputTokens: 11, outputTokens: 7, totalTokens: 18 }, finishReason: 'stop' };
    },
  };
}

/** The published mock models of both majors, in the specifications that they have. */
const MOCKS = {
  'ai 7, v4': () => new MockLanguageModelV4({ doGenerate: reply }),
  'ai 7, v3': () => new MockLanguageModelV3({ doGenerate: reply }),
  'ai 6, v3': () => new Mock6V3({ doGenerate: reply }),
  'ai 5, v2': modelV2,
};

describe.each(Object.entries(MOCKS))('a model of %s', (_, make) => {
  it('is asked once, with a schema, instructions and data apart, and no tools', async () => {
    const model = make();
    const result = await aiSdkModel({ model }).translate(scopeOf(), requestOf(), { maxOutputTokens: 99 });
    expect(result).toEqual({
      segments: [{ id: 'title', text: 'Disco lleno en <x id="0"/>' }],
      finishReason: 'stop',
      usage: { inputTokens: 11, outputTokens: 7 },
      model: 'mock-provider/mock-model-id',
    });
    expect(model.doGenerateCalls).toHaveLength(1);
    const { prompt, responseFormat, abortSignal, ...rest } = model.doGenerateCalls[0] ?? { prompt: [] };
    expect(rest).toEqual({ temperature: 0, maxOutputTokens: 99 });
    expect(prompt).toEqual([
      { role: 'system', content: PROMPT_INSTRUCTIONS },
      { role: 'user', content: [{ type: 'text', text: expect.stringContaining('"targetLocale": "es"') }] },
    ]);
    expect(responseFormat).toMatchObject({ type: 'json', schema: { required: ['segments'] } });
    expect(abortSignal).toBeInstanceOf(AbortSignal);
  });
});

const failing = (error: unknown, now = () => 0) =>
  aiSdkModel({
    model: new MockLanguageModelV4({
      doGenerate: async () => {
        throw error;
      },
    }),
    now,
    answerForm: 'text',
  });

const callError = (statusCode: number | undefined, responseHeaders = {}) =>
  new APICallError({
    message: 'canary',
    url: 'https://canary.test',
    requestBodyValues: { text: 'canary' },
    responseBody: 'canary',
    responseHeaders,
    ...(statusCode === undefined ? {} : { statusCode }),
  });

describe('faults of the AI SDK', () => {
  it.each([
    [
      '429',
      callError(429, { 'retry-after': '3' }),
      'LOCALERT_TRANSLATOR_UNAVAILABLE',
      { retryAfterMs: 3_000 },
    ],
    ['500', callError(500), 'LOCALERT_TRANSLATOR_UNAVAILABLE', { status: 500 }],
    ['401', callError(401), 'LOCALERT_TRANSLATOR_REFUSED', { status: 401 }],
    ['an answer it cannot read', callError(200), 'LOCALERT_TRANSLATION_INVALID', {}],
    ['no connection', callError(undefined), 'LOCALERT_TRANSLATOR_UNAVAILABLE', {}],
    ['no key', new LoadAPIKeyError({ message: 'canary' }), 'LOCALERT_TRANSLATOR_REFUSED', {}],
    [
      'no model',
      new NoSuchModelError({ modelId: 'canary', modelType: 'languageModel' }),
      'LOCALERT_TRANSLATOR_REFUSED',
      {},
    ],
    [
      'JSON that is none',
      Object.assign(new Error('canary'), { name: 'AI_JSONParseError' }),
      'LOCALERT_TRANSLATION_INVALID',
      {},
    ],
    ['something else', new TypeError('canary'), 'LOCALERT_TRANSLATOR_UNAVAILABLE', {}],
    ['no error at all', 'canary', 'LOCALERT_TRANSLATOR_UNAVAILABLE', {}],
  ])('%s', async (_, error, code, details) => {
    const fault = await failing(error)
      .translate(scopeOf(), requestOf(), {})
      .catch((found: unknown) => found);
    expect(fault).toMatchObject({ code, details });
    const { cause, message, stack } = fault as Error;
    expect(JSON.stringify([fault, cause, message, stack])).not.toContain('canary');
  });
});

describe('answers of the AI SDK', () => {
  const answering = (change: object) =>
    aiSdkModel({
      model: new MockLanguageModelV4({ doGenerate: async () => ({ ...reply, ...change }) }),
      temperature: null,
    }).translate(scopeOf(), requestOf(), {});

  it('are refused by a filter', async () => {
    const finishReason = { unified: 'content-filter' as const, raw: undefined };
    expect(await answering({ finishReason })).toMatchObject({ finishReason: 'refused', segments: [] });
  });

  it('end for a reason that is not known, and without a usage', async () => {
    const result = await answering({ finishReason: { unified: 'constructor' }, usage: undefined });
    expect(result.finishReason).toBe('other');
    expect(result.usage.outputTokens).toBeGreaterThan(5);
    expect((await answering({ finishReason: undefined })).finishReason).toBe('other');
  });

  it('are none without content', async () => {
    await expect(answering({ content: undefined })).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATION_INVALID',
      details: { reason: 'it has no content' },
    });
  });
});

describe('a provider package', () => {
  it('steps down with the endpoint, by the errors that the package makes of its refusals', async () => {
    await using double = await startOpenAiDouble({ forms: ['text'] });
    const translator = aiSdkModel({ model: aiSdkOverDouble(double.url, 'k') });
    for (let call = 0; call < 2; call += 1) await translator.translate(scopeOf(), requestOf(), {});
    const forms = double.asked.map(({ body }) => {
      const { response_format } = body as { response_format?: { type: string } };
      return response_format?.type ?? 'none';
    });
    expect(forms).toEqual(['json_schema', 'json_object', 'none', 'none']);
  });
});

describe('what is no model', () => {
  it.each([
    ['the name of one', 'openai/gpt-5' as LanguageModel],
    ['nothing', undefined],
    ['one of another specification', { specificationVersion: 'v1', doGenerate: () => reply }],
    ['one that generates nothing', { specificationVersion: 'v4' }],
  ])('%s is refused', (_, model) => {
    expect(() => aiSdkModel({ model: model as never })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT', details: expect.objectContaining({}) }),
    );
  });
});
