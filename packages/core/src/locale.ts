import * as z from 'zod';
import { InvalidLocaleError } from './errors.ts';

/** A canonical BCP 47 language tag (RFC 5646), for example `es-MX`. */
export type Locale = string;

/** Longest tag accepted, in characters: RFC 5646 section 4.4.1 recommends room for 35. */
const MAX_LENGTH = 35;

/**
 * The canonical spelling of a language tag, or `undefined` when it is not well formed.
 * Underscores are not mapped: `es_ES` is a POSIX name, not BCP 47.
 */
export function tryCanonicalLocale(tag: unknown): Locale | undefined {
  if (typeof tag !== 'string' || tag.length === 0 || tag.length > MAX_LENGTH) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
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
export function canonicalLocale(tag: unknown, where?: string): Locale {
  const canonical = tryCanonicalLocale(tag);
  if (canonical === undefined) {
    const locale = typeof tag === 'string' ? tag : typeof tag;
    throw new InvalidLocaleError(where === undefined ? { locale } : { locale, where });
  }
  return canonical;
}

/** A language tag in a model; comes out canonical. */
export const localeSchema = z.string().transform((tag, context) => {
  const canonical = tryCanonicalLocale(tag);
  if (canonical !== undefined) return canonical;
  context.addIssue({ code: 'custom', message: 'a BCP 47 language tag such as "es" or "es-MX"' });
  return z.NEVER;
});

/** A language tag that texts are stored under: no `-u-`, `-t-` or private-use extension. */
export const messageLocaleSchema = localeSchema.refine((tag) => !/-[a-z0-9]-/i.test(tag), {
  message: 'a language tag without extensions such as "-u-"',
});
