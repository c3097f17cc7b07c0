import {
  type Locale,
  type Secret,
  TRANSLATOR_SPEC,
  TranslationInvalidError,
  type Translator,
  type TranslatorCapabilities,
} from '@localert/core';
import { bounded, mapAtMost } from './bounds.ts';
import { httpSettings, keyFault, type TranslatorHttpOptions } from './endpoint.ts';
import { plainText } from './engine-marks.ts';
import { askJson } from './http-call.ts';
import { believable } from './http-errors.ts';
import { codesOf } from './language-codes.ts';
import { pairOr } from './pair-list.ts';
import { assertTakes, charactersOf, isRecord, nothingAsked } from './request-rules.ts';

/** Options of {@link huggingFace}. */
export interface HuggingFaceOptions extends TranslatorHttpOptions {
  /** A translation model, for example `Helsinki-NLP/opus-mt-en-es`. */
  readonly model: string;
  readonly token: Secret;
  /** Languages that the model reads and writes, as BCP 47 tags; a model of one pair has one each. */
  readonly languages: { readonly from: readonly Locale[]; readonly to: readonly Locale[] };
  /**
   * What a model of many languages calls them, for example `{ en: 'eng_Latn', es: 'spa_Latn' }`; sent as src_lang and
   * tgt_lang. Absent: not sent, as models of one pair want it.
   */
  readonly codes?: Readonly<Record<Locale, string>> | undefined;
  /** Default: the router of Hugging Face's own inference. An endpoint of yours that serves one model: its address. */
  readonly baseUrl?: string | undefined;
  /** Default: 20 segments, 10,000 characters. */
  readonly capabilities?: Partial<Pick<TranslatorCapabilities, 'maxSegments' | 'maxCharacters'>> | undefined;
}

const ROUTER = 'https://router.huggingface.co/hf-inference';
const AT_ONCE = 4;

/** A model that is being loaded names the seconds in its answer. */
function loadingWait(body: unknown): number | undefined {
  const seconds = isRecord(body) ? body['estimated_time'] : undefined;
  return typeof seconds === 'number' && seconds >= 0 ? believable(seconds * 1000) : undefined;
}

function readText(translator: string, body: unknown): string {
  // Servers of before 2025 answer a list of one.
  const answer: unknown = Array.isArray(body) ? body[0] : body;
  const text = isRecord(answer) ? answer['translation_text'] : undefined;
  if (typeof text !== 'string') throw new TranslationInvalidError({ translator, reason: 'it has no text' });
  return text;
}

/**
 * A translator that asks a translation model over Hugging Face's inference API, or an endpoint with the same API. Such models
 * know plain text only: marks go as words that they copy, and the pipeline finds out where they did not. A model that is being
 * loaded (503) is LOCALERT_TRANSLATOR_UNAVAILABLE with its wait.
 *
 * Tested against a strict double of the published API only; never against Hugging Face itself.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are wrong
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { huggingFace } from '@localert/localizer';
 *
 * const translator = huggingFace({
 *   model: 'Helsinki-NLP/opus-mt-en-es',
 *   token: secret(String(process.env['HF_TOKEN'])),
 *   languages: { from: ['en'], to: ['es'] },
 * });
 * ```
 */
export function huggingFace(options: HuggingFaceOptions): Translator {
  const { model, token, languages, codes, baseUrl } = options;
  const isModel = /^[\w.-]{1,96}(?:\/[\w.-]{1,96})?$/.test(model) && !/^\.|\/\./.test(model);
  const settings = httpSettings(
    'hugging-face',
    { ...options, address: baseUrl ?? ROUTER, addressPath: 'baseUrl' },
    { token: keyFault(token, true), model: isModel ? undefined : 'owner/name of a model' },
  );
  const { translator } = settings;
  const capabilities = {
    maxSegments: 20,
    maxCharacters: 10_000,
    readsContext: false,
    glossary: false,
    formality: false,
    examples: false,
    countsTokens: false,
    ...options.capabilities,
  };

  const pairOf = (source: Locale, target: Locale) => {
    const from = codesOf(source).find((code) => languages.from.includes(code));
    const to = codesOf(target).find((code) => code !== from && languages.to.includes(code));
    return from === undefined || to === undefined ? undefined : { from, to };
  };

  const parametersOf = ({ from, to }: { from: Locale; to: Locale }) =>
    codes === undefined ? {} : { parameters: { src_lang: codes[from] ?? from, tgt_lang: codes[to] ?? to } };

  return {
    spec: TRANSLATOR_SPEC,
    name: translator,
    capabilities,
    supports: (source, target) => pairOf(source, target) !== undefined,
    async translate(scope, request, call) {
      assertTakes(translator, capabilities, scope, request);
      call.signal?.throwIfAborted();
      if (request.segments.length === 0) return nothingAsked(model);
      const pair = pairOr(pairOf(request.sourceLocale, request.targetLocale), translator, request);
      const segments = await bounded(call, settings, (signal) =>
        mapAtMost(request.segments, AT_ONCE, async ({ id, text }) => {
          const { text: inputs, back } = plainText(text);
          const body = await askJson(settings, {
            path: baseUrl === undefined ? `/models/${model}` : '',
            signal,
            headers: { authorization: `Bearer ${token.reveal()}` },
            waitOf: loadingWait,
            body: { inputs, ...parametersOf(pair) },
          });
          return { id, text: back(readText(translator, body)) };
        }),
      );
      return {
        segments,
        finishReason: 'stop',
        usage: { inputTokens: 0, outputTokens: 0, characters: charactersOf(request) },
        model,
      };
    },
  };
}
