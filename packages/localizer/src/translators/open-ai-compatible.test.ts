import { secret } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { startOpenAiDouble } from '../../test/open-ai-double.ts';
import { requestOf, scopeOf } from '../../test/requests.ts';
import { type OpenAiCompatibleOptions, openAiCompatible } from './open-ai-compatible.ts';

const at = (url: string, more: Partial<OpenAiCompatibleOptions> = {}) =>
  openAiCompatible({ baseUrl: `${url}/v1/`, model: 'double', ...more });

const formsOf = (double: Awaited<ReturnType<typeof startOpenAiDouble>>) =>
  double.asked.map(({ body }) => {
    const { response_format } = body as { response_format?: { type: string } };
    return response_format?.type ?? 'none';
  });

const message = (content: unknown, finish_reason = 'stop', more = {}) => ({
  status: 200,
  body: { choices: [{ message: { content, ...more }, finish_reason }] },
});

describe('the form of the answer', () => {
  it.each([
    [
      ['text', 'json_object', 'json_schema'],
      ['json_schema', 'json_schema'],
    ],
    [
      ['text', 'json_object'],
      ['json_schema', 'json_object', 'json_object'],
    ],
    [['text'], ['json_schema', 'json_object', 'none', 'none']],
  ])('of an endpoint that knows %j', async (forms, asked) => {
    await using double = await startOpenAiDouble({ forms });
    const translator = at(double.url);
    for (let call = 0; call < 2; call += 1) {
      expect((await translator.translate(scopeOf(), requestOf(), {})).segments).toHaveLength(1);
    }
    expect(formsOf(double)).toEqual(asked);
  });

  it('begins where the host says', async () => {
    await using double = await startOpenAiDouble();
    await at(double.url, { answerForm: 'json' }).translate(scopeOf(), requestOf(), {});
    expect(formsOf(double)).toEqual(['json_object']);
  });

  it('is not remembered when it was not the fault', async () => {
    await using double = await startOpenAiDouble();
    const translator = at(double.url);
    const refusal = { status: 400, body: { error: { message: 'context too long' } } };
    double.next.push(refusal, refusal, refusal);
    await expect(translator.translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATOR_REFUSED',
      details: { status: 400 },
    });
    await translator.translate(scopeOf(), requestOf(), {});
    expect(formsOf(double)).toEqual(['json_schema', 'json_object', 'none', 'json_schema']);
  });

  it.each([401, 404, 429, 500])('is not stepped down from for %i', async (status) => {
    await using double = await startOpenAiDouble();
    double.next.push({ status, body: {} });
    await expect(at(double.url).translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      details: { status },
    });
    expect(double.asked).toHaveLength(1);
  });
});

describe('what is sent', () => {
  it('is cold, bounded, and carries the key', async () => {
    await using double = await startOpenAiDouble({ key: 'the-key' });
    const translator = at(double.url, { apiKey: secret('the-key') });
    await translator.translate(scopeOf(), requestOf(), { maxOutputTokens: 77 });
    expect(double.asked[0]?.headers.authorization).toBe('Bearer the-key');
    expect(double.asked[0]?.body).toMatchObject({ temperature: 0, max_tokens: 77 });
  });

  it('is as the host wants it', async () => {
    await using double = await startOpenAiDouble({ key: 'the-key' });
    const translator = at(double.url, {
      apiKey: secret('the-key'),
      keyHeader: 'api-key',
      temperature: null,
      maxTokensField: 'max_completion_tokens',
      capabilities: { maxSegments: 1 },
    });
    await translator.translate(scopeOf(), requestOf(), { maxOutputTokens: 77 });
    expect(double.asked[0]?.headers).not.toHaveProperty('authorization');
    expect(double.asked[0]?.body).toMatchObject({ max_completion_tokens: 77 });
    expect(double.asked[0]?.body).not.toHaveProperty('temperature');
    expect(translator.capabilities.maxSegments).toBe(1);
  });

  it('has no key where there is none', async () => {
    await using double = await startOpenAiDouble();
    await at(double.url).translate(scopeOf(), requestOf(), {});
    expect(double.asked[0]?.headers).not.toHaveProperty('authorization');
    expect(double.asked[0]?.headers).not.toHaveProperty('api-key');
  });
});

describe('what comes back', () => {
  it('has the usage and the model that were reported', async () => {
    await using double = await startOpenAiDouble();
    expect(await at(double.url).translate(scopeOf(), requestOf(), {})).toEqual({
      segments: [{ id: 'title', text: 'disko fullo ono <x id="0"/>' }],
      finishReason: 'stop',
      usage: { inputTokens: 321, outputTokens: 45 },
      model: 'double-1',
    });
  });

  it('has a usage that is reckoned where none is reported', async () => {
    await using double = await startOpenAiDouble({ withoutUsage: true });
    const { usage } = await at(double.url).translate(scopeOf(), requestOf(), {});
    expect(usage.inputTokens).toBeGreaterThan(500);
    expect(usage.outputTokens).toBeGreaterThan(5);
  });

  it('may be refused by the model or its provider', async () => {
    await using double = await startOpenAiDouble();
    for (const answer of [
      message('', 'content_filter'),
      message(null, 'stop', { refusal: 'I cannot help with that.' }),
    ]) {
      double.next.push(answer);
      const result = await at(double.url).translate(scopeOf(), requestOf(), {});
      expect(result).toMatchObject({ finishReason: 'refused', segments: [], model: 'double' });
    }
  });

  it('is cut off, and says so', async () => {
    await using double = await startOpenAiDouble();
    double.next.push(message('{"segments":[{"id":"1","text":"Disco', 'length'));
    await expect(at(double.url).translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATION_INVALID',
      details: { reason: 'it was cut off (finish reason length)' },
    });
    double.next.push(message('{"segments":[{"id":"1","text":"Disco"}]}', 'length'));
    const whole = await at(double.url).translate(scopeOf(), requestOf(), {});
    expect(whole).toMatchObject({ finishReason: 'length', segments: [{ id: 'title', text: 'Disco' }] });
  });

  it.each([
    ['no message', { status: 200, body: { choices: [] } }, 'it has no message'],
    ['choices that are none', { status: 200, body: { choices: 'x' } }, 'it has no message'],
    ['no content', message(null), 'it is not the JSON that was asked for'],
    ['content in parts', message([{ text: '{}' }], 'constructor'), 'it is not the JSON that was asked for'],
    ['a list', { status: 200, body: [] }, 'it has no message'],
  ])('is not usable with %s', async (_, answer, reason) => {
    await using double = await startOpenAiDouble();
    double.next.push(answer);
    await expect(at(double.url).translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATION_INVALID',
      details: { reason },
    });
  });

  it('is not read to its end when it has none', async () => {
    const translator = at('https://x.test', {
      fetch: async () => {
        const part = new Uint8Array(1_048_576).fill(0x20);
        return new Response(
          new ReadableStream({
            pull(controller) {
              controller.enqueue(part);
            },
          }),
        );
      },
    });
    await expect(translator.translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      details: { reason: 'it is no JSON' },
    });
    const empty = at('https://x.test', { fetch: async () => new Response(null, { status: 204 }) });
    await expect(empty.translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      details: { reason: 'it is no JSON' },
    });
  });

  it('ends with a typed error when there is no connection', async () => {
    const translator = at('https://x.test', { fetch: () => Promise.reject(new TypeError('fetch failed')) });
    await expect(translator.translate(scopeOf(), requestOf(), {})).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATOR_UNAVAILABLE',
      cause: { name: 'TypeError' },
    });
  });
});
