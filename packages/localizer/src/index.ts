export type { DraftClient } from './draft-client.ts';
export {
  type Adaptation,
  type AdaptationContext,
  type AdaptationRequest,
  AILocalizationEngine,
} from './engine.ts';
export {
  type CatalogueCall,
  type CatalogueInput,
  type CatalogueProgress,
  type CheckedCatalogue,
  type CheckedMessage,
  checkCatalogue,
} from './gate/check-catalogue.ts';
export { checkTranslation } from './gate/check-translation.ts';
export { type CheckCode, GATE_CHECKS, type GateCheck } from './gate/checks.ts';
export type { GateFinding, GatePlace, GateProfile, GateSeverity } from './gate/finding.ts';
export { type FixedTranslation, fixTranslation } from './gate/fix-translation.ts';
export { scoreTranslation, type TranslationScore, type UnconfirmedReason } from './gate/score-translation.ts';
export type { GateSyntax, TranslationInput } from './gate/settings.ts';
export type { SlackPlace, SlackSlot } from './gate/slack-limits.ts';
export { localizer } from './localizer.ts';
export type {
  BatchOptions,
  BatchProgress,
  BatchReport,
  LocaleJob,
  LocaleOutcome,
  Localizer,
  LocalizerOptions,
  PlannedLocale,
} from './localizer-types.ts';
export { type HouseStyles, houseStyles, type ReviewEdit } from './memory/house-styles.ts';
export { type LibraryFixture, libraryMemory } from './memory/library-memory.ts';
export { type RecordMemoryOptions, recordMemory } from './memory/record-memory.ts';
export type { TermSuggestion } from './memory/term-lessons.ts';
export type { ApprovalPolicy, ApprovalRule } from './pipeline/approval.ts';
export type { TokenBudget } from './pipeline/ask.ts';
export type {
  DraftBounds,
  DraftedField,
  DraftingOptions,
  FixtureDraft,
  HouseStyle,
  SourceFixture,
} from './pipeline/drafting.ts';
export { TooManyBranchesError } from './pipeline/errors.ts';
export type { TokenEstimate } from './pipeline/estimate.ts';
export type { PrivacyPolicy } from './pipeline/private-text.ts';
export type { QualityFinding, QualityGate, QualityQuestion, QualityScore } from './pipeline/quality.ts';
export type { KnownFixture, LocaleStatus } from './pipeline/status.ts';
export type { TranslatedField, TranslatorFailure } from './pipeline/translate.ts';
export {
  type AiSdkCallOptions,
  type AiSdkLanguageModel,
  type AiSdkModelOptions,
  type AiSdkReply,
  aiSdkModel,
} from './translators/ai-sdk-model.ts';
export { type ApertiumOptions, apertium } from './translators/apertium.ts';
export { chainTranslators } from './translators/chain.ts';
export type { TranslatorBudget } from './translators/chain-budget.ts';
export type { ChainEvent, ChainLink, ChainOptions } from './translators/chain-options.ts';
export { type DeepLOptions, deepL } from './translators/deep-l.ts';
export type { TranslatorFetch, TranslatorHttpOptions } from './translators/endpoint.ts';
export { type HuggingFaceOptions, huggingFace } from './translators/hugging-face.ts';
export { type LibreTranslateOptions, libreTranslate } from './translators/libre-translate.ts';
export { normalAnswer } from './translators/mark-forms.ts';
export { type OpenAiCompatibleOptions, openAiCompatible } from './translators/open-ai-compatible.ts';
export {
  PROMPT_INSTRUCTIONS,
  PROMPT_VERSION,
  type TranslationPrompt,
  translationPrompt,
} from './translators/prompt.ts';
export {
  ReplayMissingError,
  type ReplayOptions,
  type ReplayTranslator,
  replayTranslator,
} from './translators/replay.ts';
