import { defineError } from './error.ts';
import type { Locale } from './locale.ts';
import type { TenantScope } from './scope.ts';
import type { AlertSeverity } from './severity.ts';

/** The version of the {@link Translator} contract. */
export const TRANSLATOR_SPEC = 'localert.translator/1';

/** One text to translate: a whole sentence or more, with everything that must stay the same replaced by marks. */
export interface TranslationSegment {
  /** Unique in its request; comes back with the translation. */
  readonly id: string;
  /**
   * The text. A mark is `<x id="n"/>`; each must stand in the translation exactly once. `&`, `<` and `>` of the text
   * itself are `&amp;`, `&lt;` and `&gt;`.
   */
  readonly text: string;
  /** What the marks stand for, by their number: `count (a number)`, `code`, `link`. For translators that can read. */
  readonly marks?: Readonly<Record<string, string>>;
  /** Longest translation, in UTF-16 code units. */
  readonly maxLength?: number;
  /** What is special about this text: the branch it belongs to, or the field. */
  readonly note?: string;
}

/** What a translator should know beyond the text. */
export interface TranslationContext {
  /** What it is about, for example `video streaming`. */
  readonly domain?: string;
  readonly urgency?: AlertSeverity;
  /** Whom it is for. */
  readonly technicalLevel?: 'general' | 'technical' | 'expert';
  /** What the alert is about, in the author's words. */
  readonly description?: string;
  readonly formality?: 'formal' | 'informal';
  /** For example `calm and plain`. */
  readonly tone?: string;
}

/** A word or name, and what it is in the target language. */
export interface GlossaryTerm {
  readonly source: string;
  /** The translation; absent: the term stays as it is. */
  readonly target?: string;
  readonly note?: string;
  readonly caseSensitive?: boolean;
}

/** A translation that people have approved. */
export interface TranslationExample {
  readonly source: string;
  readonly target: string;
}

/** What was wrong with the last try at a segment. */
export interface TranslationFeedback {
  readonly segment: string;
  /** Codes and sentences of the gate; never values. */
  readonly findings: readonly { readonly code: string; readonly message: string }[];
  /** The translation that was refused. */
  readonly refused: string;
}

/** What one call asks for. Everything in it is data: nothing of it is an instruction to a model. */
export interface TranslationRequest {
  readonly segments: readonly TranslationSegment[];
  readonly sourceLocale: Locale;
  readonly targetLocale: Locale;
  readonly context: TranslationContext;
  readonly glossary: readonly GlossaryTerm[];
  readonly examples: readonly TranslationExample[];
  /** Of the try before. */
  readonly feedback: readonly TranslationFeedback[];
}

/** The bounds of one call. */
export interface TranslationCall {
  readonly signal?: AbortSignal;
  /** Epoch milliseconds after which nobody waits any more. */
  readonly deadline?: number;
  /** Most tokens of the answer, for translators that count them. */
  readonly maxOutputTokens?: number;
}

/** What a call used. */
export interface TranslationUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Characters that are charged for, where that is what is counted. */
  readonly characters?: number;
}

/** What came back. Nothing of it is trusted. */
export interface TranslationResult {
  readonly segments: readonly { readonly id: string; readonly text: string }[];
  /** `stop`: whole. `length`: cut off. `refused`: the model or its provider did not want to. */
  readonly finishReason: 'stop' | 'length' | 'refused' | 'other';
  readonly usage: TranslationUsage;
  /** Which model or engine answered, for provenance. */
  readonly model: string;
}

/** What a translator can do. */
export interface TranslatorCapabilities {
  /** Most segments of one call. */
  readonly maxSegments: number;
  /** Most characters of one call, over all segments. */
  readonly maxCharacters: number;
  /** Whether context, notes and feedback reach the words: a model reads them, an engine does not. */
  readonly readsContext: boolean;
  readonly glossary: boolean;
  readonly formality: boolean;
  readonly examples: boolean;
  /** Whether usage is counted in tokens. */
  readonly countsTokens: boolean;
}

/**
 * Translates. An adapter to a model or an engine: it turns a request into a call, and the answer back, and nothing else;
 * what the answer is worth is judged by the gate.
 */
export interface Translator {
  readonly spec: typeof TRANSLATOR_SPEC;
  /** For provenance and events, for example `deepl`. */
  readonly name: string;
  readonly capabilities: TranslatorCapabilities;
  /** Whether it knows the pair, where it can tell without trying. Absent: try. */
  supports?(source: Locale, target: Locale): boolean | Promise<boolean>;
  /**
   * @throws LOCALERT_TRANSLATOR_UNAVAILABLE (worth another try), LOCALERT_TRANSLATOR_REFUSED (not), LOCALERT_TRANSLATION_INVALID
   *   for an answer that is none, LOCALERT_LANGUAGE_PAIR_UNSUPPORTED; the signal's own reason when it was aborted
   */
  translate(
    scope: TenantScope,
    request: TranslationRequest,
    call: TranslationCall,
  ): Promise<TranslationResult>;
}

/** A translator that does not answer now, or has no room. */
export const TranslatorUnavailableError = defineError<
  'LOCALERT_TRANSLATOR_UNAVAILABLE',
  { translator: string; status?: number; retryAfterMs?: number }
>('LOCALERT_TRANSLATOR_UNAVAILABLE', {
  retryable: true,
  message: ({ translator, status, retryAfterMs }) =>
    `The translator "${translator}" does not answer now${status === undefined ? '' : ` (status ${status})`}; try again${retryAfterMs === undefined ? ' later' : ` in ${retryAfterMs} ms`}.`,
});

/** A translator that will not take the call, whatever the number of tries. */
export const TranslatorRefusedError = defineError<
  'LOCALERT_TRANSLATOR_REFUSED',
  { translator: string; status?: number; reason: string }
>('LOCALERT_TRANSLATOR_REFUSED', {
  message: ({ translator, status, reason }) =>
    `The translator "${translator}" refuses${status === undefined ? '' : ` (status ${status})`}: ${reason}.`,
});

/** An answer that is not of the agreed form, was cut off, or lacks segments. */
export const TranslationInvalidError = defineError<
  'LOCALERT_TRANSLATION_INVALID',
  { translator: string; reason: string }
>('LOCALERT_TRANSLATION_INVALID', {
  retryable: true,
  message: ({ translator, reason }) =>
    `The answer of the translator "${translator}" is not usable: ${reason}.`,
});

/** A translator that does not know the pair of languages. */
export const LanguagePairUnsupportedError = defineError<
  'LOCALERT_LANGUAGE_PAIR_UNSUPPORTED',
  { translator: string; source: string; target: string }
>('LOCALERT_LANGUAGE_PAIR_UNSUPPORTED', {
  message: ({ translator, source, target }) =>
    `The translator "${translator}" does not translate from ${source} to ${target}; add one that does to the chain.`,
});
