import {
  type FixtureInput,
  fixtureIdFault,
  InvalidInputError,
  isLocalertError,
  isSecret,
  type LongWork,
  type Messages,
  parseFixtureContent,
  type Secret,
  tryCanonicalLocale,
} from '@localert/core';
import { assertFernetCall, type FernetTimes, openFernet } from './fernet.ts';

/** One encrypted text, or one encrypted set of texts. */
export interface FernetRecord {
  readonly fixture: string;
  readonly locale: string;
  /** The field that the token holds the text of. Without it the token holds a JSON object of texts by field. */
  readonly field?: string | undefined;
  readonly token: string;
}

/** A fixture as it can be created, with its id. */
export interface ImportedFixture {
  readonly id: string;
  readonly input: FixtureInput;
}

/** What could not be imported: where, and the code of the fault. Never a text. */
export interface FernetFailure {
  readonly fixture: string;
  readonly locale?: string | undefined;
  readonly field?: string | undefined;
  /** For example `LOCALERT_DECRYPT_FAILED`, `NOT_TEXT`, `NOT_JSON`, `DUPLICATE`. */
  readonly code: string;
}

/** Options of {@link importFernetTemplates}. */
export interface FernetImportOptions extends FernetTimes, LongWork {
  readonly records: readonly FernetRecord[];
  /** Tried in order, as MultiFernet does. */
  readonly keys: readonly Secret[];
  /** The base locale of all fixtures, or of each. */
  readonly baseLocale: string | ((fixture: string) => string);
  /** What a token with a `field` holds: the text itself (default), or a JSON string. */
  readonly content?: 'text' | 'json' | undefined;
  /** Fixtures that an earlier run brought in already. */
  readonly skip?: ((fixture: string) => boolean) | undefined;
  /** Called with each fixture once it is whole; what it throws ends the import. */
  readonly onFixture?: ((fixture: ImportedFixture) => void | Promise<void>) | undefined;
}

/** What an import came to. */
export interface FernetImport {
  readonly fixtures: readonly ImportedFixture[];
  readonly failures: readonly FernetFailure[];
  /** False when it was called off: go on with the same records and `skip`. */
  readonly complete: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A fault with a code of its own. */
class Unusable extends Error {
  override readonly name = 'Unusable';
}

const codeOf = (error: unknown): string => {
  if (error instanceof Unusable) return error.message;
  if (isLocalertError(error)) return error.code;
  throw error;
};

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Unusable('NOT_TEXT', { cause });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Unusable('NOT_JSON', { cause });
  }
}

/** The texts of a token, by field. */
function textsOf(record: FernetRecord, options: FernetImportOptions): readonly (readonly [string, string])[] {
  const text = textOf(openFernet(record.token, options.keys, options));
  if (record.field !== undefined) {
    const value = options.content === 'json' ? jsonOf(text) : text;
    if (typeof value !== 'string') throw new Unusable('NOT_TEXT');
    return [[record.field, value]];
  }
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unusable('NOT_JSON');
  return Object.entries(value).map(([field, inner]) => {
    if (typeof inner !== 'string') throw new Unusable('NOT_TEXT');
    return [field, inner] as const;
  });
}

/** Puts together the texts of one fixture. */
function assemble(
  id: string,
  records: readonly FernetRecord[],
  options: FernetImportOptions,
): { readonly fixture?: ImportedFixture; readonly failures: readonly FernetFailure[] } {
  const failures: FernetFailure[] = [];
  const locales = new Map<string, Map<string, string>>();
  for (const record of records) {
    try {
      const locale = tryCanonicalLocale(record.locale);
      if (!locale) throw new Unusable('LOCALERT_INVALID_LOCALE');
      const texts = locales.get(locale) ?? new Map<string, string>();
      const found = textsOf(record, options);
      if (found.some(([field]) => texts.has(field))) throw new Unusable('DUPLICATE');
      for (const [field, text] of found) texts.set(field, text);
      locales.set(locale, texts);
    } catch (error) {
      const { locale, field } = record;
      failures.push({ fixture: id, locale, field, code: codeOf(error) });
    }
  }
  try {
    if (fixtureIdFault(id)) throw new Unusable('LOCALERT_INVALID_FIXTURE_ID');
    const baseLocale = typeof options.baseLocale === 'string' ? options.baseLocale : options.baseLocale(id);
    // Made from entries, so that no field or locale is taken for a prototype.
    const byLocale = [...locales].map(([locale, texts]): [string, Messages] => [
      locale,
      Object.fromEntries(texts),
    ]);
    const provenance = Object.fromEntries([...locales.keys()].map((locale) => [locale, IMPORTED]));
    const input: FixtureInput = {
      baseLocale,
      locales: Object.fromEntries(byLocale),
      sensitive: true,
      provenance,
    };
    parseFixtureContent(input);
    return { fixture: { id, input }, failures };
  } catch (error) {
    return { failures: [...failures, { fixture: id, code: codeOf(error) }] };
  }
}

const IMPORTED = { origin: 'import' } as const;

/** The records of each fixture, in the order of their first ones. */
function byFixture(records: readonly FernetRecord[]): ReadonlyMap<string, readonly FernetRecord[]> {
  const groups = new Map<string, FernetRecord[]>();
  for (const record of records) {
    const group = groups.get(record.fixture);
    if (group) group.push(record);
    else groups.set(record.fixture, [record]);
  }
  return groups;
}

/** Lets the host do something else between two fixtures. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/**
 * Brings in templates whose texts are Fernet tokens: opens every token, puts the texts of each fixture together and hands
 * them over as what a fixture is created from, marked as sensitive. What cannot be read is listed by its place, and does
 * not hold up the rest. Fixtures come one by one, so that a run that was called off goes on where it was: with `skip`.
 *
 * @throws LOCALERT_INVALID_KEY, LOCALERT_INVALID_INPUT for options that are wrong, and what `onFixture` throws
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { importFernetTemplates } from '@localert/crypto';
 *
 * const { fixtures, failures } = await importFernetTemplates({
 *   records: [{ fixture: 'disk_full', locale: 'es', field: 'title', token: 'gAAAAA…' }],
 *   keys: [secret(String(process.env['FERNET_KEY']))],
 *   baseLocale: 'es',
 * });
 * console.log(fixtures.length, failures);
 * ```
 */
export async function importFernetTemplates(options: FernetImportOptions): Promise<FernetImport> {
  const { records, keys, skip, onFixture, onProgress, signal } = options;
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isSecret)) {
    const issues = [{ path: 'keys', message: 'one key or more, each as secret()' }];
    throw new InvalidInputError({ what: 'Fernet import', issues });
  }
  assertFernetCall(keys, options);
  const fixtures: ImportedFixture[] = [];
  const failures: FernetFailure[] = [];
  const groups = byFixture(records);
  let done = 0;
  for (const [id, group] of groups) {
    if (signal?.aborted) return { fixtures, failures, complete: false };
    if (!skip?.(id)) {
      const made = assemble(id, group, options);
      failures.push(...made.failures);
      if (made.fixture) {
        await onFixture?.(made.fixture);
        fixtures.push(made.fixture);
      }
      await pause();
    }
    done += 1;
    onProgress?.({ done, total: groups.size });
  }
  return { fixtures, failures, complete: true };
}
