import * as z from 'zod';
import { InvalidLocaleError } from './errors.ts';

/** A canonical BCP 47 language tag (RFC 5646), for example `es-MX`. */
export type Locale = string;

declare const CANONICAL: unique symbol;

/**
 * A language tag that has been through {@link canonicalLocale}. It is a {@link Locale} and a string; only the way there is
 * marked. What callers hand in stays a plain string: a brand there would turn `locale: 'es-MX'`, the first line that
 * anyone writes, into an error, and tenants' settings and stored rows would need casts for what is checked when they are
 * parsed. So the brand is for hosts that keep tags of their own and want to know which were checked. Ids of fixtures are
 * not branded for the same reason: those in code are literal types already, which is more than a brand can tell.
 */
export type CanonicalLocale = Locale & { readonly [CANONICAL]: true };

/** Any language tag, with the tags of CLDR's largest locales for an editor to suggest. */
export type LocaleTag = SuggestedLocale | (string & Record<never, never>);

type SuggestedLocale =
  | 'ar'
  | 'ar-EG'
  | 'bn'
  | 'cs'
  | 'da'
  | 'de'
  | 'de-AT'
  | 'de-CH'
  | 'el'
  | 'en'
  | 'en-AU'
  | 'en-CA'
  | 'en-GB'
  | 'en-IN'
  | 'en-US'
  | 'es'
  | 'es-419'
  | 'es-ES'
  | 'es-MX'
  | 'fa'
  | 'fi'
  | 'fr'
  | 'fr-CA'
  | 'fr-FR'
  | 'he'
  | 'hi'
  | 'hu'
  | 'id'
  | 'it'
  | 'ja'
  | 'ko'
  | 'ms'
  | 'nb'
  | 'nl'
  | 'pl'
  | 'pt'
  | 'pt-BR'
  | 'pt-PT'
  | 'ro'
  | 'ru'
  | 'sk'
  | 'sv'
  | 'ta'
  | 'te'
  | 'th'
  | 'tr'
  | 'uk'
  | 'ur'
  | 'vi'
  | 'zh-Hans'
  | 'zh-Hant'
  | 'zh-Hant-HK';

/** Longest tag accepted, in characters: RFC 5646 section 4.4.1 recommends room for 35. */
const MAX_LENGTH = 35;

/** Spellings that were asked for before, the oldest first. The same few come again and again. */
const known = new Map<string, CanonicalLocale>();
const MAX_KEPT = 1_000;

function keepCanonical(tag: string, found: CanonicalLocale): CanonicalLocale {
  known.set(tag, found);
  if (known.size > MAX_KEPT) known.delete(known.keys().next().value as string);
  return found;
}

/**
 * The canonical spelling of a language tag, or `undefined` when it is not well formed.
 * Underscores are not mapped: `es_ES` is a POSIX name, not BCP 47.
 */
export function tryCanonicalLocale(tag: unknown): CanonicalLocale | undefined {
  if (typeof tag !== 'string' || tag.length === 0 || tag.length > MAX_LENGTH) return undefined;
  const spelling = known.get(tag);
  if (spelling !== undefined) return spelling;
  try {
    // One tag comes out as one.
    return keepCanonical(tag, Intl.getCanonicalLocales(tag)[0] as CanonicalLocale);
  } catch {
    return undefined;
  }
}

/**
 * The canonical spelling of a language tag (RFC 5646 section 4.5).
 *
 * @param where - named in the error, for example a field
 * @throws LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { canonicalLocale } from '@localert/core';
 *
 * canonicalLocale('es-mx'); // 'es-MX'
 * ```
 */
export function canonicalLocale(tag: unknown, where?: string): CanonicalLocale {
  const canonical = tryCanonicalLocale(tag);
  if (canonical === undefined) {
    const locale = typeof tag === 'string' ? tag : typeof tag;
    throw new InvalidLocaleError(where === undefined ? { locale } : { locale, where });
  }
  return canonical;
}

/** A language tag in a model; comes out canonical. */
export const localeSchema = z.string().transform((tag, context): Locale => {
  const canonical = tryCanonicalLocale(tag);
  if (canonical !== undefined) return canonical;
  context.addIssue({ code: 'custom', message: 'a BCP 47 language tag such as "es" or "es-MX"' });
  return z.NEVER;
});

/** A language tag that texts are stored under: no `-u-`, `-t-` or private-use extension. */
export const messageLocaleSchema = localeSchema.refine((tag) => !/-[a-z0-9]-/i.test(tag), {
  message: 'a language tag without extensions such as "-u-"',
});
