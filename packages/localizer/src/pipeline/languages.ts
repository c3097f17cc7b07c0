/** Language and script of a locale, the script as likely as it is: `pt-BR` is `pt-Latn`, `zh-TW` is `zh-Hant`. */
export function languageOf(locale: string): string {
  const { language, script } = new Intl.Locale(locale).maximize();
  return `${language}-${script}`;
}

/** How near a text in one locale is to readers of another: 2 the same, 1 the same language and script, 0 neither. */
export function nearness(have: string, want: string): 0 | 1 | 2 {
  if (have.toLowerCase() === want.toLowerCase()) return 2;
  return languageOf(have) === languageOf(want) ? 1 : 0;
}
