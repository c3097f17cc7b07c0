import { canonicalLocale, type Locale, type SlackFixture } from '@localert/core';
import {
  type Catalog,
  type CatalogOptions,
  type CatalogProblem,
  type CatalogReading,
  type CataloguedFixture,
  type CatalogWriting,
  catalogOf,
  type FixtureKeys,
  type I18nextOptions,
  readArb,
  readFormatJs,
  readI18next,
  readMf2Json,
  writeArb,
  writeFormatJs,
  writeI18next,
  writeMf2Json,
} from '@localert/icu/catalog';
import type { FixtureDesk, FixtureReader } from './desk.ts';
import { ExchangeUnreadableError } from './errors.ts';
import { type ImportTextsOptions, type ImportTextsResult, importTexts } from './import-texts.ts';
import { everyRow, type RowOptions } from './rows.ts';
import { placeOfKey, type TextUnit, type UnitFault } from './text-unit.ts';

/** The formats of catalogue files; see docs/catalogues.md. */
export type CatalogueFormat = 'formatjs' | 'i18next' | 'arb' | 'mf2';

/** What all catalogue files take. */
interface CatalogueOptions extends FixtureKeys, Pick<CatalogOptions, 'functions'> {
  readonly format: CatalogueFormat;
  /** BCP 47. */
  readonly locale: string;
  /** How i18next is set up. */
  readonly i18next?: Omit<I18nextOptions, 'locale' | 'functions'> | undefined;
}

/** How a catalogue file is written. */
export interface ExportCatalogueOptions extends CatalogueOptions, RowOptions {
  /** Take drafts where there are some, instead of the texts that readers see. Default false. */
  readonly drafts?: boolean | undefined;
}

/** How a catalogue file is read. */
export interface ImportCatalogueOptions extends CatalogueOptions, ImportTextsOptions {}

type Writer = (catalog: Catalog, options: CatalogOptions) => CatalogWriting<unknown>;
type Reader = (json: unknown, options: CatalogOptions) => CatalogReading;

function formatOf({ format, i18next = {} }: CatalogueOptions): {
  readonly read: Reader;
  readonly write: Writer;
} {
  switch (format) {
    case 'formatjs':
      return { read: readFormatJs, write: writeFormatJs };
    case 'arb':
      return { read: readArb, write: writeArb };
    case 'mf2':
      return { read: readMf2Json, write: writeMf2Json };
    case 'i18next':
      return {
        read: (json, options) => readI18next(json, { ...i18next, ...options }),
        write: (catalog, options) => writeI18next(catalog, { ...i18next, ...options }),
      };
    default:
      throw new ExchangeUnreadableError({
        format: 'a catalogue',
        reason: 'the format is none of formatjs, i18next, arb, mf2',
      });
  }
}

/** ARB ids take no dots. */
const separatorOf = ({ separator, format }: CatalogueOptions): string =>
  separator ?? (format === 'arb' ? '_' : '.');

const functionsIn = ({ functions }: CatalogueOptions): Pick<CatalogOptions, 'functions'> =>
  functions === undefined ? {} : { functions };

function catalogued(row: SlackFixture, locale: Locale, drafts: boolean): CataloguedFixture {
  const draft = drafts ? row.drafts?.[locale] : undefined;
  if (draft?.state !== 'proposed') return row;
  return { ...row, locales: { ...row.locales, [locale]: draft.messages } };
}

/**
 * A tenant's texts in one locale as a file of FormatJS, i18next, ARB or MessageFormat 2: plain data for
 * `JSON.stringify`, with what could not be written. Such a file is one document, so it is held in memory.
 *
 * @throws LOCALERT_INVALID_LOCALE, and what the desk throws
 *
 * @example
 * ```ts
 * import { exportCatalogue } from '@localert/exchange';
 * import type { TenantClient } from '@localert/manager';
 *
 * export async function arbOf(acme: TenantClient): Promise<string> {
 *   const { json } = await exportCatalogue(acme, { format: 'arb', locale: 'de' });
 *   return JSON.stringify(json, null, 2);
 * }
 * ```
 */
export async function exportCatalogue(
  desk: FixtureReader,
  options: ExportCatalogueOptions,
): Promise<CatalogWriting<unknown>> {
  const locale = canonicalLocale(options.locale, 'export');
  const { write } = formatOf(options);
  const { prefix = '', drafts = false } = options;
  const fixtures = new Map<string, CataloguedFixture>();
  for await (const rows of everyRow(desk, { query: { state: 'active' }, ...options })) {
    for (const row of rows) fixtures.set(row.id, catalogued(row, locale, drafts));
  }
  const { catalog, problems } = catalogOf(Object.fromEntries(fixtures), locale, {
    prefix,
    separator: separatorOf(options),
    syntax: options.format === 'mf2' ? 'mf2' : 'icu',
    ...functionsIn(options),
  });
  const written = write(catalog, { locale, ...functionsIn(options) });
  return { json: written.json, problems: [...problems, ...written.problems] };
}

async function* unitsOf(
  { catalog, problems }: CatalogReading,
  options: ImportCatalogueOptions,
  locale: Locale,
): AsyncGenerator<TextUnit | UnitFault> {
  const { prefix = '' } = options;
  let line = 0;
  for (const { code, key } of problems) {
    // A text that is taken, and may show a little otherwise, is no fault.
    if (code === 'difference' || code === 'metadata') continue;
    yield { line: 0, code, locale, ...placeOfKey(key.slice(prefix.length), separatorOf(options)) };
  }
  for (const [key, { source }] of Object.entries(catalog.messages)) {
    line += 1;
    if (!key.startsWith(prefix)) continue;
    const place = placeOfKey(key.slice(prefix.length), separatorOf(options));
    if (place === undefined) yield { line, code: 'key', locale };
    else {
      const pieces = [{ kind: 'text', text: source }] as const;
      yield { ...place, locale, line, state: 'translated', pieces, syntax: catalog.syntax };
    }
  }
}

/**
 * Takes the texts of a catalogue file for fixtures that are there: `disk_full.title` is the field `title` of
 * `disk_full`. Keys that name none are told and passed over. The file's `problems` are those of its reader.
 *
 * @param json - what `JSON.parse` gives
 * @throws LOCALERT_CATALOG_UNREADABLE, LOCALERT_INVALID_LOCALE, LOCALERT_IMPORT_STOPPED; what the desk throws and is not
 *   about one fixture
 */
export async function importCatalogue(
  desk: FixtureDesk,
  json: unknown,
  options: ImportCatalogueOptions,
): Promise<ImportTextsResult & { readonly reading: readonly CatalogProblem[] }> {
  const locale = canonicalLocale(options.locale, 'import');
  const reading = formatOf(options).read(json, { locale, ...functionsIn(options) });
  const result = await importTexts(desk, unitsOf(reading, options, locale), options);
  return { ...result, reading: reading.problems };
}
