import { glob } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { tryCanonicalLocale } from '@localert/core';
import {
  type CatalogOptions,
  type CatalogReading,
  readArb,
  readFormatJs,
  readI18next,
  readMf2Json,
} from '@localert/icu/catalog';
import type { CatalogueFormat, CatalogueSource } from './catalogue-source.ts';
import { FileUnreadableError } from './errors.ts';
import { type JsonDocument, readJsonDocument } from './json-document.ts';

/** A file that a pattern names. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** What stands where the pattern says `{locale}`. */
  readonly locale?: string | undefined;
}

const TAG = '[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*';

/** A pattern as an expression over paths with `/`. */
export function patternOf(pattern: string): RegExp {
  let named = false;
  const text = pattern
    .replace(/^\.\//, '')
    .replace(/\{locale\}|\*\*\/|\*\*|\*|\?|[\\^$.|+()[\]{}]/g, (token) => {
      if (token === '{locale}') {
        const group = named ? '\\k<locale>' : `(?<locale>${TAG})`;
        named = true;
        return group;
      }
      if (token === '**/') return '(?:.*/)?';
      if (token === '**') return '.*';
      if (token === '*') return '[^/]*';
      return token === '?' ? '[^/]' : `\\${token}`;
    });
  return new RegExp(`^${text}$`);
}

/** The files of a source, by path. */
export async function findFiles(source: CatalogueSource, folder: string): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const pattern of [source.files].flat()) {
    const expression = patternOf(pattern);
    for await (const entry of glob(pattern.replaceAll('{locale}', '*'), { cwd: folder })) {
      const match = expression.exec(entry.replaceAll('\\', '/'));
      if (!match) continue;
      const path = resolve(folder, entry);
      found.set(path, { path, locale: match.groups?.['locale'] });
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Whether a tag begins with a language: many short words are shaped like one. */
function isKnown(tag: string): boolean {
  const [language = ''] = tag.split('-');
  return /^[a-z]{2,3}$/i.test(language) && languages.of(language) !== undefined;
}

/** The locale that a file's name tells: `es-MX.json`, `messages.es.json`, `app_es.arb`. */
export function localeInName(path: string): string | undefined {
  const name = basename(path).replace(/\.[a-z0-9]+$/i, '');
  const ends = [name, name.slice(name.lastIndexOf('.') + 1), /_([a-z]{2,3}(?:_[A-Z]{2})?)$/.exec(name)?.[1]];
  for (const part of ends) {
    const tag = part?.replaceAll('_', '-');
    const locale = tag !== undefined && isKnown(tag) ? tryCanonicalLocale(tag) : undefined;
    if (locale !== undefined) return locale;
  }
  return undefined;
}

/** The locale that a document names itself, as ARB's do. */
const localeInside = (json: unknown): string | undefined => {
  const own =
    typeof json === 'object' && json !== null ? (json as Record<string, unknown>)['@@locale'] : undefined;
  return typeof own === 'string' ? own.replaceAll('_', '-') : undefined;
};

const READERS: Readonly<
  Record<Exclude<CatalogueFormat, 'fixtures'>, (json: unknown, options: CatalogOptions) => CatalogReading>
> = { formatjs: readFormatJs, i18next: readI18next, arb: readArb, 'mf2-json': readMf2Json };

/** A file of texts in one locale. */
export interface CatalogueFile extends CatalogReading {
  readonly document: JsonDocument;
  readonly locale: string;
}

/** Reads a file of texts in one locale. @throws LOCALERT_CLI_FILE_UNREADABLE, LOCALERT_CATALOG_UNREADABLE */
export async function readCatalogueFile(
  found: FoundFile,
  source: Pick<CatalogueSource, 'locale'> & { readonly format: Exclude<CatalogueFormat, 'fixtures'> },
  { cwd, functions }: { readonly cwd: string; readonly functions: readonly string[] },
): Promise<CatalogueFile> {
  const document = await readJsonDocument(found.path, cwd);
  const tag =
    source.locale?.(found.path) ?? localeInside(document.json) ?? found.locale ?? localeInName(found.path);
  const locale = tryCanonicalLocale(tag?.replaceAll('_', '-'));
  if (locale === undefined) {
    const problem = 'neither it nor its path names its locale; write for example "es.json", or say --locale.';
    throw new FileUnreadableError({ file: document.file, problem });
  }
  return { ...READERS[source.format](document.json, { locale, functions }), document, locale };
}
