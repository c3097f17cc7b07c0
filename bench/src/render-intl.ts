import { TIME_ZONE } from './render-texts.ts';

/** Intl objects of one locale, built once: what hand-written code and template helpers use. */
export function intlOf(locale: string) {
  return {
    number: new Intl.NumberFormat(locale),
    percent: new Intl.NumberFormat(locale, { style: 'percent' }),
    euro: new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }),
    plural: new Intl.PluralRules(locale),
    clock: new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: 'numeric', timeZone: TIME_ZONE }),
    day: new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      timeZone: TIME_ZONE,
    }),
  };
}
