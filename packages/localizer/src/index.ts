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
