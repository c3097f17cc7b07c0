import {
  type AlertSeverity,
  canonicalLocale,
  type FixtureId,
  InvalidInputError,
  type Locale,
} from '@localert/core';
import { type CompiledForm, compileForm, negotiateLocale, parseForm } from '@localert/icu';
import type { SlackMessage } from './block-kit.ts';
import { slackEscaper } from './escape.ts';
import { FALLBACK_TEXTS, type FallbackTextTable } from './fallback-texts.ts';
import { isRightToLeft } from './right-to-left.ts';
import { SEVERITY_STYLES } from './severity-style.ts';

/** The last step of the failure ladder: messages that need no fixture. */
export interface FallbackRenderer {
  /** A plain message that names the fixture and its severity, in the best of the locales. */
  minimal(
    fixture: FixtureId,
    severity: AlertSeverity,
    locales: readonly Locale[],
  ): { locale: Locale; message: SlackMessage };
  /** "+3 more" in a locale. */
  more(count: number, locale: Locale): string;
}

const ignore = () => undefined;

/**
 * Compiles fallback texts. All are compiled at once: a broken one shows here, not in an emergency.
 *
 * @param table - texts by locale; default: the six built-in languages
 * @throws LOCALERT_INVALID_INPUT for an empty table, LOCALERT_INVALID_LOCALE, LOCALERT_MESSAGE_SYNTAX
 *
 * @example
 * ```ts
 * import { createFallbackRenderer } from '@localert/slack';
 *
 * createFallbackRenderer().minimal('disk_full', 'high', ['es-MX']).message.text;
 * ```
 */
export function createFallbackRenderer(table: FallbackTextTable = FALLBACK_TEXTS): FallbackRenderer {
  const compiled = new Map<Locale, { minimal: CompiledForm; more: CompiledForm }>();
  for (const [tag, texts] of Object.entries(table)) {
    const locale = canonicalLocale(tag, 'fallbackTexts');
    const compile = (source: string) =>
      compileForm(parseForm(source, 'icu'), {
        locale,
        timeZone: 'UTC',
        escape: slackEscaper,
        bidiIsolation: isRightToLeft(locale) ? 'auto' : 'none',
      });
    compiled.set(locale, { minimal: compile(texts.minimal), more: compile(texts.more) });
  }
  const available = [...compiled.keys()];
  const base = compiled.has('en') ? 'en' : available[0];
  if (base === undefined) {
    throw new InvalidInputError({
      what: 'fallbackTexts',
      issues: [{ path: '', message: 'the texts of at least one locale' }],
    });
  }
  const best = (locales: readonly Locale[]) => {
    const { locale } = negotiateLocale({ requested: locales, available, base });
    return { locale, texts: compiled.get(locale) };
  };
  return {
    minimal(fixture, severity, locales) {
      const { locale, texts } = best(locales);
      const words = texts?.minimal({ fixture, severity }, ignore) ?? fixture;
      return { locale, message: { text: `${SEVERITY_STYLES[severity].emoji} ${words}` } };
    },
    more: (count, locale) => best([locale]).texts?.more({ count }, ignore) ?? `+${count}`,
  };
}

let builtIn: FallbackRenderer | undefined;

/** The one of the built-in languages. It never changes, so it is compiled once. */
export function builtInFallback(): FallbackRenderer {
  builtIn ??= createFallbackRenderer();
  return builtIn;
}
