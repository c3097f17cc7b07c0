import { canonicalLocale, isLocalertError, type MessageSyntax } from '@localert/core';
import { parseForm } from '../parse.ts';
import type { CatalogMessage, CatalogOptions, CatalogProblem, CatalogReading } from './catalog.ts';
import type { ConversionDifference } from './conversion.ts';
import { convertMessage } from './convert.ts';

const CODES: Readonly<Record<string, CatalogProblem['code']>> = {
  LOCALERT_MESSAGE_SYNTAX: 'message',
  LOCALERT_MESSAGE_UNSUPPORTED: 'message',
  LOCALERT_MESSAGE_TOO_LARGE: 'size',
  LOCALERT_MESSAGE_TOO_DEEP: 'size',
  LOCALERT_MESSAGE_NOT_CONVERTIBLE: 'conversion',
};

const DIFFERENCES: Readonly<Record<ConversionDifference, string>> = {
  'date-width':
    'A date or time is shown in the nearest width; look at it, or choose a width that both notations have.',
  'hour-cycle':
    'The clock follows the locale more closely; look at it, or leave the clock to the locale in both.',
  integer: 'A value that is no whole number chooses its plural unrounded; give whole numbers.',
  'missing-category': 'A plural has no "other"; the last category stands for it, so add one.',
};

/** Gathers entries and problems, so that a bad entry never stops the others. */
export interface Collection<Entry> {
  /** Adds what `make` gives, or the problem that it throws. */
  put(key: string, make: () => Entry): void;
  note(code: CatalogProblem['code'], key: string, message: string): void;
  differ(key: string, differences: readonly ConversionDifference[]): void;
  readonly entries: readonly (readonly [key: string, entry: Entry])[];
  readonly problems: readonly CatalogProblem[];
}

/** Starts a collection. */
export function collection<Entry>(): Collection<Entry> {
  const entries: [string, Entry][] = [];
  const problems: CatalogProblem[] = [];
  const note = (code: CatalogProblem['code'], key: string, message: string): void => {
    problems.push({ code, key, message });
  };
  return {
    entries,
    problems,
    note,
    differ: (key, differences) => {
      for (const difference of differences) note('difference', key, DIFFERENCES[difference]);
    },
    put: (key, make) => {
      try {
        entries.push([key, make()]);
      } catch (error) {
        const code = isLocalertError(error) ? CODES[error.code] : undefined;
        if (code === undefined) throw error;
        note(code, key, (error as Error).message);
      }
    },
  };
}

/**
 * The locale that a caller names, in its canonical spelling.
 *
 * @throws LOCALERT_INVALID_LOCALE
 */
export function localeOf(given: string | undefined): string | undefined {
  return given === undefined ? undefined : canonicalLocale(given);
}

/** The reading that a collection of messages makes. Keys such as `__proto__` are keys like any other. */
export function readingOf(
  { entries, problems }: Collection<CatalogMessage>,
  syntax: MessageSyntax,
  locale: string | undefined,
): CatalogReading {
  const messages = Object.fromEntries(entries);
  return { catalog: { ...(locale === undefined ? {} : { locale }), syntax, messages }, problems };
}

/**
 * A source in the syntax that is wanted, as its author wrote it where it is in that syntax already.
 *
 * @throws the errors of {@link parseForm} and {@link convertMessage}
 */
export function sourceIn(
  target: MessageSyntax,
  source: string,
  syntax: MessageSyntax,
  { functions = [] }: CatalogOptions,
): { readonly source: string; readonly differences: readonly ConversionDifference[] } {
  if (syntax !== target) return convertMessage(source, syntax, target, { functions });
  parseForm(source, syntax, { functions });
  return { source, differences: [] };
}
