import {
  canonicalLocale,
  type FixtureId,
  fieldNameSchema,
  fixtureIdFault,
  MAX_FIELDS,
  type MessageSyntax,
  type Messages,
} from '@localert/core';
import type { Catalog, CatalogMessage, CatalogOptions, CatalogProblem } from './catalog.ts';
import { collection, sourceIn } from './collect.ts';

/** How ids of a catalogue name fixtures and fields. */
export interface FixtureKeys {
  /** What every id starts with; ids without it are passed over. Default none. */
  readonly prefix?: string;
  /** What stands between the fixture's id and the field's name. Default `.`. */
  readonly separator?: string;
}

/** The messages of fixtures in one locale. */
export interface FixtureMessages {
  readonly fixtures: Readonly<Record<FixtureId, Messages>>;
  readonly problems: readonly CatalogProblem[];
}

function placeOf(
  id: string,
  { prefix = '', separator = '.' }: FixtureKeys,
): { fixture: string; field: string } | undefined {
  const rest = id.slice(prefix.length);
  const at = separator === '' ? -1 : rest.lastIndexOf(separator);
  if (at === -1) return undefined;
  const fixture = rest.slice(0, at);
  const field = rest.slice(at + separator.length);
  return fixtureIdFault(fixture) === undefined && fieldNameSchema.safeParse(field).success
    ? { fixture, field }
    : undefined;
}

/**
 * Sorts a catalogue's messages into fixtures: `disk_full.title` is the field `title` of the fixture `disk_full`. The
 * texts stay in the catalogue's syntax, which becomes the fixtures' `syntax`.
 *
 * @example
 * ```ts
 * import { fixtureMessages, readFormatJs } from '@localert/icu/catalog';
 *
 * const { catalog } = readFormatJs({ 'alerts.disk_full.title': 'Disk full on {host}', 'menu.file': 'File' });
 * fixtureMessages(catalog, { prefix: 'alerts.' }).fixtures; // { disk_full: { title: 'Disk full on {host}' } }
 * ```
 */
export function fixtureMessages(catalog: Catalog, keys: FixtureKeys = {}): FixtureMessages {
  const found = collection<never>();
  const fixtures = new Map<string, Map<string, string>>();
  for (const [id, { source }] of Object.entries(catalog.messages)) {
    if (!id.startsWith(keys.prefix ?? '')) continue;
    const place = placeOf(id, keys);
    const fields = place && (fixtures.get(place.fixture) ?? new Map<string, string>());
    if (!place || !fields) {
      found.note(
        'key',
        id,
        'The key names no fixture and field, as "disk_full.title" does; rename it or set the separator.',
      );
    } else if (fields.size === MAX_FIELDS) {
      found.note('key', id, `The fixture has ${MAX_FIELDS} fields already; split it into several fixtures.`);
    } else {
      fixtures.set(place.fixture, fields.set(place.field, source));
    }
  }
  const entries = [...fixtures].map(([id, fields]): [string, Messages] => [id, Object.fromEntries(fields)]);
  return { fixtures: Object.fromEntries(entries), problems: found.problems };
}

/** What a catalogue takes of a fixture: an author's content or a stored fixture has it. */
export interface CataloguedFixture {
  readonly syntax?: MessageSyntax | undefined;
  readonly locales: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly description?: string | undefined;
}

/** How {@link catalogOf} writes: the ids, and the one syntax of the catalogue. */
export interface FixtureCatalogOptions extends FixtureKeys, Pick<CatalogOptions, 'functions'> {
  /** Default: the syntax of the first fixture. Messages of the other one are converted. */
  readonly syntax?: MessageSyntax;
}

/**
 * The catalogue of fixtures in one locale: what {@link fixtureMessages} reads. Fixtures without that locale are passed
 * over. The fixture's description becomes that of each message.
 *
 * @param fixtures - by id
 * @param locale - BCP 47
 * @throws LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { catalogOf, writeFormatJs } from '@localert/icu/catalog';
 *
 * const fixtures = { disk_full: { locales: { en: { title: 'Disk full' }, de: { title: 'Platte voll' } } } };
 * const { catalog } = catalogOf(fixtures, 'de');
 * writeFormatJs(catalog).json; // { 'disk_full.title': 'Platte voll' }
 * ```
 */
export function catalogOf(
  fixtures: Readonly<Record<FixtureId, CataloguedFixture>>,
  locale: string,
  options: FixtureCatalogOptions = {},
): { readonly catalog: Catalog; readonly problems: readonly CatalogProblem[] } {
  const wanted = canonicalLocale(locale);
  const { prefix = '', separator = '.' } = options;
  const syntax = options.syntax ?? Object.values(fixtures)[0]?.syntax ?? 'icu';
  const found = collection<CatalogMessage>();
  for (const [fixture, { locales, syntax: own = 'icu', description }] of Object.entries(fixtures)) {
    const messages = Object.hasOwn(locales, wanted) ? locales[wanted] : undefined;
    for (const [field, text] of Object.entries(messages ?? {})) {
      const id = `${prefix}${fixture}${separator}${field}`;
      found.put(id, () => {
        const { source, differences } = sourceIn(syntax, text, own, options);
        found.differ(id, differences);
        return { source, ...(description === undefined ? {} : { description }) };
      });
    }
  }
  return {
    catalog: { locale: wanted, syntax, messages: Object.fromEntries(found.entries) },
    problems: found.problems,
  };
}
