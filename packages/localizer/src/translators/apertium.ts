import {
  LanguagePairUnsupportedError,
  type Locale,
  TRANSLATOR_SPEC,
  TranslationInvalidError,
  type Translator,
  TranslatorRefusedError,
} from '@localert/core';
import { bounded, mapAtMost } from './bounds.ts';
import { httpSettings, type TranslatorHttpOptions } from './endpoint.ts';
import { askJson } from './http-call.ts';
import { alpha3Of, partsOf } from './language-codes.ts';
import { normalAnswer } from './mark-forms.ts';
import { pairOr, remembered } from './pair-list.ts';
import { assertTakes, charactersOf, isRecord, nothingAsked } from './request-rules.ts';

/** Options of {@link apertium}. */
export interface ApertiumOptions extends TranslatorHttpOptions {
  readonly url: string;
  /** Whether a pair that is not installed may go by way of a third language; default true. */
  readonly pivot?: boolean | undefined;
}

/** One language after another; two for a pair that is installed. */
interface Route {
  readonly from: string;
  readonly to: string;
  readonly direct: boolean;
}

type Pairs = ReadonlyMap<string, ReadonlySet<string>>;

/** APy translates one text at a time; more than these at once only wait for each other. */
const AT_ONCE = 4;

function readPairs(translator: string, body: unknown): Pairs {
  const list = isRecord(body) ? body['responseData'] : undefined;
  if (!Array.isArray(list))
    throw new TranslationInvalidError({ translator, reason: 'its pairs are no list' });
  const pairs = new Map<string, Set<string>>();
  for (const pair of list as readonly unknown[]) {
    const { sourceLanguage, targetLanguage } = isRecord(pair) ? pair : {};
    if (typeof sourceLanguage !== 'string' || typeof targetLanguage !== 'string') continue;
    const targets = pairs.get(sourceLanguage) ?? new Set<string>();
    pairs.set(sourceLanguage, targets.add(targetLanguage));
  }
  return pairs;
}

/** Whether a language can be reached over others. */
function reaches(pairs: Pairs, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const code of seen) {
    for (const next of pairs.get(code) ?? []) seen.add(next);
  }
  return seen.has(to);
}

function routeIn(pairs: Pairs, source: Locale, target: Locale, pivot: boolean): Route | undefined {
  const from = alpha3Of(source);
  const bare = alpha3Of(target);
  if (from === undefined || bare === undefined || from === bare) return undefined;
  const { region } = partsOf(target);
  // A variant such as `eng_US` or `por_BR`, where there is one.
  const codes = region === undefined ? [bare] : [`${bare}_${region}`, bare];
  const to = codes.find((code) => pairs.get(from)?.has(code));
  if (to !== undefined) return { from, to, direct: true };
  const far = pivot ? codes.find((code) => reaches(pairs, from, code)) : undefined;
  return far === undefined ? undefined : { from, to: far, direct: false };
}

function readText(translator: string, body: unknown): string {
  const data = isRecord(body) ? body['responseData'] : undefined;
  const text = isRecord(data) ? data['translatedText'] : undefined;
  if (typeof text !== 'string') throw new TranslationInvalidError({ translator, reason: 'it has no text' });
  return text;
}

/**
 * A translator that asks Apertium over APy (POST /translate, format html; /translateChain for a pair by way of a third
 * language). Languages are ISO 639-3; which pairs are installed is read from the server, and again every ten minutes. Free
 * software that runs on a machine of yours; plain language, so let people review it.
 *
 * Tested against a real APy of Debian.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are wrong
 *
 * @example
 * ```ts
 * import { apertium } from '@localert/localizer';
 *
 * const translator = apertium({ url: 'http://localhost:2737' });
 * ```
 */
export function apertium(options: ApertiumOptions): Translator {
  const { pivot = true } = options;
  const settings = httpSettings('apertium', { ...options, address: options.url, addressPath: 'url' });
  const { translator } = settings;
  const capabilities = {
    maxSegments: 50,
    maxCharacters: 20_000,
    readsContext: false,
    glossary: false,
    formality: false,
    examples: false,
    countsTokens: false,
  };
  const pairs = remembered(settings, async (signal) =>
    readPairs(translator, await askJson(settings, { path: '/listPairs', signal })),
  );

  async function translated(text: string, { from, to, direct }: Route, signal: AbortSignal): Promise<string> {
    const langpair = `${from}|${to}`;
    const body = await askJson(settings, {
      path: direct ? '/translate' : '/translateChain',
      signal,
      body: new URLSearchParams({
        [direct ? 'langpair' : 'langpairs']: langpair,
        q: text,
        format: 'html',
        markUnknown: 'no',
      }),
    });
    return readText(translator, body);
  }

  return {
    spec: TRANSLATOR_SPEC,
    name: translator,
    capabilities,
    supports: async (source, target) => routeIn(await pairs({}), source, target, pivot) !== undefined,
    async translate(scope, request, call) {
      assertTakes(translator, capabilities, scope, request);
      call.signal?.throwIfAborted();
      if (request.segments.length === 0) return nothingAsked('apertium');
      const { sourceLocale, targetLocale } = request;
      const route = pairOr(
        routeIn(await pairs(call), sourceLocale, targetLocale, pivot),
        translator,
        request,
      );
      try {
        const segments = await bounded(call, settings, (signal) =>
          mapAtMost(request.segments, AT_ONCE, async ({ id, text }) => ({
            id,
            text: normalAnswer(await translated(text, route, signal)),
          })),
        );
        return {
          segments,
          finishReason: 'stop',
          usage: { inputTokens: 0, outputTokens: 0, characters: charactersOf(request) },
          model: `apertium ${route.from}|${route.to}`,
        };
      } catch (error) {
        // 400 is what APy says of a pair that has been taken away since its list was read.
        if (TranslatorRefusedError.is(error) && error.details.status === 400) {
          throw new LanguagePairUnsupportedError(
            { translator, source: sourceLocale, target: targetLocale },
            { cause: error },
          );
        }
        throw error;
      }
    },
  };
}
