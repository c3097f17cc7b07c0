import type { Locale } from '@localert/core';
import type { TemplateDefinitions, TemplateId } from './definitions.ts';

/** The words that one language uses throughout its texts. */
export type TermName =
  | 'alert'
  | 'backup'
  | 'certificate'
  | 'connection'
  | 'credential'
  | 'deployment'
  | 'incident'
  | 'job'
  | 'latency'
  | 'log'
  | 'queue'
  | 'quota'
  | 'request'
  | 'sign-in';

/** The texts of every template in one language. A template or field that is missing, or one too many, is a compile error. */
export interface TemplateLocale {
  /** BCP 47 tag that the texts are stored under. */
  readonly locale: Locale;
  /** English term → the word that the texts use, as a glossary has it. */
  readonly terms: Readonly<Record<TermName, string>>;
  readonly texts: {
    readonly [Id in TemplateId]: { readonly [Field in keyof TemplateDefinitions[Id]['texts']]: string };
  };
}
