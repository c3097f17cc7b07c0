import {
  type Locale,
  type Secret,
  TRANSLATOR_SPEC,
  type TranslationContext,
  TranslationInvalidError,
  type Translator,
} from '@localert/core';
import { bounded } from './bounds.ts';
import { deepLSource, deepLTarget } from './deep-l-languages.ts';
import { httpSettings, keyFault, type TranslatorHttpOptions } from './endpoint.ts';
import { askJson } from './http-call.ts';
import { normalAnswer } from './mark-forms.ts';
import { pairOr } from './pair-list.ts';
import { assertTakes, charactersOf, isRecord, nothingAsked, pairedByOrder } from './request-rules.ts';

/** Options of {@link deepL}. */
export interface DeepLOptions extends TranslatorHttpOptions {
  readonly apiKey: Secret;
  /** Default: DeepL's free or pro host, by the key: free keys end with `:fx`. */
  readonly baseUrl?: string | undefined;
  /** The id of a glossary that was made with DeepL, for each pair. The terms of a request do not reach DeepL by themselves. */
  readonly glossary?: string | ((source: Locale, target: Locale) => string | undefined) | undefined;
  /** Default: what the request's context says. Target languages without formality ignore it. */
  readonly formality?: 'formal' | 'informal' | undefined;
  readonly modelType?: 'latency_optimized' | 'quality_optimized' | 'prefer_quality_optimized' | undefined;
}

/** 50 texts, and bodies of 128 KiB: 20,000 characters are at most 120,000 bytes of JSON, were each a `\\u0001`. */
const LIMITS = { maxSegments: 50, maxCharacters: 20_000 } as const;

const FORMALITY = { formal: 'prefer_more', informal: 'prefer_less' } as const;

/** Most characters of a context: it counts towards the size of the body. */
const MAX_CONTEXT = 1_000;

/** DeepL reads a context, and does not charge for it. */
const contextOf = ({ domain, description }: TranslationContext): string =>
  [domain, description]
    .filter((part) => part !== undefined && part !== '')
    .join('. ')
    .slice(0, MAX_CONTEXT);

function billed(translations: readonly unknown[]): number | undefined {
  let sum = 0;
  for (const translation of translations) {
    const characters = isRecord(translation) ? translation['billed_characters'] : undefined;
    if (typeof characters !== 'number') return undefined;
    sum += characters;
  }
  return sum;
}

/**
 * A translator that asks DeepL (API v2, POST /v2/translate). Marks are XML tags that DeepL is told to ignore. A used-up quota
 * (456) is LOCALERT_TRANSLATOR_REFUSED, since no other try helps.
 *
 * Tested against a strict double of the published API only; never against DeepL itself.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are wrong
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { deepL } from '@localert/localizer';
 *
 * const translator = deepL({ apiKey: secret(String(process.env['DEEPL_KEY'])), formality: 'formal' });
 * ```
 */
export function deepL(options: DeepLOptions): Translator {
  const { apiKey, glossary, formality, modelType } = options;
  const keyIsWrong = keyFault(apiKey, true);
  const isFree = keyIsWrong === undefined && apiKey.reveal().endsWith(':fx');
  const address = options.baseUrl ?? (isFree ? 'https://api-free.deepl.com' : 'https://api.deepl.com');
  const settings = httpSettings(
    'deepl',
    { ...options, address, addressPath: 'baseUrl' },
    { apiKey: keyIsWrong },
  );
  const { translator } = settings;
  const capabilities = {
    ...LIMITS,
    readsContext: false,
    glossary: glossary !== undefined,
    formality: true,
    examples: false,
    countsTokens: false,
  };

  const pairOf = (source: Locale, target: Locale) => {
    const from = deepLSource(source);
    const to = deepLTarget(target);
    // English into British English is not translation to DeepL.
    if (from === undefined || to === undefined || to.split('-')[0] === from) return undefined;
    return { from, to };
  };

  return {
    spec: TRANSLATOR_SPEC,
    name: translator,
    capabilities,
    supports: (source, target) => pairOf(source, target) !== undefined,
    async translate(scope, request, call) {
      assertTakes(translator, capabilities, scope, request);
      call.signal?.throwIfAborted();
      if (request.segments.length === 0) return nothingAsked('deepl');
      const { sourceLocale, targetLocale } = request;
      const { from, to } = pairOr(pairOf(sourceLocale, targetLocale), translator, request);
      const glossaryId = typeof glossary === 'function' ? glossary(sourceLocale, targetLocale) : glossary;
      const wanted = formality ?? request.context.formality;
      const context = contextOf(request.context);
      const body = await bounded(call, settings, (signal) =>
        askJson(settings, {
          path: '/v2/translate',
          signal,
          headers: { authorization: `DeepL-Auth-Key ${apiKey.reveal()}` },
          body: {
            text: request.segments.map(({ text }) => text),
            source_lang: from,
            target_lang: to,
            tag_handling: 'xml',
            ignore_tags: ['x'],
            non_splitting_tags: ['x'],
            outline_detection: false,
            split_sentences: 'nonewlines',
            preserve_formatting: true,
            show_billed_characters: true,
            ...(wanted === undefined ? {} : { formality: FORMALITY[wanted] }),
            ...(glossaryId === undefined ? {} : { glossary_id: glossaryId }),
            ...(context === '' ? {} : { context }),
            ...(modelType === undefined ? {} : { model_type: modelType }),
          },
        }),
      );
      const translations = isRecord(body) ? body['translations'] : undefined;
      if (!Array.isArray(translations)) {
        throw new TranslationInvalidError({ translator, reason: 'it has no translations' });
      }
      const answers = (translations as readonly unknown[]).map((one) =>
        isRecord(one) ? one['text'] : undefined,
      );
      return {
        segments: pairedByOrder(translator, request, answers).map(({ id, text }) => ({
          id,
          text: normalAnswer(text),
        })),
        finishReason: 'stop',
        usage: {
          inputTokens: 0,
          outputTokens: 0,
          characters: billed(translations) ?? charactersOf(request),
        },
        model: modelType === undefined ? 'deepl' : `deepl/${modelType}`,
      };
    },
  };
}
