export type { TemplateDefinition, TemplateTexts } from './define-template.ts';
export type { TemplateDefinitions, TemplateId } from './definitions.ts';
export { type FallbackTextPair, fallbackTexts } from './fallback-texts.ts';
export {
  type Template,
  type TemplateOf,
  type TemplateOptions,
  template,
  templateIds,
  templateMemory,
  templates,
} from './template.ts';
export type { TemplateLocale, TermName } from './template-locale.ts';
