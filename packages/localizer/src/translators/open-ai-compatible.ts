import {
  type Secret,
  TRANSLATOR_SPEC,
  TranslationInvalidError,
  type TranslationResult,
  type Translator,
  type TranslatorCapabilities,
} from '@localert/core';
import { httpSettings, keyFault, type TranslatorHttpOptions } from './endpoint.ts';
import { askJson } from './http-call.ts';
import { ANSWER_NAME, ANSWER_SCHEMA, type AnswerForms } from './model-answer.ts';
import { formsFrom, MODEL_CAPABILITIES, type ModelReply, modelCaller } from './model-call.ts';
import { isRecord } from './request-rules.ts';

/** Options of {@link openAiCompatible}. */
export interface OpenAiCompatibleOptions extends TranslatorHttpOptions {
  /** Where the endpoint lives, for example `https://api.openai.com/v1`; `/chat/completions` is added. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: Secret | undefined;
  /** How the key is sent; default `bearer`. Azure takes `api-key`. */
  readonly keyHeader?: 'bearer' | 'api-key' | undefined;
  /** 0 to 2; default 0. `null`: not sent, for models that do not take one. */
  readonly temperature?: number | null | undefined;
  /** How the most tokens of an answer are called; OpenAI's reasoning models take `max_completion_tokens`. Default `max_tokens`. */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens' | undefined;
  /**
   * The firmest form to ask for; default `schema`. Where an endpoint refuses one, the next is tried, and what was taken is
   * remembered: `schema` (response_format json_schema) → `json` (json_object) → `text`.
   */
  readonly answerForm?: AnswerForms | undefined;
  /** Default: 50 segments, 20,000 characters. */
  readonly capabilities?: Partial<Pick<TranslatorCapabilities, 'maxSegments' | 'maxCharacters'>> | undefined;
}

const RESPONSE_FORMATS: Readonly<Record<AnswerForms, object>> = {
  schema: {
    response_format: {
      type: 'json_schema',
      json_schema: { name: ANSWER_NAME, strict: true, schema: ANSWER_SCHEMA },
    },
  },
  json: { response_format: { type: 'json_object' } },
  text: {},
};

const FINISHED: Readonly<Record<string, TranslationResult['finishReason']>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'refused',
};

function readReply(translator: string, model: string, body: unknown): ModelReply {
  const answer = isRecord(body) ? body : {};
  const choices = answer['choices'];
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = isRecord(choice) ? choice['message'] : undefined;
  if (!isRecord(choice) || !isRecord(message)) {
    throw new TranslationInvalidError({ translator, reason: 'it has no message' });
  }
  const { content, refusal } = message;
  const usage = isRecord(answer['usage']) ? answer['usage'] : {};
  const finished = Object.hasOwn(FINISHED, String(choice['finish_reason']))
    ? FINISHED[String(choice['finish_reason'])]
    : undefined;
  return {
    text: typeof content === 'string' ? content : '',
    finishReason: typeof refusal === 'string' && refusal !== '' ? 'refused' : (finished ?? 'other'),
    usage: { input: usage['prompt_tokens'], output: usage['completion_tokens'] },
    model: typeof answer['model'] === 'string' ? answer['model'].slice(0, 100) : model,
  };
}

/**
 * A translator that asks a model behind any endpoint with OpenAI's chat completions: OpenAI, Azure, Mistral, vLLM, Ollama,
 * llama.cpp, LM Studio, gateways. The texts go as JSON data beside constant instructions, without tools; the answer is bound
 * to ids and texts.
 *
 * Tested against a strict double of the API only, and through `@ai-sdk/openai-compatible`; never against a paid endpoint.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are wrong
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { openAiCompatible } from '@localert/localizer';
 *
 * const translator = openAiCompatible({
 *   baseUrl: 'https://api.openai.com/v1',
 *   model: 'gpt-5-mini',
 *   apiKey: secret(String(process.env['OPENAI_API_KEY'])),
 * });
 * ```
 */
export function openAiCompatible(options: OpenAiCompatibleOptions): Translator {
  const { model, apiKey, keyHeader = 'bearer', temperature = 0, maxTokensField = 'max_tokens' } = options;
  const isWarm = temperature === null || (temperature >= 0 && temperature <= 2);
  const settings = httpSettings(
    'openai-compatible',
    { ...options, address: options.baseUrl, addressPath: 'baseUrl' },
    {
      apiKey: keyFault(apiKey, false),
      model: typeof model === 'string' && model !== '' ? undefined : 'the name of a model',
      temperature: isWarm ? undefined : 'from 0 to 2, or null',
    },
  );
  const { translator } = settings;
  const capabilities = { ...MODEL_CAPABILITIES, ...options.capabilities };

  const headers = (): Record<string, string> => {
    if (apiKey === undefined) return {};
    return keyHeader === 'bearer'
      ? { authorization: `Bearer ${apiKey.reveal()}` }
      : { 'api-key': apiKey.reveal() };
  };

  return {
    spec: TRANSLATOR_SPEC,
    name: translator,
    capabilities,
    translate: modelCaller({
      patience: settings,
      model,
      capabilities,
      forms: formsFrom(options.answerForm ?? 'schema'),
      ask: async ({ prompt, form, signal, maxOutputTokens }) => {
        const body = await askJson(settings, {
          path: '/chat/completions',
          headers: headers(),
          signal,
          body: {
            model,
            messages: [
              { role: 'system', content: prompt.system },
              { role: 'user', content: prompt.user },
            ],
            ...(temperature === null ? {} : { temperature }),
            ...(maxOutputTokens === undefined ? {} : { [maxTokensField]: maxOutputTokens }),
            ...RESPONSE_FORMATS[form],
          },
        });
        return readReply(translator, model, body);
      },
    }),
  };
}
