import {
  assertTenantScope,
  type TenantScope,
  TranslationInvalidError,
  type TranslationRequest,
  type TranslationResult,
  type TranslatorCapabilities,
  TranslatorRefusedError,
} from '@localert/core';

/** Characters of a request's segments, which is what engines charge for. */
export const charactersOf = ({ segments }: Pick<TranslationRequest, 'segments'>): number =>
  segments.reduce((sum, { text }) => sum + text.length, 0);

/**
 * Refuses what is beyond a translator's capabilities before anything is sent.
 *
 * @throws LOCALERT_INVALID_SCOPE, LOCALERT_TRANSLATOR_REFUSED
 */
export function assertTakes(
  translator: string,
  capabilities: TranslatorCapabilities,
  scope: TenantScope,
  request: TranslationRequest,
): void {
  assertTenantScope(scope);
  const refuse = (reason: string) => {
    throw new TranslatorRefusedError({ translator, reason });
  };
  if (request.segments.length > capabilities.maxSegments) refuse('there are more segments than it takes');
  if (charactersOf(request) > capabilities.maxCharacters) refuse('there are more characters than it takes');
  if (new Set(request.segments.map(({ id }) => id)).size < request.segments.length)
    refuse('two segments have one id');
}

/** The answer to a request without segments: nothing is asked for it. */
export const nothingAsked = (model: string): TranslationResult => ({
  segments: [],
  finishReason: 'stop',
  usage: { inputTokens: 0, outputTokens: 0 },
  model,
});

/** An object as JSON makes it. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Gives each segment its text, by order.
 *
 * @throws LOCALERT_TRANSLATION_INVALID when there is not one text for each
 */
export function pairedByOrder(
  translator: string,
  { segments }: Pick<TranslationRequest, 'segments'>,
  texts: readonly unknown[],
): { id: string; text: string }[] {
  if (texts.length !== segments.length) {
    throw new TranslationInvalidError({ translator, reason: 'it has not one text for each segment' });
  }
  return segments.map(({ id }, at) => {
    const text = texts[at];
    if (typeof text !== 'string')
      throw new TranslationInvalidError({ translator, reason: 'a text is no text' });
    return { id, text };
  });
}
