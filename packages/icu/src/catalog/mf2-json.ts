import type { Model } from 'messageformat';
import type { Catalog, CatalogMessage, CatalogOptions, CatalogReading, CatalogWriting } from './catalog.ts';
import { collection, localeOf, readingOf, sourceIn } from './collect.ts';
import { documentOf, isJsonRecord, ownText } from './json.ts';
import { mf2ModelOf, mf2SourceOfModel } from './mf2-model.ts';

/** How {@link writeMf2Json} writes. */
export interface Mf2JsonOptions extends CatalogOptions {
  /** Write each message in the data model instead of as a source. Default `false`. */
  readonly model?: boolean;
}

/** A document of MessageFormat 2: sources, or messages in the data model. */
export type Mf2Json = Readonly<Record<string, string | Model.Message>>;

/**
 * Reads MessageFormat 2 JSON: `{ key: 'source' }`, or `{ key: message }` in the data model of LDML 48 part 9 or of the
 * package `messageformat`, which differ in one name only. A message's `comment` becomes its description.
 *
 * @param json - what `JSON.parse` gave
 * @throws LOCALERT_CATALOG_UNREADABLE when it is no object, LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { readMf2Json } from '@localert/icu/catalog';
 *
 * const { catalog } = readMf2Json({ hello: { type: 'message', declarations: [], pattern: ['Hello'] } });
 * catalog.messages['hello']?.source; // 'Hello'
 * ```
 */
export function readMf2Json(json: unknown, options: CatalogOptions = {}): CatalogReading {
  const found = collection<CatalogMessage>();
  for (const [id, entry] of Object.entries(documentOf(json, 'MessageFormat 2'))) {
    const source = typeof entry === 'string' ? entry : mf2SourceOfModel(entry);
    if (source === undefined) {
      found.note(
        'entry',
        id,
        'The entry is no message; write a source, or a message in the data model of LDML 48.',
      );
      continue;
    }
    const description = isJsonRecord(entry) ? ownText(entry, 'comment') : undefined;
    found.put(id, () => ({
      source: sourceIn('mf2', source, 'mf2', options).source,
      ...(description === undefined ? {} : { description }),
    }));
  }
  return readingOf(found, 'mf2', localeOf(options.locale));
}

/**
 * Writes MessageFormat 2 JSON. MessageFormat 1 messages are converted; what cannot be is among the problems.
 *
 * @example
 * ```ts
 * import { writeMf2Json } from '@localert/icu/catalog';
 *
 * const catalog = { syntax: 'icu', messages: { up: { source: 'Up since {since, time, short}' } } } as const;
 * writeMf2Json(catalog).json; // { up: 'Up since {$since :time}' }
 * ```
 */
export function writeMf2Json(catalog: Catalog, options: Mf2JsonOptions = {}): CatalogWriting<Mf2Json> {
  const found = collection<string | Model.Message>();
  for (const [id, { source, description }] of Object.entries(catalog.messages)) {
    found.put(id, () => {
      const written = sourceIn('mf2', source, catalog.syntax, options);
      found.differ(id, written.differences);
      if (!options.model) return written.source;
      return {
        ...mf2ModelOf(written.source),
        ...(description === undefined ? {} : { comment: description }),
      };
    });
  }
  return { json: Object.fromEntries(found.entries), problems: found.problems };
}
