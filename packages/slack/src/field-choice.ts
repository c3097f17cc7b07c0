import type { Locale } from '@localert/core';
import type { CompiledField, TenantBundle } from './bundle.ts';

/** Why a locale was passed over. */
export interface SkippedLocale {
  readonly locale: Locale;
  readonly reason: 'missing' | 'broken';
}

/** Which text a field takes, and which it passed over. */
export interface FieldChoice {
  readonly field: string;
  readonly locale: Locale;
  readonly compiled: CompiledField;
  readonly skipped: readonly SkippedLocale[];
}

/**
 * The texts of a field that can be tried, best first. A field that its own locale lacks is taken from the next one: a
 * reader gets as much as possible in the best language, and the whole alert.
 *
 * @param order - locales, best first
 */
export function* fieldChoices(
  bundle: TenantBundle,
  order: readonly Locale[],
  field: string,
): Generator<FieldChoice> {
  const skipped: SkippedLocale[] = [];
  for (const locale of order) {
    const { fields, broken } = bundle.compiled(locale);
    const compiled = fields.get(field);
    if (compiled !== undefined) yield { field, locale, compiled, skipped: [...skipped] };
    // Coming back here means that the text failed while it ran.
    skipped.push({ locale, reason: compiled !== undefined || broken.has(field) ? 'broken' : 'missing' });
  }
}
