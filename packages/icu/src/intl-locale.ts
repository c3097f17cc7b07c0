/** Formats what Intl has no data for: the host's own locale, its default, must never show in an alert. */
const UNKNOWN_LOCALE = 'en';

/** The locale itself where Intl has data for its language, else `en`; never the host's default. */
export function intlLocale(locale: string): string {
  return Intl.NumberFormat.supportedLocalesOf(locale).length > 0 ? locale : UNKNOWN_LOCALE;
}

/** The same for plural rules, for which Intl knows other languages than for numbers. */
export function pluralLocale(locale: string): string {
  return Intl.PluralRules.supportedLocalesOf(locale).length > 0 ? locale : UNKNOWN_LOCALE;
}
