import {
  type TenantScope,
  TranslationInvalidError,
  type TranslationRequest,
  type TranslationUsage,
  type Translator,
} from '@localert/core';
import { answerTokens, estimateCall } from './estimate.ts';
import { portionsOf } from './split.ts';

/** Tokens that are set aside before a model is asked: what `manager.budget(tenant)` of `@localert/manager` gives. */
export interface TokenBudget {
  /** @throws LOCALERT_QUOTA_EXCEEDED when the tenant has not as many left */
  take(tokens: number): Promise<{
    settle(used: number): Promise<void>;
    giveBack(): Promise<void>;
  }>;
}

/** Bounds of the calls of one translation. */
export interface AskBounds {
  readonly budget?: TokenBudget | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Epoch milliseconds. */
  readonly deadline?: number | undefined;
}

/** What a translator answered to one portion of a request. */
export interface Asked {
  readonly translations: ReadonlyMap<string, string>;
  readonly usage: TranslationUsage;
  readonly model: string;
}

export const NO_USAGE: TranslationUsage = Object.freeze({ inputTokens: 0, outputTokens: 0 });

/** What two calls used together. */
export function addUsage(left: TranslationUsage, right: TranslationUsage): TranslationUsage {
  const characters = (left.characters ?? 0) + (right.characters ?? 0);
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    ...(characters > 0 && { characters }),
  };
}

/** Holds an answer to what was asked: whole, each segment once, nothing else. */
function assertAnswers(
  translator: Translator,
  request: TranslationRequest,
  { segments, finishReason }: Awaited<ReturnType<Translator['translate']>>,
): void {
  const refuse = (reason: string) => new TranslationInvalidError({ translator: translator.name, reason });
  if (finishReason === 'length') throw refuse('it was cut off');
  if (finishReason === 'refused') throw refuse('it was refused by the model or its provider');
  const asked = new Set(request.segments.map(({ id }) => id));
  const answered = new Set(segments.map(({ id }) => id));
  if (segments.length !== answered.size) throw refuse('a segment stands in it twice');
  if ([...answered].some((id) => !asked.has(id)))
    throw refuse('a segment stands in it that nobody asked for');
  if (answered.size < asked.size) throw refuse('segments are missing in it');
}

async function askOnce(
  scope: TenantScope,
  translator: Translator,
  request: TranslationRequest,
  { budget, signal, deadline }: AskBounds,
): Promise<Asked> {
  signal?.throwIfAborted();
  const { countsTokens } = translator.capabilities;
  const estimate = estimateCall(translator, request);
  const tokens = estimate.inputTokens + estimate.outputTokens;
  const reserved = countsTokens && budget !== undefined ? await budget.take(tokens) : undefined;
  // Whether the provider charged for a call that failed cannot be known: it counts as charged once it was sent.
  let used = tokens;
  try {
    const result = await translator.translate(scope, request, {
      ...(signal && { signal }),
      ...(deadline !== undefined && { deadline }),
      ...(countsTokens && { maxOutputTokens: answerTokens(request.segments) }),
    });
    const { usage, model } = result;
    const charged = usage.inputTokens + usage.outputTokens;
    if (charged > 0) used = charged;
    assertAnswers(translator, request, result);
    return { translations: new Map(result.segments.map(({ id, text }) => [id, text])), usage, model };
  } finally {
    await reserved?.settle(used);
  }
}

/**
 * Asks a translator for all segments of a request, in portions that it takes, one after the other. What one portion brought
 * is there whatever becomes of the next: it was paid for.
 *
 * @throws what the translator throws, LOCALERT_TRANSLATION_INVALID for an answer that does not fit the question,
 *   LOCALERT_QUOTA_EXCEEDED
 */
export async function* ask(
  scope: TenantScope,
  translator: Translator,
  request: TranslationRequest,
  bounds: AskBounds,
): AsyncGenerator<Asked> {
  for (const segments of portionsOf(request.segments, translator.capabilities)) {
    const ids = new Set(segments.map(({ id }) => id));
    const feedback = request.feedback.filter(({ segment }) => ids.has(segment));
    yield await askOnce(scope, translator, { ...request, segments, feedback }, bounds);
  }
}
