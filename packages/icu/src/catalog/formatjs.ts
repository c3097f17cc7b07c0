import { parseForm } from '../parse.ts';
import type { Catalog, CatalogMessage, CatalogOptions, CatalogReading, CatalogWriting } from './catalog.ts';
import { collection, localeOf, readingOf, sourceIn } from './collect.ts';
import { formatJsSource } from './formatjs-tree.ts';
import { printIcuNodes } from './icu-printer.ts';
import { documentOf, isJsonRecord, own, ownText } from './json.ts';

/** How {@link writeFormatJs} writes. */
export interface FormatJsOptions extends CatalogOptions {
  /** Write `{ defaultMessage, description }`, as `formatjs extract` does, instead of plain texts. Default `false`. */
  readonly descriptors?: boolean;
}

/** One entry of FormatJS as it is extracted. */
export interface FormatJsDescriptor {
  readonly defaultMessage: string;
  readonly description?: string;
}

/** A document of FormatJS. */
export type FormatJsJson = Readonly<Record<string, string | FormatJsDescriptor>>;

/**
 * Reads FormatJS JSON: `{ id: 'message' }`, `{ id: { defaultMessage, description } }` as it is extracted, and compiled
 * syntax trees.
 *
 * @param json - what `JSON.parse` gave
 * @throws LOCALERT_CATALOG_UNREADABLE when it is no object, LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { readFormatJs } from '@localert/icu/catalog';
 *
 * const { catalog, problems } = readFormatJs({ 'disk.title': 'Disk full on {host}' }, { locale: 'en' });
 * catalog.messages['disk.title']?.source; // 'Disk full on {host}'
 * problems; // []
 * ```
 */
export function readFormatJs(json: unknown, options: CatalogOptions = {}): CatalogReading {
  const found = collection<CatalogMessage>();
  for (const [id, entry] of Object.entries(documentOf(json, 'FormatJS'))) {
    const descriptor = isJsonRecord(entry) ? entry : undefined;
    const source = formatJsSource(descriptor ? own(descriptor, 'defaultMessage') : entry);
    if (source === undefined) {
      found.note(
        'entry',
        id,
        'The entry has no message; write a text, or an object with a text as "defaultMessage".',
      );
      continue;
    }
    const description = descriptor && ownText(descriptor, 'description');
    found.put(id, () => ({
      source: sourceIn('icu', source, 'icu', options).source,
      ...(description === undefined ? {} : { description }),
    }));
  }
  return readingOf(found, 'icu', localeOf(options.locale));
}

/** FormatJS takes `<b>` for a tag, Localert for text: a source that has such text is written with it quoted. */
function withoutTags(source: string, { functions = [] }: CatalogOptions): string {
  if (!source.includes('<')) return source;
  const { nodes } = parseForm(source, 'icu', { functions });
  return printIcuNodes(nodes, { reader: 'formatjs' }).source;
}

/**
 * Writes FormatJS JSON. MessageFormat 2 messages are converted; what cannot be is among the problems. `<` is quoted,
 * since it is text in Localert and starts a tag in FormatJS.
 *
 * @example
 * ```ts
 * import { writeFormatJs } from '@localert/icu/catalog';
 *
 * const catalog = { syntax: 'mf2', messages: { hello: { source: 'Hello {$name}', description: 'Greets' } } } as const;
 * writeFormatJs(catalog).json; // { hello: 'Hello {name}' }
 * writeFormatJs(catalog, { descriptors: true }).json; // { hello: { defaultMessage: …, description: 'Greets' } }
 * ```
 */
export function writeFormatJs(catalog: Catalog, options: FormatJsOptions = {}): CatalogWriting<FormatJsJson> {
  const found = collection<string | FormatJsDescriptor>();
  for (const [id, { source, description }] of Object.entries(catalog.messages)) {
    found.put(id, () => {
      const written = sourceIn('icu', source, catalog.syntax, options);
      found.differ(id, written.differences);
      const text = withoutTags(written.source, options);
      if (!options.descriptors) return text;
      return { defaultMessage: text, ...(description === undefined ? {} : { description }) };
    });
  }
  return { json: Object.fromEntries(found.entries), problems: found.problems };
}
