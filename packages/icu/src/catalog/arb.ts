import { tryCanonicalLocale } from '@localert/core';
import { parseForm } from '../parse.ts';
import { type ArbPlaceholder, arbMessage, formWithFormats, notesOf } from './arb-message.ts';
import type { Catalog, CatalogMessage, CatalogOptions, CatalogReading, CatalogWriting } from './catalog.ts';
import { collection, localeOf, readingOf, sourceIn } from './collect.ts';
import { documentOf, isJsonRecord, own, ownText } from './json.ts';
import { printIcu } from './print-icu.ts';
import { same } from './same.ts';

/** What an ARB document says about one resource. */
export interface ArbAttributes {
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, ArbPlaceholder>>;
}

/** An ARB document: `@@locale`, resources, and their attributes under `@` and the resource's id. */
export type ArbJson = Readonly<Record<string, string | ArbAttributes>>;

/** A resource id that ARB tools can make a method of. */
const RESOURCE_ID = /^[A-Za-z_]\w*$/;

function localeIn(json: Readonly<Record<string, unknown>>, given: string | undefined): string | undefined {
  // Files say en_US where BCP 47 says en-US.
  const said = ownText(json, '@@locale')?.replaceAll('_', '-');
  return localeOf(given) ?? (said === undefined ? undefined : tryCanonicalLocale(said));
}

/**
 * Reads ARB (Application Resource Bundle): texts with their description and placeholders. The format of a placeholder
 * (`"type": "DateTime", "format": "yMMMd"`) goes into the message, where it is `{day, date, medium}`.
 *
 * @param json - what `JSON.parse` gave
 * @throws LOCALERT_CATALOG_UNREADABLE when it is no object, LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { readArb } from '@localert/icu/catalog';
 *
 * const { catalog } = readArb({
 *   '@@locale': 'en_US',
 *   full: 'Disk {used} full',
 *   '@full': { placeholders: { used: { type: 'double', format: 'percentPattern' } } },
 * });
 * catalog.locale; // 'en-US'
 * catalog.messages['full']?.source; // 'Disk {used, number, percent} full'
 * ```
 */
export function readArb(json: unknown, options: CatalogOptions = {}): CatalogReading {
  const document = documentOf(json, 'ARB');
  const found = collection<CatalogMessage>();
  const locale = localeIn(document, options.locale);
  if (locale === undefined && own(document, '@@locale') !== undefined) {
    found.note('metadata', '@@locale', 'The locale is no language tag; write for example "es" or "es_MX".');
  }
  for (const [id, text] of Object.entries(document)) {
    if (id.startsWith('@')) continue;
    if (typeof text !== 'string') {
      found.note('entry', id, 'The resource is no text; ARB holds one text under each id.');
      continue;
    }
    const given = own(document, `@${id}`);
    const attributes = isJsonRecord(given) ? given : undefined;
    if (given !== undefined && !attributes) {
      found.note(
        'metadata',
        id,
        'The attributes under "@" and the id are no object; write { "description": … }.',
      );
    }
    const placeholders = attributes && own(attributes, 'placeholders');
    const described = isJsonRecord(placeholders) ? placeholders : undefined;
    const description = attributes && ownText(attributes, 'description');
    const notes = notesOf(described);
    found.put(id, () => {
      const form = parseForm(text, 'icu', { functions: options.functions ?? [] });
      const meant = formWithFormats(form, described);
      return {
        source: same(meant, form) ? text : printIcu(meant),
        ...(description === undefined ? {} : { description }),
        ...(notes === undefined ? {} : { placeholders: notes }),
      };
    });
  }
  return readingOf(found, 'icu', locale);
}

function attributesOf(
  message: CatalogMessage,
  formats: ReadonlyMap<string, Partial<ArbPlaceholder>>,
): ArbAttributes {
  const names = new Set([...Object.keys(message.placeholders ?? {}), ...formats.keys()]);
  const placeholders = [...names].map((name): [string, ArbPlaceholder] => {
    const known = message.placeholders && own(message.placeholders, name);
    const { type, ...format } = formats.get(name) ?? {};
    const { type: said = type, ...notes } = isJsonRecord(known) ? (known as ArbPlaceholder) : {};
    return [name, { ...(said === undefined ? {} : { type: said }), ...format, ...notes }];
  });
  return {
    ...(message.description === undefined ? {} : { description: message.description }),
    ...(placeholders.length > 0 ? { placeholders: Object.fromEntries(placeholders) } : {}),
  };
}

/**
 * Writes ARB in the subset that its tools take: numbers and dates as plain placeholders with a format, `#` as the
 * argument itself. Texts follow ICU's apostrophes: Flutter wants `use-escaping: true` for them.
 *
 * @throws LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { writeArb } from '@localert/icu/catalog';
 *
 * const { json } = writeArb({ locale: 'en-US', syntax: 'icu', messages: { day: { source: '{day, date, medium}' } } });
 * json['@@locale']; // 'en_US'
 * json['day']; // '{day}'
 * json['@day']; // { placeholders: { day: { type: 'DateTime', format: 'yMMMd' } } }
 * ```
 */
export function writeArb(catalog: Catalog, options: CatalogOptions = {}): CatalogWriting<ArbJson> {
  const found = collection<readonly [text: string, attributes: ArbAttributes]>();
  for (const [id, message] of Object.entries(catalog.messages)) {
    if (!RESOURCE_ID.test(id)) {
      found.note(
        'key',
        id,
        'ARB ids are letters, digits and "_", and start with no digit; rename the message.',
      );
      continue;
    }
    found.put(id, () => {
      const { source, differences } = sourceIn('icu', message.source, catalog.syntax, options);
      const form = parseForm(source, 'icu', { functions: options.functions ?? [] });
      const arb = arbMessage(form);
      found.differ(id, differences);
      return [same(arb.form, form) ? source : printIcu(arb.form), attributesOf(message, arb.formats)];
    });
  }
  const locale = localeOf(options.locale ?? catalog.locale);
  const resources = found.entries.flatMap(([id, [text, attributes]]): [string, string | ArbAttributes][] => {
    const entry: [string, string] = [id, text];
    return Object.keys(attributes).length > 0 ? [entry, [`@${id}`, attributes]] : [entry];
  });
  const head: [string, string][] = locale === undefined ? [] : [['@@locale', locale.replaceAll('-', '_')]];
  return { json: Object.fromEntries([...head, ...resources]), problems: found.problems };
}
