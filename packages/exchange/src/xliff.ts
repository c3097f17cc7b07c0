import { canonicalLocale, type FixtureQuery } from '@localert/core';
import type { FixtureDesk, FixtureReader } from './desk.ts';
import { type ImportTextsOptions, type ImportTextsResult, importTexts } from './import-texts.ts';
import type { ImportProblem } from './problem.ts';
import { everyRow } from './rows.ts';
import type { Source } from './source.ts';
import { sheetOf, type TranslationSheet } from './translation.ts';
import { readXliff } from './xliff-read.ts';
import { group1, head1, tail1 } from './xliff-write-1.ts';
import { group2, head2, tail2 } from './xliff-write-2.ts';

/** What translators get. */
export interface ExportTextsOptions {
  /** The language that is translated from, BCP 47: fixtures with another base locale are passed over. */
  readonly source: string;
  /** The language that is translated into, BCP 47. */
  readonly target: string;
  /** Which fixtures. Default: active ones. */
  readonly query?: Omit<FixtureQuery, 'cursor' | 'limit'> | undefined;
  /** Only texts that have no translation and no draft. Default false. */
  readonly untranslated?: boolean | undefined;
  /** Told of what could not be written. */
  readonly onProblem?: ((problem: ImportProblem) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How an XLIFF file is written. */
export interface ExportXliffOptions extends ExportTextsOptions {
  /** Default `2.0`. */
  readonly version?: '1.2' | '2.0' | undefined;
}

/** How an XLIFF file is read. */
export interface ImportXliffOptions extends ImportTextsOptions {
  /** The language of the translations, where the file names another or none. */
  readonly locale?: string | undefined;
}

const isWritable = ({ source, target }: { source: string; target?: string | undefined }): boolean =>
  source.isWellFormed() && (target ?? '').isWellFormed();

/** The sheets of a tenant's fixtures, a page at a time. */
export async function* everySheet(
  desk: FixtureReader,
  options: ExportTextsOptions,
): AsyncGenerator<readonly TranslationSheet[]> {
  const { untranslated = false, onProblem, signal, query = { state: 'active' } } = options;
  const source = canonicalLocale(options.source, 'export');
  const target = canonicalLocale(options.target, 'export');
  let line = 0;
  for await (const rows of everyRow(desk, { query, signal })) {
    const sheets: TranslationSheet[] = [];
    for (const row of rows) {
      if (row.baseLocale !== source) continue;
      const sheet = sheetOf(row, target);
      const translations = sheet.translations.filter((one) => {
        line += 1;
        if (untranslated && one.state !== 'initial') return false;
        if (isWritable(one)) return true;
        onProblem?.({ line, code: 'unwritable', fixture: row.id, field: one.field, locale: target });
        return false;
      });
      if (translations.length > 0) sheets.push({ ...sheet, translations });
    }
    if (sheets.length > 0) yield sheets;
  }
}

/**
 * A tenant's texts for a translator, as XLIFF. Each field is a unit whose id stays: `disk_full.title`. Placeholders and
 * the frames of plurals and selects are inline codes that a tool protects; the words between them are text. A message is
 * always one unit, so that what comes back untouched is, character by character, what went out. A text without a
 * translation whose plural has other branches in the target language comes with them.
 *
 * @throws LOCALERT_INVALID_LOCALE, and what the desk throws
 *
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs';
 * import { pipeline } from 'node:stream/promises';
 * import { exportXliff } from '@localert/exchange';
 * import type { TenantClient } from '@localert/manager';
 *
 * export async function forTranslator(acme: TenantClient): Promise<void> {
 *   await pipeline(exportXliff(acme, { source: 'en', target: 'ru' }), createWriteStream('ru.xlf'));
 * }
 * ```
 */
export async function* exportXliff(desk: FixtureReader, options: ExportXliffOptions): AsyncGenerator<string> {
  const { version = '2.0' } = options;
  const source = canonicalLocale(options.source, 'export');
  const target = canonicalLocale(options.target, 'export');
  const { tenant } = desk.scope;
  let isEmpty = true;
  yield version === '2.0' ? head2(tenant, source, target) : head1(tenant, source, target);
  for await (const sheets of everySheet(desk, options)) {
    isEmpty = false;
    yield sheets.map(version === '2.0' ? group2 : group1).join('');
  }
  yield version === '2.0' ? tail2(isEmpty) : tail1();
}

/**
 * Takes a translator's XLIFF, of version 1.2 or 2.0, from any tool. Streaming; each text is held against its source: one
 * that lost an argument, or whose source is another by now, is told and left out. What is untouched changes nothing.
 *
 * @throws LOCALERT_EXCHANGE_UNREADABLE, LOCALERT_INVALID_LOCALE, LOCALERT_IMPORT_STOPPED, LOCALERT_CHECKPOINT_MISMATCH;
 *   what the desk throws and is not about one fixture
 *
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 * import { importXliff } from '@localert/exchange';
 * import type { TenantClient } from '@localert/manager';
 *
 * export async function fromTranslator(acme: TenantClient): Promise<void> {
 *   const { counts, problems } = await importXliff(acme, createReadStream('ru.xlf'), { as: 'drafts' });
 *   console.log(counts, problems.map(({ fixture, field, code }) => `${fixture}.${field}: ${code}`));
 * }
 * ```
 */
export function importXliff(
  desk: FixtureDesk,
  source: Source,
  options: ImportXliffOptions = {},
): Promise<ImportTextsResult> {
  return importTexts(desk, readXliff(source, options.locale), options);
}
