import {
  isLocalertError,
  LanguagePairUnsupportedError,
  type LocalertError,
  type TenantScope,
  type TranslationCall,
  type TranslationRequest,
  type TranslationResult,
  TranslatorRefusedError,
  TranslatorUnavailableError,
} from '@localert/core';
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
import { bounded } from './bounds.ts';
import { budgetCounter, type Spending } from './chain-budget.ts';
import type { ChainLink, ChainSettings } from './chain-options.ts';
import { tokensUsed } from './model-answer.ts';
import { translationPrompt } from './prompt.ts';
import { charactersOf } from './request-rules.ts';

/** What a translator of a chain came to. */
export type LinkOutcome =
  | { readonly kind: 'answered'; readonly result: TranslationResult }
  | { readonly kind: 'failed'; readonly error: LocalertError }
  | { readonly kind: 'skipped'; readonly reason: 'pair' | 'breaker' | 'budget' };

/** One call of a chain. */
export interface LinkCall {
  readonly scope: TenantScope;
  readonly request: TranslationRequest;
  readonly call: TranslationCall;
}

const STATES = {
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Closed]: 'closed',
} as const;

const FOREVER_MS = 2_147_483_647;
/** Longest wait for a translator to say whether it knows a pair. */
const SUPPORTS_MS = 10_000;

const spendingOf = ({ inputTokens, outputTokens, characters = 0 }: TranslationResult['usage']): Spending => ({
  requests: 1,
  tokens: inputTokens + outputTokens,
  characters,
});

/** Whether a call was turned away before any work: by a status, or by the adapter itself. */
const isTurnedAway = (error: unknown): boolean =>
  TranslatorRefusedError.is(error) ||
  LanguagePairUnsupportedError.is(error) ||
  (TranslatorUnavailableError.is(error) && error.details.status !== undefined);

/** A translator of a chain with its breaker, its budget and its tries. */
export function chainLink({ translator, budget = {} }: ChainLink, settings: ChainSettings) {
  const { name, capabilities } = translator;
  const { tell, now } = settings;
  const counter = budgetCounter(budget, now);
  // A caller's own deadline that ran out says nothing about the translator.
  const ofCallers = new WeakSet<object>();
  const breaker = circuitBreaker(
    handleWhen((error) => TranslatorUnavailableError.is(error) && !ofCallers.has(error)),
    { breaker: new ConsecutiveBreaker(settings.failures), halfOpenAfter: settings.openMs },
  );
  breaker.onStateChange((state) =>
    tell({ type: 'translator.breaker', translator: name, state: STATES[state] }),
  );
  const patience = (timeoutMs: number) => ({ translator: name, timeoutMs, now });

  /** Before the call; on the high side, since calls at once must not all pass by the same remainder. */
  function estimate({ request }: LinkCall): Spending {
    const characters = charactersOf(request);
    if (!capabilities.countsTokens) return { requests: 1, tokens: 0, characters };
    const { system, user } = translationPrompt(request);
    const lengths = { input: system.length + user.length, output: 2 * characters };
    const { inputTokens, outputTokens } = tokensUsed({ input: undefined, output: undefined }, lengths);
    return { requests: 1, tokens: inputTokens + outputTokens, characters };
  }

  async function once(asked: LinkCall): Promise<TranslationResult> {
    try {
      return await translator.translate(asked.scope, asked.request, asked.call);
    } catch (error) {
      const { deadline } = asked.call;
      if (deadline !== undefined && now() >= deadline && error instanceof Error) ofCallers.add(error);
      throw error;
    }
  }

  async function attempt(asked: LinkCall): Promise<LinkOutcome> {
    const estimated = estimate(asked);
    const settle = counter.take(asked.scope.tenant, estimated);
    if (settle === undefined) return { kind: 'skipped', reason: 'budget' };
    // What a call that was cut short or had a bad answer cost, nobody tells: the estimate stands.
    let actual = estimated;
    try {
      // While a breaker is half open, calls wait for the one that tries: their own bounds still hold.
      const result = await bounded(asked.call, patience(FOREVER_MS), () =>
        breaker.execute(() => once(asked)),
      );
      actual = spendingOf(result.usage);
      return { kind: 'answered', result };
    } catch (error) {
      asked.call.signal?.throwIfAborted();
      if (isBrokenCircuitError(error)) {
        actual = { requests: 0, tokens: 0, characters: 0 };
        return { kind: 'skipped', reason: 'breaker' };
      }
      if (isTurnedAway(error)) actual = { requests: 1, tokens: 0, characters: 0 };
      const cause = { cause: error };
      return {
        kind: 'failed',
        error: isLocalertError(error) ? error : new TranslatorUnavailableError({ translator: name }, cause),
      };
    } finally {
      settle(actual);
    }
  }

  /** The wait for the next try, or `undefined` when there is to be none. */
  function waitAfter(error: LocalertError, tries: number, deadline: number | undefined): number | undefined {
    if (!error.retryable || tries >= settings.attempts) return undefined;
    const backoff = Math.min(settings.firstMs * 2 ** (tries - 1), settings.mostMs);
    const spread = Math.ceil(backoff * (0.5 + settings.random() / 2));
    const wait = Math.max(
      spread,
      TranslatorUnavailableError.is(error) ? (error.details.retryAfterMs ?? 0) : 0,
    );
    const isTooLong = wait > settings.mostMs || (deadline !== undefined && now() + wait >= deadline);
    return isTooLong ? undefined : wait;
  }

  async function knows({ request, call }: LinkCall): Promise<boolean> {
    const { sourceLocale, targetLocale } = request;
    try {
      const asked = async () => (await translator.supports?.(sourceLocale, targetLocale)) ?? true;
      return await bounded(call, patience(SUPPORTS_MS), asked);
    } catch {
      call.signal?.throwIfAborted();
      // It cannot tell: the call itself will show.
      return true;
    }
  }

  async function tries(asked: LinkCall): Promise<LinkOutcome> {
    for (let at = 1; ; at += 1) {
      const outcome = await attempt(asked);
      if (outcome.kind === 'skipped') return outcome;
      if (outcome.kind === 'answered') {
        const { inputTokens, outputTokens, characters = 0 } = outcome.result.usage;
        const usage = { inputTokens, outputTokens, characters };
        const { finishReason } = outcome.result;
        tell({ type: 'translator.answered', translator: name, attempt: at, finishReason, ...usage });
        return outcome;
      }
      const waitMs = waitAfter(outcome.error, at, asked.call.deadline);
      const failed = { type: 'translator.failed', translator: name, attempt: at } as const;
      tell({ ...failed, code: outcome.error.code, ...(waitMs === undefined ? {} : { waitMs }) });
      if (waitMs === undefined) return outcome;
      await bounded(asked.call, patience(FOREVER_MS), () => settings.sleep(waitMs));
    }
  }

  return {
    name,
    async translate(asked: LinkCall): Promise<LinkOutcome> {
      const outcome: LinkOutcome = (await knows(asked))
        ? await tries(asked)
        : { kind: 'skipped', reason: 'pair' };
      if (outcome.kind === 'skipped') {
        tell({ type: 'translator.skipped', translator: name, reason: outcome.reason });
      }
      return outcome;
    },
  };
}
