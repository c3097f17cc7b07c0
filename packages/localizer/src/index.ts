// The gate
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
