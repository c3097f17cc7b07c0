import { resolve } from 'node:path';
import { tryCanonicalLocale } from '@localert/core';
import type { CustomFunctions } from '@localert/icu';
import { type CatalogueFile, findFiles, readCatalogueFile } from './catalogue-files.ts';
import type { CatalogueFormat, CatalogueSource } from './catalogue-source.ts';
import { checkCatalogue } from './check-catalogue.ts';
import type { Found } from './check-finding.ts';
import { checkFixture, faultFinding } from './check-fixture.ts';
import { UsageError } from './errors.ts';
import { type FileReading, fileFixtures, fixturesInDocument, isOneFixture } from './file-fixtures.ts';
import { readJsonDocument } from './json-document.ts';
import type { LoadedConfig } from './load-config.ts';

/** How files that no config knows are read. */
export interface FileChoice {
  readonly format?: CatalogueFormat | undefined;
  readonly locale?: string | undefined;
  readonly baseLocale?: string | undefined;
}

/** What was looked at. */
export interface FileCheck {
  readonly found: readonly Found[];
  readonly fixtures: number;
  readonly messages: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a document looks like. Fixtures and ARB say what they are; a text in braces twice is i18next's. */
export function formatOf(path: string, json: unknown): CatalogueFormat {
  if (/\.arb$/i.test(path) || (isRecord(json) && typeof json['@@locale'] === 'string')) return 'arb';
  if (isOneFixture(json)) return 'fixtures';
  if (isRecord(json) && Object.values(json).length > 0 && Object.values(json).every(isOneFixture))
    return 'fixtures';
  return 'formatjs';
}

/** The source of a config that a file belongs to. */
async function sourceOf(
  path: string,
  loaded: LoadedConfig | undefined,
): Promise<{ readonly source: CatalogueSource; readonly folder: string } | undefined> {
  if (loaded === undefined) return undefined;
  const { folder, config } = loaded;
  for (const source of config.catalogues ?? []) {
    const files = await findFiles(source, folder);
    if (files.some((one) => one.path === path)) return { source, folder };
  }
  return undefined;
}

function checkPlain(
  files: readonly CatalogueFile[],
  choice: FileChoice,
  functions: readonly string[],
): Found[] {
  const wanted = choice.baseLocale === undefined ? 'en' : tryCanonicalLocale(choice.baseLocale);
  const base =
    files.find(({ locale }) => locale === wanted) ??
    (choice.baseLocale === undefined ? files.find(({ locale }) => locale.split('-')[0] === 'en') : undefined);
  return files.flatMap((file) => checkCatalogue(file, base, functions));
}

/**
 * Looks at files. One that the config's catalogues know is read as they say, with the files that belong to it; another
 * is what it looks like.
 *
 * @throws LOCALERT_CLI_FILE_UNREADABLE, LOCALERT_CATALOG_UNREADABLE, LOCALERT_CLI_USAGE
 */
export async function checkFiles(
  names: readonly string[],
  choice: FileChoice,
  loaded: LoadedConfig | undefined,
  functions: CustomFunctions,
  { cwd }: Pick<FileReading, 'cwd'>,
): Promise<FileCheck> {
  const reading: FileReading = { cwd, functions: Object.keys(functions) };
  const sources = new Map<CatalogueSource, string>();
  const plain: CatalogueFile[] = [];
  const all: Found[] = [];
  let fixtures = 0;
  let messages = 0;
  const wanted = new Set<string>();
  for (const name of names) {
    const path = resolve(cwd, name);
    const document = await readJsonDocument(path, cwd);
    const known = choice.format === undefined ? await sourceOf(path, loaded) : undefined;
    if (known !== undefined) {
      sources.set(known.source, known.folder);
      wanted.add(document.file);
      continue;
    }
    const format = choice.format ?? formatOf(path, document.json);
    if (format === 'fixtures') {
      const read = fixturesInDocument(document);
      fixtures += read.fixtures.length;
      all.push(
        ...read.faults.map(faultFinding),
        ...read.fixtures.flatMap((one) => checkFixture(one, functions)),
      );
      continue;
    }
    if (choice.locale !== undefined && names.length > 1) {
      throw new UsageError({
        problem: '--locale is of one file, and there are several.',
        hint: 'Check one at a time.',
      });
    }
    const said = choice.locale;
    const locale = said === undefined ? undefined : () => said;
    const file = await readCatalogueFile({ path }, { format, locale }, reading);
    messages += Object.keys(file.catalog.messages).length;
    plain.push(file);
  }
  all.push(...checkPlain(plain, choice, reading.functions));
  for (const [source, folder] of sources) {
    const read = await fileFixtures(source, folder, reading);
    fixtures += read.fixtures.length;
    const found = [
      ...read.faults.map(faultFinding),
      ...read.fixtures.flatMap((one) => checkFixture(one, functions)),
    ];
    all.push(...found.filter(({ finding }) => finding.file !== undefined && wanted.has(finding.file)));
  }
  return { found: all, fixtures, messages };
}
