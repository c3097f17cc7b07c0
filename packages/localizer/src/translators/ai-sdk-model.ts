import {
  type LocalertError,
  TRANSLATOR_SPEC,
  TranslationInvalidError,
  type TranslationResult,
  type Translator,
  type TranslatorCapabilities,
  TranslatorRefusedError,
  TranslatorUnavailableError,
} from '@localert/core';
import { assertOptions } from './endpoint.ts';
import { retryAfterOf, statusError } from './http-errors.ts';
import { ANSWER_NAME, ANSWER_SCHEMA, type AnswerForms } from './model-answer.ts';
import { formsFrom, MODEL_CAPABILITIES, type ModelReply, modelCaller } from './model-call.ts';
import { isRecord } from './request-rules.ts';

/**
 * What is used of a language model of the AI SDK: the specifications v2 (`ai` 5), v3 (`ai` 6) and v4 (`ai` 7) share it. The
 * host makes the model with whichever provider package it likes; nothing of the AI SDK is imported here.
 */
export interface AiSdkLanguageModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(options: AiSdkCallOptions): PromiseLike<AiSdkReply>;
}

/** The options of `doGenerate` that are given. */
export interface AiSdkCallOptions {
  prompt: (
    | { role: 'system'; content: string }
    | { role: 'user'; content: { type: 'text'; text: string }[] }
  )[];
  temperature?: number;
  maxOutputTokens?: number;
  responseFormat?: { type: 'text' } | { type: 'json'; name?: string; schema?: typeof ANSWER_SCHEMA };
  abortSignal?: AbortSignal;
}

/** What is read of the result of `doGenerate`. */
export interface AiSdkReply {
  readonly content: readonly { readonly type: string; readonly text?: unknown }[];
  /** A word in v2, an object with `unified` since v3. */
  readonly finishReason: unknown;
  /** Numbers in v2, objects with `total` since v3. */
  readonly usage: unknown;
}

/** Options of {@link aiSdkModel}. */
export interface AiSdkModelOptions {
  /** A model object, not the name of one: `openai('…')`, `anthropic('…')`, `createOpenAICompatible({ … })('…')`. */
  readonly model: AiSdkLanguageModel;
  /** For provenance, events and errors; default `ai-sdk`. */
  readonly name?: string | undefined;
  /** Default 0. `null`: not sent, for models that do not take one. */
  readonly temperature?: number | null | undefined;
  /** Longest wait for one answer, in milliseconds; default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** The firmest form to ask for; default `schema`. See {@link OpenAiCompatibleOptions.answerForm}. */
  readonly answerForm?: AnswerForms | undefined;
  readonly capabilities?: Partial<Pick<TranslatorCapabilities, 'maxSegments' | 'maxCharacters'>> | undefined;
  /** Epoch milliseconds; default: the host's clock. */
  readonly now?: (() => number) | undefined;
}

const VERSIONS: ReadonlySet<unknown> = new Set(['v2', 'v3', 'v4']);

const FORMATS: Readonly<Record<AnswerForms, Pick<AiSdkCallOptions, 'responseFormat'>>> = {
  schema: { responseFormat: { type: 'json', name: ANSWER_NAME, schema: ANSWER_SCHEMA } },
  json: { responseFormat: { type: 'json' } },
  text: {},
};

const FINISHED: Readonly<Record<string, TranslationResult['finishReason']>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'refused',
};

/** Names of errors of the AI SDK that say what is wrong for good. */
const REFUSED: Readonly<Record<string, string>> = {
  AI_LoadAPIKeyError: 'its model has no key',
  AI_LoadSettingError: 'its model lacks a setting',
  AI_NoSuchModelError: 'there is no such model',
  AI_UnsupportedFunctionalityError: 'its model cannot do what is asked',
  AI_InvalidPromptError: 'its model does not take the prompt',
  AI_InvalidArgumentError: 'its model does not take an option',
};

/** Names of errors of the AI SDK about an answer that is none. */
const INVALID: ReadonlySet<unknown> = new Set([
  'AI_JSONParseError',
  'AI_TypeValidationError',
  'AI_InvalidResponseDataError',
  'AI_EmptyResponseBodyError',
  'AI_NoContentGeneratedError',
]);

/** The AI SDK's errors carry requests, bodies and addresses: only a status, a wait and a class name come through. */
function errorOf(translator: string, error: unknown, now: number): LocalertError {
  const { name, statusCode, responseHeaders } = isRecord(error) ? error : {};
  const known = typeof name === 'string' && Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  if (known !== undefined) return new TranslatorRefusedError({ translator, reason: known }, { cause: error });
  // A provider that could not read a whole answer reports its status 200 with it.
  const isAnswer = typeof statusCode === 'number' && statusCode >= 200 && statusCode < 300;
  if (INVALID.has(name) || isAnswer) {
    return new TranslationInvalidError(
      { translator, reason: 'its provider cannot read it' },
      { cause: error },
    );
  }
  if (typeof statusCode === 'number') {
    const header = isRecord(responseHeaders) ? responseHeaders['retry-after'] : undefined;
    return statusError(translator, statusCode, retryAfterOf(typeof header === 'string' ? header : null, now));
  }
  return new TranslatorUnavailableError({ translator }, { cause: error });
}

const total = (tokens: unknown): unknown => (isRecord(tokens) ? tokens['total'] : tokens);

function readReply(translator: string, model: string, reply: unknown): ModelReply {
  const { content, finishReason, usage } = isRecord(reply) ? reply : {};
  if (!Array.isArray(content)) throw new TranslationInvalidError({ translator, reason: 'it has no content' });
  const word = isRecord(finishReason) ? finishReason['unified'] : finishReason;
  const texts = (content as AiSdkReply['content']).map(({ type, text }) =>
    type === 'text' && typeof text === 'string' ? text : '',
  );
  const { inputTokens, outputTokens } = isRecord(usage) ? usage : {};
  return {
    text: texts.join(''),
    finishReason: (typeof word === 'string' && Object.hasOwn(FINISHED, word) && FINISHED[word]) || 'other',
    usage: { input: total(inputTokens), output: total(outputTokens) },
    model,
  };
}

/**
 * A translator that asks a language model of the AI SDK (`ai` 6 or 7), of any vendor. The model is handed in; its own
 * `doGenerate` is called, with constant instructions, the request as JSON data, a schema for the answer, and no tools.
 *
 * Tested with the mock models of `ai` 6 and 7, and with `@ai-sdk/openai-compatible` against a double; never against a paid
 * endpoint.
 *
 * @throws LOCALERT_INVALID_INPUT for a model of another specification, or a name instead of a model
 *
 * @example
 * ```ts
 * import { type AiSdkLanguageModel, aiSdkModel } from '@localert/localizer';
 *
 * // import { anthropic } from '@ai-sdk/anthropic';
 * declare function anthropic(model: string): AiSdkLanguageModel;
 *
 * const translator = aiSdkModel({ model: anthropic('claude-haiku-4-5') });
 * ```
 */
export function aiSdkModel(options: AiSdkModelOptions): Translator {
  const { model, name = 'ai-sdk', temperature = 0, timeoutMs = 60_000, now = Date.now } = options;
  const isModel = isRecord(model) || typeof model === 'function';
  const isKnown =
    isModel && VERSIONS.has(model.specificationVersion) && typeof model.doGenerate === 'function';
  assertOptions('ai-sdk', {
    model: isKnown ? undefined : 'a language model object of the AI SDK, specification v2, v3 or v4',
    name: /^[a-z][a-z0-9-]{0,40}$/.test(name) ? undefined : 'a word of a-z, 0-9 and -',
    timeoutMs: timeoutMs > 0 && timeoutMs <= 2_147_483_647 ? undefined : 'milliseconds, more than 0',
  });
  const capabilities = { ...MODEL_CAPABILITIES, ...options.capabilities };
  const modelName = `${model.provider}/${model.modelId}`.slice(0, 100);
  return {
    spec: TRANSLATOR_SPEC,
    name,
    capabilities,
    translate: modelCaller({
      patience: { translator: name, timeoutMs, now },
      model: modelName,
      capabilities,
      forms: formsFrom(options.answerForm ?? 'schema'),
      ask: async ({ prompt, form, signal, maxOutputTokens }) => {
        const options: AiSdkCallOptions = {
          prompt: [
            { role: 'system', content: prompt.system },
            { role: 'user', content: [{ type: 'text', text: prompt.user }] },
          ],
          ...(temperature === null ? {} : { temperature }),
          ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
          ...FORMATS[form],
          abortSignal: signal,
        };
        const reply = await Promise.resolve(model.doGenerate(options)).catch((error: unknown) => {
          throw errorOf(name, error, now());
        });
        return readReply(name, modelName, reply);
      },
    }),
  };
}
