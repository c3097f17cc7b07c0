import type { Locale } from '@localert/core';
import { partsOf } from './language-codes.ts';

/** Languages that DeepL's text translation reads (OpenAPI document 3.5.0 of DeepL, `SourceLanguageText`). */
const SOURCES: ReadonlySet<string> = new Set(
  'ar bg cs da de el en es et fi fr he hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv th tr uk vi zh'.split(
    ' ',
  ),
);

/** Targets that want a variant: language → the variant of a locale. */
const VARIANTS: Readonly<Record<string, (parts: ReturnType<typeof partsOf>) => string>> = {
  en: ({ region }) => (region === 'US' || region === undefined ? 'EN-US' : 'EN-GB'),
  es: ({ region }) => (region === undefined || region === 'ES' ? 'ES' : 'ES-419'),
  pt: ({ region }) => (region === undefined || region === 'BR' ? 'PT-BR' : 'PT-PT'),
  zh: ({ script }) => (script === 'Hant' ? 'ZH-HANT' : 'ZH-HANS'),
};

/** Norwegian is Bokmål here. */
const languageOf = (language: string): string => (language === 'no' ? 'nb' : language);

/** DeepL's code of a source locale, or `undefined`. */
export function deepLSource(locale: Locale): string | undefined {
  const language = languageOf(partsOf(locale).language);
  return SOURCES.has(language) ? language.toUpperCase() : undefined;
}

/** DeepL's code of a target locale, or `undefined`. */
export function deepLTarget(locale: Locale): string | undefined {
  const parts = partsOf(locale);
  const language = languageOf(parts.language);
  if (!SOURCES.has(language)) return undefined;
  return Object.hasOwn(VARIANTS, language) ? VARIANTS[language]?.(parts) : language.toUpperCase();
}
