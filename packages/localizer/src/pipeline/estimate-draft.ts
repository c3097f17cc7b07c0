import type { Locale, TenantScope } from '@localert/core';
import { type DraftRecipe, remembered, sourceMessages } from './draft-fixture.ts';
import type { DraftingOptions, SourceFixture } from './drafting.ts';
import { estimateCall, type TokenEstimate } from './estimate.ts';
import { planSegments } from './segments.ts';

const NOTHING: TokenEstimate = Object.freeze({ inputTokens: 0, outputTokens: 0 });

/**
 * What a draft would use, if the first translator that counts tokens gets it right at once. What memories know costs
 * nothing. Asks no translator.
 */
export async function estimateDraft(
  scope: TenantScope,
  fixture: SourceFixture,
  locale: Locale,
  isWanted: boolean,
  options: DraftingOptions,
  { style }: DraftRecipe,
): Promise<TokenEstimate> {
  const translator = options.translators?.find(({ capabilities }) => capabilities.countsTokens);
  if (!isWanted || translator === undefined) return NOTHING;
  const known = await remembered(scope, fixture, locale, style, options);
  const sources = Object.entries(sourceMessages(fixture));
  const messages = Object.fromEntries(sources.filter(([field]) => !known.has(field)));
  const { segments } = planSegments(messages, { ...options, ...fixture, ...style, targetLocale: locale });
  if (segments.length === 0) return NOTHING;
  return estimateCall(translator, {
    segments,
    sourceLocale: fixture.baseLocale,
    targetLocale: locale,
    context: {
      ...options.context,
      ...(fixture.description !== undefined && { description: fixture.description }),
    },
    glossary: style.glossary ?? [],
    examples: [],
    feedback: [],
  });
}
