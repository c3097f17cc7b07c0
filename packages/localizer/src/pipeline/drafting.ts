import type {
  AlertSeverity,
  ArgumentContract,
  GlossaryTerm,
  Locale,
  MessageSyntax,
  Messages,
  PiiDetector,
  Provenance,
  TenantScope,
  TranslationContext,
  TranslationMemory,
  TranslationUsage,
  Translator,
} from '@localert/core';
import type { CustomFunctions } from '@localert/icu';
import type { TokenBudget } from './ask.ts';
import type { PrivacyPolicy } from './private-text.ts';
import type { QualityGate } from './quality.ts';
import type { TranslatedField, TranslatorFailure } from './translate.ts';

/** What is translated: a fixture, or what is known of one. */
export interface SourceFixture {
  readonly id: string;
  readonly baseLocale: Locale;
  readonly syntax: MessageSyntax;
  readonly severity?: AlertSeverity | undefined;
  readonly description?: string | undefined;
  readonly locales: Readonly<Record<Locale, Messages>>;
  readonly arguments?: ArgumentContract | undefined;
}

/** How a tenant writes in a language. */
export interface HouseStyle {
  readonly glossary?: readonly GlossaryTerm[] | undefined;
  readonly formality?: TranslationContext['formality'] | undefined;
  readonly tone?: string | undefined;
}

/** What drafts are made with. */
export interface DraftingOptions {
  /** Asked in this order. None: memories answer what they know, and the rest is the source text. */
  readonly translators?: readonly Translator[] | undefined;
  /** Asked before any translator, in this order. Default none. */
  readonly memories?: readonly TranslationMemory[] | undefined;
  /** Default: the gate of this package, strict as for models. */
  readonly gate?: QualityGate | undefined;
  readonly style?: ((scope: TenantScope, locale: Locale) => HouseStyle | Promise<HouseStyle>) | undefined;
  /** What holds for all fixtures. */
  readonly context?: TranslationContext | undefined;
  readonly pii?: PiiDetector | undefined;
  /** What becomes of personal data in a text that leaves. Default `mask`. */
  readonly privacy?: PrivacyPolicy | undefined;
  readonly tries?: number | undefined;
  readonly functions?: CustomFunctions | readonly string[] | undefined;
  readonly maxLengths?: Readonly<Record<string, number>> | undefined;
}

/** Bounds of one draft. */
export interface DraftBounds {
  readonly budget?: TokenBudget | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Epoch milliseconds. */
  readonly deadline?: number | undefined;
}

/** What became of one message of a draft. */
export interface DraftedField extends Omit<TranslatedField, 'origin'> {
  readonly origin: TranslatedField['origin'] | 'memory' | 'template';
}

/** The texts of a fixture in a locale, not approved yet. */
export interface FixtureDraft {
  readonly fixture: string;
  readonly locale: Locale;
  readonly messages: Messages;
  readonly provenance: Provenance;
  readonly fields: readonly DraftedField[];
  /** Fields whose text is the source's, for nothing passed the gate. Empty: the draft is whole. */
  readonly untranslated: readonly string[];
  readonly usage: TranslationUsage;
  readonly failures: readonly TranslatorFailure[];
}
