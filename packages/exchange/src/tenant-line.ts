import {
  canonicalLocale,
  type Draft,
  draftInputSchema,
  type FixtureContent,
  type FixtureId,
  fixtureContentSchema,
  fixtureIdSchema,
  type InputIssue,
  InvalidInputError,
  isLocalertError,
  type Locale,
  type Messages,
  messagesSchema,
  parseInput,
} from '@localert/core';
import { ExchangeNewerError, ExchangeUnreadableError } from './errors.ts';

/** The version of the file format that is written; older ones are read. */
export const TENANT_FILE_VERSION = 1;

const NAME = 'localert.tenant';

/** What the first line says. */
export const TENANT_FORMAT: string = `${NAME}/${TENANT_FILE_VERSION}`;

/** What may be read of a draft: who proposed it when is not brought along. */
export type DraftContent = Pick<Draft, 'messages' | 'provenance' | 'findings' | 'untranslated'>;

/** The first line. */
export interface HeaderLine {
  readonly format: string;
  readonly version: number;
  /** Whose fixtures they were; for people. */
  readonly tenant: string;
  /** Epoch milliseconds. */
  readonly exportedAt: number;
}

/** How many of each kind a file has. */
export interface FileCounts {
  readonly fixtures: number;
  readonly drafts: number;
  readonly overrides: number;
}

/** The last line. */
export interface EndLine extends FileCounts {
  readonly kind: 'end';
  /** SHA-256 of all lines before it, each with a line feed, base64url. */
  readonly sha256: string;
}

/** A line between the first and the last. */
export type ItemLine =
  | {
      readonly kind: 'fixture';
      readonly id: FixtureId;
      readonly content: FixtureContent;
      readonly archived: boolean;
    }
  | {
      readonly kind: 'draft';
      readonly id: FixtureId;
      readonly locale: Locale;
      readonly draft: DraftContent;
    }
  | {
      readonly kind: 'override';
      readonly id: FixtureId;
      readonly locale: Locale;
      readonly messages: Messages;
    };

/** Deepest nesting of a line; layouts need the most, 12. */
const MAX_DEPTH = 40;

const QUOTE = 34;
const BACKSLASH = 92;

/** Whether a JSON text nests deeper than any line may: looked at before it is parsed and walked. */
export function isTooDeep(text: string, most: number = MAX_DEPTH): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    // `[` and `{`, `]` and `}` differ by one bit.
    else if ((code | 32) === 123) {
      depth += 1;
      if (depth > most) return true;
    } else if ((code | 32) === 125) depth -= 1;
  }
  return false;
}

/** A line that is none: `code` says why. */
export interface LineFault {
  readonly code: 'too-long' | 'encoding' | 'json' | 'depth' | 'shape';
  readonly issues?: readonly InputIssue[] | undefined;
}

type Data = { readonly [name: string]: unknown };

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name that may be written with escapes. */
const SUSPECT = /__proto__|\\u/;

/** Models pass such a member over: a line that tries is refused as a whole. */
const hasProto = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasProto));

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a line as data, or why it is none. `undefined` for an empty line. */
export function dataOf(bytes: Uint8Array | undefined): { readonly data: Data } | LineFault | undefined {
  if (bytes === undefined) return { code: 'too-long' };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { code: 'encoding' };
  }
  if (text.trim() === '') return undefined;
  if (isTooDeep(text)) return { code: 'depth' };
  try {
    const data: unknown = JSON.parse(text);
    if (SUSPECT.test(text) && hasProto(data)) return { code: 'shape' };
    return isData(data) ? { data } : { code: 'shape' };
  } catch {
    return { code: 'json' };
  }
}

/** Reads the first line. @throws LOCALERT_EXCHANGE_UNREADABLE, LOCALERT_EXCHANGE_NEWER */
export function headerOf(read: { readonly data: Data } | LineFault | undefined): HeaderLine {
  const refuse = (reason: string) => new ExchangeUnreadableError({ format: TENANT_FORMAT, reason, line: 1 });
  if (read === undefined || 'code' in read) throw refuse('the first line is no JSON object');
  const { format, version, tenant, exportedAt } = read.data;
  const known = typeof format === 'string' ? /^localert\.tenant\/(\d{1,6})$/.exec(format) : null;
  if (known === null || !Number.isSafeInteger(version)) {
    throw refuse(`the first line does not say "format": "${TENANT_FORMAT}"`);
  }
  const found = Math.max(Number(known[1]), Number(version));
  if (found > TENANT_FILE_VERSION) {
    throw new ExchangeNewerError({ format: NAME, found, known: TENANT_FILE_VERSION });
  }
  return {
    format: String(format),
    version: Number(version),
    tenant: typeof tenant === 'string' ? tenant : '',
    exportedAt: Number(exportedAt) || 0,
  };
}

function only(data: Data, names: readonly string[]): void {
  const unknown = Object.keys(data).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new InvalidInputError({ what: 'line', issues: [{ path: '', message: 'a member that no line has' }] });
}

const fixtureLine = (data: Data): ItemLine => {
  only(data, ['kind', 'id', 'revision', 'archived', 'fixture']);
  return {
    kind: 'fixture',
    id: parseInput(fixtureIdSchema, data['id'], 'line'),
    content: parseInput(fixtureContentSchema, data['fixture'], 'line'),
    archived: data['archived'] === true,
  };
};

/** `tag` is text by now or will be refused as one that is no language tag. */
const localeIn = (data: Data): Locale => canonicalLocale(String(data['locale']), 'line');

const draftLine = (data: Data): ItemLine => {
  only(data, ['kind', 'id', 'locale', 'draft']);
  const { messages, provenance, findings, untranslated } = parseInput(
    draftInputSchema,
    data['draft'],
    'line',
  );
  return {
    kind: 'draft',
    id: parseInput(fixtureIdSchema, data['id'], 'line'),
    locale: localeIn(data),
    draft: { messages, provenance: { ...provenance, reviewed: false }, findings, untranslated },
  };
};

const overrideLine = (data: Data): ItemLine => {
  only(data, ['kind', 'id', 'locale', 'messages']);
  return {
    kind: 'override',
    id: parseInput(fixtureIdSchema, data['id'], 'line'),
    locale: localeIn(data),
    messages: parseInput(messagesSchema, data['messages'], 'line'),
  };
};

const READERS: ReadonlyMap<unknown, (data: Data) => ItemLine> = new Map([
  ['fixture', fixtureLine],
  ['draft', draftLine],
  ['override', overrideLine],
]);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** What the last line says; `undefined` for one that is none. */
export function endOf(data: Data): EndLine | undefined {
  const { fixtures, drafts, overrides, sha256 } = data;
  if (!isCount(fixtures) || !isCount(drafts) || !isCount(overrides) || typeof sha256 !== 'string') {
    return undefined;
  }
  return { kind: 'end', fixtures, drafts, overrides, sha256 };
}

/** What a line between the first and the last says, checked by core's models. */
export function itemOf(data: Data): ItemLine | LineFault {
  const read = READERS.get(data['kind']);
  if (read === undefined) return { code: 'shape' };
  try {
    return read(data);
  } catch (error) {
    if (!isLocalertError(error)) throw error;
    return InvalidInputError.is(error) ? { code: 'shape', issues: error.details.issues } : { code: 'shape' };
  }
}
