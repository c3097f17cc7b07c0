import {
  LanguagePairUnsupportedError,
  TRANSLATOR_SPEC,
  type TranslationResult,
  type TranslationUsage,
  type Translator,
  type TranslatorCapabilities,
  TranslatorUnavailableError,
} from '@localert/core';
import { chainLink } from './chain-link.ts';
import { type ChainLink, type ChainOptions, chainSettings } from './chain-options.ts';
import { assertTakes, nothingAsked } from './request-rules.ts';

/** What all of them take, and what any of them reads. */
function together(all: readonly TranslatorCapabilities[]): TranslatorCapabilities {
  const any = (key: 'readsContext' | 'glossary' | 'formality' | 'examples' | 'countsTokens') =>
    all.some((one) => one[key]);
  return {
    maxSegments: Math.min(...all.map(({ maxSegments }) => maxSegments)),
    maxCharacters: Math.min(...all.map(({ maxCharacters }) => maxCharacters)),
    readsContext: any('readsContext'),
    glossary: any('glossary'),
    formality: any('formality'),
    examples: any('examples'),
    countsTokens: any('countsTokens'),
  };
}

const added = (left: TranslationUsage, right: TranslationUsage): TranslationUsage => {
  const characters = (left.characters ?? 0) + (right.characters ?? 0);
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    ...(left.characters === undefined && right.characters === undefined ? {} : { characters }),
  };
};

const NOTHING: TranslationUsage = { inputTokens: 0, outputTokens: 0 };

/**
 * One translator out of several. Each is tried in turn: again after a while when it is unavailable or its answer is unusable, the
 * next one when it refuses, does not know the pair, has used up its budget, or has failed so often that it is left alone (circuit
 * breaker). The usage of all that answered is added up.
 *
 * Breaker and budget are counted in this process and by this object: make one chain and keep it.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are wrong
 *
 * @example
 * ```ts
 * import { apertium, chainTranslators, openAiCompatible } from '@localert/localizer';
 *
 * const model = openAiCompatible({ baseUrl: 'http://localhost:11434/v1', model: 'qwen3' });
 * const translator = chainTranslators(
 *   [{ translator: model, budget: { tokens: 200_000 } }, apertium({ url: 'http://localhost:2737' })],
 *   { observe: (event) => console.log(event) },
 * );
 * ```
 */
export function chainTranslators(
  translators: readonly (Translator | ChainLink)[],
  options: ChainOptions = {},
): Translator {
  const settings = chainSettings(translators, options);
  const { name, now } = settings;
  const links = settings.links.map((link) => chainLink(link, settings));
  const capabilities = together(settings.links.map(({ translator }) => translator.capabilities));
  return {
    spec: TRANSLATOR_SPEC,
    name,
    capabilities,
    async supports(source, target) {
      for (const { translator } of settings.links) {
        if ((await translator.supports?.(source, target)) ?? true) return true;
      }
      return false;
    },
    async translate(scope, request, call) {
      assertTakes(name, capabilities, scope, request);
      call.signal?.throwIfAborted();
      if (request.segments.length === 0) return nothingAsked(name);
      let usage = NOTHING;
      let refused: TranslationResult | undefined;
      let error: Error | undefined;
      let others = 0;
      for (const link of links) {
        if (call.deadline !== undefined && now() >= call.deadline) {
          throw new TranslatorUnavailableError({ translator: name });
        }
        const outcome = await link.translate({ scope, request, call });
        if (outcome.kind !== 'skipped' || outcome.reason !== 'pair') others += 1;
        if (outcome.kind === 'failed') error = outcome.error;
        if (outcome.kind !== 'answered') continue;
        usage = added(usage, outcome.result.usage);
        if (outcome.result.finishReason !== 'refused') return { ...outcome.result, usage };
        refused = outcome.result;
      }
      if (refused !== undefined) return { ...refused, usage };
      if (error !== undefined) throw error;
      if (others > 0) throw new TranslatorUnavailableError({ translator: name });
      const { sourceLocale: source, targetLocale: target } = request;
      throw new LanguagePairUnsupportedError({ translator: name, source, target });
    },
  };
}
