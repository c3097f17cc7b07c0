import { sharedByLocale } from './shared.ts';

/** Formats what Intl has no data for: the host's own locale, its default, must never show in an alert. */
const UNKNOWN_LOCALE = 'en';

/** The locale itself where Intl has data for its language, else `en`; never the host's default. */
export const intlLocale = sharedByLocale((locale) =>
  Intl.NumberFormat.supportedLocalesOf(locale).length > 0 ? locale : UNKNOWN_LOCALE,
);

/** The same for plural rules, for which Intl knows other languages than for numbers. */
export const pluralLocale = sharedByLocale((locale) =>
  Intl.PluralRules.supportedLocalesOf(locale).length > 0 ? locale : UNKNOWN_LOCALE,
);
