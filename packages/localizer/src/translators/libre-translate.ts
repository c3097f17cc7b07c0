import {
  type Locale,
  type Secret,
  TRANSLATOR_SPEC,
  TranslationInvalidError,
  type Translator,
  type TranslatorCapabilities,
} from '@localert/core';
import { bounded } from './bounds.ts';
import { httpSettings, keyFault, type TranslatorHttpOptions } from './endpoint.ts';
import { fromHtml, toHtml } from './engine-marks.ts';
import { askJson } from './http-call.ts';
import { codesOf } from './language-codes.ts';
import { pairOr, remembered } from './pair-list.ts';
import { assertTakes, charactersOf, isRecord, nothingAsked, pairedByOrder } from './request-rules.ts';

/** Options of {@link libreTranslate}. */
export interface LibreTranslateOptions extends TranslatorHttpOptions {
  readonly url: string;
  /** Sent in the body, as LibreTranslate wants it. */
  readonly apiKey?: Secret | undefined;
  /** What the server's operator set (`--batch-limit`, `--char-limit`). Default: 25 segments, 5,000 characters. */
  readonly capabilities?: Partial<Pick<TranslatorCapabilities, 'maxSegments' | 'maxCharacters'>> | undefined;
}

/** Code → codes that it is translated to. */
type Languages = ReadonlyMap<string, ReadonlySet<string>>;

function readLanguages(translator: string, body: unknown): Languages {
  if (!Array.isArray(body))
    throw new TranslationInvalidError({ translator, reason: 'its languages are no list' });
  const languages = new Map<string, ReadonlySet<string>>();
  for (const language of body as readonly unknown[]) {
    const { code, targets } = isRecord(language) ? language : {};
    if (typeof code === 'string' && Array.isArray(targets)) languages.set(code, new Set(targets as string[]));
  }
  return languages;
}

function pairIn(languages: Languages, source: Locale, target: Locale) {
  const from = codesOf(source).find((code) => languages.has(code));
  const targets = from === undefined ? undefined : languages.get(from);
  const to = codesOf(target).find((code) => code !== from && targets?.has(code));
  return from === undefined || to === undefined ? undefined : { from, to };
}

/**
 * A translator that asks a LibreTranslate server (POST /translate, format html). Marks are spans that are not translated. Which
 * pairs it has is read from the server, and again every ten minutes.
 *
 * Tested against a strict double of the published API only; never against a real server.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are wrong
 *
 * @example
 * ```ts
 * import { libreTranslate } from '@localert/localizer';
 *
 * const translator = libreTranslate({ url: 'http://localhost:5000' });
 * ```
 */
export function libreTranslate(options: LibreTranslateOptions): Translator {
  const { apiKey } = options;
  const settings = httpSettings(
    'libretranslate',
    { ...options, address: options.url, addressPath: 'url' },
    { apiKey: keyFault(apiKey, false) },
  );
  const { translator } = settings;
  const capabilities = {
    maxSegments: 25,
    maxCharacters: 5_000,
    readsContext: false,
    glossary: false,
    formality: false,
    examples: false,
    countsTokens: false,
    ...options.capabilities,
  };
  const languages = remembered(settings, async (signal) =>
    readLanguages(translator, await askJson(settings, { path: '/languages', signal })),
  );
  return {
    spec: TRANSLATOR_SPEC,
    name: translator,
    capabilities,
    supports: async (source, target) => pairIn(await languages({}), source, target) !== undefined,
    async translate(scope, request, call) {
      assertTakes(translator, capabilities, scope, request);
      call.signal?.throwIfAborted();
      if (request.segments.length === 0) return nothingAsked('libretranslate');
      const { sourceLocale, targetLocale } = request;
      const pair = pairIn(await languages(call), sourceLocale, targetLocale);
      const { from, to } = pairOr(pair, translator, request);
      const body = await bounded(call, settings, (signal) =>
        askJson(settings, {
          path: '/translate',
          signal,
          body: {
            q: request.segments.map(({ text }) => toHtml(text)),
            source: from,
            target: to,
            format: 'html',
            ...(apiKey === undefined ? {} : { api_key: apiKey.reveal() }),
          },
        }),
      );
      const answers = isRecord(body) ? body['translatedText'] : undefined;
      if (!Array.isArray(answers)) {
        throw new TranslationInvalidError({ translator, reason: 'it has no translated texts' });
      }
      return {
        segments: pairedByOrder(translator, request, answers).map(({ id, text }) => ({
          id,
          // The server takes the escapes off its answers, of HTML too.
          text: fromHtml(text, 'plain'),
        })),
        finishReason: 'stop',
        usage: { inputTokens: 0, outputTokens: 0, characters: charactersOf(request) },
        model: 'libretranslate',
      };
    },
  };
}
