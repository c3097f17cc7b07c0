import { canonicalLocale } from '@localert/core';
import type { FixtureDesk, FixtureReader } from './desk.ts';
import { type ImportTextsOptions, type ImportTextsResult, importTexts } from './import-texts.ts';
import { readPo } from './po-read.ts';
import { type PoLanguages, poText } from './po-write.ts';
import type { Source } from './source.ts';
import { type ExportTextsOptions, everySheet } from './xliff.ts';

/** How a gettext file is read. */
export interface ImportPoOptions extends ImportTextsOptions {
  /** The language of the translations, where the file names another or none. */
  readonly locale?: string | undefined;
}

async function* files(
  desk: FixtureReader,
  options: ExportTextsOptions,
  languages: PoLanguages,
): AsyncGenerator<string> {
  const { tenant } = desk.scope;
  yield poText([], tenant, languages, true);
  for await (const sheets of everySheet(desk, options)) yield poText(sheets, tenant, languages, false);
}

/**
 * A tenant's texts as a gettext catalogue (PO). `msgctxt` is `fixture.field`, `msgid` the source. Drafts are `fuzzy`.
 * A message that is one plural becomes a plural of gettext, with the language's `Plural-Forms`; any other is one
 * `msgid` in MessageFormat.
 *
 * @throws LOCALERT_INVALID_LOCALE, and what the desk throws
 *
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs';
 * import { pipeline } from 'node:stream/promises';
 * import { exportPo } from '@localert/exchange';
 * import type { TenantClient } from '@localert/manager';
 *
 * export async function forTranslator(acme: TenantClient): Promise<void> {
 *   await pipeline(exportPo(acme, { source: 'en', target: 'pl' }), createWriteStream('pl.po'));
 * }
 * ```
 */
export async function* exportPo(desk: FixtureReader, options: ExportTextsOptions): AsyncGenerator<string> {
  const source = canonicalLocale(options.source, 'export');
  const target = canonicalLocale(options.target, 'export');
  yield* files(desk, options, { source, target });
}

/** The same without translations: the template (POT) that catalogues of new languages begin as. */
export async function* exportPot(
  desk: FixtureReader,
  options: Omit<ExportTextsOptions, 'target' | 'untranslated'>,
): AsyncGenerator<string> {
  const source = canonicalLocale(options.source, 'export');
  // Of the source's own language nothing is a translation, so all entries are empty.
  yield* files(desk, { ...options, target: 'und', untranslated: true }, { source, target: undefined });
}

/**
 * Takes a translator's gettext catalogue. What is `fuzzy` is a draft, all else approved, where `as` is `by-state`. Each
 * text is held against its source, as in `importXliff`.
 *
 * @throws LOCALERT_EXCHANGE_UNREADABLE, LOCALERT_INVALID_LOCALE, LOCALERT_IMPORT_STOPPED, LOCALERT_CHECKPOINT_MISMATCH;
 *   what the desk throws and is not about one fixture
 */
export function importPo(
  desk: FixtureDesk,
  source: Source,
  options: ImportPoOptions = {},
): Promise<ImportTextsResult> {
  return importTexts(desk, readPo(source, options.locale), options);
}
