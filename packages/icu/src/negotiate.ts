import type { Locale } from '@localert/core';
import { baseName, familyOf } from './locale-family.ts';

/**
 * How a locale was found. `exact`, `parent` (a CLDR parent) and `language` (same language and likely script) are for
 * a requested locale; `chain` and `default` are the tenant's, found in any of these ways; `base` is the last resort.
 */
export type MatchStep = 'exact' | 'parent' | 'language' | 'chain' | 'default' | 'base';

/** What is asked for and what there is. */
export interface NegotiationRequest {
  /** Most wanted first. Malformed tags are skipped, `-u-` extensions do not count. */
  readonly requested: readonly string[];
  /** The locales that have texts. */
  readonly available: readonly Locale[];
  /** The tenant's fallback chain. */
  readonly chain?: readonly Locale[];
  /** The tenant's default locale. */
  readonly defaultLocale?: Locale;
  /** The fixture's base locale: it always has texts. */
  readonly base: Locale;
}

/** The outcome of a negotiation. */
export interface LocaleMatch {
  readonly locale: Locale;
  readonly step: MatchStep;
  /** The requested tag that led to the locale, as it was given. */
  readonly requested?: string;
  /**
   * `locale` first, then what to try should its text be broken: every locale that a step finds, once each. The base
   * stands at the end, unless something asked for it earlier.
   */
  readonly order: readonly Locale[];
  /** Requested tags that are no language tags. */
  readonly skipped: readonly string[];
}

/** One locale that a step found. */
interface Found {
  readonly locale: Locale;
  readonly step: MatchStep;
  readonly requested?: string;
}

/** The texts there are, for look-ups. */
interface Shelf {
  /** Canonical tag to the tag as it was given. */
  readonly exact: ReadonlyMap<string, Locale>;
  readonly kin: ReadonlyMap<string, readonly string[]>;
}

function shelve(available: readonly Locale[]): Shelf {
  const exact = new Map<string, Locale>();
  const kin = new Map<string, string[]>();
  for (const locale of available) {
    const tag = baseName(locale);
    if (tag === undefined || exact.has(tag)) continue;
    exact.set(tag, locale);
    const relatives = kin.get(familyOf(tag).kin) ?? [];
    relatives.push(tag);
    kin.set(familyOf(tag).kin, relatives);
  }
  return { exact, kin };
}

/** Relatives of a tag: the language's home first (en-US, es-ES, pt-BR), then by name. */
function relatives(tag: string, shelf: Shelf): readonly string[] {
  const { kin, home } = familyOf(tag);
  const away = (other: string): number => (familyOf(other).region === home ? 0 : 1);
  return [...(shelf.kin.get(kin) ?? [])].sort((a, b) => away(a) - away(b) || (a < b ? -1 : 1));
}

/** Everything on the shelf that serves a reader of one tag, best first. */
function* serving(
  tag: string,
  shelf: Shelf,
): Generator<{ tag: string; step: 'exact' | 'parent' | 'language' }> {
  yield { tag, step: 'exact' };
  for (const ancestor of familyOf(tag).ancestors) yield { tag: ancestor, step: 'parent' };
  for (const relative of relatives(tag, shelf)) yield { tag: relative, step: 'language' };
}

/**
 * Chooses the locale of an alert. For each requested locale in turn: itself, its CLDR parents (es-MX → es-419 → es),
 * then a locale of the same language and likely script (es-MX finds es-ES; zh-Hant never finds zh-Hans); then the
 * tenant's chain and default in the same way; then the base. Pure: the same input always gives the same output.
 *
 * @example
 * ```ts
 * import { negotiateLocale } from '@localert/icu';
 *
 * negotiateLocale({ requested: ['es-MX'], available: ['en-US', 'es-ES'], base: 'en-US' }).locale; // 'es-ES'
 * ```
 */
export function negotiateLocale(request: NegotiationRequest): LocaleMatch {
  const shelf = shelve(request.available);
  const skipped: string[] = [];
  const found = new Map<Locale, Found>();

  const collect = (given: string, name: (step: MatchStep) => Omit<Found, 'locale'>): boolean => {
    const wanted = baseName(given);
    if (wanted === undefined) return false;
    for (const { tag, step } of serving(wanted, shelf)) {
      const locale = shelf.exact.get(tag);
      if (locale !== undefined && !found.has(locale)) found.set(locale, { locale, ...name(step) });
    }
    return true;
  };

  for (const requested of request.requested) {
    if (!collect(requested, (step) => ({ step, requested }))) skipped.push(requested);
  }
  for (const link of request.chain ?? []) collect(link, () => ({ step: 'chain' }));
  if (request.defaultLocale !== undefined) collect(request.defaultLocale, () => ({ step: 'default' }));
  if (!found.has(request.base)) found.set(request.base, { locale: request.base, step: 'base' });

  const [best = { locale: request.base, step: 'base' as const }] = found.values();
  return { ...best, order: [...found.keys()], skipped };
}
