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

/** The key under which a document has a locale, however it is spelled there. */
function spelled(json: unknown, keys: readonly string[], locale: string): string {
  const holder = keys.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), json);
  const names = isRecord(holder) ? Object.keys(holder) : [];
  return names.find((name) => tryCanonicalLocale(name) === locale) ?? locale;
}

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
      const placeOf = (locale: string, field: string): TextPlace => {
        const inside = [...root, 'locales'];
        const keys = [...inside, spelled(json, inside, locale), field];
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

/** Puts the texts of several locales together to fixtures. */
export function assembled(files: readonly CatalogueFile[], source: CatalogueSource): Sources {
  const { prefix = '', separator = '.' } = source;
  const base = canonicalLocale(source.baseLocale ?? 'en', 'catalogues');
  const byId = new Map<
    string,
    Map<string, { file: CatalogueFile; texts: Readonly<Record<string, string>> }>
  >();
  const faults: SourceFault[] = [];
  for (const file of files) {
    faults.push(...faultsIn(file));
    const { fixtures, problems } = fixtureMessages(file.catalog, { prefix, separator });
    faults.push(...faultsIn({ ...file, problems }));
    for (const [id, texts] of Object.entries(fixtures)) {
      const locales = byId.get(id) ?? new Map();
      byId.set(id, locales.set(file.locale, { file, texts }));
    }
  }
  const fixtures = [...byId].flatMap(([id, locales]): SourceFixture[] => {
    const [first] = locales.values();
    const { syntax } = first?.file.catalog ?? { syntax: 'icu' };
    const texts = Object.fromEntries([...locales].map(([locale, one]) => [locale, one.texts]));
    const file = first?.file.document.file;
    const read = contentOr({ baseLocale: base, syntax, locales: texts });
    if (!('content' in read)) {
      faults.push({ id, file, ...read, place: first && { document: first.file.document, keys: [] } });
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
