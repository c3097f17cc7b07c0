import { canonicalLocale, tryCanonicalLocale } from '@localert/core';
import { fixtureMessages } from '@localert/icu/catalog';
import { type CatalogueFile, findFiles, readCatalogueFile } from './catalogue-files.ts';
import type { CatalogueSource } from './catalogue-source.ts';
import { type JsonDocument, readJsonDocument } from './json-document.ts';
import {
  contentOr,
  type SourceFault,
  type SourceFixture,
  type Sources,
  type TextPlace,
} from './source-fixture.ts';

/** What reading files takes. */
export interface FileReading {
  /** Paths are told relative to it. */
  readonly cwd: string;
  /** Names of the host's functions. */
  readonly functions: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a document is one fixture, and not several by id. */
export const isOneFixture = (json: unknown): boolean =>
  isRecord(json) && typeof json['baseLocale'] === 'string' && isRecord(json['locales']);

/** The name under which a document has a locale, however it is spelled there. */
const spelled = (names: readonly string[], locale: string): string =>
  names.find((name) => tryCanonicalLocale(name) === locale) ?? locale;

/** Fixtures in one JSON document: several by id, or one, whose id is the file's name. */
export function fixturesInDocument(document: JsonDocument): Sources {
  const { json, file, path } = document;
  const name = /([^/\\]+?)(?:\.fixture)?\.json$/i.exec(path)?.[1] ?? 'fixture';
  const one = isOneFixture(json);
  const entries: [string, unknown][] = one ? [[name, json]] : isRecord(json) ? Object.entries(json) : [];
  const fixtures: SourceFixture[] = [];
  const faults: SourceFault[] = [];
  if (!isRecord(json)) {
    faults.push({
      id: name,
      file,
      code: 'fixture-invalid',
      message: 'The document is no fixture, nor fixtures by id.',
    });
  }
  for (const [id, value] of entries) {
    const root = one ? [] : [id];
    const read = contentOr(value);
    if ('content' in read) {
      // What has content has locales.
      const names = Object.keys((value as { readonly locales: object }).locales);
      const placeOf = (locale: string, field: string): TextPlace => {
        const keys = [...root, 'locales', spelled(names, locale), field];
        return { document, keys, text: document.textAt(keys) };
      };
      fixtures.push({ id, content: read.content, origin: 'file', file, placeOf });
    } else {
      faults.push({ id, file, place: { document, keys: root }, ...read });
    }
  }
  return { fixtures, faults };
}

/** A catalogue's problem as a fault; what is only said about a text is none. */
const faultsIn = ({ problems, document }: CatalogueFile): SourceFault[] =>
  problems.map(({ code, key, message }) => ({
    id: key,
    code: `catalogue-${code}`,
    message,
    file: document.file,
    place: { document, keys: [key] },
  }));

/** The texts of a fixture in one locale, and their file. */
interface TextsOf {
  readonly file: CatalogueFile;
  readonly texts: Readonly<Record<string, string>>;
}

/** Puts the texts of several locales together to fixtures. */
export function assembled(files: readonly CatalogueFile[], source: CatalogueSource): Sources {
  const { prefix = '', separator = '.' } = source;
  const base = canonicalLocale(source.baseLocale ?? 'en', 'catalogues');
  const byId = new Map<string, { readonly first: CatalogueFile; readonly locales: Map<string, TextsOf> }>();
  const faults: SourceFault[] = [];
  for (const file of files) {
    faults.push(...faultsIn(file));
    const { fixtures, problems } = fixtureMessages(file.catalog, { prefix, separator });
    faults.push(...faultsIn({ ...file, problems }));
    for (const [id, texts] of Object.entries(fixtures)) {
      const one = byId.get(id) ?? { first: file, locales: new Map() };
      one.locales.set(file.locale, { file, texts });
      byId.set(id, one);
    }
  }
  const fixtures = [...byId].flatMap(([id, { first, locales }]): SourceFixture[] => {
    const { syntax } = first.catalog;
    const texts = Object.fromEntries([...locales].map(([locale, one]) => [locale, one.texts]));
    const { file } = first.document;
    const read = contentOr({ baseLocale: base, syntax, locales: texts });
    if (!('content' in read)) {
      faults.push({ id, file, ...read, place: { document: first.document, keys: [] } });
      return [];
    }
    const placeOf = (locale: string, field: string): TextPlace | undefined => {
      const one = locales.get(locale);
      const text = one?.texts[field];
      if (one === undefined || text === undefined) return undefined;
      const key = `${prefix}${id}${separator}${field}`;
      const { document } = one.file;
      return { document, keys: [key], text: document.messageAt(key, text) };
    };
    return [{ id, content: read.content, origin: 'file', file, placeOf }];
  });
  return { fixtures, faults };
}

/** The fixtures that the files of one source make. @throws LOCALERT_CLI_FILE_UNREADABLE, LOCALERT_CATALOG_UNREADABLE */
export async function fileFixtures(
  source: CatalogueSource,
  folder: string,
  { cwd, functions }: FileReading,
): Promise<Sources> {
  const found = await findFiles(source, folder);
  const { format } = source;
  if (format === 'fixtures') {
    const all: Sources[] = [];
    for (const { path } of found) all.push(fixturesInDocument(await readJsonDocument(path, cwd)));
    return { fixtures: all.flatMap((one) => one.fixtures), faults: all.flatMap((one) => one.faults) };
  }
  const files: CatalogueFile[] = [];
  for (const one of found)
    files.push(await readCatalogueFile(one, { ...source, format }, { cwd, functions }));
  return assembled(files, source);
}
