export { type AnswerHeaders, type AnswerOptions, classifyWebApi, classifyWebhook } from './answers.ts';
export type {
  ActionsBlock,
  ButtonBlockElement,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  ImageBlock,
  ImageBlockElement,
  MrkdwnText,
  PlainText,
  SectionBlock,
  SlackAttachment,
  SlackBlock,
  SlackMessage,
  TextObject,
} from './block-kit.ts';
export {
  type CompiledField,
  type CompiledLocale,
  compileBundle,
  type Route,
  type TenantBundle,
} from './bundle.ts';
export { checkLimits, type LimitFault, type LimitOptions } from './check-limits.ts';
export type { Credential } from './credential.ts';
export { defaultLayout } from './default-layout.ts';
export { escapeFor, escapeText, slackEscaper, type TextZone } from './escape.ts';
export { createFallbackRenderer, type FallbackRenderer } from './fallback-renderer.ts';
export { FALLBACK_TEXTS, type FallbackTexts, type FallbackTextTable } from './fallback-texts.ts';
export { type FieldChoice, fieldChoices, type SkippedLocale } from './field-choice.ts';
export { type FitOptions, type FittedMessage, fitMessage } from './fit.ts';
export { slackFunctions } from './functions/slack-functions.ts';
export { type RenderedLayout, renderLayout, type SlotSource, type TextTarget } from './layout.ts';
export { SLACK_LIMITS } from './limits.ts';
export { messageSize } from './message-size.ts';
export { type PaceOptions, SLACK_PACES } from './paces.ts';
export type { Fetch } from './post.ts';
export { type Proof, proveFixture, proveOverride } from './prove.ts';
export { type RenderedAlert, type RenderRequest, renderAlert } from './render.ts';
export { type RenderedBytes, type RenderedJson, renderBytes, renderJson } from './render-json.ts';
export { SEVERITY_STYLES, type SeverityStyle } from './severity-style.ts';
export { slackDate } from './slack-date.ts';
export {
  type Broadcast,
  findBroadcasts,
  lintSlackText,
  markSlackText,
  type SlackTextFault,
} from './slack-tokens.ts';
export type { HttpOptions } from './transport-options.ts';
export { slackWebApi, type UpdatingTransport, type WebApiOptions } from './web-api.ts';
export { slackWebhook, type WebhookOptions } from './webhook.ts';
