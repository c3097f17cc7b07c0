import {
  assertTenantScope,
  LanguagePairUnsupportedError,
  TRANSLATOR_SPEC,
  TranslationInvalidError,
  type TranslationResult,
  type Translator,
  TranslatorRefusedError,
  TranslatorUnavailableError,
} from '@localert/core';
import type { TranslatorFault } from '../src/index.ts';

/** The smallest translator that keeps the contract, and can be made to fail. */
export interface TinyTranslator {
  readonly translator: Translator;
  failWith(fault: TranslatorFault): void;
}

const NAME = 'tiny';

const errors: Readonly<Record<Exclude<TranslatorFault, 'hang'>, () => Error>> = {
  unauthorized: () => new TranslatorRefusedError({ translator: NAME, status: 401, reason: 'no key' }),
  'too-many-requests': () =>
    new TranslatorUnavailableError({ translator: NAME, status: 429, retryAfterMs: 7_000 }),
  'server-error': () => new TranslatorUnavailableError({ translator: NAME, status: 500 }),
  cut: () => new TranslatorUnavailableError({ translator: NAME }),
  'not-json': () => new TranslationInvalidError({ translator: NAME, reason: 'no JSON' }),
  'wrong-json': () => new TranslationInvalidError({ translator: NAME, reason: 'no texts' }),
};

/** Makes a translator that answers each text with itself. */
export function tinyTranslator(): TinyTranslator {
  let fault: TranslatorFault | undefined;

  const hang = (signal: AbortSignal | undefined, deadline: number | undefined) =>
    new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      const late = () => reject(new TranslatorUnavailableError({ translator: NAME }));
      if (deadline !== undefined) setTimeout(late, Math.max(deadline - Date.now(), 0));
    });

  const translator: Translator = {
    spec: TRANSLATOR_SPEC,
    name: NAME,
    capabilities: {
      maxSegments: 10,
      maxCharacters: 1_000,
      readsContext: false,
      glossary: false,
      formality: false,
      examples: false,
      countsTokens: false,
    },
    supports: (_, target) => target !== 'tlh',
    async translate(scope, { segments, sourceLocale, targetLocale }, { signal, deadline }) {
      assertTenantScope(scope);
      signal?.throwIfAborted();
      if (deadline !== undefined && deadline <= Date.now()) throw errors.cut();
      const characters = segments.reduce((sum, { text }) => sum + text.length, 0);
      if (segments.length > 10 || characters > 1_000) {
        throw new TranslatorRefusedError({ translator: NAME, reason: 'too much' });
      }
      if (targetLocale === 'tlh') {
        throw new LanguagePairUnsupportedError({
          translator: NAME,
          source: sourceLocale,
          target: targetLocale,
        });
      }
      if (fault === 'hang') return hang(signal, deadline);
      if (fault !== undefined) throw errors[fault]();
      const result: TranslationResult = {
        segments: segments.map(({ id, text }) => ({ id, text })),
        finishReason: 'stop',
        usage: { inputTokens: 0, outputTokens: 0, characters },
        model: NAME,
      };
      return result;
    },
  };
  return {
    translator,
    failWith(kind) {
      fault = kind;
    },
  };
}
